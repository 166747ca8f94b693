// What a sweep does with each task set that is not live.
import { freeTestRule, remove } from '../forward/supersede.ts';
import { releaseTags } from '../forward/teardown.ts';
import { parseDuration } from '../../common/values/duration.ts';
import { describeKept, formatKeptGreen, keptGreen } from '../roles/kept-green.ts';
import { fallbackTimeMs, whyStillNeeded, whyUnfit } from '../warm/fallback.ts';
import { isReturnUnfinished } from '../warm/kept-return.ts';
import { describeDeleting, outlivesDeletion } from './deleting.ts';
import { drainStep } from '../warm/drain.ts';
import { leaseScaleAfterWipe, formatLeaseScale } from '../tags/lease.ts';
import { quarantineTags } from '../revision/quarantine.ts';
import { canServe } from '../health/readiness.ts';
import { formatExpired } from '../revision/restage.ts';
import { isOurs } from '../roles/ours.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import { isDeserted, jobLimitMs } from '../evolve/sweep-alive.ts';
import { doing, forPerson, leftAlone, tryingTo, type Finding } from './finding.ts';
import { rollbackTargetOf, wasRolledBack } from './rollback.ts';
import { weakBlueFindings } from './weak-blue.ts';
import { isStaged } from '../roles/staged.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { ServiceTags, TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { orWhileTooEarly } from '../model/attempt.ts';
import { step, wait } from '../model/make-step.ts';
import { formatMoment, formatTagTime, iso } from '../../common/values/moment.ts';

/** Each set that is not live: removed once it has expired, otherwise listed with the reason. Foreign sets are only listed. */
export function setFindings(scene: Scene): readonly Finding[] {
  const { leftovers, foreign } = scene.roles;
  const standing = leftovers.filter(({ status }) => status !== 'DRAINING');
  return [
    ...standing.flatMap((set) => ownFindings(scene, set)),
    ...leftovers.flatMap((set) => deletingFindings(scene, set)),
    ...foreign.map((set) =>
      leftAlone(
        `${formatSet(set)} (${set.status}) is neither live nor made by this action, so it is never changed`,
      ),
    ),
  ];
}

/** Nothing more can be done with a task set that is being deleted. It is named once ECS should have stopped its tasks. */
function deletingFindings({ world }: Scene, set: TaskSetView): readonly Finding[] {
  const words = outlivesDeletion(world, set) ? describeDeleting(world, set) : null;
  return words === null ? [] : [leftAlone(words)];
}

function ownFindings(scene: Scene, set: TaskSetView): readonly Finding[] {
  const { live } = scene.roles;
  const [serving] = live;
  const kept = keptAs(scene, set);
  const isWithoutLease = kept !== null || isLeftByReturn(scene, set) || wasRolledBack(scene, set);
  const isBlue = serving !== undefined && rollbackTargetOf(scene, serving) === set;
  if (live.length === 1 && isBlue && !(isWithoutLease && scene.world.service.tags.blue !== set.arn))
    return leased(scene, set, serving);
  const stays = kept === null ? null : whyKept(scene, kept);
  if (stays !== null) return [...unlabelled(scene, set), leftAlone(stays)];
  if (isStaged(scene.world, set)) return staged(scene, set);
  if (isLeasedForward(scene, set))
    return [
      leftAlone(
        `${formatSet(set)} has the PRIMARY label but no traffic: its run ended before the switch, or somebody else has changed ` +
          `the weights since. Its lease ends at ${formatTagTime(scene.world.service.tags['lease-until'] ?? '', scene.world.nowMs)}. After that, a sweep removes it`,
      ),
    ];
  const noted = [...quarantining(scene, set), ...keeping(scene, set)];
  if (noted.length > 0) return noted;
  const why =
    kept === null ? 'it has no traffic, and its run is over' : `it ${describeKept(scene.world, kept)}`;
  return removal(
    scene,
    set,
    `${formatSet(set)} of release ${set.tags.release ?? '(before this action)'}: ${why}`,
  );
}

/** In a sentence; `null`: its time is over. */
function whyKept(scene: Scene, kept: NonNullable<ReturnType<typeof keptGreen>>): string | null {
  const { world } = scene;
  const what = `${formatSet(kept.set)} ${describeKept(world, kept)}`;
  if (Date.parse(kept.until) > world.nowMs) return what;
  const needed = kept.reason === 'fallback' ? whyStillNeeded(scene) : null;
  return needed === null ? null : `${what}, and stays after that: ${needed}`;
}

/** AWS may have refused to move the label when the kept set was rolled back. */
function unlabelled(scene: Scene, kept: TaskSetView): readonly Finding[] {
  const [live] = scene.roles.live;
  return kept.status === 'PRIMARY' && live !== undefined ? relabel(scene, live) : [];
}

/** This sweep rolled it back, or finished its rollback. */
const wasTaken = (scene: Scene, set: TaskSetView): boolean =>
  isLeftByReturn(scene, set) ||
  (scene.world.service.tags.green === set.arn && scene.memory.lastOnRulesMs[set.arn] !== undefined);

