// What happens to a release that has bad luck: its runner vanishes, its versions break, its probes lie.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { RulePicture } from '../../sandbox/world.ts';
import type { Running, Stage } from './acceptance.ts';
import type { Inputs } from './acceptance-stage.ts';
import { isAllOn, productionRules, servedOnlyBy } from './serving.ts';
import { setsBesidesKept } from './kept.ts';
import { vanishAt } from './vanish.ts';
import type { LastWrite } from './vanish.ts';

export { isAllOn, productionRules, servedOnlyBy } from './serving.ts';
export type { LastWrite } from './vanish.ts';

/** The usual world, in which containers of `web:v2` run with these variables. */
export function brokenV2(
  env: Readonly<Record<string, string>>,
  options: WebServiceOptions = {},
  overrides: SandboxSpec = {},
): SandboxSpec {
  const spec = webService(options, overrides);
  return { ...spec, apps: { ...spec.apps, 'web:v2': { command: ['node', 'sandbox/apps/v2.ts'], env } } };
}

/**
 * Kills the run once this write has been carried out, before its answer arrives. Resolves when it is gone, and its post
 * step too unless that is skipped. `start` has to start it after the fault is armed.
 */
export const killAfter = (stage: Stage, last: LastWrite, start: () => Running): Promise<ActionResult> =>
  vanishAt(stage, last, 'after', start);

/** How a run ended, as its outputs say. */
export const endOf = ({ exitCode, outputs }: ActionResult): Record<string, unknown> => ({
  exitCode,
  result: outputs['result'],
  reason: outputs['reason-code'],
});

export const released = { exitCode: 0, result: 'released', reason: 'released' } as const;
export const rolledBack = (reason: string): Record<string, unknown> => ({
  exitCode: 1,
  result: 'rolled-back',
  reason,
});

export function expectAllOn(stage: Stage, group: string): void {
  expect({ [group]: productionRules.filter((name) => (stage.rule(name).weights[group] ?? 0) === 0) }).toEqual(
    {
      [group]: [],
    },
  );
  expect(isAllOn(stage, group)).toBe(true);
}

/** What a release never changes of a rule: stickiness, order, login, conditions. */
export const besidesWeights = ({ actions, conditions, priority }: RulePicture): unknown =>
  JSON.parse(
    JSON.stringify({ actions, conditions, priority }, (name, value: unknown) =>
      ['TargetGroups', 'TargetGroupArn', 'ClientSecret', 'UseExistingClientSecret'].includes(name)
        ? undefined
        : value,
    ),
  );

/** An address of production that answers as a test wants it to, whatever really serves. */
interface ProbedAddress {
  readonly url: string;
  answer: number;
  readonly close: () => void;
}

export async function probedAddress(): Promise<ProbedAddress> {
  const probed = { url: '', answer: 200, close: (): void => undefined };
  const server: Server = createServer((_request, response) => {
    response.writeHead(probed.answer).end('as told');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A case that fails before it closes this must not keep the test process alive.
  server.unref();
  probed.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  probed.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return probed;
}

/** A release whose production answers 500 as soon as green has all of it. */
export async function failingInBake(stage: Stage, inputs: Inputs): Promise<ActionResult> {
  const production = await probedAddress();
  const running = stage.start({ ...inputs, 'production-url': production.url, 'bake-time': '60s' });
  await stage.until('the switch', () => isAllOn(stage, 'web-b'));
  production.answer = 500;
  const run = await running.result;
  production.close();
  return run;
}

export const arnOf = (stage: Stage, group: string): string => stage.group(group).arn;

/** The set that this release made; undefined before it exists. */
export const greenOf = (stage: Stage): ReturnType<Stage['service']>['taskSets'][number] | undefined =>
  stage
    .service()
    .taskSets.find(
      ({ tags }) => /^\d+/.exec(tags['ecs-blue-green:release'] ?? '')?.[0] === String(stage.runId),
    );

/** The inputs of an ordinary release of the next version. */
export const v2 = { image: 'web:v2' } as const;

/** Blue as it was: PRIMARY, with all the traffic, and alone but for a green that may be kept. */
export async function expectUntouched(stage: Stage): Promise<void> {
  expectAllOn(stage, 'web-a');
  expect(setsBesidesKept(stage.service()).map(({ status, targetGroup }) => [status, targetGroup])).toEqual([
    ['PRIMARY', 'web-a'],
  ]);
  await servedOnlyBy(stage, 'v1');
}

/** No user had an answer from the new version at any time. */
export function expectNeverSawV2(stage: Stage): void {
  expect(Object.keys(stage.traffic?.snapshot().versions ?? {})).toEqual(['v1']);
}
