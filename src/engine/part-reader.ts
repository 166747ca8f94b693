// Reads one part of the world at a time: with its age, and with the last known value where that may do.
import { mayBeOld } from '../domain/task-sets/health/last-known.ts';
import {
  neverRead,
  type Failing,
  type Part,
  type Reading,
  type Wanted,
} from '../domain/task-sets/model/look.ts';
import type { Memory } from '../domain/task-sets/model/memory.ts';
import type { World } from '../domain/task-sets/model/world.ts';
import { PortError } from '../errors.ts';
import type { Clock, Timed, TimingPort } from '../ports.ts';
import type { Trouble } from '../domain/common/values/trouble.ts';

/** How long an observation waits for a part whose last known value may do. */
const lateMs = 2000;

/** A value with how it was read. */
export interface Dated<T> {
  readonly value: T;
  readonly reading: Reading;
}

interface Going {
  readonly key: string;
  readonly startedMs: number;
  readonly result: Promise<Timed<unknown>>;
}

interface What<T> {
  readonly part: Part;
  /** A read for another key is another read. */
  readonly key: string;
  readonly known: Dated<T> | null;
}

type PartReader = <T>(what: What<T>, read: () => Promise<T>) => Promise<Dated<T>>;

/** `of`: the part's value in the observation before. `otherwise`: what does if there was none. */
export type KeptReader = <T>(
  part: Part,
  how: { readonly key?: string; readonly of: (last: World) => T; readonly otherwise?: { readonly value: T } },
  read: () => Promise<T>,
) => Promise<Dated<T>>;

interface Before {
  readonly memory: Memory;
  readonly last: World | null;
  readonly wanted: Wanted;
  /** What each part was last read for: one that another key is asked for is read. */
  readonly keys: Map<Part, string>;
}

/** Reads what is wanted and keeps the rest. */
export function keeping(readPart: PartReader, { memory, last, wanted, keys }: Before): KeptReader {
  const look = last?.look?.isWhole === true ? last.look : null;
  return (part, { key = '', of, otherwise }, read) => {
    const isSame = keys.get(part) === key;
    keys.set(part, key);
    if (last === null || look === null) {
      const known = otherwise === undefined ? null : { value: otherwise.value, reading: neverRead };
      return readPart({ part, key, known }, read);
    }
    const kept = { value: of(last), reading: { ...look.readings[part], isNew: false } };
    if (isSame && !wanted.parts.includes(part)) return Promise.resolve(kept);
    const known = wanted.keepsFailing || mayBeOld(memory, part) ? kept : null;
    return readPart({ part, key, known }, read);
  };
}

/**
 * Rejects with `PortError` if the part can't be read and there is no `known` value. With one, it is returned if the read
 * fails or is late. A read that is late goes on, and a later observation gets its result: at most one read of a part is
 * sent at a time.
 */
export function createPartReader({ clock, timing }: { clock: Clock; timing: TimingPort }): PartReader {
  const going = new Map<Part, Going>();
  return async ({ part, key, known }, read) => {
    const current = join(part, key, read);
    try {
      const done = known === null ? await current.result : await inTime(current);
      if (done === null) return keep(known, lateTrouble(part), clock.now());
      const { value, ...how } = done;
      return { value: value as never, reading: { ...how, isNew: true, failing: null } };
    } catch (error) {
      if (known === null || !(error instanceof PortError)) throw error;
      return keep(known, error.trouble, clock.now());
    }
  };

  function join(part: Part, key: string, read: () => Promise<unknown>): Going {
    const before = going.get(part);
    if (before?.key === key) return before;
    const startedMs = clock.now();
    const result = timing.read(read).finally(() => {
      if (going.get(part) === mine) going.delete(part);
    });
    const mine: Going = { key, startedMs, result };
    // Nobody may be waiting for it when it fails.
    result.catch(() => undefined);
    going.set(part, mine);
    return mine;
  }

  function inTime({ startedMs, result }: Going): Promise<Timed<unknown> | null> {
    return timing.within(Math.max(0, startedMs + lateMs - clock.now()), result);
  }
}

const keep = <T>(known: Dated<T> | null, trouble: Trouble, nowMs: number): Dated<T> => {
  if (known === null) throw new PortError(trouble);
  const failing: Failing = { sinceMs: known.reading.failing?.sinceMs ?? nowMs, atMs: nowMs, trouble };
  return { value: known.value, reading: { ...known.reading, isNew: false, failing } };
};

const lateTrouble = (part: Part): Trouble => ({
  kind: 'busy',
  action: actionOf[part],
  resource: 'this service',
  code: 'TimeoutError',
  message: 'no response yet',
});

const actionOf: Readonly<Record<Part, string>> = {
  service: 'ecs:DescribeServices',
  rules: 'elasticloadbalancing:DescribeRules',
  groups: 'elasticloadbalancing:DescribeTargetGroups',
  targets: 'elasticloadbalancing:DescribeTargetHealth',
  tasks: 'ecs:DescribeTasks',
  'stopped-tasks': 'ecs:DescribeTasks',
  scaling: 'application-autoscaling:DescribeScalableTargets',
  alarms: 'cloudwatch:DescribeAlarms',
};
