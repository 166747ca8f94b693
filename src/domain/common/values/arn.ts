// ARNs by kind, and their short names.
declare const kind: unique symbol;

/** An ARN of one kind. The compiler rejects an ARN of another kind. */
export type Arn<K extends string> = string & { readonly [kind]: K };

export type ServiceArn = Arn<'service'>;
export type TaskDefinitionArn = Arn<'task-definition'>;
export type TargetGroupArn = Arn<'target-group'>;
export type LoadBalancerArn = Arn<'load-balancer'>;
export type ListenerArn = Arn<'listener'>;
export type RuleArn = Arn<'rule'>;

/** Marks text from AWS or from an input as an ARN of a kind. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller chooses the kind
export const arn = <A extends Arn<string>>(text: string): A => text as A;

/** The load balancer of a listener or of a rule: its ARN holds the other's. `null`: it is neither. */
export function balancerIn(of: ListenerArn | RuleArn): LoadBalancerArn | null {
  const [, start, name] = /^(.+):listener(?:-rule)?\/((?:app|net|gwy)\/[^/]+\/[^/]+)\//.exec(of) ?? [];
  return start === undefined || name === undefined ? null : arn(`${start}:loadbalancer/${name}`);
}

/** For sentences: `ecs-svc/123`, `web:42`, the name of a target group or load balancer. */
export function shortName(full: Arn<string>): string {
  const named = /:(?:targetgroup|loadbalancer\/\w+)\/([^/]+)\/[^/]+$/.exec(full);
  if (named?.[1] !== undefined) return named[1];
  const set = /:task-set\/.*\/(ecs-svc\/\d+)$/.exec(full);
  if (set?.[1] !== undefined) return set[1];
  return lastPart(full);
}

/** What follows the last `/`: `web:41` of a revision, or the name of a cluster. Text that is no ARN is returned as it is. */
export const lastPart = (text: string): string => text.slice(text.lastIndexOf('/') + 1);

/** The 12 digits of the account of an ARN. `null`: it names none. */
export const accountIn = (full: string): string | null =>
  /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/.exec(full)?.[1] ?? null;

/** `web` of `…:task-definition/web:42`; `null` if it is no ARN of a revision. */
export const familyOf = (revision: string): string | null => /\/([^/:]+):\d+$/.exec(revision)?.[1] ?? null;
