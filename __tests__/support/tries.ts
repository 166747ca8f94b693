// Tries of a migration and of a contract, as the tables of what comes next see them.
import { showsWithinMs, type TrySight } from '../../src/domain/common/migrations/next-of-try.ts';
import type { TryNote } from '../../src/domain/common/migrations/note.ts';
import type { OneOffTask } from '../../src/domain/common/one-off-tasks/task.ts';
import { arn } from '../../src/domain/common/values/arn.ts';

export const now = Date.parse('2026-03-01T12:00:00Z');
/** Of the task of a try. */
export const id = '0123456789abcdef0123456789abcdef';

export const note = (more: Partial<TryNote> = {}): TryNote => ({
  id: '7001.1.1',
  notedAtMs: now - 60_000,
  digest: 'same',
  blue: '',
  tested: null,
  task: null,
  end: null,
  ...more,
});

export const running = (more: Partial<OneOffTask> = {}): OneOffTask => ({
  arn: arn(`arn:aws:ecs:eu-west-1:123456789012:task/shop/${id}`),
  tryId: '7001.1.1',
  taskDefinition: arn('arn:aws:ecs:eu-west-1:123456789012:task-definition/web:8'),
  container: 'web',
  lastStatus: 'RUNNING',
  isToRun: true,
  createdAtMs: now - 50_000,
  hasRun: true,
  stop: null,
  ...more,
});

/** Nothing is noted, nothing runs, and the process was not started just now. */
export const seenBy = (attempt: string): TrySight => ({
  nowMs: now,
  startedAtMs: now - showsWithinMs,
  tasksReadAtMs: now,
  noted: null,
  wanted: { attempt, digest: 'same' },
  tasks: [],
  started: null,
  answer: null,
});
