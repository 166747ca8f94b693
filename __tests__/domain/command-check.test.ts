// Tests of green that are commands next to the action.
import { describe, expect, test } from '@jest/globals';
import { describeExit } from '../../src/domain/common/checks/command-result.ts';
import { commandEnvironment, secretValues } from '../../src/domain/common/checks/command-environment.ts';
import type { CommandCheck } from '../../src/domain/common/checks/check.ts';
import { foreignLines } from '../../src/domain/common/foreign/lines.ts';
import type { CheckResult } from '../../src/domain/common/probes/check-job.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { awaitedChecks } from '../../src/domain/task-sets/checks/awaited.ts';
import { cleanRun, said } from '../support/commands.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

const check: CommandCheck = {
  kind: 'command',
  name: 'e2e',
  line: 'npm run e2e',
  words: ['npm', 'run', 'e2e'],
  passedOn: [],
  isInBake: false,
  timeoutSeconds: 60,
  secrets: [],
};
const planned = (changes: Partial<CommandCheck> = {}): Request => ({
  ...aPlan(),
  checks: [{ ...check, ...changes }],
});
const failed: CheckResult = {
  kind: 'failed',
  what: 'npm run e2e ended with exit code 1: the cart is empty',
  hasConnected: true,
  isAnyPassed: false,
  lines: foreignLines(['opening the shop', 'the cart is empty'], []),
};

describe('a command that tests green', () => {
  test('lets green serve once it has passed', () => {
    const aws = anAws();
    const run = cleanRun(aws, planned());
    expect(run.ending?.result).toBe('released');
    expect(run.steps.filter(({ act }) => act.kind === 'check')).toHaveLength(1);
  });

  test('that fails is not repeated: green is removed, and the end has its last lines', () => {
    const aws = anAws();
    aws.command = failed;
    const run = cleanRun(aws, planned());
    expect([run.ending?.result, run.reason, standing(aws)]).toEqual([
      'rolled-back',
      'check-failed',
      expect.stringMatching(/live: 1$/),
    ]);
    expect(run.steps.filter(({ act }) => act.kind === 'check')).toHaveLength(1);
    expect(said(run)).toContain(
      'green failed the check e2e (npm run e2e ended with exit code 1: the cart is empty)',
    );
    expect(run.ending?.details).toEqual(
      expect.arrayContaining(['| opening the shop', '| the cart is empty']),
    );
  });

  test('is asked again and again while it runs, and fails after its time', () => {
    const aws = anAws();
    aws.command = { kind: 'running', hasConnected: true };
    const run = cleanRun(aws, planned());
    expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'check-failed']);
    expect(run.steps.filter(({ act }) => act.kind === 'check').length).toBeGreaterThan(20);
    expect(said(run)).toContain('green did not pass the check e2e within 1m00s');
  });

  test('is ended before anything else is done once nobody waits for it', () => {
    const aws = anAws();
    aws.command = { kind: 'running', hasConnected: true };
    const awaited: string[] = [];
    runRelease(aws, planned({ timeoutSeconds: 5 }), {
      onStep: (step, _world, memory) => {
        awaited.push(
          `${awaitedChecks(memory, step).includes('gate') ? 'awaited' : 'ended'} ${memory.failure === null ? 'before' : 'after'}`,
        );
      },
    });
    expect(new Set(awaited)).toEqual(new Set(['ended before', 'awaited before', 'ended after']));
    expect(awaited.at(-1)).toBe('ended after');
  });
});

test('a command gets the variables of the step without those of the action, and the facts of the release', () => {
  const step = {
    PATH: '/bin',
    AWS_SECRET_ACCESS_KEY: 'a',
    GITHUB_TOKEN: 'b',
    GITHUB_STATE: 'c',
    ACTIONS_RUNTIME_TOKEN: 'd',
    'INPUT_GITHUB-TOKEN': 'e',
    STATE_handover: 'f',
    AWS_REGION: 'eu-west-1',
    ECS_BLUE_GREEN_URL: 'http://mine',
    NONE: undefined,
  };
  expect(commandEnvironment(step, ['AWS_REGION'], { ECS_BLUE_GREEN_URL: 'http://green' })).toEqual({
    PATH: '/bin',
    AWS_REGION: 'eu-west-1',
    ECS_BLUE_GREEN_URL: 'http://green',
  });
});

test('values that are passed on, and those of keys and passwords, are hidden', () => {
  const step = { API_KEY: 'one', DB_PASSWORD: 'two', MINE: 'three', KEYBOARD: 'four', PATH: '/bin' };
  expect(secretValues(step, ['MINE'])).toEqual(['one', 'two', 'three']);
});

test.each([
  ...['DB_PASS', 'PGPASS', 'NPM_AUTH', 'GPG_PASSPHRASE', 'COOKIE', 'SESSION_COOKIE'].map(
    (name): [string, string, readonly string[]] => [name, 'hunter2', ['hunter2']],
  ),
  ['DATABASE_URL', 'postgres://shop:hunter%212@db/shop', ['hunter%212', 'hunter!2']],
  ['SSH_AUTH_SOCK', '/run/agent', []],
  ['BYPASS', 'hunter2', []],
  ['AUTHOR', 'hunter2', []],
  ['SHOP_URL', 'https://shop.example.com/a:b@c', []],
])('of the variable %s with value %s, these are hidden: %j', (name, value, hidden) => {
  expect(secretValues({ [name]: value }, [])).toEqual(hidden);
});

test.each([
  [1, ['no'], 'npm run e2e ended with exit code 1: no'],
  [137, [], 'npm run e2e ended with exit code 137'],
  [null, ['spawn ENOENT'], 'npm run e2e could not be started: spawn ENOENT'],
] as const)('an end with %s is described', (code, lines, words) => {
  expect(describeExit('npm run e2e', code, lines)).toBe(words);
});
