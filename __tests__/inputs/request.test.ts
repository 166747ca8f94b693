import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { configFor } from '../../src/inputs/config/config.ts';
import { secretsIn } from '../../src/inputs/headers.ts';
import { reportingFrom } from '../../src/inputs/reporting.ts';
import { unknownInputs } from '../../src/inputs/unknown.ts';
import { context, groupA, groupB, listener, otherListener, plan, rule } from '../support/inputs.ts';

describe('a request', () => {
  test('needs a cluster and a service, the rest has defaults', async () => {
    expect(await plan({})).toEqual({
      command: 'deploy',
      goal: {
        stageExpirySeconds: 259_200,
        promoted: null,
        expectedCommit: null,
        isRestaging: false,
        keepRolledBackSeconds: 0,
        rollbackTo: null,
        writtenReason: null,
        migrationAnswer: null,
        terraformPlan: null,
      },
      cluster: 'production',
      service: 'web',
      release: {
        id: '4711-web',
        runId: 4711,
        runAttempt: 2,
        repository: 'acme/shop',
        commit: context.sha,
        runUrl: context.runUrl,
        pull: 12,
        environment: null,
        rollbackWorkflow: null,
      },
      revision: { source: { kind: 'live' }, images: [] },
      traffic: {
        productionListeners: [],
        productionRules: [],
        testListener: null,
        testRule: null,
        targetGroups: [],
      },
      smoke: { paths: [], url: null, headers: {}, passes: 3, intervalSeconds: 2, timeoutSeconds: 120 },
      pinsImages: true,
      readyTimeoutSeconds: 600,
      bake: { seconds: 300, probeUrl: null, probeIntervalSeconds: 3, probeFailures: 3 },
      warmSeconds: 900,
      warmScalePercent: 100,
      drain: null,
      connectionsPath: null,
      teardown: 'wait',
      isKeptGreenAwaited: false,
      onDrift: 'stop',
      timeLimitSeconds: 0,
      timeLimit: null,
      isHosted: false,
      finishByMs: null,
      overrides: {
        subnets: [],
        securityGroups: [],
        assignPublicIp: null,
        launchType: null,
        capacityProviders: [],
        platformVersion: null,
        containerName: null,
        containerPort: null,
      },
      checks: [],
      migration: null,
      schemaFiles: null,
      isForced: false,
      ignored: [],
      alarms: [],
      onCancel: 'rollback',
      notes: [],
    } satisfies Request);
  });

  test('uses the default of an absent input', async () => {
    expect((await plan({ 'warm-time': null, 'on-cancel': null })).warmSeconds).toBe(900);
  });

  test('reads every traffic input', async () => {
    const { traffic } = await plan({
      'production-rules': `${listener}\n${rule}, ${listener}`,
      'test-rule': otherListener,
      'target-groups': `${groupA},\n ${groupB}`,
    });
    expect(traffic).toEqual({
      productionListeners: [listener],
      productionRules: [rule],
      testListener: otherListener,
      testRule: null,
      targetGroups: [groupA, groupB],
    });
    expect((await plan({ 'test-rule': rule })).traffic).toMatchObject({ testListener: null, testRule: rule });
  });

  test('reads every time and count', async () => {
    const read = await plan({
      'ready-timeout': '20m',
      'smoke-timeout': '90s',
      'smoke-passes': '5',
      'smoke-interval': '1s',
      'bake-time': '1h',
      'probe-interval': '10s',
      'probe-failures': '2',
      'warm-time': '24h',
    });
    expect(read.readyTimeoutSeconds).toBe(1200);
    expect(read.smoke).toMatchObject({ passes: 5, intervalSeconds: 1, timeoutSeconds: 90 });
    expect(read.bake).toMatchObject({ seconds: 3600, probeIntervalSeconds: 10, probeFailures: 2 });
    expect(read.warmSeconds).toBe(86_400);
  });

  test.each([
    ['0', '5m', 300],
    ['2m', '5m', 300],
    ['15m', '5m', 900],
    ['0', '0', 0],
  ])('keeps blue until the bake is over: warm %s with bake %s is %d s', async (warm, bake, seconds) => {
    expect((await plan({ 'warm-time': warm, 'bake-time': bake })).warmSeconds).toBe(seconds);
  });

  test('reads addresses, paths and headers', async () => {
    const read = await plan({
      'production-url': 'https://shop.example.com/health',
      'test-url': 'http://127.0.0.1:8081',
      'health-paths': '/ready, /version?full=1\n/',
      'probe-headers': 'X-Probe: a, b: c\n Authorization:Bearer abc\n',
    });
    expect(read.bake.probeUrl).toBe('https://shop.example.com/health');
    expect(read.smoke.url).toBe('http://127.0.0.1:8081');
    expect(read.smoke.paths).toEqual(['/ready', '/version?full=1', '/']);
    expect(read.smoke.headers).toEqual({ 'x-probe': 'a, b: c', authorization: 'Bearer abc' });
  });

  test('reads how green runs differently from blue', async () => {
    const { overrides } = await plan({
      subnets: 'subnet-0a1b2c3d,subnet-0a1b2c3e',
      'security-groups': 'sg-0a1b2c3d',
      'assign-public-ip': 'enabled',
      'capacity-providers': 'FARGATE=1:2\nFARGATE_SPOT=4',
      'platform-version': 'latest',
      'container-name': 'web',
      'container-port': '8080',
    });
    expect(overrides).toEqual({
      subnets: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'],
      securityGroups: ['sg-0a1b2c3d'],
      assignPublicIp: 'ENABLED',
      launchType: null,
      capacityProviders: [
        { name: 'FARGATE', weight: 1, base: 2 },
        { name: 'FARGATE_SPOT', weight: 4, base: null },
      ],
      platformVersion: 'LATEST',
      containerName: 'web',
      containerPort: 8080,
    });
    expect((await plan({ 'launch-type': 'ec2' })).overrides.launchType).toBe('EC2');
    expect((await plan({ 'capacity-providers': 'my-provider' })).overrides.capacityProviders).toEqual([
      { name: 'my-provider', weight: null, base: null },
    ]);
  });

  test('accepts ARNs for cluster and service, and takes the region from the service', async () => {
    const place = 'arn:aws:ecs:eu-west-1:111122223333';
    const cluster = `${place}:cluster/production`;
    expect(await plan({ cluster })).toMatchObject({ cluster, service: 'web' });
    expect(await plan({ service: `${place}:service/production/web` })).toMatchObject({
      cluster,
      service: 'web',
    });
    expect(await plan({ service: `${place}:service/web` })).toMatchObject({
      cluster: 'production',
      release: { id: '4711-web' },
    });
  });

  test('reads flags and choices', async () => {
    expect(await plan({ command: 'rollback', force: 'true', 'on-cancel': 'keep' })).toMatchObject({
      isForced: true,
      onCancel: 'keep',
    });
  });
});

