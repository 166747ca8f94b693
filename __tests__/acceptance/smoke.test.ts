// How green is tested by default: as its target group's health check asks, and only where this runner reaches it.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec, TargetGroupInput } from '../../sandbox/spec.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import { webServiceWithRules } from '../support/acceptance-worlds.ts';
import { endOf, expectNeverSawV2, expectUntouched, released, rolledBack, v2 } from '../support/bad-luck.ts';
import { expectServing } from '../support/command-steps.ts';

type Check = NonNullable<TargetGroupInput['healthCheck']>;

/** The usual world; its groups have this health check, and both versions run with these variables. */
function checkedBy(
  check: Check,
  env: Readonly<Record<string, string>>,
  options: WebServiceOptions = {},
): SandboxSpec {
  const world = webService(options);
  const apps = Object.entries(world.apps ?? {}).map(([image, app]) => [image, { ...app, env }]);
  return {
    ...world,
    apps: Object.fromEntries(apps) as NonNullable<SandboxSpec['apps']>,
    targetGroups: (world.targetGroups ?? []).map((group) =>
      group.name.startsWith('web-') ? { ...group, healthCheck: { ...group.healthCheck, ...check } } : group,
    ),
  };
}

const testListener = (stage: Stage): string =>
  stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
const commentOf = (stage: Stage): string => stage.sandbox.github.state().comments[0]?.body ?? '';

/** Under /app/ only, on the listener of production. */
const beta = {
  name: 'beta',
  priority: 3,
  paths: ['/app/*'],
  actions: [{ type: 'forward', groups: { 'web-a': 100, 'web-b': 0 } }],
} as const;

