// What the changes of a Terraform plan name: parts of load balancers, task definitions and services, by ARN.
import { arn, balancerIn, familyOf, type LoadBalancerArn, type TargetGroupArn } from '../values/arn.ts';
import type { TerraformChange } from './plan.ts';

export interface Mentions {
  /** Also those of which only a listener or a rule is named. */
  readonly balancers: readonly LoadBalancerArn[];
  readonly groups: readonly TargetGroupArn[];
  /** Of task definitions. */
  readonly families: readonly string[];
  readonly services: readonly NamedService[];
}

export interface NamedService {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Name of the service. */
  readonly service: string;
}

export function mentionsIn(changes: readonly TerraformChange[]): Mentions {
  const texts = [...new Set(changes.flatMap(textsOf))];
  const named = texts.flatMap((text) => serviceIn(text) ?? []);
  return {
    balancers: [...new Set(texts.flatMap((text) => balancerNamed(text) ?? []))],
    groups: texts.filter((text) => text.includes(':targetgroup/')).map((text): TargetGroupArn => arn(text)),
    families: texts.flatMap((text) => (text.includes(':task-definition/') ? (familyOf(text) ?? []) : [])),
    services: named.filter((one, place) => named.findIndex((other) => isSameService(one, other)) === place),
  };
}

/** Whether anything of load balancers or ECS is named. */
export const isAboutServices = ({ balancers, groups, families, services }: Mentions): boolean =>
  balancers.length + groups.length + families.length + services.length > 0;

export const isSameService = (one: NamedService, other: NamedService): boolean =>
  one.cluster === other.cluster && one.service === other.service;

const textsOf = ({ arns, refersTo, before, after }: TerraformChange): readonly string[] => [
  ...arns,
  ...refersTo,
  ...[before, after].flatMap(({ forward }) => (forward?.groups ?? []).flatMap(({ group }) => group ?? [])),
];

const balancerNamed = (text: string): LoadBalancerArn | null =>
  text.includes(':loadbalancer/') ? arn(text) : balancerIn(arn(text));

/** `service/<cluster>/<service>`, alone or at the end of an ARN, or the ARN of a task set. */
function serviceIn(text: string): NamedService | null {
  const [, cluster, service] =
    /^(?:arn:[\w-]+:ecs:[\w-]+:\d+:)?service\/([\w-]+)\/([\w-]+)$/.exec(text) ??
    /^arn:[\w-]+:ecs:[\w-]+:\d+:task-set\/([\w-]+)\/([\w-]+)\//.exec(text) ??
    [];
  return cluster === undefined || service === undefined ? null : { cluster, service };
}