describe('what is not part of the request', () => {
  test('is read for reporting even if inputs are wrong', () => {
    const raw = { 'warm-time': '15', environment: 'production', 'github-token': 't', comment: 'false' };
    expect(reportingFrom(raw, null)).toEqual({
      ...{ environment: 'production', token: 't', wantsComment: false, paths: [] },
    });
    expect(reportingFrom({}, null)).toEqual({
      ...{ environment: null, token: null, wantsComment: true, paths: [] },
    });
  });

  test('takes the files of the service from the config file', () => {
    const file = {
      path: 'web.yml',
      texts: { paths: 'services/web\nlibs/**' },
      lines: {},
      problems: [],
      wrong: {},
    };
    const pathsFor = (command: string): readonly string[] =>
      reportingFrom({ command }, configFor(file, { command }, {})).paths;
    expect([pathsFor('stage'), pathsFor('rollback')]).toEqual([['services/web', 'libs/**'], []]);
  });

  test('includes the secrets of malformed header lines', () => {
    expect(
      secretsIn({ 'github-token': 'token', 'probe-headers': 'Authorization: Bearer abc\nhunter2' }),
    ).toEqual(['token', 'Bearer abc', 'Bearer', 'abc', 'hunter2']);
    expect(secretsIn({})).toEqual([]);
  });
});

describe('an input that does not exist', () => {
  test.each([
    [
      'INPUT_PRODUCTION-LISTENER-ARNS',
      'production-listener-arns: there is no such input: write production-rules',
    ],
    ['INPUT_TEST-LISTENER-ARN', 'test-listener-arn: there is no such input: write test-rule'],
    [
      'INPUT_SMOKE-PASSES',
      'smoke-passes: there is no such input: write it in the file that config names, under tests',
    ],
    ['INPUT_WARMTIME', 'warmtime: there is no such input: write warm-time'],
    ['INPUT_HEALTH-PATH', 'health-path: there is no such input: write health-paths'],
    ['INPUT_TIMEOUT', 'timeout: there is no such input'],
  ])('%s is reported as: %s', (name, warning) => {
    expect(unknownInputs({ [name]: 'x' })).toEqual([warning]);
  });

  test('is neither a known one, nor empty, nor another variable', () => {
    expect(unknownInputs({ 'INPUT_WARM-TIME': '5m', INPUT_OLD: '', PATH: '/bin' })).toEqual([]);
  });
});

test('an image is pinned, unless the input turns it off', async () => {
  expect((await plan({ 'pin-image': 'false' })).pinsImages).toBe(false);
});

describe('the commit', () => {
  test('is the one of the event, unless the input names it', async () => {
    const commit = 'AB'.repeat(20);
    expect((await plan({})).release.commit).toBe(context.sha);
    expect((await plan({ commit })).release.commit).toBe(commit.toLowerCase());
  });
});

describe('the goal of a command', () => {
  const commit = 'c0ffee'.padEnd(40, '0');

  test('is read from the inputs that are its own', async () => {
    const [stage, promote, rollback] = await Promise.all([
      plan({ command: 'stage', 'stage-expiry': '90m' }),
      plan({ command: 'promote', 'release-id': '99-web', 'expected-sha': commit }),
      plan({ command: 'rollback', 'rollback-to': 'web:41' }),
    ]);
    expect(stage.goal.stageExpirySeconds).toBe(5400);
    expect(promote.goal).toMatchObject({ promoted: '99-web', expectedCommit: commit });
    expect(rollback.goal.rollbackTo).toBe('web:41');
  });

  test('means the commit of this run by github.sha, which in a pull request is a merge commit', async () => {
    const own = await plan({ command: 'promote', 'expected-sha': context.runnerSha });
    expect(own.goal.expectedCommit).toBe(context.sha);
  });

  test.each([
    ['a commit in capitals', commit.toUpperCase(), commit],
    ['github.sha in capitals', context.runnerSha.toUpperCase(), context.sha],
    ['the id of a repository that uses SHA-256', commit.padEnd(64, '0'), commit.padEnd(64, '0')],
  ])('names the expected commit by %s', async (_what, given, expected) => {
    const promote = await plan({ command: 'promote', 'expected-sha': given });
    expect(promote.goal.expectedCommit).toBe(expected);
  });

  test('gives a rollback its own release id, even in the same run as the release', async () => {
    const [deploy, rollback] = await Promise.all([plan({}), plan({ command: 'rollback' })]);
    expect([deploy.release.id, rollback.release.id]).toEqual(['4711-web', '4711-web-rollback']);
  });
});
