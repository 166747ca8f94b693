// Carries out one check.
import { describeExit } from '../../domain/common/checks/command-result.ts';
import { judge } from '../../domain/common/checks/judge.ts';
import { foreignText, lastForeign } from '../../domain/common/foreign/lines.ts';
import {
  placeOfRequest,
  type AskedJob,
  type CheckPurpose,
  type CheckResult,
  type CheckState,
  type Fault,
} from '../../domain/common/probes/check-job.ts';
import type { ChecksPort } from '../../ports.ts';

interface Asked {
  readonly purpose: CheckPurpose;
  readonly job: AskedJob;
}

/** Begins it, or asks how it stands. */
export async function runCheck(
  checks: ChecksPort,
  { purpose, job }: Asked,
  signal: AbortSignal,
): Promise<CheckResult> {
  const state = await checks.look(purpose, job, signal);
  switch (state.kind) {
    case 'running':
      return state;
    case 'answered':
      return resultOf(state);
    case 'ended':
      return resultOfCommand(job.kind === 'command' ? job.line : job.name, state);
  }
}

function resultOfCommand(line: string, { exitCode, lines }: Ended<'ended'>): CheckResult {
  if (exitCode === 0) return { kind: 'passed' };
  const last = lastForeign(lines);
  const what = describeExit(line, exitCode, last);
  return { kind: 'failed', what, hasConnected: true, isAnyPassed: false, lines: last };
}

type Ended<K extends CheckState['kind']> = Extract<CheckState, { kind: K }>;

function resultOf({ answers }: Ended<'answered'>): CheckResult {
  const found = answers.map(judged);
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

interface Judged extends Fault {
  readonly what: string | null;
  readonly hasConnected: boolean;
}

function judged({ request, answer }: Ended<'answered'>['answers'][number]): Judged {
  const hide = (text: string): string => foreignText(text, request.secrets, answer.isCut);
  const wrong = judge(request.expected, answer, hide);
  const what = wrong === null ? null : `${request.method} ${hide(request.url)} ${wrong}`;
  const { hasConnected, status } = answer;
  return { what, hasConnected, status, place: placeOfRequest(request) };
}
