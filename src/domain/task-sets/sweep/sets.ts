import { freeTestRule, remove } from '../forward/supersede.ts';
import { releaseTags } from '../forward/teardown.ts';
import { parseDuration } from '../../common/values/duration.ts';
import { keptGreen } from '../roles/kept-green.ts';
import { leaseScaleAfterWipe, formatLeaseScale } from '../tags/lease.ts';
import { quarantineTags } from '../revision/quarantine.ts';
import { canServe, healthyOwn } from '../health/readiness.ts';
import { formatExpired } from '../revision/restage.ts';
import { isOurs } from '../roles/ours.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import { jobLimitMs } from '../evolve/sweep-alive.ts';
import { doing, forPerson, leftAlone, tryingTo, type Finding } from './finding.ts';
import { rollbackTargetOf } from './traffic.ts';
import { isStaged } from '../roles/staged.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { ServiceTags, TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { orWhileTooEarly } from '../model/attempt.ts';
import { step, wait } from '../model/make-step.ts';
import { iso } from '../../common/values/time.ts';

/** Each set that is not live: removed if its time is over, otherwise named with the reason. Foreign ones are only named. */
export function setFindings(scene: Scene): readonly Finding[] {
  const { leftovers, foreign } = scene.roles;
  const standing = leftovers.filter(({ status }) => status !== 'DRAINING');
  return [
    ...standing.flatMap((set) => one(scene, set)),
    ...foreign.map((set) =>
      leftAlone(
        `${formatSet(set)} (${set.status}) is neither live nor made by this action, so it is never touched`,
      ),
    ),
  ];
}

function one(scene: Scene, set: TaskSetView): readonly Finding[] {
  const { live } = scene.roles;
  const [serving] = live;
  if (live.length === 1 && serving !== undefined && rollbackTargetOf(scene, serving) === set)
    return leased(scene, set, serving);
  const keptMs = lookEndsMs(scene, set);
  if (keptMs !== null && keptMs > scene.world.nowMs)
    return [leftAlone(`${formatSet(set)} was taken back and is kept for a look until ${iso(keptMs)}`)];
  if (isStaged(scene.world, set)) return staged(scene, set);
  if (isLeasedForward(scene, set))
    return [
      leftAlone(
        `${formatSet(set)} has the label of a switch and no traffic: its run ended before it, or somebody else has changed the ` +
          `weights since. Its lease runs until ${scene.world.service.tags['lease-until'] ?? ''}; after that a sweep removes it`,
      ),
    ];
  const barred = quarantining(scene, set);
  if (barred.length > 0) return barred;
  const why =
    keptMs === null ? 'without traffic, and its run is over' : `kept for a look until ${iso(keptMs)}`;
  return removal(
    scene,
    set,
    `${formatSet(set)} of release ${set.tags.release ?? '(before this action)'}: ${why}`,
  );
}

/** This sweep took traffic from it, and nothing of it is healthy: its content is not to come back by accident. */
function quarantining(scene: Scene, set: TaskSetView): readonly Finding[] {
  const { world, memory } = scene;
  const { tags } = world.service;
  const wasTaken = tags.green === set.arn && memory.lastOnRulesMs[set.arn] !== undefined;
  const due = quarantineTags(world, set, 'serving');
  const isDue = wasTaken && healthyOwn(world, set).length === 0 && !isOnAnyRule(world, set);
  if (!isDue || due.quarantined === undefined || tags.quarantined === due.quarantined) return [];
  const because = `the content of ${formatSet(set)} is quarantined: it was taken back without a healthy target`;
  return tryingTo(scene, step('teardown', 'quarantining', because, { kind: 'tag-service', tags: due }));
}

/** Blue, the way back of what is live: its lease decides, and whether what is live could do without it. */
function leased(scene: Scene, blue: TaskSetView, live: TaskSetView): readonly Finding[] {
  const { world } = scene;
  const { tags } = world.service;
  const until = tags.blue === blue.arn && tags.green === live.arn ? tags['lease-until'] : undefined;
  if (until === undefined) return newLease(scene, blue, live);
  const latestMs = Math.max(Date.parse(until), Date.parse(tags['bake-until'] ?? until));
  const able = canServe(world, live, false);
  if (latestMs > world.nowMs) {
    const kept = `blue ${formatSet(blue)} is the way back until ${iso(latestMs)}: its lease`;
    return [
      able.isYes
        ? leftAlone(kept)
        : forPerson(`${kept}; ${able.why}: run the command rollback, or mend the live version`),
    ];
  }
  if (!able.isYes)
    return [
      forPerson(
        `the lease of blue ${formatSet(blue)} is over, but what is live could not do without it (${able.why}), and it may be the only ` +
          'way back: run the command rollback, or mend the live version',
      ),
    ];
  const labelled = relabel(scene, live);
  const found =
    labelled.length > 0
      ? labelled
      : removal(scene, blue, `blue ${formatSet(blue)}: its lease ended at ${until}`);
  // Its run may be waiting for an approval for weeks; no job that keeps blue lasts that long.
  return evenIfItsRunGoesOn(found, latestMs + jobLimitMs <= world.nowMs);
}

const evenIfItsRunGoesOn = (found: readonly Finding[], isLongOver: boolean): readonly Finding[] =>
  found.map((finding) => (finding.kind === 'do' ? { ...finding, isLongOver } : finding));

