// A release from end to end, with users on the service all the time: none of them may lose an answer.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import { webServiceWithRules } from '../support/acceptance-worlds.ts';
import { isServedOnlyBy } from '../support/traffic.ts';

/** A third group next to the pair, with another tool's canary, behind a host that no test user requests. */
const third = {
  name: 'third',
  priority: 30,
  hosts: ['third.example.com'],
  actions: [
    { type: 'forward', groups: { 'web-a': 80, 'web-b': 0, 'admin-a': 20 }, stickinessSeconds: 4 } as const,
  ],
};

const production = ['http:default', 'shop', 'third', 'https:default', 'login'];

const weightsOf = (stage: Stage): unknown =>
  Object.fromEntries(production.map((name) => [name, stage.rule(name).weights]));

const onBlue = { 'web-a': 100, 'web-b': 0 };
const onGreen = { 'web-a': 0, 'web-b': 100 };
const allOnGreen = {
  'http:default': onGreen,
  shop: onGreen,
  third: { 'web-a': 0, 'web-b': 80, 'admin-a': 20 },
  'https:default': onGreen,
  login: onGreen,
};

/** Holds the first write back until the log has named the rules. */
async function rulesBeforeFirstWrite(stage: Stage, log: () => string): Promise<string> {
  const hold = stage.sandbox.faults.add({ operation: 'TagResource', kind: 'hold', when: 'before' });
  await stage.until('the first write', () => stage.calls('TagResource').length > 0);
  // What a process has written may come later than what it has sent.
  await stage.until('the rules are named', () => log().split('production rule: ').length > production.length);
  const seen = log();
  stage.sandbox.faults.release(hold);
  return seen;
}

const testDefault = 'test:default';
const beta = {
  name: 'beta',
  priority: 30,
  hosts: ['beta.example.com'],
  actions: [{ type: 'forward', groups: { 'web-a': 100, 'web-b': 0 } } as const],
};

interface AtLabel {
  readonly test: unknown;
  readonly production: unknown;
  /** Requests that went through the load balancer to green: while no user may see it, all of them are tests. */
  readonly tests: number;
}

/** How things stand when green has passed its smoke tests and is about to be labelled: held there to be looked at. */
async function seenAtLabel(stage: Stage, testRule: string): Promise<AtLabel> {
  const operation = 'UpdateServicePrimaryTaskSet';
  const hold = stage.sandbox.faults.add({ operation, kind: 'hold', when: 'before' });
  await stage.until('green is about to be labelled', () => stage.calls(operation).length > 0);
  const { groups } = stage.sandbox.loadBalancer.stats();
  const seen = {
    test: stage.rule(testRule).weights,
    production: stage.rule('http:default').weights,
    tests: groups[stage.group('web-b').arn]?.requests ?? 0,
  };
  stage.sandbox.faults.release(hold);
  return seen;
}

