// How long a release waits for what AWS does. Deciders take these times from here, and plan shows them.
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { TaskSetView, World } from '../model/world.ts';

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

/** Maximum time that ECS takes to stop tasks, with some reserve, once their targets are deregistered (fact 17). */
const stopMs = 120_000;

/** How long a target of the group drains. 300 s is the default of AWS. */
export const deregistrationMs = (
  { groups }: Pick<World, 'groups'>,
  group: TargetGroupArn | undefined,
): number => (groups.find(({ arn }) => arn === group)?.deregistrationDelaySeconds ?? 300) * 1000;

/** Maximum time from the deletion of the set until it has vanished: targets are deregistered, then tasks stop (fact 17). */
export const teardownMs = (world: Pick<World, 'groups'>, set: TaskSetView): number =>
  deregistrationMs(world, set.attachment?.group) + stopMs;
