// Scales blue down in steps once its warm time is over, so that its clients reconnect in waves.
import { formatDrain, parseDrain, type Drain } from '../../common/tasks/drain.ts';
import { formatCount } from '../../common/values/count.ts';
import { formatMoment, iso } from '../../common/values/moment.ts';
import type { Step } from '../model/step.ts';
import { step } from '../model/make-step.ts';
import type { Attempt } from '../model/attempt.ts';
import type { ServiceTags, TaskSetView, World } from '../model/world.ts';
import { describeProtected, formatSet } from '../roles/describe-set.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { formatLeaseScale, leaseScaleOf, leaseWith } from '../tags/lease.ts';
import { guardRemoval } from './removal-guard.ts';
import { drainEndsMs, nextDrainStep, type Drained, type DrainStep } from './drain-step.ts';

/** What a drain has to do next. `waiting`: nothing until then, or until its last tasks have stopped. `over`: blue may be deleted. */
export type Draining =
  | { readonly kind: 'try'; readonly tried: Attempt }
  | { readonly kind: 'waiting'; readonly untilMs: number; readonly words: string; readonly isHeld: boolean }
  | { readonly kind: 'over' };

/** The drain that this blue was promised at the switch. If the lease was wiped, the one that its green was created with. */
export function drainOf({ world }: Scene, blue: TaskSetView, green: TaskSetView): Drain | null {
  const { tags } = world.service;
  const isLeased = tags.blue === blue.arn && tags.green === green.arn && tags['lease-until'] !== undefined;
  return parseDrain(isLeased ? tags.drain : green.tags.drain);
}

/** What follows for a blue whose lease is over. `green`: what is live. */
export function drainStep(
  scene: Scene,
  blue: TaskSetView,
  green: TaskSetView,
  reason: Step['reason'],
): Draining {
  const drain = blue.status === 'ACTIVE' ? drainOf(scene, blue, green) : null;
  if (drain === null) return { kind: 'over' };
  const next = nextDrainStep(drain, drainedOf(scene, blue));
  if (next.kind === 'over') return next;
  if (next.kind === 'lasts' || next.kind === 'held') return waiting(scene, blue, next);
  const because = `blue ${formatSet(blue)} is drained to ${String(next.percent)} %`;
  const guard = guardRemoval(scene, blue, { phase: 'teardown', because });
  if (guard !== null) return guard.kind === 'nothing' ? { kind: 'over' } : { kind: 'try', tried: guard };
  const due =
    next.kind === 'note'
      ? step('teardown', reason, `${because}: the lease says so first`, {
          kind: 'tag-service',
          tags: noteOf(scene, { blue, green, drain, percent: next.percent }),
        })
      : step('teardown', reason, because, { kind: 'scale', set: blue.arn, percent: next.percent });
  const tried = unlessAbandoned(scene, due);
  // AWS refuses the step for good. Then blue ends as without a drain, and the report lists what was refused.
  return tried === null ? { kind: 'over' } : { kind: 'try', tried: { kind: 'step', step: tried } };
}

export function drainedOf({ world }: Scene, blue: TaskSetView): Drained {
  const { tags, desiredCount } = world.service;
  const lease = leaseScaleOf(tags, blue);
  const atMs = Date.parse(tags['drained-at'] ?? '');
  return {
    nowMs: world.nowMs,
    desiredCount,
    scalePercent: blue.scalePercent,
    tasks: blue.running + blue.pending,
    updatedAtMs: blue.updatedAtMs,
    noted: lease === null || Number.isNaN(atMs) ? null : { percent: lease.kept, atMs },
  };
}

interface Noted {
  readonly blue: TaskSetView;
  readonly green: TaskSetView;
  readonly drain: Drain;
  readonly percent: number;
}

