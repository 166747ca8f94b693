// How messages name a task set without traffic.
import { formatTagTime } from '../../common/values/moment.ts';
import { describeKept, keptGreen } from './kept-green.ts';
import { isStaged } from './staged.ts';
import type { TaskSetView, World } from '../model/world.ts';

/** The same in a plan, in the log and at the end. */
export function describeLeftover(world: World, set: TaskSetView): string {
  const { service, nowMs } = world;
  const { tags } = service;
  const { release, expires } = set.tags;
  const of = release === undefined ? '' : ` of release ${release}`;
  const kept = keptGreen(world);
  if (kept?.set === set) return `green${of}, which ${describeKept(world, kept)}`;
  // Once its promotion has begun, the service's tag names it.
  if (isStaged(world, set) && tags.green !== set.arn)
    return `staged green${of}, which waits for its promotion until ${formatTagTime(expires ?? '', nowMs)}`;
  if (tags.blue === set.arn && tags['lease-until'] !== undefined)
    return `warm blue of the previous release, kept until ${formatTagTime(tags['lease-until'], nowMs)}`;
  return `left by ${release === undefined ? 'an earlier release' : `release ${release}`}`;
}
