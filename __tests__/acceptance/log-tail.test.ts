// A task that failed explains itself: what ECS shows of it, and the last lines of its log.
import { describe, expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectNeverSawV2,
  expectUntouched,
  isAllOn,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';
import { referencesIn, linksIn, rendered } from '../support/github-references.ts';
import { commandsIn } from '../support/runner-commands.ts';
import { fallIll } from '../support/unhealthy.ts';

const group = '/ecs/web';
const key = 'k7Qz1Xw9Lm3Np5Rt8Vb2Yc4Df6Gh0Jk1Ls3A';
const database = 'hunter2-hunter2';

const hostile = [
  'starting the new version',
  '::error title=x::from the container',
  '##[add-mask]from the container',
  '</details><h1>markup</h1> [link](https://evil.example) @octocat acme/shop#1',
  '```',
  `authorization: ${key}, database ${database}, password=open-sesame`,
  '\u001b[31mfatal: column price is missing\u001b[0m',
];

interface Log {
  readonly logDriver: string;
  readonly options: Readonly<Record<string, string>>;
}

const awslogs = (region = 'eu-west-1'): Log => ({
  logDriver: 'awslogs',
  options: { 'awslogs-group': group, 'awslogs-region': region, 'awslogs-stream-prefix': 'shop' },
});

/** The usual world, whose container logs so. `web:v2` runs this command. */
function world(
  log: Log,
  command: readonly string[] | null,
  overrides: SandboxSpec = {},
  graceSeconds?: number,
): SandboxSpec {
  const definition = webTaskDefinition('web:v1', { environment: { DATABASE: database } });
  const [web] = definition['containerDefinitions'] as readonly object[];
  const logging = { ...definition, containerDefinitions: [{ ...web, logConfiguration: log }] };
  const spec = webService(graceSeconds === undefined ? {} : { graceSeconds }, {
    containers: 'processes',
    logGroups: [{ name: group }],
    ...overrides,
  });
  const rest = (spec.taskDefinitions ?? []).slice(1);
  const app = command === null ? {} : { 'web:v2': { command } };
  return { ...spec, taskDefinitions: [logging, ...rest], apps: { ...spec.apps, ...app } };
}

const crashing = (lines: readonly string[]): readonly string[] => [
  'node',
  '-e',
  `for (const line of ${JSON.stringify(lines)}) console.log(line); setTimeout(() => process.exit(42), 300);`,
];

/** The same with a second container in each version, which of v2 runs this command. */
function withAgent(command: readonly string[]): SandboxSpec {
  const spec = world(awslogs(), null);
  const [definition, ...rest] = (spec.taskDefinitions ?? []) as readonly Record<string, unknown>[];
  const [web] = definition?.['containerDefinitions'] as readonly object[];
  const agent = { name: 'agent', image: 'agent:v1', essential: true, logConfiguration: awslogs() };
  const logging = { ...definition, containerDefinitions: [web, agent] };
  return {
    ...spec,
    taskDefinitions: [logging, ...rest],
    apps: { ...spec.apps, 'agent:v1': {}, 'agent:v2': { command } },
  };
}

const commentsOf = (stage: Stage): string =>
  stage.sandbox.github
    .state()
    .comments.map(({ body }) => body)
    .join('\n');

/** Everywhere that people look. */
const places = (stage: Stage, run: ActionResult): readonly string[] => [
  run.log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n'),
  run.log.split('\n').find((line) => line.startsWith('::error ')) ?? '',
  run.summary,
  commentsOf(stage),
];

const readsOf = (stage: Stage) =>
  stage.sandbox.calls().filter(({ operation }) => operation === 'GetLogEvents');

describe('a task that failed', () => {
  // Covers: failed-task, log-tail, log-tail-hostile
  acceptance(
    'is shown with its facts and its last log lines, which are masked and harmless',
    {
      world: world(awslogs('us-east-1'), crashing(hostile), {
        logGroups: [{ name: group, region: 'us-east-1' }],
      }),
    },
    async (stage) => {
      const run = await stage.release({ ...v2, 'probe-headers': `Authorization: Bearer ${key}` });
      expect(endOf(run)).toEqual(rolledBack('circuit-breaker'));
      for (const place of places(stage, run)) {
        expect(place).toContain('fatal: column price is missing');
        expect(place).toMatch(/stop code: `?EssentialContainerExited/);
        expect(place).toContain('stop reason: Essential container in task exited');
        expect(place).toContain('container: web');
        expect(place).toContain('exit code: 42');
        expect(place).not.toMatch(/hunter2|open-sesame|k7Qz1/);
      }
      expect(run.log).toContain('All 7 lines of log stream shop/web/');
      const own = /^::(add-mask|group|endgroup|debug|notice|warning|error)( title=[^:]*)?::/;
      expect(commandsIn(run.log).filter((line) => !own.test(line) || line.includes('##['))).toEqual([]);
      const html = rendered(commentsOf(stage));
      expect(referencesIn(html)).toEqual([]);
      expect(linksIn(html).join()).not.toContain('evil.example');
      expect(html).not.toContain('<h1>markup');
      expect(readsOf(stage)[0]?.request).toMatchObject({
        logGroupName: group,
        logStreamName: expect.stringMatching(/^shop\/web\/[0-9a-f]{32}$/),
      });
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: log-tail-containers
  acceptance(
    'because its second container ended is shown with the log of that one',
    { world: withAgent(crashing(['agent: no license'])) },
    async (stage) => {
      const images = 'web=web:v2\nagent=agent:v2';
      const run = await stage.release({ images });
      expect(endOf(run)).toEqual(rolledBack('circuit-breaker'));
      for (const place of places(stage, run)) {
        expect(place).toContain('container: agent');
        expect(place).toContain('exit code: 42');
        expect(place).toContain('agent: no license');
        expect(place).not.toContain('listening on');
      }
      expect(readsOf(stage)[0]?.request).toMatchObject({
        logStreamName: expect.stringMatching(/^shop\/agent\/[0-9a-f]{32}$/),
      });
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: log-tail-containers
  acceptance(
    'and wrote nothing is shown with its facts, and says that there are no lines',
    { world: world(awslogs(), crashing([])) },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(rolledBack('circuit-breaker'));
      for (const place of places(stage, run)) {
        expect(place).toContain('exit code: 42');
        expect(place).toMatch(/Log stream `?shop\/web\/[0-9a-f]{32}.* holds no line\./);
      }
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: log-tail-denied
  acceptance(
    'is shown without log lines if the role may not read them, with the missing permission',
    { world: world(awslogs(), crashing(hostile)) },
    async (stage) => {
      stage.sandbox.faults.add({ operation: 'GetLogEvents', kind: 'access-denied', always: true });
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(rolledBack('circuit-breaker'));
      for (const place of places(stage, run)) {
        expect(place).toContain('the role of this job lacks logs:GetLogEvents on log group /ecs/web');
        expect(place).toContain('exit code: 42');
        expect(place).not.toContain('column price');
      }
      await expectUntouched(stage);
    },
  );

  // Covers: log-tail-elsewhere
  acceptance(
    'names the log router and its output if FireLens has the log',
    {
      world: world(
        { logDriver: 'awsfirelens', options: { Name: 'datadog', apikey: 'kept-out-of-sight' } },
        crashing(hostile),
      ),
    },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(rolledBack('circuit-breaker'));
      for (const place of places(stage, run)) {
        expect(place).toContain('FireLens sends the log of container web to its output datadog.');
        expect(place).toContain('This action reads only streams of the log driver awslogs.');
        expect(place).not.toContain('kept-out-of-sight');
      }
      expect(readsOf(stage)).toEqual([]);
      await expectUntouched(stage);
    },
  );

  // Covers: log-group-missing
  acceptance(
    'never started because its log group is gone, and the release ends at once with the fix',
    { world: world(awslogs(), null) },
    async (stage) => {
      stage.sandbox.control.deleteLogGroup({ name: group });
      const run = await stage.release({ ...v2, 'ready-timeout': '5m' });
      expect(endOf(run)).toEqual(rolledBack('cannot-start'));
      expect(run.log).toContain('Create the log group, or set awslogs-create-group');
      for (const place of places(stage, run))
        expect(place).toContain('The container never ran, so it wrote no log.');
      expect(readsOf(stage)).toEqual([]);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: failed-task, log-tail-after-traffic
  acceptance(
    'under production traffic is explained only once traffic is back, even if CloudWatch Logs never answers',
    // ECS doesn't replace unhealthy tasks within the grace period.
    { world: world(awslogs(), null, {}, 120), tagsLeft: ['fence', 'quarantined'] },
    async (stage) => {
      stage.sandbox.faults.add({ operation: 'GetLogEvents', kind: 'hold', always: true });
      const running = stage.start({ ...v2, 'bake-time': '5m', 'warm-time': '5m', 'probe-failures': '100' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      await fallIll(stage);
      await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('bake-targets-unhealthy'));
      const [first] = readsOf(stage);
      const writes = stage.sandbox.calls().filter(({ operation }) => /^Modify/.test(operation));
      expect(first?.at).toBeGreaterThan(writes.at(-1)?.at ?? Number.POSITIVE_INFINITY);
      for (const place of places(stage, run)) {
        expect(place).toContain('CloudWatch Logs did not answer in time');
        expect(place).toMatch(/health check: .*Health checks failed with these codes: \\?\[5\d\d\\?\]/);
      }
    },
  );

  // Covers: failed-task
  acceptance(
    'whose health check fails is shown with the reason that the load balancer gives',
    { world: brokenV2({ READY: 'fail' }) },
    async (stage) => {
      const run = await stage.release({ ...v2, 'ready-timeout': '8s' });
      expect([rolledBack('not-ready-in-time'), rolledBack('circuit-breaker')]).toContainEqual(endOf(run));
      for (const place of places(stage, run))
        expect(place).toMatch(/health check: .*Health checks failed with these codes: \\?\[500\\?\]/);
      expectNeverSawV2(stage);
    },
  );
});