/** Whole, since the lease may have been wiped. */
function noteOf({ world }: Scene, { blue, green, drain, percent }: Noted): ServiceTags {
  const { tags } = world.service;
  const isOwn = tags.green === green.arn;
  const full = Math.max(leaseScaleOf(tags, blue)?.full ?? 100, blue.scalePercent);
  const change = {
    green: green.arn,
    'lease-until': (isOwn ? tags['lease-until'] : undefined) ?? iso(world.nowMs),
    'lease-scale': formatLeaseScale({ kept: percent, full }),
    drain: formatDrain(drain),
    'drained-at': iso(world.nowMs),
  };
  return {
    ...leaseWith(isOwn ? tags : {}, change),
    ...(tags.blue === blue.arn ? {} : { blue: blue.arn }),
  };
}

type Waiting = Extract<DrainStep, { kind: 'lasts' | 'held' }>;

const waiting = ({ world }: Scene, blue: TaskSetView, next: Waiting): Draining => ({
  ...{ kind: 'waiting', untilMs: next.untilMs, isHeld: next.kind === 'held' },
  words: `blue ${formatSet(blue)} ${describeProgress(world, blue, next)}`,
});

/**
 * Where the drain of this blue stands: its share now, the next step, and when. `null`: it is promised none, or it is going.
 * `leaseMs`: when its lease ends.
 */
export function describeDrain(scene: Scene, blue: TaskSetView, leaseMs: number): string | null {
  const { world, roles } = scene;
  const drain = roles.green === null || blue.status !== 'ACTIVE' ? null : drainOf(scene, blue, roles.green);
  if (drain === null) return null;
  const next = nextDrainStep(drain, drainedOf(scene, blue));
  if (isDraining(scene, blue)) return describeProgress(world, blue, next);
  const first = 'percent' in next ? ` with the step to ${String(next.percent)} %` : '';
  if (leaseMs <= world.nowMs)
    return `is at ${String(blue.scalePercent)} %. Its drain is due to begin now${first}`;
  return `is kept at ${String(blue.scalePercent)} % until its drain begins at ${formatMoment(leaseMs, world.nowMs)}${first}`;
}

/** `is drained to 50 % (2 of 4 tasks run). The next step, to 25 %, is due at 14:32 UTC` */
function describeProgress({ nowMs, service }: World, blue: TaskSetView, next: DrainStep): string {
  const { running, scalePercent } = blue;
  const counts = `${String(running)} of ${formatCount(service.desiredCount, 'task')} ${running === 1 ? 'runs' : 'run'}`;
  const scale = `is drained to ${String(scalePercent)} % (${counts})`;
  switch (next.kind) {
    case 'note':
    case 'scale':
      return `${scale}. The next step, to ${String(next.percent)} %, is due now`;
    case 'lasts': {
      const at = formatMoment(next.untilMs, nowMs);
      return next.next === null
        ? `${scale}. It is deleted from ${at} on`
        : `${scale}. The next step, to ${String(next.next)} %, is due at ${at}`;
    }
    case 'held':
      return `${scale}, and ${describeProtected(blue)}. It is deleted once none does, at the latest after ${formatMoment(next.untilMs, nowMs)}`;
    case 'over':
      return `${scale}. Its deletion is due now`;
  }
}

/** When the drain of this blue ends at the earliest. `leaseMs`: when its lease ends. The same: it has none, or it is over. */
export function drainedUntilMs(
  scene: Scene,
  blue: TaskSetView,
  green: TaskSetView | null,
  leaseMs: number,
): number {
  const drain = green === null || blue.status !== 'ACTIVE' ? null : drainOf(scene, blue, green);
  if (drain === null) return leaseMs;
  const drained = drainedOf(scene, blue);
  const isOver = leaseMs <= drained.nowMs && nextDrainStep(drain, drained).kind === 'over';
  return isOver ? leaseMs : Math.max(leaseMs, drainEndsMs(drain, drained, leaseMs));
}

/** It has begun: a rollback starts tasks first. */
export const isDraining = ({ world }: Pick<Scene, 'world'>, blue: TaskSetView): boolean =>
  world.service.tags.blue === blue.arn && world.service.tags['drained-at'] !== undefined;
