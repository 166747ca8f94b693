// What of this service a change of a Terraform plan is about. It is found by ARN, whatever the resource is called.
import type { TerraformChange } from '../../common/terraform/plan.ts';
import { formatRule, holds, isSameRule } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { LoadBalancerArn, TargetGroupArn } from '../../common/values/arn.ts';
import type { Scene } from '../roles/scene.ts';

export type Subject =
  | { readonly kind: 'service' }
  | { readonly kind: 'rule'; readonly rule: ServiceRule }
  /** With those of its rules that are of this service, the default action included. */
  | { readonly kind: 'listener'; readonly rules: readonly ServiceRule[] }
  | { readonly kind: 'group'; readonly group: TargetGroupArn }
  | { readonly kind: 'balancer'; readonly balancer: LoadBalancerArn }
  | { readonly kind: 'revision'; readonly revision: string }
  /** A rule that isn't one of the service yet, with those of its listener that are. */
  | { readonly kind: 'other-rule'; readonly rules: readonly ServiceRule[] }
  | { readonly kind: 'targets'; readonly group: TargetGroupArn }
  | { readonly kind: 'new-task-set' }
  | { readonly kind: 'scaling' };

export interface ServiceRule {
  readonly rule: RuleView;
  readonly isTest: boolean;
}

/** Every rule that holds a target group of the service. Inputs don't narrow what an apply would change. */
export function serviceRules({ world, roles }: Scene): readonly ServiceRule[] {
  const groups = serviceGroups({ world, roles });
  return world.rules
    .filter((rule) => groups.some((group) => holds(rule, group)))
    .map((rule) => ({ rule, isTest: roles.test.some(({ ref }) => isSameRule(ref, rule.ref)) }));
}

/** Those of the controller that serves now too: its users are the ones that an apply can move. */
export const serviceGroups = ({
  world,
  roles,
}: Pick<Scene, 'world' | 'roles'>): readonly TargetGroupArn[] => [
  ...new Set([
    ...[roles.pair?.green, roles.pair?.blue].filter((group) => group != null),
    ...world.taskSets.flatMap(({ attachment }) => attachment?.group ?? []),
    ...(world.service.otherwise?.attachments ?? []).map(({ group }) => group),
  ]),
];

export const describeRule = ({ rule, isTest }: ServiceRule): string =>
  `${isTest ? 'test' : 'production'} rule ${formatRule(rule)}`;

export function describeListener(rules: readonly ServiceRule[]): string {
  const [first] = rules;
  const isProduction = rules.some(({ isTest }) => !isTest);
  if (first === undefined) return 'a listener';
  const { listenerProtocol, listenerPort } = first.rule;
  return `${isProduction ? 'production' : 'test'} listener ${listenerProtocol}:${String(listenerPort)}`;
}

/** `null`: as far as ARNs show, it is nothing that the service uses. */
export const subjectOf = (scene: Scene, change: TerraformChange): Subject | null =>
  byArn(scene, change) ?? byReference(scene, change);

function byArn(scene: Scene, { arns }: TerraformChange): Subject | null {
  const { world } = scene;
  const rules = serviceRules(scene);
  const has = (arn: string): boolean => arns.includes(arn);
  if (has(world.service.arn)) return { kind: 'service' };
  const own = rules.find(({ rule: { ref } }) => ref.kind === 'rule' && has(ref.rule));
  if (own !== undefined) return { kind: 'rule', rule: own };
  const onListener = rules.filter(({ rule }) => has(rule.listener));
  if (onListener.length > 0) return { kind: 'listener', rules: onListener };
  const group = serviceGroups(scene).find(has);
  if (group !== undefined) return { kind: 'group', group };
  const balancer = rules.map(({ rule }) => rule.loadBalancer).find(has);
  if (balancer !== undefined) return { kind: 'balancer', balancer };
  const revision = usedRevisions(scene).find(has);
  return revision === undefined ? null : { kind: 'revision', revision };
}

const usedRevisions = ({ world }: Scene): readonly string[] => [
  ...world.taskSets.flatMap(({ taskDefinition, tags }) =>
    [taskDefinition, tags['previous-revision'] ?? []].flat(),
  ),
  ...[world.service.otherwise?.revision ?? []].flat(),
];

/** What the apply creates, and what has no ARN, is found by what it names. */
function byReference(scene: Scene, { type, kind, refersTo }: TerraformChange): Subject | null {
  const { service } = scene.world;
  if (/^aws_a?lb_listener_rule$/.test(type) && kind !== 'delete') {
    const rules = serviceRules(scene).filter(({ rule }) => refersTo.includes(rule.listener));
    return rules.length > 0 ? { kind: 'other-rule', rules } : null;
  }
  if (/^aws_a?lb_target_group_attachment$/.test(type)) {
    const group = serviceGroups(scene).find((one) => refersTo.includes(one));
    return group === undefined ? null : { kind: 'targets', group };
  }
  if (type === 'aws_ecs_task_set') return refersTo.includes(service.arn) ? { kind: 'new-task-set' } : null;
  const scalable = `service/${service.cluster}/${service.name}`;
  return type === 'aws_appautoscaling_target' && refersTo.includes(scalable) ? { kind: 'scaling' } : null;
}
