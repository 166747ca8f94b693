import { keptGreen } from './kept-green.ts';
import { isStaged } from './staged.ts';
import type { TaskSetView, World } from '../model/world.ts';

/** What a set without traffic is, in the same words in a plan, in the log and at an end. */
export function describeLeftover(world: World, set: TaskSetView): string {
  const { tags } = world.service;
  const { release, expires } = set.tags;
  const of = release === undefined ? '' : ` of release ${release}`;
  const kept = keptGreen(world);
  if (kept?.set === set) return `green${of}, which was taken back and is kept for a look until ${kept.until}`;
  // The service's tag names it once its promotion has begun.
  if (isStaged(world, set) && tags.green !== set.arn)
    return `staged green${of}, which waits for its promotion until ${expires ?? ''}`;
  if (tags.blue === set.arn && tags['lease-until'] !== undefined)
    return `warm blue of the release before, kept until ${tags['lease-until']}`;
  return `left by ${release === undefined ? 'an earlier release' : `release ${release}`}`;
}
