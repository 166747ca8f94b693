// How long a release waits for what AWS does. Deciders take these times from here, and plan shows them.
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { SetOutline, World } from '../model/world.ts';

/** Number of consecutive observations in which green has to be ready. A single one may be a flicker. */
export const readyStreak = 3;
/** Time between these observations. */
export const readyCheckMs = 700;

/** Time between two probes of production before the switch. */
export const baselineMs = 1000;

/** Time between two questions to production for its version. */
export const proofMs = 1000;
/** How many times in a row production has to answer with the version of green. */
export const proofPasses = 5;

/** Production that answers with several versions in turn has to be found, too. */
export const provenWithinMs = 60_000;

/** How long a switch may stand half done because green is no longer ready. */
export const stalledSwitchMs = 90_000;

/** The longest stop timeout of Fargate (fact 17), for tasks of a revision that was not read. */
const longestStopSeconds = 120;

type Timed = Pick<World, 'groups' | 'stopSeconds'>;

/** Maximum time that ECS takes to stop the tasks of the set once their targets are deregistered (fact 17). */
export const stopMs = ({ stopSeconds }: Timed, { taskDefinition }: SetOutline): number =>
  (stopSeconds[taskDefinition] ?? longestStopSeconds) * 1000;

/** How long a target of the group drains. 300 s is the default of AWS. */
export const deregistrationMs = (
  { groups }: Pick<World, 'groups'>,
  group: TargetGroupArn | undefined,
): number => (groups.find(({ arn }) => arn === group)?.deregistrationDelaySeconds ?? 300) * 1000;

/** ECS begins to stop tasks some time after the deletion. */
const stopReserveMs = 60_000;

/** Whether tasks of a task set that is being deleted run for longer than ECS needs to stop them: they may be protected (fact 21e). */
export const isStopOverdue = (world: Timed, set: SetOutline, waitedMs: number): boolean =>
  set.status === 'DRAINING' && set.running + set.pending > 0 && waitedMs > expectedStopMs(world, set);

/** The longest deregistration delay that a target group can have. */
const longestDelayMs = 3_600_000;

/** The same of a task set whose target group and revision were not read. */
export const longestStopMs = longestDelayMs + longestStopSeconds * 1000 + stopReserveMs;

/** How long after the deletion of the set ECS has stopped its tasks, unless they are protected. */
export const expectedStopMs = (world: Timed, set: SetOutline): number =>
  teardownMs(world, set) + stopReserveMs;

/** Maximum time from the deletion of the set until it has vanished: targets are deregistered, then tasks stop (fact 17). */
export const teardownMs = (world: Timed, set: SetOutline): number =>
  deregistrationMs(world, set.attachment?.group) + stopMs(world, set);