/** Wiped: nobody knows when the switch was, so the warm time that green carries begins anew, and a later sweep ends it. */
function newLease(scene: Scene, blue: TaskSetView, live: TaskSetView): readonly Finding[] {
  const { world } = scene;
  const warm = parseDuration(live.tags['warm-time'] ?? '15m');
  const tags: ServiceTags = {
    green: live.arn,
    blue: blue.arn,
    'switched-at': iso(world.nowMs),
    'lease-until': iso(world.nowMs + (warm.ok ? warm.seconds : 900) * 1000),
    'lease-scale': formatLeaseScale(leaseScaleAfterWipe(blue)),
  };
  const because = `the lease of blue ${formatSet(blue)} was wiped: it begins anew, and a later sweep ends it`;
  return tryingTo(scene, step('teardown', 'writing-lease', because, { kind: 'tag-service', tags }));
}

const relabel = (scene: Scene, live: TaskSetView): readonly Finding[] =>
  live.status === 'PRIMARY'
    ? []
    : tryingTo(
        scene,
        step(
          'teardown',
          'sweeping',
          `${formatSet(live)} has all the traffic, and the PRIMARY label is elsewhere`,
          {
            kind: 'label',
            set: live.arn,
            withinMs: null,
          },
        ),
      );

/** Until when it is kept for a look; `null`: it is not. */
function lookEndsMs({ world }: Scene, set: TaskSetView): number | null {
  const kept = keptGreen(world);
  return kept?.set === set ? Date.parse(kept.until) : null;
}

function staged(scene: Scene, set: TaskSetView): readonly Finding[] {
  const { world, roles } = scene;
  const [live] = roles.live;
  const expires = set.tags.expires ?? '';
  const who = `${formatSet(set)} is staged as release ${set.tags.release ?? ''}`;
  if (set.status === 'PRIMARY' && live !== undefined) {
    // The tags first: without the label, and still named by them, it would look like one that was taken back.
    const names = releaseTags.filter((name) => name !== 'scaling' && world.service.tags[name] !== undefined);
    const untag = { kind: 'untag-service', names } as const;
    const because = `${who}, and the run that began to promote it is over`;
    const isNamed = world.service.tags.green === set.arn;
    const cleared = isNamed ? tryingTo(scene, step('teardown', 'clearing-tags', because, untag)) : [];
    return cleared.length > 0 ? cleared : relabel(scene, live);
  }
  if (Date.parse(expires) > world.nowMs) return [leftAlone(`${who} until ${expires}`)];
  const expired = formatExpired(set);
  const because = `${formatSet(set)} of release ${set.tags.release ?? ''}: staged until ${expires}, and never promoted`;
  const noted =
    world.service.tags.expired === expired
      ? []
      : tryingTo(
          scene,
          step('teardown', 'sweeping', `which revision was staged is noted, so that it can be staged again`, {
            kind: 'tag-service',
            tags: { expired },
          }),
        );
  // Its run may be waiting for an approval for weeks. A promotion must have begun before the expiry.
  const isLongOver = Date.parse(expires) + jobLimitMs <= world.nowMs;
  return evenIfItsRunGoesOn(noted.length > 0 ? noted : removal(scene, set, because), isLongOver);
}

/** Label and lease were written, and no rule, or somebody wrote the rules back: the lease gives people time to look. */
function isLeasedForward({ world, memory }: Scene, set: TaskSetView): boolean {
  const { tags } = world.service;
  // This sweep itself took the traffic from it.
  if (memory.lastOnRulesMs[set.arn] !== undefined) return false;
  const isNamed = tags.green === set.arn && set.status === 'PRIMARY';
  return isNamed && Date.parse(tags['lease-until'] ?? '') > world.nowMs;
}

/** The steps to a set's deletion: the label off, the test rule off, every node told. */
function removal(scene: Scene, set: TaskSetView, because: string): readonly Finding[] {
  const { world, roles } = scene;
  const [live] = roles.live;
  if (set.status === 'PRIMARY')
    return live === undefined
      ? [
          leftAlone(
            `${formatSet(set)} is over but PRIMARY, and ECS deletes no PRIMARY: the next release takes the label`,
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
    return [leftAlone(`${formatSet(set)} is over, but no rule of its load balancer can be seen`)];
  const next = orWhileTooEarly(remove(scene, set, { phase: 'teardown', reason: 'sweeping', because }), (ms) =>
    wait('teardown', 'letting-nodes-follow', 'every node has to know the rules first', ms),
  );
  return next === null ? [] : [doing(next)];
}

/** What the sets that stay need of the service's tags and of auto scaling. */
export function keptBy(scene: Scene): 'everything' | 'scaling' | 'nothing' {
  const standing = scene.roles.leftovers.filter(({ status }) => status !== 'DRAINING');
  const others = standing.filter((set) => lookEndsMs(scene, set) === null);
  if (others.some((set) => !isStaged(scene.world, set) || isLeasedForward(scene, set))) return 'everything';
  // An idle fleet halves the average load, whatever it stands there for (fact 21a).
  return standing.length > 0 ? 'scaling' : 'nothing';
}

/** Whether the service is, or was, one that this action releases. */
export const isKnownService = ({ world }: Scene): boolean =>
  Object.keys(world.service.tags).length > 0 || world.taskSets.some(isOurs);
