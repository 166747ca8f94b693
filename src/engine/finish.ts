// Completes a release in the post step after main was killed or crashed.
import { inheritedMemory, type Handover } from '../domain/task-sets/roles/handover.ts';
import type { Request } from '../domain/common/request/request.ts';
import { PortError } from '../errors.ts';
import { afterCrash, afterKill, bugEnding, wasKilled } from '../report/messages/endings.ts';
import { stateOf } from '../report/messages/state.ts';
import { continueReport } from '../domain/task-sets/report/report.ts';
import { decideReleasing } from '../domain/task-sets/decide/releasing.ts';
import type { Ports } from './act.ts';
import type { Observe } from './observe.ts';
import { reconcile, type Listener } from './reconcile.ts';
import { reportLateEnd } from '../report/close.ts';
import { linesOf } from '../domain/common/run/step.ts';
import { loggedStep } from './reporter.ts';
import { createStepLog } from '../report/log.ts';
import type { ReportContext } from '../report/context.ts';
import { endReport, lateReport, type Report, type ReportEnding } from '../domain/common/report/report.ts';

/** What main left to do. `crash`: the end that main reported after an unexpected error. `null`: main was killed. */
interface Unfinished {
  readonly handover: Handover;
  readonly crash: ReportEnding | null;
}

/**
 * Continues in place of main until `request.finishByMs`. Cleans up or rolls back, never moves green forward, and reports
 * how main and post ended. Never rejects. The exit code stays main's.
 */
export async function finishRelease(
  request: Request,
  { ports, observe }: { readonly ports: Ports; readonly observe: Observe },
  { handover, crash }: Unfinished,
  context: ReportContext,
): Promise<void> {
  const { runner, clock } = context;
  const why = crash === null ? wasKilled : 'a bug in this action had stopped the run';
  runner.info(`${why}: the post step continues for service ${request.service} in cluster ${request.cluster}`);
  const log = createStepLog(runner);
  let report = lateReport(request, clock.now(), context.main);
  const end = await ended();
  report = endReport(report, crash === null ? afterKill(end) : afterCrash(crash, end), clock.now());
  log.end(report);
  warn(context, report);
  await reportLateEnd(context, report);

  async function ended(): Promise<ReportEnding> {
    const listener: Listener = {
      onStep: (step, world, memory) => {
        const before = report;
        report = continueReport(report, step, world, memory);
        if (before.traffic === null) runner.info(`found: ${report.traffic?.sentence ?? ''}`);
        log.step(before, report, loggedStep(step));
      },
      onTrouble: (trouble) => {
        log.trouble(trouble);
      },
    };
    try {
      const seen = inTime(observe, context, request.finishByMs ?? 0);
      const first = inheritedMemory(handover, why, clock.now());
      const { step } = await reconcile({
        ...{ ports, request, decide: decideReleasing, listener, first },
        observe: seen,
        signal: AbortSignal.abort(),
      });
      return { ...step.act, reason: step.reason };
    } catch (error) {
      return bugEnding(report, error);
    }
  }
}

/** Retries of a read may take longer than the time that the post step has left. Then the last observation is used. */
function inTime(observe: Observe, { clock }: Pick<ReportContext, 'clock'>, untilMs: number): Observe {
  return async (memory, last, wanted) => {
    const isOver = new AbortController();
    const late = clock.sleep(Math.max(0, untilMs - clock.now()), isOver.signal).then(() => null);
    try {
      const world = await Promise.race([observe(memory, last, wanted), late]);
      if (world === null) throw new PortError(silence);
      return world;
    } finally {
      isOver.abort();
    }
  };
}

const silence = {
  kind: 'lost',
  action: 'reads',
  resource: 'AWS',
  code: 'TimeoutError',
  message: 'no response within the time of the post step',
} as const;

/** The job has failed already. A failure that needs a person also gets an annotation. */
function warn({ runner }: Pick<ReportContext, 'runner'>, report: Report): void {
  const { ending, request } = report;
  if (ending?.result !== 'failed') return;
  runner.annotate(
    'warning',
    `${request.service}: ${stateOf(report).words}`,
    [ending.message, ...linesOf(ending)].join('\n'),
  );
}
