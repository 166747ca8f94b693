// What a report shows of the task that failed.
import type { LogTail } from '../logs/tail.ts';
import type { FailedTask } from '../tasks/failed-task.ts';

export interface ReportedTask extends FailedTask {
  /** The last lines of its container's log. `null`: not read (yet). */
  readonly tail: LogTail | null;
}
