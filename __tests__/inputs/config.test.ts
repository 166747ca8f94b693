import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { unreadLine } from '../../src/inputs/unread.ts';
import { configProblems as problemsIn, readConfig as read } from '../support/config-files.ts';
import { filesOf, groupA, groupB, listener } from '../support/inputs.ts';

// Covers: config-file
describe('a config file', () => {
  test('gives the settings of a service, in groups, and an input wins', async () => {
    const text = `
task-definition: deploy/web.json
target-groups: [${groupA}, ${groupB}]
test-rule: ${listener}
paths: [services/web, libs]
network:
  subnets:
    - subnet-1
    - subnet-2
  platform-version: 1.4.0
tests:
  health-paths: "/ready, /live"
  probe-headers:
    X-Probe: release, 1
    Authorization: Bearer abc
  smoke-passes: 5
bake: { bake-time: 0, probe-failures: 2 }
blue:
`;
    const request = await read(text, { 'health-paths': '/input' });
    expect(request).toMatchObject({
      revision: { source: { kind: 'document', path: 'deploy/web.json' } },
      traffic: { targetGroups: [groupA, groupB], testListener: listener },
      overrides: { subnets: ['subnet-1', 'subnet-2'], platformVersion: '1.4.0' },
      smoke: { paths: ['/input'], passes: 5, intervalSeconds: 2 },
      bake: { seconds: 0, probeFailures: 2 },
      warmSeconds: 900,
    });
    expect(request.smoke.headers).toEqual({ 'x-probe': 'release, 1', authorization: 'Bearer abc' });
  });

  test.each<readonly [string, readonly string[], Record<string, string>]>([
    ['["/items?ids=1,2", /ready]', ['/items?ids=1,2', '/ready'], {}],
    ['["/items?ids=1,${ID}", /ready]', ['/items?ids=1,2"\\', '/ready'], { ID: '2"\\' }],
    ['\n    - /ready\n    - /live', ['/ready', '/live'], {}],
  ])('keeps the entries of the list %s', async (list, paths, env) => {
    const { smoke } = await read(`tests:\n  health-paths: ${list}`, {}, env);
    expect(smoke.paths).toEqual(paths);
  });

  test.each(['', '# nothing\n', '\uFEFFblue:\r\n  warm-time: 15m\r\n', '{"blue": {"warm-time": "15m"}}'])(
    'may be %j',
    async (text) => {
      expect((await read(text)).warmSeconds).toBe(900);
    },
  );

  test('is refused with all problems at once, each with its line, next to those of inputs', async () => {
    const text = `bake:
  bake-time: soon
  bake-tme: 5m
  warm-time: 15m
test-rules: x
image: web:2
blue: { warm-scale: [1, 2], teardown: { a: b } }
tests: 5m
smoke-passes: 3
task-definition: ../../etc/passwd
network: { subnets: eu-west-1a, tests: { smoke-passes: 1 } }
`;
    expect(await problemsIn(text, { 'on-cancel': 'stop' })).toEqual([
      'web.yml, line 3: bake-tme: there is no such key: write bake-time',
      'web.yml, line 4: warm-time: belongs under blue',
      'web.yml, line 5: test-rules: there is no such key: write test-rule',
      'web.yml, line 6: image: is only an input: set it in the workflow',
      'web.yml, line 8: tests: is a group of keys: write them below it',
      'web.yml, line 9: smoke-passes: belongs under tests',
      'web.yml, line 11: tests: there is no such key',
      'web.yml, line 10: task-definition: "../../etc/passwd" is outside the workspace: write a path in it',
      'web.yml, line 7: warm-scale: is a list: write one value',
      'web.yml, line 7: teardown: is a mapping: write a value',
      'web.yml, line 2: bake-time: "soon" is not a duration: write hours, minutes and seconds in this order, e.g. ' +
        '1h30m, 15m or 30s',
      'web.yml, line 11: subnets: "eu-west-1a" is not an id: write e.g. subnet-0a1b2c3d4e5f60718',
      'on-cancel: "stop" is not one of rollback, keep',
    ]);
  });

  test.each([
    [
      'blue:\n  warm-time: 1m\n  warm-time: 2m',
      'web.yml, line 3, column 3: warm-time: is written twice: keep one',
    ],
    [
      '{"blue":{"warm-time":"1m",\n"warm-time":"2m"}}',
      'web.yml, line 2, column 1: warm-time: is written twice: keep one',
    ],
    ['a: [\n', 'web.yml, line 2: is not YAML: bad indent'],
    ['a: 1\n---\nb: 2', 'web.yml, line 2: is not YAML: multiple docs'],
    ['- a', 'web.yml, line 1: holds no keys: write e.g. test-rule: arn:…'],
    ['test-rule: *none', 'web.yml, line 1: test-rule: is an alias without an anchor before it'],
    [`network: { subnets: ${'['.repeat(20_000)}`, 'web.yml, line 1: is nested too deep'],
  ])('that is no YAML is refused with the line, case %#', async (text, problem) => {
    expect((await problemsIn(text.slice(0, 40_000)))[0]).toBe(problem);
  });

  test.each([
    [
      'network: { subnets: [subnet-1, ] }\nnetwor: 1',
      ['line 2: networ: there is no such key: write network'],
    ],
    [
      'network:\n  subnets:\n    - subnet-1\n    -',
      ['line 2: subnets: has an entry without a value: write one, or leave the entry out'],
    ],
    [
      'network: { subnets: [{ a: b }] }',
      ['line 1: subnets: has an entry that is a list or a mapping: write one value in each entry'],
    ],
    ['network: { subnets: { a: b } }', ['line 1: subnets: is a mapping: write a list']],
    [
      'tests: { probe-headers: { X-A: [b] } }',
      ['line 1: probe-headers: has an entry that is a list or a mapping: write one value in each entry'],
    ],
    ['bake: { bake-time: { a: { b: c } } }', ['line 1: bake-time: is a mapping: write a value']],
    [
      'bake: &b { bake-time: 1m }\nblue:\n  <<: *b',
      ['line 3: <<: merges a mapping, which a config file does not support: write its keys here'],
    ],
    [
      'region: eu-west-1\nraeson: x',
      ['line 1: region: there is no such key', 'line 2: raeson: there is no such key'],
    ],
    [
      'test-rule: ${A}${B}\nbakes: 1\nblue: { warm-time: soon }\ntask-definition: ${C}/../${AWS_REGION}',
      [
        'line 2: bakes: there is no such key: write bake',
        'line 4: task-definition: "${C}/../${AWS_REGION}" is outside the workspace: write a path in it',
        'line 4: task-definition: the environment variable C is not set: set it with env of the step',
        'line 4: task-definition: ${AWS_REGION} is not allowed: AWS_*, ACTIONS_*, INPUT_* and GITHUB_TOKEN are never read from here',
        'line 1: test-rule: the environment variable A is not set: set it with env of the step',
        'line 1: test-rule: the environment variable B is not set: set it with env of the step',
        'line 3: warm-time: "soon" is not a duration: write hours, minutes and seconds in this order, e.g. 1h30m, 15m or 30s',
      ],
    ],
  ])('with %j is refused for all that is wrong with it', async (text, problems) => {
    const found = await problemsIn(text);
    expect([...found].sort()).toEqual(problems.map((one) => `web.yml, ${one}`).sort());
  });

  test('that is missing or too large is a problem of the input config', async () => {
    const none = await readConfigFile('none.yml', filesOf({}));
    expect(none.problems).toEqual([
      'config: "none.yml" is not a file in the workspace: check the path, and that actions/checkout ran before this step',
    ]);
    const large = await readConfigFile('web.yml', filesOf({ 'web.yml': ' '.repeat(70_000) }));
    expect(large.problems).toEqual([
      'config: "web.yml" is larger than 64 KiB: a config file holds settings only',
    ]);
  });

  test('with problems stops no rollback, which says so', async () => {
    const request = await read('bake: { bake-time: soon }', { command: 'rollback' });
    expect(request.bake.seconds).toBe(300);
    expect(request.notes).toEqual([
      expect.stringMatching(/^the config file is not used: web\.yml, line 1: bake-time: /),
    ]);
    expect(
      await problemsIn('bake: { bake-time: soon }', { command: 'rollback', 'rollback-to': 'web' }),
    ).toEqual([expect.stringMatching(/^rollback-to: /)]);
    const leftOver = await read('bakes: x\nbake: { probe-interval: 1s }', {
      command: 'rollback',
      'bake-time': '2s',
    });
    expect(leftOver.bake).toMatchObject({ seconds: 300, probeIntervalSeconds: 3 });
    expect(leftOver.notes[0]).toMatch(/^default settings are used: web\.yml, line 1: /);
    const tested = await read('tests: { health-paths: /ready }', { command: 'rollback' });
    expect([tested.smoke.paths, tested.notes]).toEqual([['/ready'], []]);
  });

  test('is checked where a key is in the wrong place, too', async () => {
    expect(await problemsIn('warm-time: soon\nnetwork: { teardown: [a] }\n')).toEqual([
      'web.yml, line 1: warm-time: belongs under blue',
      'web.yml, line 2: teardown: belongs under blue',
      'web.yml, line 2: teardown: is a list: write one value',
      expect.stringMatching(/^web\.yml, line 1: warm-time: "soon" is not a duration/),
    ]);
  });

  test.each(['teardown', 'sweep', 'status'])('is not read by %s', (command) => {
    expect(unreadLine({ command, config: 'web.yml' })).toContain('config');
  });

  test('of the examples is right', async () => {
    const text = readFileSync(new URL('../../examples/config/web.yml', import.meta.url), 'utf8');
    const filled = text.replace('TEST_LISTENER_ARN', listener);
    const request = await read(filled, {}, { PROBE_KEY: 'k-123456' });
    expect(request.smoke).toMatchObject({ paths: ['/ready'], headers: { 'x-probe': 'k-123456' } });
    expect(text.split('\n')[0]).toMatch(
      /^# yaml-language-server: \$schema=https:.*\/docs\/config\.schema\.json$/,
    );
  });
});
