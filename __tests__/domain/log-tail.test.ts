import { describe, expect, test } from '@jest/globals';
import { logPlaceOf, type LogPlace } from '../../src/domain/common/logs/place.ts';
import { mostEvents, tailOf, type FoundEvents } from '../../src/domain/common/logs/tail.ts';
import type { JsonObject } from '../../src/domain/common/values/json.ts';

const task = 'arn:aws:ecs:eu-central-1:111122223333:task/main/0123456789abcdef0123456789abcdef';
const id = '0123456789abcdef0123456789abcdef';

const logging = (logConfiguration: JsonObject | null): JsonObject => ({
  containerDefinitions: [
    { name: 'web', image: 'web:v2', ...(logConfiguration === null ? {} : { logConfiguration }) },
    { name: 'log_router', image: 'fluent-bit', firelensConfiguration: { type: 'fluentbit' } },
  ],
});
const place = (logDriver: string, options: JsonObject = {}, container = 'web'): LogPlace =>
  logPlaceOf(task, logging({ logDriver, options }), container);

describe('the log of a container', () => {
  test('is the stream that the awslogs driver names', () => {
    const options = {
      'awslogs-group': '/ecs/web',
      'awslogs-region': 'us-east-1',
      'awslogs-stream-prefix': 'shop',
    };
    expect(place('awslogs', options)).toEqual({
      kind: 'stream',
      region: 'us-east-1',
      group: '/ecs/web',
      stream: `shop/web/${id}`,
    });
  });

  test('is in the region of the task if the options name none', () => {
    const found = place('awslogs', { 'awslogs-group': '/ecs/web', 'awslogs-stream-prefix': 'shop' });
    expect(found).toMatchObject({ region: 'eu-central-1' });
  });

  test.each([
    ['awslogs', { 'awslogs-stream-prefix': 'shop' }, /without awslogs-group/],
    ['awslogs', { 'awslogs-group': '/ecs/web' }, /Without awslogs-stream-prefix, .* group \/ecs\/web/],
    [
      'awslogs',
      { 'awslogs-group': 'g', 'awslogs-region': 'evil.example/', 'awslogs-stream-prefix': 'x' },
      /awslogs-region that is none/,
    ],
    [
      'awsfirelens',
      {},
      /^FireLens \(container log_router\) .* Look where it writes\. This action reads only/,
    ],
    [
      'awsfirelens',
      { Name: 'cloudwatch_logs', log_group_name: '/app/web', Header: 'Authorization secret' },
      /to its output cloudwatch_logs\. Look in log group \/app\/web\./,
    ],
    ['splunk', { 'splunk-token': 'secret' }, /^The log driver splunk sends .* to another system/],
    ['json-file', {}, /on its container instance/],
    ['::error::x', {}, /^The log driver unknown/],
  ])('with the driver %s and %j is elsewhere', (driver, options, words) => {
    const found = place(driver, options);
    expect(found).toEqual({ kind: 'elsewhere', words: expect.stringMatching(words) });
    expect(JSON.stringify(found)).not.toMatch(/secret|evil/);
  });

  test('is lost without a configuration, and unknown for a container that is not there', () => {
    expect(logPlaceOf(task, logging(null), 'web')).toMatchObject({ words: expect.stringMatching(/lost/) });
    expect(place('awslogs', {}, 'other')).toMatchObject({
      words: expect.stringMatching(/no container other/),
    });
  });
});

const stream: LogPlace = {
  kind: 'stream',
  region: 'eu-central-1',
  group: '/ecs/web',
  stream: `shop/web/${id}`,
};
const found = (...messages: readonly string[]): FoundEvents => ({ kind: 'events', messages });
const linesIn = (secrets: readonly string[], ...messages: readonly string[]): readonly string[] =>
  tailOf(stream, found(...messages), secrets).lines;

