// The ghost of the bake: whether a process watched what it calls passed.
import { failingOf } from '../../src/domain/task-sets/model/look.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import type { Account } from './account.ts';
import { countOf, healthyOf } from './set-state.ts';
import { ownIn } from './goals.ts';
import type { Actor } from './state.ts';

/** The ghost that knows whether a bake was watched: this process saw all production on its green, and green well. */
export function watch({ watched, plan: request }: Actor, account: Account, world: World): Actor['watched'] {
  const { nowMs } = world;
  const green = ownIn({ account, nowMs, plan: request });
  const isSwitched =
    green !== undefined &&
    account.rules.slice(0, 2).every((weights) => {
      const other = green.side === 'a' ? 'b' : 'a';
      return (weights[green.side] ?? 0) > 0 && (weights[other] ?? 0) === 0;
    });
  if (!isSwitched) return watched === null ? null : { ...watched, goodInRow: 0 };
  const sinceMs = watched?.sinceMs ?? nowMs;
  // What can't be read says nothing new.
  if (failingOf(world, 'targets') !== null) return { sinceMs, goodInRow: watched?.goodInRow ?? 0 };
  const healthy = healthyOf(green, nowMs);
  // Half of a count that was lowered to one is all of it.
  const isGood = healthy > 0 && (green.health !== 'half' || healthy >= countOf(green));
  return { sinceMs, goodInRow: isGood ? (watched?.goodInRow ?? 0) + 1 : 0 };
}

/** While targets can't be read, what they were is not enough: then the probes watch. */
export function unwatchedBake(
  before: Actor,
  { memory, watched, plan: request }: Actor,
  world: World,
): string[] {
  // A teardown ends what another run watched.
  if (before.memory.isBakePassed || !memory.isBakePassed || request.command === 'teardown') return [];
  const isSeen =
    failingOf(world, 'targets') === null ? (watched?.goodInRow ?? 0) >= 3 : memory.bakeProbe.passesInRow > 0;
  const isLong = watched !== null && world.nowMs - watched.sinceMs >= request.bake.seconds * 1000;
  return isSeen && isLong ? [] : ['9: calls a bake passed that it did not watch'];
}
