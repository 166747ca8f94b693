// Carries out one check.
import { judge } from '../../domain/common/checks/judge.ts';
import { foreignText } from '../../domain/common/foreign/lines.ts';
import {
  placeOfRequest,
  type AskedJob,
  type CheckRequest,
  type CheckResult,
  type Fault,
} from '../../domain/common/probes/check-job.ts';
import type { CommandPort, ProbePort } from '../../ports.ts';
import { runCommand } from './run-command.ts';

/** Begins it, or asks how it stands. `null`: the run was cancelled in between. */
export async function runCheck(
  { probe, commands }: { readonly probe: ProbePort; readonly commands: CommandPort },
  job: AskedJob,
  signal: AbortSignal,
): Promise<CheckResult | null> {
  if (job.kind === 'command') return runCommand(commands, job, signal);
  const found = await Promise.all(job.requests.map((request) => askOne(probe, request, signal)));
  if (signal.aborted) return null;
  const faults = found.filter(({ what }) => what !== null);
  const [fault] = faults;
  if (fault?.what == null) return { kind: 'passed' };
  return {
    kind: 'failed',
    what: fault.what,
    hasConnected: found.some(({ hasConnected }) => hasConnected),
    isAnyPassed: faults.length < found.length,
    faults: faults.map(({ place, status }) => ({ place, status })),
  };
}

interface Asked extends Fault {
  readonly what: string | null;
  readonly hasConnected: boolean;
}

async function askOne(probe: ProbePort, request: CheckRequest, signal: AbortSignal): Promise<Asked> {
  const answer = await probe.ask(request, signal);
  const hide = (text: string): string => foreignText(text, request.secrets, answer.isCut);
  const wrong = judge(request.expected, answer, hide);
  const what = wrong === null ? null : `${request.method} ${hide(request.url)} ${wrong}`;
  const { hasConnected, status } = answer;
  return { what, hasConnected, status, place: placeOfRequest(request) };
}
