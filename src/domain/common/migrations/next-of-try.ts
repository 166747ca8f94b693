// What to do about a migration, by the tag of its try and by what ECS shows. No try is ever started twice.
import type { OneOffTask } from '../one-off-tasks/task.ts';
import { lastPart } from '../values/arn.ts';
import type { MigrationAnswer } from './migration.ts';
import type { StartedMigration } from './started.ts';
import { attemptOf, nextId, runOf, type TryNote } from './note.ts';
import { endOf, isGood, type TryEnd } from './try-end.ts';

export interface TrySight {
  readonly nowMs: number;
  /** When this process began. */
  readonly startedAtMs: number;
  /** As the tag of the service shows it. */
  readonly noted: TryNote | null;
  /** What this run is to run. `null`: nothing. */
  readonly wanted: Wanted | null;
  /** Tasks of migrations that ECS shows, and when it showed them: reads may fail, and then the last known ones count. */
  readonly tasks: readonly OneOffTask[];
  readonly tasksReadAtMs: number;
  /** What this process has started itself. */
  readonly started: StartedMigration | null;
  readonly answer: MigrationAnswer | null;
}

export interface Wanted {
  /** Run ID and attempt: `7001.2`. */
  readonly attempt: string;
  readonly digest: string;
  /** What ended well is done for every run, whatever it would run now. */
  readonly isDoneForAll?: boolean;
}

export type NextOfTry =
  /** Nothing runs, and nothing is to run. */
  | { readonly kind: 'nothing' }
  /** The tag is written first, and read back. */
  | { readonly kind: 'note'; readonly note: TryNote; readonly why: 'new' | 'found' | 'ended' | 'said' }
  /** RunTask, with the token of the noted try. */
  | { readonly kind: 'start' }
  /** It runs, or may show in a moment. */
  | { readonly kind: 'await'; readonly task: OneOffTask | null }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly end: TryEnd }
  /** Only a person knows how it ended. */
  | { readonly kind: 'unknown' };

/**
 * How long after its note RunTask may be repeated: while the task is visible, the token returns it and starts no other. It
 * stays visible for an hour after its end (fact 40). What is left of the hour is for clocks that differ.
 */
export const tokenHoldsMs = 50 * 60_000;
/** How long a task that another process, or this one, has just started may take to show. */
export const showsWithinMs = 20_000;

export function nextOfTry(sight: TrySight): NextOfTry {
  const { noted, wanted } = sight;
  if (noted !== null && noted.end === null) return ofOpen(sight, noted);
  const running = sight.tasks.find((task) => task.isToRun && task.tryId !== noted?.id);
  // Its tag was wiped.
  if (running !== undefined) return { kind: 'note', note: foundNote(sight, running), why: 'found' };
  if (wanted === null) return { kind: 'nothing' };
  if (wanted.isDoneForAll === true && isGood(noted?.end ?? null)) return { kind: 'done' };
  if (noted !== null && noted.digest === wanted.digest) {
    if (isGood(noted.end) && isForThisRun(sight, noted, wanted)) return { kind: 'done' };
    if (noted.end !== null && !isGood(noted.end) && attemptOf(noted.id) === wanted.attempt)
      return { kind: 'failed', end: noted.end };
  }
  return { kind: 'note', note: newNote(sight, wanted), why: 'new' };
}

/** What ended well counts for every attempt of its run, and for the run in which a person declared it done. */
const isForThisRun = ({ answer }: TrySight, { id }: TryNote, { attempt }: Wanted): boolean =>
  runOf(id) === runOf(attempt) || (answer?.says === 'done' && answer.tryId === id);

/** Nobody has noted its end. */
function ofOpen(sight: TrySight, noted: TryNote): NextOfTry {
  const task = taskOf(sight.tasks, noted);
  if (task !== null) {
    const seen: TryNote = { ...noted, task: lastPart(task.arn), end: endOf(task) };
    if (seen.end !== null) return { kind: 'note', note: seen, why: 'ended' };
    return noted.task === seen.task ? { kind: 'await', task } : { kind: 'note', note: seen, why: 'found' };
  }
  const own = sight.started?.tryId === noted.id ? sight.started : null;
  if (own?.task != null && noted.task === null)
    return { kind: 'note', note: { ...noted, task: lastPart(own.task) }, why: 'found' };
  // Another one runs, whose note was overwritten: two never run at once.
  const other = sight.tasks.find(({ isToRun }) => isToRun) ?? null;
  if (other !== null) return { kind: 'await', task: other };
  if (isStartable(sight, noted) && !isSaidDone(sight, noted)) return { kind: 'start' };
  return mayShowYet(sight, own) ? { kind: 'await', task: null } : bySaying(sight, noted);
}

/** The same request with the same token starts one task, however often it is sent. Another request may not. */
const isStartable = ({ wanted, nowMs }: TrySight, { task, digest, notedAtMs }: TryNote): boolean =>
  task === null && wanted?.digest === digest && nowMs - notedAtMs < tokenHoldsMs;

/** Somebody has done it by hand. */
const isSaidDone = ({ answer }: TrySight, { id }: TryNote): boolean =>
  answer?.tryId === id && answer.says === 'done';

/** The run that noted it may have been about to start it when this one took the service. */
const mayShowYet = ({ tasksReadAtMs, startedAtMs, noted }: TrySight, own: StartedMigration | null): boolean =>
  tasksReadAtMs - Math.max(own?.sentAtMs ?? startedAtMs, noted?.notedAtMs ?? 0) < showsWithinMs;

/** An answer counts only for the try that it names, and only while nothing else shows how that ended. */
function bySaying(sight: TrySight, noted: TryNote): NextOfTry {
  const { answer, wanted } = sight;
  if (answer?.tryId !== noted.id) return { kind: 'unknown' };
  if (answer.says === 'done') return { kind: 'note', note: { ...noted, end: 'said-done' }, why: 'said' };
  return wanted === null ? { kind: 'unknown' } : { kind: 'note', note: newNote(sight, wanted), why: 'new' };
}

/** The task of a try, by the ID that was noted or by its own tag. */
export const taskOf = (
  tasks: readonly OneOffTask[],
  { id, task }: Pick<TryNote, 'id' | 'task'>,
): OneOffTask | null =>
  tasks.find(({ arn }) => task !== null && lastPart(arn) === task) ??
  tasks.find(({ tryId }) => tryId === id) ??
  null;

const newNote = ({ nowMs, noted }: TrySight, { attempt, digest }: Wanted): TryNote => ({
  id: nextId(attempt, noted?.id ?? null),
  notedAtMs: nowMs,
  digest,
  blue: '',
  tested: null,
  task: null,
  end: null,
});

/** A task whose own tag is gone too is named by its ID. What this run started is what it is to run, also before a kill. */
const foundNote = (
  { nowMs, wanted, started }: TrySight,
  { arn, tryId, createdAtMs }: OneOffTask,
): TryNote => ({
  id: tryId === '' ? lastPart(arn) : tryId,
  notedAtMs: createdAtMs ?? nowMs,
  digest: isOfThisRun(tryId, wanted) || started?.task === arn ? (wanted?.digest ?? '') : '',
  blue: '',
  tested: null,
  task: lastPart(arn),
  end: null,
});

const isOfThisRun = (tryId: string, wanted: Wanted | null): boolean =>
  tryId !== '' && wanted !== null && runOf(tryId) === runOf(wanted.attempt);
