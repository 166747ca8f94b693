// Which service events of ECS the log shows while green starts.
import type { ServiceEvent } from '../tasks/view.ts';
import type { SpentPhase } from './phases.ts';

export interface EventLog {
  /** Events of earlier observations. Their time is part of the key: ECS repeats sentences. */
  readonly seen: ReadonlySet<string>;
  readonly shown: readonly string[];
  /** What the last observation added to `shown`. */
  readonly fresh: readonly string[];
  /** Since when there have been more than fit. */
  readonly overflow: 'none' | 'now' | 'before';
}

/** Maximum number of events that one run shows. */
const mostShown = 30;

/**
 * The events after one more observation. Those of the first observation are from before the run, and are never shown. The
 * clock of AWS is not compared with ours. A sentence that was shown is not shown again.
 */
export function continueEvents(
  log: EventLog | null,
  newestFirst: readonly ServiceEvent[],
  isShowing: boolean,
): EventLog {
  const keys = newestFirst.map(keyOf);
  if (log === null) return { seen: new Set(keys), shown: [], fresh: [], overflow: 'none' };
  const seen = new Set([...log.seen, ...keys]);
  const overflow = log.overflow === 'none' ? 'none' : 'before';
  if (!isShowing) return { ...log, seen, fresh: [], overflow };
  const added = newestFirst.filter((event) => !log.seen.has(keyOf(event))).map(({ message }) => message);
  const wanted = [...new Set(added.toReversed())].filter((message) => !log.shown.includes(message));
  const fresh = wanted.slice(0, mostShown - log.shown.length);
  const isNow = wanted.length > fresh.length && overflow === 'none';
  return { seen, shown: [...log.shown, ...fresh], fresh, overflow: isNow ? 'now' : overflow };
}

const keyOf = ({ atMs, message }: ServiceEvent): string => `${atMs} ${message}`;

const starting: readonly SpentPhase[] = ['start', 'ready'];

/** While green starts, until the observation that ends it. */
export const isStarting = (before: SpentPhase, after: SpentPhase): boolean =>
  starting.includes(before) || starting.includes(after);