chapter('a smoke test that no input describes', () => {
  // Covers: smoke-as-health-check
  acceptance(
    'passes where / redirects, if the health check accepts that',
    { world: checkedBy({ path: '/', matcher: '200,302' }, { HOME_STATUS: '302' }), paths: ['/session'] },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(released);
      const question = 'as the health check of target group web-b asks (HTTP /, codes 200,302)';
      expect(run.log).toContain(
        `smoke test: at green's own targets, which only a runner in the VPC reaches, ${question}`,
      );
      expect(run.log).toContain(`smoke passed: 3 of 3 passes in a row at green's own targets, ${question}`);
      expect(run.log).toContain('probe passed: the production rule responded before the switch');
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  acceptance(
    'asks at the port of the health check',
    { world: checkedBy({ path: '/health', port: 8081 }, { HEALTH_PORT: '8081' }) },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain("green's own targets, as the health check of target group web-b asks (HTTP port 8081 /health, code 200)"); // prettier-ignore
      expect(run.log).toMatch(/probes not used: the health check of target group web-b uses port 8081/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  acceptance(
    'accepts the certificate of a target, as a load balancer does, where a test rule leads elsewhere',
    {
      world: checkedBy(
        { path: '/health', port: 8443, protocol: 'HTTPS' },
        { HEALTH_PORT: '8443', HEALTH_TLS: '1' },
        { hasTestListener: true },
      ),
      testRules: ['test:default'],
    },
    async (stage) => {
      const run = await stage.release({ ...v2, 'test-rule': testListener(stage) });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/smoke passed: 3 of 3 .* asks \(HTTPS port 8443 \/health, code 200\)/);
      expect(run.log).toMatch(
        /since the health check of target group web-b uses port 8443, which no listener/,
      );
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: smoke-rule-path
  acceptance(
    "asks green's own targets where the test rule doesn't let the path of the health check through",
    { world: webServiceWithRules([beta]), testRules: ['beta'] },
    async (stage) => {
      const run = await stage.release({ ...v2, 'test-rule': stage.rule('beta').arn });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/smoke passed: 3 of 3 passes in a row at green's own targets/);
      expect(run.log).toMatch(/since HTTP:\d+ path \/app\/\* \(rule 3\) does not let \/ready through/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  acceptance(
    'is refused before the first write where a path that is given does not fit the test rule, with one that does',
    { world: webServiceWithRules([beta]), testRules: ['beta'], tagsLeft: [], hasTraffic: false },
    async (stage) => {
      const inputs = { ...v2, 'test-rule': stage.rule('beta').arn, 'health-paths': '/health' };
      const run = await stage.release(inputs);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toMatch(/health-paths: "\/health" does not reach green.* such as \/app\/health\./);
      expect(stage.writes()).toEqual([]);
    },
  );
});

/** `/` is the health check, and green's `/ready` answers 503. */
function notReadyBehind(blue: NonNullable<SandboxSpec['apps']>[string]): SandboxSpec {
  const world = checkedBy({ path: '/' }, {});
  const green = { ...world.apps?.['web:v2'], env: { READY_AFTER_MS: '600000' } };
  return { ...world, containers: 'processes', apps: { ...world.apps, 'web:v1': blue, 'web:v2': green } };
}

const answersAll = `
const { createServer } = require('node:http');
const server = createServer((_, response) => response.end(JSON.stringify({ version: 'v1' })));
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => process.exit(0));
`;

chapter('the paths at which apps usually say how they are', () => {
  // Covers: smoke-usual-paths
  acceptance(
    'are asked at each task of green if blue answers them: one whose /ready answers 503 is removed',
    { world: notReadyBehind({ command: ['node', 'sandbox/apps/v1.ts'] }) },
    async (stage) => {
      const run = await stage.release({ ...v2, 'smoke-timeout': '3s' });
      expect(endOf(run)).toEqual(rolledBack('smoke-test-failed'));
      expect(run.log).toMatch(
        /asking blue what green is asked in addition: .*\/health, .*\/ready, .*\/no-such-path-/,
      );
      expect(run.log).toMatch(/http:\/\/[\d.]+:\d+\/ready answered 503/);
      expect(run.log).toContain('Blue answers /ready too, so each task of green is asked for it.');
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  acceptance(
    'are not asked if blue answers every path',
    { world: notReadyBehind({ command: ['node', '-e', answersAll] }), hasTraffic: false },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('asking blue what green is asked in addition');
      expect(run.log).not.toContain('which blue answers');
      expect(stage.service().taskSets[0]?.taskDefinition).toMatch(/web:2$/);
    },
  );
});

function expectSkippedEverywhere(stage: Stage, run: ActionResult, why: RegExp): void {
  expect(run.log).toMatch(/::warning::The smoke test is skipped: only target health decides/);
  for (const text of [run.log, run.summary, commentOf(stage)]) expect(text).toMatch(why);
  for (const text of [run.summary, commentOf(stage)]) expect(text).toContain('⚠️ **Smoke test skipped**');
}
const unreachable = /This runner can't reach the VPC: to test green from here, name a test rule or test-url/;

chapter('a runner outside of the VPC', () => {
  const outside = (world: SandboxSpec): SandboxSpec => ({ ...world, runner: 'outside' });

  // Covers: smoke-outside
  acceptance(
    'skips a smoke test that nobody asked for, and says so in log, summary and comment',
    { world: outside(webService()) },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(released);
      expectSkippedEverywhere(stage, run, unreachable);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  acceptance(
    'ends a release whose inputs ask for the test, and names the cause',
    { world: outside(webService()) },
    async (stage) => {
      const run = await stage.release({ ...v2, 'health-paths': '/ready', 'smoke-timeout': '3s' });
      expect(endOf(run)).toEqual(rolledBack('smoke-test-not-runnable'));
      expect(run.log).toContain(
        "This runner can't reach the VPC: name a test rule or test-url, or run the job in the VPC.",
      );
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  acceptance(
    'tests green through a test rule',
    { world: outside(webService({ hasTestListener: true })), testRules: ['test:default'] },
    async (stage) => {
      const run = await stage.release({ ...v2, 'test-rule': testListener(stage) });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/smoke passed: 3 of 3 passes in a row at the test rule, as the health check/);
      expect(commentOf(stage)).not.toContain('Smoke test skipped');
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  acceptance(
    'skips the test where the test rule does not let the path of the health check through',
    { world: outside(webServiceWithRules([beta])), testRules: ['beta'] },
    async (stage) => {
      const run = await stage.release({ ...v2, 'test-rule': stage.rule('beta').arn });
      expect(endOf(run)).toEqual(released);
      expectSkippedEverywhere(stage, run, /\(rule 3\) does not let \/ready through, and green's own targets/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
