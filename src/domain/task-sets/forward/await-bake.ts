import { traitsOf } from '../../common/request/commands.ts';
import { bakeOutlasts, describeLimit, marginMs } from '../../common/run/time-limit.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { describeTraffic } from '../roles/traffic-words.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';

/** A bake begins some seconds after its tag is written, and has to be seen over by its own run. */
const graceMs = 20_000;
/** No bake is longer, whatever a tag says: `bake-time` goes up to here. */
const longestBakeMs = 24 * 3_600_000;
/** A run that lives has gone back long before from a green without a healthy target. */
const givenUpMs = 60_000;
const lookMs = 15_000;

/** The release of another run that is on the switch, as the service's tags tell it. */
function otherInBake({ world, roles, request }: Scene): TaskSetView | null {
  const { green } = world.service.tags;
  const set = world.taskSets.find(({ arn }) => arn === green);
  if (set === undefined || set.tags.release === request.release.id) return null;
  // A teardown is about a release that another run made.
  if (set === roles.green && !traitsOf(request).endsWarmTime) return null;
  return set.status === 'DRAINING' ? null : set;
}

/** Until when the bake of the service's tags is waited for, by whoever would disturb it; `null`: none is under way. */
export function bakeUntilMs({ world }: Scene): number | null {
  const untilMs = Date.parse(world.service.tags['bake-until'] ?? '');
  if (Number.isNaN(untilMs) || untilMs + graceMs <= world.nowMs) return null;
  return isBelievable(untilMs, world.nowMs) ? untilMs + graceMs : null;
}

const isBelievable = (untilMs: number, nowMs: number): boolean => untilMs - nowMs <= longestBakeMs + graceMs;

/** What to say of a tag that would hold up every release, and is not waited for. */
export function bakeTagNote({ world }: Scene): string | null {
  const text = world.service.tags['bake-until'];
  const untilMs = Date.parse(text ?? '');
  if (text === undefined || isBelievable(untilMs, world.nowMs)) return null;
  return (
    `the tag ecs-blue-green:bake-until of the service says ${text}, which no bake can be: it is not waited for; ` +
    `aws ecs untag-resource --resource-arn ${world.service.arn} --tag-keys ecs-blue-green:bake-until removes it`
  );
}

/**
 * Another release is being watched: its verdict is waited for before anything is written, and before the fence is
 * taken, since that would end its run. Only a rollback interrupts it. The wait is over with the bake, with the tags of
 * that release, when its green has lost its traffic and is being deleted, and when it is dead and nobody takes it back.
 */
export const awaitBake: Decider = (scene) => {
  const { memory, world, request } = scene;
  if (memory.isPreflightPassed || memory.fence !== null || memory.failure !== null) return null;
  const other = otherInBake(scene);
  const untilMs = bakeUntilMs(scene);
  if (other === null || untilMs === null) return null;
  const isDead = memory.deadLiveSinceMs !== null && world.nowMs - memory.deadLiveSinceMs >= givenUpMs;
  if (isDead && isOnAnyRule(world, other)) return null;
  const who = `release ${other.tags.release ?? other.id} (${formatSet(other)})`;
  const late = whyTooLate(scene, untilMs);
  if (late !== null) return refuse(scene, who, untilMs, late);
  const because = `${who} is in its bake until ${new Date(untilMs - graceMs).toISOString()}: ${request.command} goes on ${formatDuration(graceMs / 1000)} after it`;
  // Looks now and then as well: it may be taken back, or its tags be cleared, before that.
  return wait('preflight', 'waiting-for-bake', because, Math.min(untilMs - world.nowMs, lookMs));
};

function whyTooLate({ request }: Scene, untilMs: number): string | null {
  if (request.timeLimit === null) return null;
  if (untilMs + marginMs > request.timeLimit.endsMs)
    return `this run has to end by ${describeLimit(request) ?? ''}`;
  return traitsOf(request).endsStaged || request.isForced ? null : bakeOutlasts(request, untilMs);
}

function refuse({ request, roles, world }: Scene, who: string, untilMs: number, why: string): Step {
  const leftMs = untilMs - world.nowMs;
  return step('preflight', 'out-of-time', 'the bake of another release lasts longer than this run can', {
    kind: 'end',
    result: 'refused',
    message:
      `Nothing was changed: ${who} of service ${request.service} is in its bake for another ${formatDuration(leftMs / 1000)}, and ${why}. ` +
      `${describeTraffic(roles)} Run this again after it, or roll that release back.`,
    details: [],
  });
}
