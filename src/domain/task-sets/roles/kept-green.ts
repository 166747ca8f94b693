// The green that was rolled back and is kept for a while.
import { formatTagTime, iso } from '../../common/values/moment.ts';
import type { SetOutline, TaskSetView, World } from '../model/world.ts';

/** inspection: a person asked for it. fallback: until blue has served well (ADR 29). */
type KeptReason = 'inspection' | 'fallback';

interface KeptGreen<Set = TaskSetView> {
  readonly set: Set;
  /** ISO, UTC. */
  readonly until: string;
  readonly reason: KeptReason;
}

/** The service's tag `kept-green`. Without a reason it is kept for inspection. */
export const formatKeptGreen = (set: TaskSetView, untilMs: number, reason: KeptReason): string =>
  `${set.id}:${iso(untilMs)}${reason === 'fallback' ? ' fallback' : ''}`;

/** The service's tag `kept-green`; `null`: there is none, or it is unreadable. It may outlast its task set. */
function noted({ tags }: World['service']): { id: string; until: string; reason: KeptReason } | null {
  const [, id, until, why] = /^([^:]+):(\S+)( fallback)?$/.exec(tags['kept-green'] ?? '') ?? [];
  if (id === undefined || until === undefined || Number.isNaN(Date.parse(until))) return null;
  return { id, until, reason: why === undefined ? 'inspection' : 'fallback' };
}

/** Whether the tag keeps this task set in case blue fails, even if the task set is gone by now. */
export function isNotedAsFallback({ service }: Pick<World, 'service'>, id: string): boolean {
  const found = noted(service);
  return found?.id === id && found.reason === 'fallback';
}

/** A service with its task sets. */
interface Service<Set> {
  readonly service: World['service'];
  readonly taskSets: readonly Set[];
}

/** The task set that the tag names, if it exists. */
export function keptGreen<Set extends SetOutline>({
  service,
  taskSets,
}: Service<Set>): KeptGreen<Set> | null {
  const found = noted(service);
  const set = taskSets.find(({ id, status }) => id === found?.id && status !== 'DRAINING');
  return found === null || set === undefined ? null : { set, until: found.until, reason: found.reason };
}

export const isKeptGreen = (world: Service<SetOutline>, set: SetOutline): boolean =>
  keptGreen(world)?.set === set;

/** The same, unless it has production traffic: then it is a fleet that serves. */
export function idleKeptGreen(world: World, live: readonly TaskSetView[]): KeptGreen | null {
  const kept = keptGreen(world);
  return kept === null || live.includes(kept.set) ? null : kept;
}

/** `was rolled back and is kept … until 14:32 UTC` */
export function describeKept(
  { nowMs }: Pick<World, 'nowMs'>,
  { until, reason }: Omit<KeptGreen, 'set'>,
): string {
  const what =
    reason === 'inspection' ? 'is kept for inspection' : 'is kept in case the version before fails,';
  return `was rolled back and ${what} until ${formatTagTime(until, nowMs)}`;
}
