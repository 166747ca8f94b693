// How messages name a task set without traffic.
import { keptGreen } from './kept-green.ts';
import { isStaged } from './staged.ts';
import type { TaskSetView, World } from '../model/world.ts';

/** The same in a plan, in the log and at the end. */
export function describeLeftover(world: World, set: TaskSetView): string {
  const { tags } = world.service;
  const { release, expires } = set.tags;
  const of = release === undefined ? '' : ` of release ${release}`;
  const kept = keptGreen(world);
  if (kept?.set === set)
    return `green${of}, which was rolled back and is kept for inspection until ${kept.until}`;
  // Once its promotion has begun, the service's tag names it.
  if (isStaged(world, set) && tags.green !== set.arn)
    return `staged green${of}, which waits for its promotion until ${expires ?? ''}`;
  if (tags.blue === set.arn && tags['lease-until'] !== undefined)
    return `warm blue of the previous release, kept until ${tags['lease-until']}`;
  return `left by ${release === undefined ? 'an earlier release' : `release ${release}`}`;
}
