declare const kind: unique symbol;

/** An ARN that the compiler keeps apart from ARNs of other things, so that blue's group can't be passed as a rule. */
export type Arn<K extends string> = string & { readonly [kind]: K };

export type ServiceArn = Arn<'service'>;
export type TaskDefinitionArn = Arn<'task-definition'>;
export type TargetGroupArn = Arn<'target-group'>;
export type LoadBalancerArn = Arn<'load-balancer'>;
export type ListenerArn = Arn<'listener'>;
export type RuleArn = Arn<'rule'>;

/** Marks a string as an ARN of a kind: for the edges, where text from AWS or from an input comes in. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says which kind it is
export const arn = <A extends Arn<string>>(text: string): A => text as A;

/** Short enough for a sentence: `ecs-svc/123`, `web:42`, the name of a target group or load balancer. */
export function shortName(full: Arn<string>): string {
  const named = /:(?:targetgroup|loadbalancer\/\w+)\/([^/]+)\/[^/]+$/.exec(full);
  if (named?.[1] !== undefined) return named[1];
  const set = /:task-set\/.*\/(ecs-svc\/\d+)$/.exec(full);
  if (set?.[1] !== undefined) return set[1];
  return lastPart(full);
}

/** What comes after the last `/`: `web:41` of a revision, the name of a cluster; the text itself if it is no ARN. */
export const lastPart = (text: string): string => text.slice(text.lastIndexOf('/') + 1);

/** `web` of `…:task-definition/web:42`; `null`: it is no ARN of a revision. */
export const familyOf = (revision: string): string | null => /\/([^/:]+):\d+$/.exec(revision)?.[1] ?? null;
