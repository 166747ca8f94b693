// What a run may go on with while AWS can't be read.
import { failingOf, parts, readAtMs, type Failing, type Part, type Reading } from '../model/look.ts';
import type { Memory } from '../model/memory.ts';
import type { World } from '../model/world.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import { formatTime } from '../../common/values/moment.ts';
import type { Scene } from '../roles/scene.ts';
import { compare, comparedIn } from './comparison.ts';
import type { Verdict } from './readiness.ts';

type Known = Pick<Memory, 'hasGreenBeenLive' | 'failure' | 'isBakePassed'>;

/**
 * Whether the last known value of a part may do. Before users are on green it never does: the run waits. Once they are,
 * what only explains failures, or is only restored at the end, may be old. Where traffic is, and who is healthy, may be
 * old only while somebody has to watch green (ADR 24): `timely` decides what may still be written.
 */
export function mayBeOld(memory: Known, part: Part): boolean {
  // Preflight waits for the first look at alarms, and nothing else does.
  if (part === 'alarms') return true;
  if (!memory.hasGreenBeenLive) return false;
  switch (part) {
    case 'groups':
    case 'tasks':
    case 'stopped-tasks':
    case 'scaling':
      return true;
    case 'service':
    case 'rules':
    case 'targets':
      return memory.failure !== null || !memory.isBakePassed;
  }
}

/** How long a read has to fail until it counts as lost. A refusal does not pass without somebody, but one may be wrong. */
export const lostAfterMs = ({ kind }: Trouble): number =>
  kind === 'denied' || kind === 'refused' ? 10_000 : 600_000;

/** How old the last known rules, and the health of blue, may be to return users to blue. */
export const blindMs = 60_000;

/** Health that can't be read counts for a while, as it was last seen. `null`: it counts. */
export function whyHealthUnknown(world: World): Extract<Verdict, { isYes: false }> | null {
  const failing = failingOf(world, 'targets');
  if (failing === null || world.nowMs - readAtMs(world, 'targets') <= blindMs) return null;
  const why = `the health of its targets could not be read for more than ${String(blindMs / 1000)} s (${failing.trouble.code})`;
  return { isYes: false, why };
}

/** Why users are not returned to blue by the last known rules; `null`: they are. */
export function whyNotBlindly(scene: Scene): string | null {
  const { world } = scene;
  const ageMs = world.nowMs - Math.min(readAtMs(world, 'rules'), readAtMs(world, 'targets'));
  if (ageMs > blindMs) return `where traffic is was last read more than ${String(blindMs / 1000)} s ago`;
  const compared = comparedIn(scene);
  if (compared === null) return 'there is no blue to return traffic to';
  const verdict = compare(world, compared);
  return verdict.isYes ? null : verdict.why;
}

/** One line for each part that can't be read. What never was has a line of its own. */
export const unreadNotes = (readings: Readonly<Record<Part, Reading>>): readonly string[] =>
  parts.flatMap((part) => {
    const { failing, readAtMs } = readings[part];
    return failing === null || readAtMs === 0 ? [] : [describeUnread(part, failing, readAtMs)];
  });

const describeUnread = (part: Part, { trouble }: Failing, readAtMs: number): string =>
  `${trouble.action} fails (${trouble.code}): the run goes on with the ${part.replace('-', ' ')} of ${formatTime(readAtMs)}`;

/** What this observation could not read and the one before could. */
export const newTroubles = (before: World | null, now: World): readonly Trouble[] =>
  parts.flatMap((part) => {
    const failing = failingOf(now, part);
    return failing === null || (before !== null && failingOf(before, part) !== null) ? [] : [failing.trouble];
  });
