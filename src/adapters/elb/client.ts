// The part of the ELB SDK that is used. It is imported with `await import`, so that it is loaded by the first call to
// ELB and not when the action starts. A lazy import of the package itself would bundle its unused commands too.
export {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
