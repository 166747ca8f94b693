// The setting `checks` of the config file.
import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/domain/common/checks/check.ts';
import { InputError } from '../../src/errors.ts';
import { configFor } from '../../src/inputs/config/config.ts';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { secretsIn } from '../../src/inputs/headers.ts';
import { requestFrom, requestWithin } from '../../src/inputs/request.ts';
import { context, filesOf } from '../support/inputs.ts';

const given = { cluster: 'production', service: 'web' };
const env = { KEY: 'k-secret-1', QUOTED: 'a"b' };

async function read(lines: string, command = 'deploy') {
  const files = filesOf({ 'web.yml': `tests:\n  checks:\n${lines}` });
  const raw = { ...given, command };
  const config = configFor(await readConfigFile('web.yml', files), raw, env);
  const request = await requestWithin(raw, context, files, config);
  return { checks: request.checks, notes: request.notes, secrets: secretsIn(raw, config) };
}

async function problemsIn(lines: string): Promise<readonly string[]> {
  const error: unknown = await read(lines).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof InputError ? error.problems : [];
}

const only = async (lines: string): Promise<Check> => (await read(lines)).checks[0]!;

describe('an entry', () => {
  test('with a path alone is a GET that has to get a 2xx', async () => {
    expect(await only('    - path: /ready')).toEqual({
      kind: 'http',
      name: '/ready',
      isInBake: false,
      timeoutSeconds: 30,
      secrets: [],
      place: { path: '/ready' },
      method: 'GET',
      headers: {},
      body: null,
      expected: { codes: '200-299', text: null, pattern: null, json: {}, headers: {}, withinMs: 5000 },
    });
  });

  test('may say all of it, values as they are written', async () => {
    const check = await only(`
    - path: /orders
      body: '{"sku":"tea"}'
      headers:
        Authorization: Bearer \${KEY}
      status: [201, 202-203]
      text: created
      matches: ^\\{
      json: { ok: true, build.number: 1.10, "items[0].id": x }
      header: { X-Commit: "\${commit}" }
      within: 800ms
      bake: true
      timeout: 1m`);
    expect(check).toMatchObject({
      name: 'POST /orders',
      isInBake: true,
      timeoutSeconds: 60,
      secrets: ['k-secret-1'],
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer k-secret-1' },
      expected: {
        codes: '201,202-203',
        text: 'created',
        pattern: '^\\{',
        json: { ok: 'true', 'build.number': '1.10', 'items[0].id': 'x' },
        headers: { 'x-commit': '${commit}' },
        withinMs: 800,
      },
    });
  });

  test('takes a variable with any characters, which is masked', async () => {
    const { checks, secrets } = await read('    - path: /a\n      text: x${QUOTED}');
    expect(checks).toMatchObject([{ expected: { text: 'xa"b' } }]);
    expect(secrets).toContain('a"b');
  });

  test('with variables is left out of a plan', async () => {
    const { checks, notes } = await read('    - url: https://${KEY}/', 'plan');
    expect([checks, notes]).toEqual([
      [],
      [expect.stringContaining('takes ${KEY}, which a plan does not read')],
    ]);
    expect((await read('    - path: /${commit}', 'plan')).checks).toHaveLength(1);
  });

  test.each([
    ['    - { path: /a, pth: x }', 'line 3, column 19: checks: pth: there is no such key: write path'],
    ['    - { name: a }', 'line 3, column 7: checks: has no path or url'],
    [
      '    - { path: /a, url: "http://x/" }',
      'line 3, column 19: checks: url has path and url, but may have only one',
    ],
    ['    - /a', 'line 3, column 7: checks: is no mapping: write e.g. - path: /ready'],
    ['    - path: a', 'column 7: checks: path is "a": start it with /'],
    ['    - url: ftp://x/', 'url is "ftp://x/": write an absolute http(s) URL'],
    ['    - url: http://169.254.169.254/latest/', 'url leads to a metadata service'],
    ['    - url: "http://[2002:a9fe:a9fe::]/"', 'url leads to a metadata service'],
    ['    - url: http://me:word@x/', 'url contains a user name or password'],
    ['    - { path: /a, method: BREW }', 'method is "BREW": write one of GET'],
    ['    - { path: /a, method: GET, body: x }', 'body is not sent with GET'],
    ['    - { path: /a, method: HEAD, text: x }', 'text needs a body'],
    ['    - { path: /a, headers: x }', 'headers is no mapping'],
    ['    - { path: /a, headers: { "a b": c } }', 'headers a b is no name of a header'],
    ['    - { path: /a, headers: { Connection: c } }', 'headers Connection is set for each request'],
    ['    - { path: /a, headers: { X: c, x: d } }', 'headers x is there twice'],
    ['    - { path: /a, status: 2xx }', 'status is "2xx": write e.g. 201, or 200-299'],
    ['    - { path: /a, matches: "(" }', 'matches is "(": it is no regular expression'],
    ['    - { path: /a, json: { a..b: 1 } }', 'json a..b is no path'],
    ['    - { path: /a, json: { a: [1] } }', 'json a is no single value'],
    ['    - { path: /a, within: 31s }', 'within is "31s": write at most 30s'],
    ['    - { path: /a, within: 20s, timeout: 10s }', 'within is longer than timeout'],
    ['    - { path: /a, timeout: 2h }', 'timeout is "2h": write at most 1h'],
    ['    - { path: /a, timeout: 500ms }', 'timeout is "500ms": '],
    ['    - { path: /a, bake: maybe }', 'bake is "maybe": write true or false'],
    ['    - { path: /a, text: }', 'text has no value'],
    ['    - { path: /a }\n    - { path: /a }', 'checks: two entries are called "/a"'],
    ['    - { path: /v, name: version }', 'name is version, which proves the switch: expect ${commit}'],
    ['    - { url: "http://x/", name: version, text: "${commit}" }', 'url is the address of one version'],
    ['    - { path: /v, name: version, text: "${commit}", method: POST }', 'method writes'],
    ['    - { path: "a${KEY}" }', 'path is its value: start it with /'],
    ['    x: y', 'checks: is no list'],
    ['    - { path: /a, bake: true }\nbake: { bake-time: 0 }', 'bake is true, and bake-time is 0'],
  ])('%s is refused at its place', async (lines, problem) => {
    expect(await problemsIn(lines)).toEqual([expect.stringContaining(problem)]);
  });

  test('shows all its problems at once', async () => {
    expect(await problemsIn('    - { path: a, bake: b }\n    - { url: c }')).toHaveLength(3);
  });
});

test('aliases that stand for very many values are refused', async () => {
  const list = (name: string, of: string): string =>
    `      - &${name} {a: [${Array(40).fill(of).join(', ')}]}`;
  const [problem] = await problemsIn(
    ['    -', list('a', 'x'), list('b', '*a'), list('c', '*b')]
      .join('\n')
      .replace('    -\n', '')
      .replaceAll('      -', '    -'),
  );
  expect(problem).toContain('holds more than 2000 values');
});

test('without a list there are no checks', async () => {
  const { checks } = await requestFrom({ ...given, checks: '[]' }, context, filesOf({}));
  expect(checks).toEqual([]);
});
