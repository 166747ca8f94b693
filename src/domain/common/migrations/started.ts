// What a process knows of the migration that it starts.
import type { TaskArn } from '../one-off-tasks/task.ts';

export interface StartedMigration {
  readonly tryId: string;
  /** When RunTask was last sent. */
  readonly sentAtMs: number;
  /** Its answer. `null`: none came, or it was refused. */
  readonly task: TaskArn | null;
  /** AWS has refused each request, so nothing runs. */
  readonly isRefused: boolean;
}

/** What one more RunTask brought. `answer`: a task, a refusal, or nothing. */
export function startedAfter(
  before: StartedMigration | null,
  { tryId, sentAtMs, answer }: Sent,
): StartedMigration {
  const isSame = before?.tryId === tryId;
  const task = typeof answer === 'object' ? answer.task : isSame ? before.task : null;
  const wasRefused = !isSame || before.isRefused;
  return { tryId, sentAtMs, task, isRefused: answer === 'refused' && wasRefused };
}

interface Sent {
  readonly tryId: string;
  readonly sentAtMs: number;
  readonly answer: 'refused' | 'none' | { readonly task: TaskArn };
}
