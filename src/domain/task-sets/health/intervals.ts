// How old each part of an observation may get while a run only waits (ADR 27).
import { parts, readAtMs, type Part } from '../model/look.ts';
import type { Memory } from '../model/memory.ts';
import type { World } from '../model/world.ts';

/**
 * All runs and tools of an account and region share one bucket of load balancer reads: 40, refilled at 10 a second (fact
 * 19). A run that waits takes 0.7 a second of it: 0.4 for the health of targets, 0.3 for rules.
 */
const readsPerSecond = { targets: 0.4, rules: 0.3 } as const;

/** With many listeners a look at all rules takes many requests. No part gets older than this because of them. */
const longestMs = { targets: 20_000, rules: 50_000 } as const;

/** What has no budget of its own: requests to ECS and Application Auto Scaling. `groups` takes none. */
const usualMs = {
  service: 2000,
  groups: 0,
  tasks: 10_000,
  'stopped-tasks': 10_000,
  scaling: 30_000,
  // An alarm changes once a minute. AWS allows an account and region 9 such calls a second.
  alarms: 10_000,
} as const;
const shortestMs = { targets: 4000, rules: 10_000 } as const;

/** How much longer the intervals get at most while AWS throttles. */
const mostSlowdown = 4;
/** How long AWS must not have throttled until they get shorter again. */
const recoveryMs = 60_000;

interface Paced {
  readonly world: World;
  readonly memory: Pick<Memory, 'slowdown'>;
}

/** After this time the part is read again. */
export function intervalMs({ world, memory }: Paced, part: Part): number {
  const slower = memory.slowdown.times;
  if (part !== 'targets' && part !== 'rules') return usualMs[part] * (part === 'service' ? 1 : slower);
  const calls = world.look?.readings[part].calls ?? 0;
  const affordableMs = (calls / readsPerSecond[part]) * 1000;
  return Math.min(longestMs[part], Math.max(shortestMs[part], affordableMs)) * slower;
}

export const dueInMs = (scene: Paced, part: Part): number =>
  readAtMs(scene.world, part) + intervalMs(scene, part) - scene.world.nowMs;

/** Twice as long after each look in which AWS throttled a request, and half after each minute without. */
export function evolveSlowdown({ slowdown }: Pick<Memory, 'slowdown'>, world: World): Memory['slowdown'] {
  // CloudWatch has limits of its own.
  const readings = parts.flatMap((part) => (part === 'alarms' ? [] : (world.look?.readings[part] ?? [])));
  if (readings.some(({ isNew, isThrottled }) => isNew && isThrottled))
    return { times: Math.min(mostSlowdown, slowdown.times * 2), sinceMs: world.nowMs };
  if (slowdown.times === 1 || world.nowMs - slowdown.sinceMs < recoveryMs) return slowdown;
  return { times: slowdown.times / 2, sinceMs: world.nowMs };
}
