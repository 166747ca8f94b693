// The facts of a release that its tests find in their environment.
import { factPrefix } from './command-environment.ts';

/** What is tested, and where. `null`: not known, or there is none. */
export interface ReleaseFacts {
  /** Green before the switch, or production after it. */
  readonly at: 'green' | 'production';
  readonly service: string;
  readonly cluster: string;
  readonly commit: string | null;
  /** The ID of green, `ecs-svc/<digits>`. */
  readonly taskSet: string;
  /** Where green, or production, is reached by a front: a test rule, or an address that inputs name. */
  readonly url: string | null;
  /** `<address>:<port>` of each of green's own targets. */
  readonly targets: readonly string[];
}

/** ECS limits what a task is given at its start to 8,192 characters, its command included. */
const mostTargets = 50;

/** The variables, by name. What isn't known is absent. */
export function factVariables(facts: ReleaseFacts): Readonly<Record<string, string>> {
  const { at, service, cluster, commit, taskSet, url } = facts;
  const targets = facts.targets.slice(0, mostTargets).join(' ');
  const known = {
    AT: at,
    SERVICE: service,
    CLUSTER: cluster,
    COMMIT: commit,
    TASK_SET: taskSet,
    URL: url,
    TARGETS: targets,
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [[factPrefix + name, value] as const],
    ),
  );
}