/** Production returned from it to the kept green, which writes no lease, and nothing has cleaned up since. */
function isLeftByReturn({ world }: Scene, set: TaskSetView): boolean {
  const kept = keptGreen(world)?.set;
  return kept?.tags.blue === set.id && isReturnUnfinished(world, kept);
}

/** It may have to serve again until the live version has served well, as after any rollback. */
function keeping(scene: Scene, set: TaskSetView): readonly Finding[] {
  const { world } = scene;
  const isDue = wasTaken(scene, set) && set.status === 'ACTIVE' && keptAs(scene, set) === null;
  if (!isDue || isOnAnyRule(world, set) || whyUnfit(scene, set) !== null) return [];
  const tags = { 'kept-green': formatKeptGreen(set, world.nowMs + fallbackTimeMs(world, set), 'fallback') };
  const because = `${formatSet(set)} was rolled back, and is kept until the live version has served well`;
  return tryingTo(scene, step('teardown', 'keeping-green', because, { kind: 'tag-service', tags }));
}

/** None of its targets was healthy before this sweep took its traffic, so its content is quarantined. */
function quarantining(scene: Scene, set: TaskSetView): readonly Finding[] {
  const { world, memory } = scene;
  const { tags } = world.service;
  const due = quarantineTags(world, set, 'serving');
  const isDown = memory.downOnRules.includes(set.arn);
  const isDue = wasTaken(scene, set) && isDown && !isOnAnyRule(world, set);
  if (!isDue || due.quarantined === undefined || tags.quarantined === due.quarantined) return [];
  const because = `the content of ${formatSet(set)} is quarantined: it was rolled back without a healthy target`;
  return tryingTo(scene, step('teardown', 'quarantining', because, { kind: 'tag-service', tags: due }));
}

/** Blue of the live set. Removed once its lease is over, if the live set can serve without it. */
function leased(scene: Scene, blue: TaskSetView, live: TaskSetView): readonly Finding[] {
  const { world } = scene;
  const { tags } = world.service;
  const until = tags.blue === blue.arn && tags.green === live.arn ? tags['lease-until'] : undefined;
  if (until === undefined) return newLease(scene, blue, live);
  const latestMs = Math.max(Date.parse(until), Date.parse(tags['bake-until'] ?? until));
  const able = canServe(world, live, false);
  if (latestMs > world.nowMs) {
    const isUnwatched = Date.parse(tags['bake-until'] ?? '') > world.nowMs && isDeserted(scene).isYes;
    const kept =
      `blue ${formatSet(blue)} is leased as the rollback target until ${formatMoment(latestMs, world.nowMs)}` +
      (isUnwatched ? ', and nothing watches the bake of the live version, since its run is over' : '');
    if (!able.isYes)
      return [forPerson(`${kept}, and ${able.why}. Run the command rollback, or fix the live version`)];
    const weak = weakBlueFindings(scene, blue, kept);
    return weak.length > 0 ? weak : [leftAlone(kept)];
  }
  if (!able.isYes)
    return [
      forPerson(
        `the lease of blue ${formatSet(blue)} is over, but the live version is unhealthy (${able.why}), and blue may be the only ` +
          'rollback target. Run the command rollback, or fix the live version',
      ),
    ];
  const labelled = relabel(scene, live);
  const drained = labelled.length > 0 ? labelled : drainFindings(scene, blue, live);
  const found =
    drained.length > 0
      ? drained
      : removal(
          scene,
          blue,
          `blue ${formatSet(blue)}: its lease ended at ${formatTagTime(until, world.nowMs)}`,
        );
  // The run of the release may wait weeks for an approval and so not be over, but no job keeps blue that long.
  return evenIfItsRunGoesOn(found, latestMs + jobLimitMs <= world.nowMs);
}

/** One step of its drain, if one is due. A sweep doesn't wait for the next. */
function drainFindings(scene: Scene, blue: TaskSetView, live: TaskSetView): readonly Finding[] {
  const next = drainStep(scene, blue, live, 'sweeping');
  if (next.kind === 'over') return [];
  if (next.kind === 'waiting') return [leftAlone(next.words)];
  const due = orWhileTooEarly(next.tried, (ms) =>
    wait('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rules', ms),
  );
  return due === null ? [] : [doing(due)];
}

const evenIfItsRunGoesOn = (found: readonly Finding[], isLongOver: boolean): readonly Finding[] =>
  found.map((finding) => (finding.kind === 'do' ? { ...finding, isLongOver } : finding));

/** The tags were wiped, so the time of the switch is lost. The warm time from the tag of green starts again. */
function newLease(scene: Scene, blue: TaskSetView, live: TaskSetView): readonly Finding[] {
  const { world } = scene;
  const warm = parseDuration(live.tags['warm-time'] ?? '15m');
  const tags: ServiceTags = {
    green: live.arn,
    blue: blue.arn,
    'switched-at': iso(world.nowMs),
    'lease-until': iso(world.nowMs + (warm.ok ? warm.seconds : 900) * 1000),
    'lease-scale': formatLeaseScale(leaseScaleAfterWipe(blue)),
    ...(live.tags.drain === undefined ? {} : { drain: live.tags.drain }),
  };
  const because = `the lease of blue ${formatSet(blue)} was wiped. It starts again, and a later sweep ends it`;
  return tryingTo(scene, step('teardown', 'writing-lease', because, { kind: 'tag-service', tags }));
}

