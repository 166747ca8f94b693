// Reports the end of a release that main could not report, with one read of AWS.
import type { Request } from '../domain/common/request/request.ts';
import { endReport, lateReport, type Report } from '../domain/common/report/report.ts';
import { blankMemory } from '../domain/task-sets/model/blank-memory.ts';
import { observedReport } from '../domain/task-sets/report/report.ts';
import { postLateEnd, reportLateEnd } from '../report/close.ts';
import type { ReportContext } from '../report/context.ts';
import type { MainEnding } from '../report/main-ending.ts';
import { interruptedEnding } from '../report/messages/endings.ts';
import type { Observe } from './observe.ts';
import { messageOf } from '../errors.ts';

/** How long post waits for AWS to show where traffic is. */
const readLimitMs = 40_000;

/** What main saved. `null`: it was killed before it ended. */
interface Main {
  readonly ending: MainEnding | null;
}

/**
 * Reports that main was interrupted, or the end that main could not report, and where traffic is. Changes nothing. Does
 * nothing if main reported its end. Never rejects.
 */
export async function closeRelease(
  request: Request,
  observe: Observe,
  { ending }: Main,
  context: ReportContext,
): Promise<void> {
  if (ending?.isReported === true) return;
  const { report, unread } = await readOnce(request, observe, context);
  const ended = endReport(report, ending ?? interruptedEnding(report, unread), context.clock.now());
  context.runner.info(ended.ending?.message ?? '');
  await (ending === null ? reportLateEnd(context, ended) : postLateEnd(context, ended, ending.waitedMs));
}

async function readOnce(
  request: Request,
  observe: Observe,
  { clock, main }: ReportContext,
): Promise<{ readonly report: Report; readonly unread: string | null }> {
  const report = lateReport(request, clock.now(), main);
  const isOver = new AbortController();
  const late = clock.sleep(readLimitMs, isOver.signal).then(() => null);
  try {
    const world = await Promise.race([observe(blankMemory(clock.now())), late]);
    if (world === null) return { report, unread: `AWS did not answer within ${readLimitMs / 1000} s` };
    return { report: observedReport(report, world), unread: null };
  } catch (error) {
    return { report, unread: messageOf(error) };
  } finally {
    isOver.abort();
  }
}