// One block: only the cases of the same block run side by side.
describe('a release', () => {
  // Covers: rules-discovered, blue-stays-in-rules, stickiness-dropped
  acceptance(
    'moves every rule that holds the pair and keeps the rest of each rule, without a failed request',
    { world: webServiceWithRules([third], {}, { containers: 'processes' }) },
    async (stage) => {
      const before = stage.world();
      const running = stage.start({ image: 'web:v2', environment: 'production' });
      const seen = await rulesBeforeFirstWrite(stage, running.log);
      for (const rule of ['host shop.example.com', 'host third.example.com', 'host login.example.com'])
        expect(seen).toMatch(new RegExp(`production rule: .*${rule}`));
      expect(seen.match(/production rule: HTTPS?:\d+ default action/g)).toHaveLength(2);
      const run = await running.result;
      expect(run.exitCode).toBe(0);
      expect(weightsOf(stage)).toEqual(allOnGreen);
      // Everything but the weights of the pair is as it was: actions, their order, stickiness, other rules.
      const others = (world: typeof before): unknown =>
        world.rules.filter(({ name }) => !production.includes(name));
      expect(others(stage.world())).toEqual(others(before));
      const [login, forward] = stage.rule('login').actions;
      expect([login?.Type, login?.Order, forward?.Type, forward?.Order]).toEqual([
        'authenticate-oidc',
        1,
        'forward',
        2,
      ]);
      expect(stage.rule('third').actions[0]?.ForwardConfig?.TargetGroupStickinessConfig).toEqual({
        Enabled: true,
        DurationSeconds: 4,
      });
      const [only, ...more] = stage.service().taskSets;
      expect([only?.status, only?.targetGroup, more.length]).toEqual(['PRIMARY', 'web-b', 0]);
      expect(stage.sandbox.world().tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING')).toHaveLength(
        3,
      );
    },
  );

  // Covers: reported
  acceptance(
    'shows the real state in outputs, pull request, Deployment and summary',
    { world: webService() },
    async (stage) => {
      const blue = stage.service().taskSets[0]?.arn;
      const run = await stage.release({ image: 'web:v2', environment: 'production' });
      const [green] = stage.service().taskSets;
      const { timings, 'result-json': resultJson, ...outputs } = run.outputs;
      expect(outputs).toEqual({
        result: 'released',
        'reason-code': 'released',
        'expires-at': '',
        'preview-url': '',
        'release-id': `${stage.runId}-web`,
        'green-task-set-arn': green?.arn,
        'blue-task-set-arn': blue,
        'live-task-set-arn': green?.arn,
        'live-task-definition-arn': green?.taskDefinition,
        'task-definition-arn': green?.taskDefinition,
        'blue-kept-until': '',
      });
      expect(JSON.parse(resultJson ?? '')).toMatchObject({ version: 1, result: 'released', service: 'web' });
      const phases = JSON.parse(timings ?? '') as Record<string, number>;
      expect(phases['bake']).toBeGreaterThanOrEqual(5);
      const { comments, deployments } = stage.sandbox.github.state();
      expect(comments.map(({ pull }) => pull)).toEqual([1]);
      expect(comments[0]?.body).toMatch(/`web` in `demo`/);
      expect(comments[0]?.body).toContain('web:v2');
      expect(
        deployments.map(({ environment, sha, statuses }) => [environment, sha, statuses[0]?.state]),
      ).toEqual([['production', 'b'.repeat(40), 'success']]);
      expect(run.summary).toMatch(/web/);
      expect(green?.tags).toMatchObject({
        'ecs-blue-green:release': String(stage.runId),
        'ecs-blue-green:commit': 'b'.repeat(40),
        'ecs-blue-green:pull': '1',
      });
    },
  );

  // Covers: connections, websockets-reconnect
  acceptance(
    'moves kept-alive connections at the switch and leaves WebSockets on blue until it is deleted',
    // With processes: what ECS stops takes its connections along.
    { world: webService({ stickinessSeconds: 0 }, { containers: 'processes' }), webSockets: 2 },
    async (stage) => {
      const kept = await stage.moreTraffic({
        urls: [stage.sandbox.listenerUrl('http')],
        rate: 20,
        connections: 'kept',
      });
      const closings: { readonly version: string | null; readonly atMs: number }[] = [];
      stage.traffic?.onWebSocket(({ event, version }) => {
        if (event === 'closed by server') closings.push({ version, atMs: Date.now() });
      });
      const running = stage.start({ image: 'web:v2', 'warm-time': '15s' });
      await stage.until('the last rule is switched', () =>
        ['http:default', 'https:default'].every((name) => stage.rule(name).weights['web-b'] === 100),
      );
      await kept.waitUntil(isServedOnlyBy('v2'), 60_000);
      expect(stage.service().taskSets).toHaveLength(2);
      expect(closings).toEqual([]);
      expect((await running.result).exitCode).toBe(0);
      const [deleted] = stage.calls('DeleteTaskSet');
      expect(closings.map(({ version }) => version)).toEqual(['v1', 'v1']);
      for (const { atMs } of closings) expect(atMs).toBeGreaterThan(deleted?.at ?? Infinity);
      const opened = (): readonly (string | null)[] =>
        stage.traffic
          ?.snapshot()
          .webSocketEvents.filter(({ event }) => event === 'opened')
          .map(({ version }) => version) ?? [];
      await stage.until('both clients have connected again', () => opened().length >= 4);
      expect(opened().slice(-2)).toEqual(['v2', 'v2']);
      expect((await kept.stop()).failuresByReason).toEqual({});
    },
  );

  // Covers: sessions-short
  acceptance(
    'loses no user whose cookie keeps them on blue after the switch',
    { world: webService({ stickinessSeconds: 6 }) },
    async (stage) => {
      const run = await stage.release({ image: 'web:v2' });
      expect(run.exitCode).toBe(0);
      const [deleted] = stage.calls('DeleteTaskSet');
      // After the four rules of the switch come those of the cut.
      const [, , , switched] = stage.calls('ModifyListener', 'ModifyRule');
      expect((deleted?.at ?? 0) - (switched?.at ?? 0)).toBeGreaterThanOrEqual(6000);
    },
  );

  // Covers: pair-named, idle-group-attached
  acceptance(
    'takes the pair from the inputs if it must, and first adds the idle group to every rule at weight 0',
    { world: webService({ isPairInRules: false }) },
    async (stage) => {
      const groups = [stage.group('web-b').arn, stage.group('web-a').arn].join('\n');
      const run = await stage.release({ image: 'web:v2', 'target-groups': groups });
      expect(run.exitCode).toBe(0);
      const create = stage.writes().find(({ call }) => call.operation === 'CreateTaskSet');
      const held = ['http:default', 'shop', 'https:default', 'login'].map(
        (name) => create?.before.rules.find((rule) => rule.name === name)?.weights,
      );
      expect(held).toEqual([onBlue, onBlue, onBlue, onBlue]);
      expect(stage.rule('http:default').weights).toEqual(onGreen);
    },
  );

  // Covers: smoke-listener
  acceptance(
    'sends test traffic to green through a named listener, and users only after the smoke tests',
    { world: webService({ hasTestListener: true }), testRules: [testDefault] },
    async (stage) => {
      const listener = stage.world().listeners.find(({ name }) => name === 'test');
      const running = stage.start({
        image: 'web:v2',
        'test-rule': listener?.arn ?? '',
        'health-paths': '/ready, /session',
      });
      const seen = await seenAtLabel(stage, testDefault);
      expect(seen).toMatchObject({ test: onGreen, production: onBlue });
      expect(seen.tests).toBeGreaterThanOrEqual(6);
      expect((await running.result).exitCode).toBe(0);
    },
  );

  // Covers: smoke-rule
  acceptance(
    'sends test traffic to green through a named rule, and never mistakes an answer of blue for one of green',
    { world: webServiceWithRules([beta]), testRules: ['beta'] },
    async (stage) => {
      const running = stage.start({ image: 'web:v2', 'test-rule': stage.rule('beta').arn });
      const seen = await seenAtLabel(stage, 'beta');
      expect(seen).toMatchObject({ test: onGreen, production: onBlue });
      // Fewer: blue answered some of them, at a node that did not know the test rule yet.
      expect(seen.tests).toBeGreaterThanOrEqual(3);
      expect((await running.result).exitCode).toBe(0);
      expect(stage.rule('http:default').weights).toEqual(onGreen);
    },
  );
});
