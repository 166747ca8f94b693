// The ARNs of written-down worlds.
import {
  arn,
  type ListenerArn,
  type LoadBalancerArn,
  type RuleArn,
  type ServiceArn,
  type TargetGroupArn,
  type TaskDefinitionArn,
} from '../../src/domain/common/values/arn.ts';
import type { TaskSetArn } from '../../src/domain/task-sets/model/world.ts';
import { at } from './place.ts';

export const serviceArn: ServiceArn = arn(`arn:aws:ecs:${at}:service/main/shop`);
export const group = (name: string): TargetGroupArn =>
  arn(`arn:aws:elasticloadbalancing:${at}:targetgroup/${name}/0123456789abcdef`);
export const balancer = (name: string): LoadBalancerArn =>
  arn(`arn:aws:elasticloadbalancing:${at}:loadbalancer/app/${name}/0123456789abcdef`);
export const listener = (port: number): ListenerArn =>
  arn(`arn:aws:elasticloadbalancing:${at}:listener/app/shop/0123456789abcdef/${String(port)}`);
export const ruleArn = (port: number, priority: number): RuleArn =>
  arn(
    `arn:aws:elasticloadbalancing:${at}:listener-rule/app/shop/0123456789abcdef/${String(port)}/${String(priority)}`,
  );
export const setArn = (n: number): TaskSetArn =>
  arn(`arn:aws:ecs:${at}:task-set/main/shop/ecs-svc/${String(n)}`);
export const revision = (n: number): TaskDefinitionArn =>
  arn(`arn:aws:ecs:${at}:task-definition/web:${String(n)}`);

/** The two groups of most tests: blue stands in `a`, `b` is idle. */
export const [a, b, c] = [group('a'), group('b'), group('c')];
