// What the acceptance tests of the commands have in common: an earlier run whose release is there, and the run after it.
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { Inputs, RunOptions, Running, Stage } from './acceptance-stage.ts';
import { greenOf, isAllOn, servedOnlyBy } from './bad-luck.ts';
import { setsBesidesKept } from './kept.ts';

/** Short, but with everything that a release goes through. */
const quick: Inputs = { 'bake-time': '2s', 'warm-time': '0', 'probe-interval': '1s', 'smoke-passes': '1' };
export const quickGreen: Inputs = { ...quick, image: 'web:v2' };

export const stageInputs: Inputs = { command: 'stage', ...quickGreen };
export const promoteInputs: Inputs = { command: 'promote', ...quick };
export const rollbackInputs: Inputs = { command: 'rollback', ...quick };
export const teardownInputs: Inputs = { command: 'teardown' };
export const sweepInputs: Inputs = { command: 'sweep' };
export const statusInputs: Inputs = { command: 'status' };

/** Another run than the one of the case, with jobs of its own. */
export const nextRun = (stage: Stage, more: RunOptions = {}): RunOptions => ({
  runId: stage.runId + 1,
  ...more,
});

/** Our tags on the service from the switch until blue is gone. */
export const leaseTags: readonly string[] = ['fence', 'lease', 'rules'];

/** A release of the case's own run that keeps blue warm for long; resolves when it does. */
export async function warmRelease(stage: Stage, more: Inputs = {}): Promise<Running> {
  const running = stage.start({ ...quickGreen, 'warm-time': '10m', ...more });
  await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
  await servedOnlyBy(stage, 'v2');
  return running;
}

/** The same, and then the runner vanishes: blue stays. */
export async function leftWarm(stage: Stage): Promise<void> {
  const running = await warmRelease(stage);
  running.kill('SIGKILL');
  await running.result;
}

/** A release that is over: blue is gone. */
export async function overRelease(stage: Stage): Promise<void> {
  const { exitCode } = await stage.release(quickGreen);
  expect(exitCode).toBe(0);
  expect(greenOf(stage)?.status).toBe('PRIMARY');
}

/** Only one set, with all the traffic. A green that was rolled back may be kept. */
export async function expectServing(stage: Stage, group: string, version: string): Promise<void> {
  expect(isAllOn(stage, group)).toBe(true);
  expect(setsBesidesKept(stage.service()).map(({ status, targetGroup }) => [status, targetGroup])).toEqual([
    ['PRIMARY', group],
  ]);
  await servedOnlyBy(stage, version);
}

/** How often a run looked at the service before it wrote its first rule: how fast that is, however fast AWS answers. */
export function looksBeforeRules(stage: Stage, since: number): number {
  const calls = stage.calls().filter(({ seq }) => seq > since);
  const first = calls.findIndex(({ operation }) => /^Modify(Rule|Listener)$/.test(operation));
  return calls.slice(0, first).filter(({ operation }) => operation === 'DescribeServices').length;
}

/** Milliseconds from the first call of a run until the first rule was written, and until the last one was. */
export function timeToRules(stage: Stage, since: number): { readonly first: number; readonly last: number } {
  const calls = stage.calls().filter(({ seq }) => seq > since);
  const written = calls.filter(({ operation }) => ['ModifyRule', 'ModifyListener'].includes(operation));
  const [begin, first, last] = [calls[0]?.at ?? 0, written[0]?.at ?? 0, written.at(-1)?.at ?? 0];
  return { first: first - begin, last: last - begin };
}

export const jsonOf = ({ outputs }: ActionResult): Record<string, unknown> =>
  JSON.parse(outputs['result-json'] ?? '{}') as Record<string, unknown>;