const relabel = (scene: Scene, live: TaskSetView): readonly Finding[] =>
  live.status === 'PRIMARY'
    ? []
    : tryingTo(
        scene,
        step('teardown', 'sweeping', `${formatSet(live)} has all the traffic, but not the PRIMARY label`, {
          kind: 'label',
          set: live.arn,
          withinMs: null,
        }),
      );

/** Why and until when the set is kept after its rollback. `null`: it is not. */
function keptAs({ world }: Scene, set: TaskSetView): ReturnType<typeof keptGreen> {
  const kept = keptGreen(world);
  return kept?.set === set ? kept : null;
}

function staged(scene: Scene, set: TaskSetView): readonly Finding[] {
  const { world, roles } = scene;
  const [live] = roles.live;
  const expires = set.tags.expires ?? '';
  const who = `${formatSet(set)} is staged as release ${set.tags.release ?? ''}`;
  if (set.status === 'PRIMARY' && live !== undefined) {
    // Clears the tags before the label moves: a set that the tags name but that has lost the label looks like a rolled-back green.
    const names = releaseTags.filter((name) => name !== 'scaling' && world.service.tags[name] !== undefined);
    const untag = { kind: 'untag-service', names } as const;
    const because = `${who}, and the run that began to promote it is over`;
    const isNamed = world.service.tags.green === set.arn;
    const cleared = isNamed ? tryingTo(scene, step('teardown', 'clearing-tags', because, untag)) : [];
    return cleared.length > 0 ? cleared : relabel(scene, live);
  }
  if (Date.parse(expires) > world.nowMs)
    return [leftAlone(`${who} until ${formatTagTime(expires, world.nowMs)}`)];
  const expired = formatExpired(world, set);
  const because = `${formatSet(set)} of release ${set.tags.release ?? ''}: staged until ${formatTagTime(expires, world.nowMs)} and never promoted`;
  const noted =
    world.service.tags.expired === expired
      ? []
      : tryingTo(
          scene,
          step('teardown', 'sweeping', `keeps the staged revision in a tag, so that it can be staged again`, {
            kind: 'tag-service',
            tags: { expired },
          }),
        );
  // The run may wait weeks for an approval, but a promotion has to begin before the expiry.
  const isLongOver = Date.parse(expires) + jobLimitMs <= world.nowMs;
  return evenIfItsRunGoesOn(noted.length > 0 ? noted : removal(scene, set, because), isLongOver);
}

/** Label and lease were written but no rule was, or somebody reverted the rules. The set is kept for inspection until the lease ends. */
function isLeasedForward({ world, memory }: Scene, set: TaskSetView): boolean {
  const { tags } = world.service;
  // This sweep rolled it back.
  if (memory.lastOnRulesMs[set.arn] !== undefined) return false;
  const isNamed = tags.green === set.arn && set.status === 'PRIMARY';
  return isNamed && Date.parse(tags['lease-until'] ?? '') > world.nowMs;
}

/** Before a set is deleted, label and test rule move away from it, and all load balancer nodes get time to pick that up. */
function removal(scene: Scene, set: TaskSetView, because: string): readonly Finding[] {
  const { world, roles } = scene;
  const [live] = roles.live;
  if (set.status === 'PRIMARY')
    return live === undefined
      ? [
          leftAlone(
            `${formatSet(set)} is no longer needed, but it is PRIMARY, and ECS refuses to delete a PRIMARY task set. The next release moves the label`,
          ),
        ]
      : relabel(scene, live);
  if (isOnAnyRule(world, set)) {
    const freed = tryingTo(scene, freeTestRule(scene, set));
    return freed.length > 0
      ? freed
      : [leftAlone(`${formatSet(set)} is over, but a rule still sends requests to its target group`)];
  }
  if (world.rules.length === 0)
    return [leftAlone(`${formatSet(set)} is over, but no rule of its load balancer was found`)];
  const next = orWhileTooEarly(remove(scene, set, { phase: 'teardown', reason: 'sweeping', because }), (ms) =>
    wait('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rules', ms),
  );
  return next === null ? [] : [doing(next)];
}

/** Which service tags and auto scaling settings the remaining sets still need. */
export function keptBy(scene: Scene): 'everything' | 'scaling' | 'nothing' {
  const standing = scene.roles.leftovers.filter(({ status }) => status !== 'DRAINING');
  const others = standing.filter((set) => keptAs(scene, set) === null);
  if (others.some((set) => !isStaged(scene.world, set) || isLeasedForward(scene, set))) return 'everything';
  // Any idle set halves the average load (fact 21a).
  return standing.length > 0 ? 'scaling' : 'nothing';
}

/** Whether this action releases, or has released, to the service. */
export const isKnownService = ({ world }: Scene): boolean =>
  Object.keys(world.service.tags).length > 0 || world.taskSets.some(isOurs);
