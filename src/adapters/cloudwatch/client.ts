// The part of the CloudWatch SDK that is used. It is imported lazily: only a run with alarms needs it.
export { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
