// The command of a check: begins it, or asks how it stands.
import type { AskedJob, CheckResult } from '../../domain/common/probes/check-job.ts';
import { describeExit } from '../../domain/common/checks/command-result.ts';
import { lastForeign } from '../../domain/common/foreign/lines.ts';
import type { CommandPort } from '../../ports.ts';

type CommandJob = Extract<AskedJob, { kind: 'command' }>;

export async function runCommand(
  commands: CommandPort,
  { line, command }: CommandJob,
  signal: AbortSignal,
): Promise<CheckResult> {
  const state = await commands.look(command, signal);
  if (state.kind === 'running') return state;
  if (state.exitCode === 0) return { kind: 'passed' };
  const lines = lastForeign(state.lines);
  const what = describeExit(line, state.exitCode, lines);
  return { kind: 'failed', what, hasConnected: true, isAnyPassed: false, lines };
}
