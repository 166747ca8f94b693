// Waits for the bake of another release.
import { traitsOf } from '../../common/request/commands.ts';
import { isAccepted } from '../../common/request/risks.ts';
import { bakeOutlasts, describeLimit, marginMs } from '../../common/run/time-limit.ts';
import { isBlueToServe } from '../health/comparison.ts';
import { healthyOwn } from '../health/readiness.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { formatMoment, formatTagTime } from '../../common/values/moment.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';

/** A bake begins a few seconds after its tag is written, and its own run needs time to detect its end. */
const graceMs = 20_000;
/** Maximum bake, whatever a tag says: the limit of `bake-time`. */
const longestBakeMs = 24 * 3_600_000;
/** How long green may be unable to serve. A run in progress would have rolled back long before that. */
const givenUpMs = 60_000;
const lookMs = 15_000;

/** The green of another run's release, as the service's tags name it. */
function otherInBake({ world, roles, request }: Scene): TaskSetView | null {
  const { green } = world.service.tags;
  const set = world.taskSets.find(({ arn }) => arn === green);
  if (set === undefined || set.tags.release === request.release.id) return null;
  // A teardown acts on a release that another run made.
  if (set === roles.green && !traitsOf(request).endsWarmTime) return null;
  return set.status === 'DRAINING' ? null : set;
}

/** When the wait of a run that would disturb the bake ends. `null`: there is no bake. */
export function bakeUntilMs({ world }: Scene): number | null {
  const untilMs = Date.parse(world.service.tags['bake-until'] ?? '');
  if (Number.isNaN(untilMs) || untilMs + graceMs <= world.nowMs) return null;
  return isBelievable(untilMs, world.nowMs) ? untilMs + graceMs : null;
}

/** By the tags, and whichever run watches it. */
export function isGreenInBake(scene: Scene): boolean {
  const { world, roles } = scene;
  return world.service.tags.green === roles.green?.arn && isAnyBake(scene);
}

/** The same of whatever green the tags name. */
export function isAnyBake(scene: Scene): boolean {
  const untilMs = bakeUntilMs(scene);
  return untilMs !== null && untilMs - graceMs > scene.world.nowMs;
}

const isBelievable = (untilMs: number, nowMs: number): boolean => untilMs - nowMs <= longestBakeMs + graceMs;

/** Reports a tag that is ignored because it would delay every release. */
export function bakeTagNote({ world }: Scene): string | null {
  const text = world.service.tags['bake-until'];
  const untilMs = Date.parse(text ?? '');
  if (text === undefined || isBelievable(untilMs, world.nowMs)) return null;
  return (
    `the tag ecs-blue-green:lease of the service says that the bake lasts until ${formatTagTime(text, world.nowMs)}, which is longer than ` +
    'any bake, so that time is ignored. The next switch replaces it'
  );
}

/**
 * Another release is in its bake. This run waits for the verdict before it writes anything, even the fence, which would end
 * the other run. Only a rollback interrupts a bake. The wait ends with the bake, when the tags of that release are cleared,
 * when its green is being deleted, or when its green could not serve for a while and no run rolls it back.
 */
export const awaitBake: Decider = (scene) => {
  const { memory, world, request } = scene;
  if (memory.isPreflightPassed || memory.fence !== null || memory.failure !== null) return null;
  const other = otherInBake(scene);
  const untilMs = bakeUntilMs(scene);
  if (other === null || untilMs === null) return null;
  const isUnserved =
    memory.unhealthyLiveSinceMs !== null && world.nowMs - memory.unhealthyLiveSinceMs >= givenUpMs;
  const isGivenUp = isUnserved && isToLeave(scene, other);
  if (isGivenUp && isOnAnyRule(world, other)) return null;
  const who = `release ${other.tags.release ?? other.id} (${formatSet(other)})`;
  const late = whyTooLate(scene, untilMs);
  if (late !== null) return refuse(scene, who, untilMs, late);
  const because = `${who} is in its bake until ${formatMoment(untilMs - graceMs, world.nowMs)}: ${request.command} continues ${formatDuration(graceMs / 1000)} after it`;
  // Observes at short intervals: the other release may be rolled back, or its tags cleared, before that.
  return wait('preflight', 'waiting-for-bake', because, Math.min(untilMs - world.nowMs, lookMs));
};

/** It has no healthy target, or its blue serves better. Tasks that scaling has added to both may only need their time. */
function isToLeave({ world }: Scene, other: TaskSetView): boolean {
  if (healthyOwn(world, other).length === 0) return true;
  const blue = world.taskSets.find(
    ({ id, arn }) => id === other.tags.blue || arn === world.service.tags.blue,
  );
  return blue !== undefined && isBlueToServe(world, other, blue);
}

function whyTooLate({ request, world }: Scene, untilMs: number): string | null {
  if (request.timeLimit === null) return null;
  if (untilMs + marginMs > request.timeLimit.endsMs)
    return `this run has to end by ${describeLimit(request, world.nowMs) ?? ''}`;
  return traitsOf(request).endsStaged || isAccepted(request, 'bake-outlasts-job')
    ? null
    : bakeOutlasts(request, world.nowMs, untilMs);
}

function refuse({ request, roles, world }: Scene, who: string, untilMs: number, why: string): Step {
  const leftMs = untilMs - world.nowMs;
  return step('preflight', 'out-of-time', 'the bake of another release lasts longer than this run can', {
    kind: 'end',
    result: 'refused',
    message:
      `Nothing was changed: ${who} of service ${request.service} is in its bake for another ${formatDuration(leftMs / 1000)}, and ${why}. ` +
      `${describeTraffic(roles)} Run this job again after the bake, or roll that release back.`,
    details: [],
  });
}
