// How old each part of an observation is, and what could not be read.
import type { Trouble } from '../../common/values/trouble.ts';

/** The parts of the world that are read, and age, on their own. `service`: with its tags and its task sets. */
export const parts = [
  'service',
  'rules',
  'groups',
  'targets',
  'tasks',
  'stopped-tasks',
  'scaling',
  'alarms',
] as const;
export type Part = (typeof parts)[number];

/** How a part was last read. */
export interface Reading {
  /** When its read began: the last attempt of its first request. */
  readonly readAtMs: number;
  /** Whether this observation read it. Otherwise it holds the last known value. */
  readonly isNew: boolean;
  /** How many requests that took, repeated ones included. */
  readonly calls: number;
  /** Whether AWS throttled one of them. */
  readonly isThrottled: boolean;
  /** Why its last read failed. */
  readonly failing: Failing | null;
}

export interface Failing {
  readonly sinceMs: number;
  /** When it was last tried. */
  readonly atMs: number;
  readonly trouble: Trouble;
}

export interface Look {
  /** False: only what a rollback needs was read. */
  readonly isWhole: boolean;
  /** When the observation was complete. */
  readonly endedMs: number;
  readonly readings: Readonly<Record<Part, Reading>>;
}

/** What the next observation reads. The other parts stay as they are known. */
export interface Wanted {
  readonly parts: readonly Part[];
  /** Whether a part that can't be read stays as it is known too. Otherwise the observation fails. */
  readonly keepsFailing: boolean;
}

export const everything: Wanted = { parts, keepsFailing: false };

/** A world, as far as its age is asked for. */
interface Seen {
  readonly nowMs: number;
  readonly look: Look | null;
}

export const endedMs = ({ nowMs, look }: Seen): number => look?.endedMs ?? nowMs;

export const readAtMs = ({ nowMs, look }: Seen, part: Part): number => look?.readings[part].readAtMs ?? nowMs;

export const isNew = ({ look }: Seen, part: Part): boolean => look?.readings[part].isNew ?? true;

/** Whether this observation did not have to read it: it was not due (`due-parts.ts`). */
export const isLeftOut = (world: Seen, part: Part): boolean =>
  !isNew(world, part) && failingOf(world, part) === null;

export const failingOf = ({ look }: Seen, part: Part): Failing | null => look?.readings[part].failing ?? null;

/** Without both, no decision counts that needs to know where traffic is or who holds the service. */
export const isBlind = (world: Seen): boolean =>
  failingOf(world, 'rules') !== null || failingOf(world, 'service') !== null;

/** Of a part that was never read: it has no value that anything could be decided on. */
export const neverRead: Reading = {
  readAtMs: 0,
  isNew: false,
  calls: 0,
  isThrottled: false,
  failing: null,
};

/** Every part as read at that time. */
export const allReadAt = (readAt: number): Look['readings'] => {
  const reading: Reading = { readAtMs: readAt, isNew: true, calls: 0, isThrottled: false, failing: null };
  return {
    service: reading,
    rules: reading,
    groups: reading,
    targets: reading,
    tasks: reading,
    'stopped-tasks': reading,
    scaling: reading,
    alarms: reading,
  };
};
