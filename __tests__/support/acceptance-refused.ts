// A world of odd services that is opened once a test file, and releases that are refused in it before anything is written.
import { rmSync } from 'node:fs';
import { afterAll, expect } from '@jest/globals';
import { oddWorld } from './acceptance-odd-world.ts';
import { oddWorkspace } from './odd-files.ts';
import { openStage } from './acceptance-stage.ts';
import type { Inputs, RunOptions, Stage } from './acceptance-stage.ts';
import { oneCase } from './picked.ts';

let opened: Promise<Stage> | null = null;

export function sharedStage(): Promise<Stage> {
  opened ??= openStage({ world: oddWorld, hasTraffic: false });
  return opened;
}

export const workspace = oddWorkspace();

afterAll(async () => {
  await (await opened)?.close();
  rmSync(workspace, { recursive: true, force: true });
});

/** Starts a release, expects it refused for these reasons, and nothing written for its service. */
export async function expectRefused(
  inputs: (stage: Stage) => Inputs,
  words: readonly RegExp[],
  options: RunOptions = {},
): Promise<void> {
  const stage = await sharedStage();
  const run = await stage.release(inputs(stage), { workspace, ...options });
  for (const expected of words) expect(run.log).toMatch(expected);
  expect(run.log).toMatch(/^::error .*Nothing was (read or )?changed/m);
  expect(run.log).not.toMatch(/\n\s+at .*index\.js:\d+/);
  expect(run.exitCode).toBe(1);
  expect(run.outputs['result']).toBe('refused');
  expect(['inputs-invalid', 'preflight-failed']).toContain(run.outputs['reason-code']);
  expect(stage.calls().filter(({ wasCarriedOut, isWrite }) => wasCarriedOut && isWrite)).toEqual([]);
}

const arnOf =
  (kind: 'targetGroups' | 'listeners' | 'rules') =>
  (stage: Stage, name: string): string => {
    const found = stage.world()[kind].find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no ${name} among ${kind}`);
    return found.arn;
  };
export const [groupArn, ruleArn, listenerArn] = [arnOf('targetGroups'), arnOf('rules'), arnOf('listeners')];

/** A fact, the inputs, and what the error has to say. */
export type Case = readonly [fact: string, inputs: (stage: Stage) => Inputs, words: readonly RegExp[]];

/** One after the other: more of them at once would only wait for each other. */
export function refuses(cases: readonly Case[], options: RunOptions = {}): void {
  for (const [fact, inputs, words] of cases) oneCase(fact, () => expectRefused(inputs, words, options));
}
