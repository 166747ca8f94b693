// Carries out one check.
import { judge } from '../../domain/common/checks/judge.ts';
import type { CheckJob, CheckRequest, CheckResult } from '../../domain/common/probes/check-job.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import type { ProbePort } from '../../ports.ts';

/** Begins it, or asks how it stands. `null`: the run was cancelled in between. */
export async function runCheck(
  probe: ProbePort,
  job: CheckJob,
  signal: AbortSignal,
): Promise<CheckResult | null> {
  const found = await Promise.all(job.requests.map((request) => askOne(probe, request, signal)));
  if (signal.aborted) return null;
  const fault = found.find(({ what }) => what !== null);
  if (fault?.what == null) return { kind: 'passed' };
  return {
    kind: 'failed',
    what: fault.what,
    hasConnected: found.some(({ hasConnected }) => hasConnected),
    isAnyPassed: found.some(({ what }) => what === null),
  };
}

async function askOne(
  probe: ProbePort,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<{ readonly what: string | null; readonly hasConnected: boolean }> {
  const answer = await probe.ask(request, signal);
  const hide = (text: string): string => masked(text, request.secrets, answer.isCut);
  const wrong = judge(request.expected, answer, hide);
  const what = wrong === null ? null : `${request.method} ${hide(request.url)} ${wrong}`;
  return { what, hasConnected: answer.hasConnected };
}
