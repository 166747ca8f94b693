import { describe, expect, test } from '@jest/globals';
import { configFor } from '../../src/inputs/config/config.ts';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { secretsIn } from '../../src/inputs/headers.ts';
import { configProblems as problemsIn, readConfig as read } from '../support/config-files.ts';
import { filesOf } from '../support/inputs.ts';

// Covers: config-variables
describe('a variable in a config file', () => {
  const text = 'tests:\n  test-url: https://${HOST}/x\n  probe-headers:\n    Authorization: Bearer ${KEY}\n';
  const env = { HOST: 'green.example.com', KEY: 'abcdefgh' };

  test('has the value of the environment, which is a secret', async () => {
    const { smoke } = await read(text, {}, env);
    expect(smoke).toMatchObject({
      url: 'https://green.example.com/x',
      headers: { authorization: 'Bearer abcdefgh' },
    });
    const config = configFor(await readConfigFile('web.yml', filesOf({ 'web.yml': text })), {}, env);
    expect(secretsIn({}, config)).toEqual(expect.arrayContaining(['abcdefgh', 'green.example.com']));
  });

  test('is filled in once, and what it holds is no variable', async () => {
    const { smoke } = await read(text, {}, { HOST: 'a.example.com', KEY: 'a-${HOST}-b' });
    expect(smoke.headers).toEqual({ authorization: 'Bearer a-${HOST}-b' });
    const both = await read(
      'tests:\n  test-url: https://${A}/${B}',
      {},
      { A: 'a-${B}.example.com', B: 'x' },
    ).catch((error: unknown) => String(error));
    expect(JSON.stringify(both)).not.toContain('a-x.example.com');
  });

  test.each(['/etc/web.json', '../web.json', '~/web.json'])(
    'names no file outside the workspace: %s',
    async (file) => {
      expect(await problemsIn('task-definition: ${FILE}', {}, { FILE: file })).toEqual([
        'web.yml, line 1: task-definition: "${FILE}" is outside the workspace: write a path in it',
      ]);
    },
  );

  test('is named by a plan, which does not read it', async () => {
    const config = configFor(
      await readConfigFile('web.yml', filesOf({ 'web.yml': text })),
      { command: 'plan' },
      new Proxy(env, {
        get: () => {
          throw new Error('a plan read the environment');
        },
      }),
    );
    expect(config).toMatchObject({ texts: {}, secrets: [], problems: [] });
    const absent = 'which a plan does not read: it is planned as if this key were absent';
    expect((await read(text, { command: 'plan' }, env)).notes).toEqual([
      `web.yml, line 2: test-url takes \${HOST}, ${absent}`,
      `web.yml, line 3: probe-headers takes \${KEY}, ${absent}`,
    ]);
  });

  test('leaves a plan every check that can be read without it', async () => {
    const checks = `tests:
  checks:
    - path: /?key=\${KEY}
    - url: https://\${HOST}/
    - task: [node, smoke.js, "\${KEY}"]
    - run: \${TOOL} --fast
    - path: ready`;
    const plan = { command: 'plan' };
    expect(await problemsIn(checks, plan, {})).toEqual([
      expect.stringMatching(/line 7.*path is "ready": start it with/),
    ]);
    const planned = await read(checks.replace('path: ready', 'path: /ready'), plan, {});
    expect(planned.checks.map(({ name }) => name)).toEqual([
      '/?key=${KEY}',
      'node smoke.js ${KEY}',
      '${TOOL} --fast',
      '/ready',
    ]);
    expect(planned.notes).toEqual([
      'web.yml, line 2: checks takes ${KEY} and ${HOST} and ${TOOL}, which a plan does not read: checks that can be read without a value are planned, and the others are left out',
    ]);
  });

  test.each([
    'AWS_SECRET_ACCESS_KEY',
    'aws_session_token',
    'GITHUB_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'INPUT_X',
  ])('is never %s, also in a plan', async (name) => {
    const problem = `web.yml, line 1: container-name: \${${name}} is not allowed: AWS_*, ACTIONS_*, INPUT_* and GITHUB_TOKEN are never read from here`;
    for (const command of ['deploy', 'plan'])
      expect(await problemsIn(`container-name: \${${name}}`, { command }, { [name]: 'x' })).toEqual([
        problem,
      ]);
  });

  test.each([
    ['${NONE}', 'the environment variable NONE is not set: set it with env of the step'],
    ['${LINES}', 'the environment variable LINES has several lines: set one'],
    ['${{ inputs.x }}', "holds a ${ that isn't a variable: write ${NAME}, with letters, digits and _"],
    ['x${', "holds a ${ that isn't a variable: write ${NAME}, with letters, digits and _"],
    ['${OTHER}', '"${OTHER}" is not the name of a container: write one name from the task definition'],
  ])('that is wrong is refused without its value: %s', async (value, wrong) => {
    const problems = await problemsIn(`container-name: "${value}"`, {}, { LINES: 'a\nb', OTHER: 'no name!' });
    expect(problems).toEqual([`web.yml, line 1: container-name: ${wrong}`]);
  });
});
