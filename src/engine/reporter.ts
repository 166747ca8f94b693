// Passes what the loop does to the report of the run.
import type { Request } from '../domain/common/request/request.ts';
import { isWrite, type Step } from '../domain/task-sets/model/step.ts';
import { continueReport } from '../domain/task-sets/report/report.ts';
import { findings } from '../domain/task-sets/report/findings.ts';
import { sceneOf } from '../domain/task-sets/roles/scene.ts';
import type { LoggedStep } from '../report/log.ts';
import { createRunReport, type RunReportContext } from '../report/release.ts';
import { createHandover } from './handover.ts';
import type { Finished, Listener } from './reconcile.ts';

export interface Reporter extends Listener {
  /** Reports the end. Never rejects. */
  finish(finished: Finished): Promise<void>;
  /** The same for a run that an unexpected error ended. */
  crash(error: unknown): Promise<void>;
}

/** Reporting never changes how the release ends (invariant 9). */
export function createReporter(request: Request, context: RunReportContext): Reporter {
  const run = createRunReport(request, context);
  const handOver = createHandover((text) => {
    context.saveState('handover', text);
  });
  return {
    onStep(step, world, memory) {
      // First: the write that follows may be the last thing that this process does.
      run.guarded(() => {
        handOver(step, world, memory);
      });
      run.update({
        step: loggedStep(step),
        advance: (before) => continueReport(before, step, world, memory),
        findings: () => findings(sceneOf(request, world, memory)),
      });
    },
    onTrouble: (trouble) => {
      run.trouble(trouble);
    },
    finish: ({ step }) => {
      const { result, message, details, commands = [] } = step.act;
      return run.end({ result, reason: step.reason, message, details, commands });
    },
    crash: (error) => run.crash(error),
  };
}

/** A step as the log sees it: without the world that it was decided on. */
export function loggedStep({ phase, reason, because, act }: Step): LoggedStep {
  return { phase, reason, because, kind: act.kind === 'end' ? 'end' : isWrite(act) ? 'write' : 'wait' };
}