describe('the last lines', () => {
  test('are those of the stream, oldest first, and their place is named', () => {
    expect(tailOf(stream, found('one', 'two'), [])).toEqual({
      lines: ['one', 'two'],
      words: `All 2 lines of log stream shop/web/${id} in log group /ecs/web (eu-central-1).`,
    });
  });

  test('are the last 20, each of at most 300 characters', () => {
    const messages = Array.from({ length: mostEvents }, (_, n) => `line ${String(n)} ${'x'.repeat(400)}`);
    const { lines, words } = tailOf(stream, found(...messages), []);
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toMatch(/^line 39 x+ … \(cut\)$/);
    expect(lines.at(-1)!.length).toBeLessThan(320);
    expect(words).toMatch(/^The last 20 lines of/);
  });

  test('hold a stack trace as its lines, without colors, characters that are not seen, and empty lines', () => {
    expect(linesIn([], '\u001b[31mError: x\u001b[0m\r\n\tat y\u0007\n\n\u202e at z')).toEqual([
      'Error: x',
      ' at y',
      ' at z',
    ]);
  });

  test.each([
    ['a known secret', 'key s3cr3t-value!', 'key ***'],
    ['a secret that colors interrupt', 'key s3cr3t\u001b[0m-value!', 'key ***'],
    ['a key of AWS', 'using AKIAIOSFODNN7EXAMPLE', 'using ***'],
    ['a password', 'connecting with password=abc123 now', 'connecting with password=*** now'],
    ['a password in JSON', '{"db_password": "abc123"}', '{"db_password": "***"}'],
    ['the user of an address', 'postgres://app:abc123@db/shop', 'postgres://***@db/shop'],
    ['a bearer token', 'authorization: Bearer abc.def123', 'authorization: Bearer ***'],
    ['a token of GitHub', 'x ghp_abcdefghijklmnopqrstuv', 'x ***'],
    ['a web token', 'x eyJhbGciOiJIUzI1.eyJzdWIiOiIx.abc', 'x ***'],
    ['nothing', 'the token bucket is empty', 'the token bucket is empty'],
  ])('show %s as ***', (_name, message, shown) => {
    expect(linesIn(['s3cr3t-value!'], message)).toEqual([shown]);
  });

  test('show no part of a secret that spans two events, or of a key over several lines', () => {
    expect(linesIn(['first second'], 'x first', 'second y')).toEqual(['x *** y']);
    const pem = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIE', 'abcd', '-----END RSA PRIVATE KEY-----'];
    expect(linesIn([], ...pem, 'done')).toEqual(['***', 'done']);
  });

  test('show no part of a secret where a long event is cut', () => {
    const secret = 'super-secret-value';
    const shown = linesIn([secret], `${'x\n'.repeat(3_996)}${secret}`).join();
    expect(shown).not.toMatch(/super/);
  });

  const trouble = { action: 'logs:GetLogEvents', resource: '/ecs/web', message: 'no.' };
  test.each([
    [{ kind: 'missing', what: 'group' }, /^Log group \/ecs\/web does not exist in eu-central-1\. Create it/],
    [{ kind: 'missing', what: 'stream' }, /^Log stream shop\/web\/.* does not exist/],
    [{ kind: 'late' }, /did not answer in time\. Read it with: aws logs tail \/ecs\/web/],
    [
      { kind: 'failed', trouble: { ...trouble, kind: 'denied', code: 'AccessDeniedException' } },
      /^The last log lines are not shown, because the role of this job lacks logs:GetLogEvents on log group \/ecs\/web\./,
    ],
    [
      { kind: 'failed', trouble: { ...trouble, kind: 'busy', code: 'ThrottlingException' } },
      /could not be read: logs:GetLogEvents on \/ecs\/web failed: ThrottlingException: no\. Read it with/,
    ],
    [{ kind: 'events', messages: [] }, /holds no line/],
  ] as const)('are not there if CloudWatch Logs says %j, and the words say why', (answer, words) => {
    const tail = tailOf(stream, answer, []);
    expect(tail.lines).toEqual([]);
    expect(tail.words).toMatch(words);
  });
});
