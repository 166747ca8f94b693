// Adds the last log lines of the task that failed to the report. The release never waits for them.
import { tailElsewhere, type LogTail } from '../domain/common/logs/tail.ts';
import type { Report } from '../domain/common/report/report.ts';
import type { FailedTask } from '../domain/common/tasks/failed-task.ts';
import type { Clock } from '../ports.ts';
import { isGreenServing } from './messages/state.ts';

interface TailContext {
  /** Takes a limited time. `null`: this run reads no logs. */
  readonly readTail: ((failed: FailedTask) => Promise<LogTail>) | null;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly onFound: (tail: LogTail) => void;
}

interface Tail {
  /** Returns at once. Asks when the report first shows the task and that users don't need green any more, and never again. */
  offer(report: Report): void;
  /** For the end of the run, when nothing is left to do at AWS: asks if it has not, and waits a limited time. */
  settle(report: Report): Promise<void>;
}

/** How long the end of a run waits for them. */
const endLimitMs = 5_000;

export function createTail({ readTail, clock, onFound }: TailContext): Tail {
  let asked: Promise<void> | null = null;

  async function ask(read: NonNullable<TailContext['readTail']>, failed: FailedTask): Promise<void> {
    try {
      onFound(await read(failed));
    } catch (error) {
      onFound(tailElsewhere(`The last log lines could not be read: ${String(error)}.`));
    }
  }

  function begin({ failedTask }: Report): void {
    if (readTail !== null && failedTask !== null) asked ??= ask(readTail, failedTask);
  }

  return {
    offer(report) {
      if (!isGreenServing(report)) begin(report);
    },
    async settle(report) {
      begin(report);
      if (asked === null || report.failedTask?.tail !== null) return;
      const isOver = new AbortController();
      const late = clock.sleep(endLimitMs, isOver.signal).then(() => 'late' as const);
      const first = await Promise.race([asked, late]);
      isOver.abort();
      if (first === 'late') onFound(tailElsewhere('CloudWatch Logs did not answer in time.'));
    },
  };
}

/** The first that was found counts: the end of a run says that the rest came too late. */
export const withTail = ({ failedTask, ...report }: Report, found: LogTail): Report => ({
  ...report,
  failedTask: failedTask === null ? null : { ...failedTask, tail: failedTask.tail ?? found },
});
