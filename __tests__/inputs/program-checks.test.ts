// Checks that run a program, as a config file lists them.
import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/domain/common/checks/check.ts';
import { InputError } from '../../src/errors.ts';
import { configFor } from '../../src/inputs/config/config.ts';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { requestWithin } from '../../src/inputs/request.ts';
import { context, filesOf } from '../support/inputs.ts';

async function read(entries: string, env: Readonly<Record<string, string>> = {}): Promise<readonly Check[]> {
  const indented = entries.split('\n').map((line) => `    ${line}`);
  const files = filesOf({ 'web.yml': `tests:\n  checks:\n${indented.join('\n')}\n` });
  const raw = { cluster: 'production', service: 'web', image: 'web:v2' };
  const config = configFor(await readConfigFile('web.yml', files), raw, env);
  return (await requestWithin(raw, context, files, config)).checks;
}

const problemsIn = async (
  entries: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> =>
  read(entries, env).then(
    () => [],
    (error: unknown) => {
      if (error instanceof InputError) return error.problems;
      throw error;
    },
  );

describe('a command', () => {
  test('is split into words, and has ten minutes', async () => {
    expect(await read('- run: npm run e2e -- --grep "the cart"')).toEqual([
      {
        kind: 'command',
        name: 'npm run e2e -- --grep "the cart"',
        line: 'npm run e2e -- --grep "the cart"',
        words: ['npm', 'run', 'e2e', '--', '--grep', 'the cart'],
        passedOn: [],
        isInBake: false,
        timeoutSeconds: 600,
        secrets: [],
      },
    ]);
  });

  test('gets the shell, the variables, the name and the time that are asked for', async () => {
    const entry = `- name: e2e
  run: npm ci && npm test
  shell: bash
  env: [AWS_REGION, SHOP]
  bake: true
  timeout: 2m`;
    expect(await read(entry)).toMatchObject([
      {
        name: 'e2e',
        words: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', 'npm ci && npm test'],
        passedOn: ['AWS_REGION', 'SHOP'],
        isInBake: true,
        timeoutSeconds: 120,
      },
    ]);
  });
});

describe('a variable', () => {
  const value = `x"; touch /tmp/x; echo 'y`;

  test('is one word, or a part of one, whatever its value holds', async () => {
    expect(await read('- run: echo --title=${TITLE} ${TITLE}', { TITLE: value })).toMatchObject([
      { words: ['echo', `--title=${value}`, value], passedOn: [] },
    ]);
    expect(await read('- task: [echo, "${TITLE}"]', { TITLE: value })).toMatchObject([
      { command: ['echo', value] },
    ]);
  });

  test.each(['bash', 'sh', 'pwsh'])(
    'is passed to %s, and its value is no part of the script',
    async (shell) => {
      const [check] = await read(`- { run: 'echo "\${TITLE}"', shell: ${shell}, env: [A] }`, {
        TITLE: value,
      });
      expect(check).toMatchObject({ passedOn: ['A', 'TITLE'], secrets: [value] });
      expect(JSON.stringify({ ...check, secrets: [] })).not.toContain('touch');
    },
  );

  const long = `${'a'.repeat(40)}\${PASSWORD}`;
  test.each([
    `run: sh -c "exit 4" ${long}`,
    `{ run: "exit 4 ${long}", shell: bash }`,
    `task: [exit, "4", "${long}"]`,
  ])('has no part of its value in a name that is cut: %s', async (entry) => {
    const [check] = await read(`- ${entry}`, { PASSWORD: 'correct-hunter2' });
    expect(check?.name).toContain('aaa$');
    expect(check?.name).not.toContain('corr');
  });
});

describe('a variable in code', () => {
  const problemsOf = (entry: string): Promise<readonly string[]> =>
    problemsIn(entry, { TITLE: 'x', SHELL_: 'bash' });

  test.each([
    'run: sh -c "echo ${TITLE}"',
    "run: env A=1 bash -ec 'echo ${TITLE}'",
    'run: ${SHELL_} -c "echo ${TITLE}"',
    'run: node -e "${TITLE}"',
  ])('%s is refused, and the environment is named', async (entry) => {
    expect(await problemsOf(`- ${entry}`)).toEqual([
      expect.stringMatching(
        /run has \$\{TITLE\} in a word that is read as code: read the variable TITLE there, in a shell as "\$TITLE"$/,
      ),
    ]);
  });

  test('of a task is refused, and an argument is named', async () => {
    expect(await problemsOf('- task: [sh, -c, "echo ${TITLE}"]')).toEqual([
      expect.stringMatching(
        /task has \$\{TITLE\} in a word that is read as code: give it as a word after that one/,
      ),
    ]);
  });

  test.each([
    `run: sh -c 'echo "$1"' sh \${TITLE}`,
    `run: sh -c 'echo "$TITLE"'`,
    'run: sh test.sh -c ${TITLE}',
    'run: sh -c "echo ${commit}"',
    `task: [sh, -c, 'echo "$1"', sh, "\${TITLE}"]`,
    '{ run: "echo ${TITLE}", shell: bash }',
  ])('%s is none', async (entry) => {
    expect(await problemsOf(`- ${entry}`)).toEqual([]);
  });
});

describe('a task', () => {
  test('runs in what green runs, and has a quarter of an hour', async () => {
    expect(await read('- task: [node, smoke.js]')).toEqual([
      {
        kind: 'task',
        name: 'node smoke.js',
        command: ['node', 'smoke.js'],
        container: null,
        revision: null,
        isInBake: false,
        timeoutSeconds: 900,
        secrets: [],
      },
    ]);
  });

  test('runs in the container and the revision that are named', async () => {
    expect(await read('- { task: [run], container: smoke, revision: "smoke:12" }')).toMatchObject([
      { container: 'smoke', revision: 'smoke:12' },
    ]);
  });
});

test.each<[string, RegExp]>([
  ['- run: npm ci && npm test', /run is "npm ci && npm test": && needs a shell: add shell: bash/],
  ['- run: echo "a', /run is .*a quote is not closed/],
  ['- { run: make, shell: zsh }', /shell is "zsh": write one of bash, sh, pwsh/],
  ['- { run: make, env: [A-B] }', /env is "A-B": write the name of a variable/],
  ['- { run: make, env: [ECS_BLUE_GREEN_URL] }', /env is ECS_BLUE_GREEN_URL: this action sets it/],
  ['- { run: make, status: 200 }', /status has no meaning next to run: leave it out/],
  ['- { path: /ready, shell: bash }', /shell has no meaning next to path: leave it out/],
  ['- { task: [node], env: [A] }', /env has no meaning next to task: leave it out/],
  ['- { task: [node], run: make }', /may have only one of path, url, run, task/],
  ['- task: node smoke.js', /task is "node smoke.js": write each word as an entry/],
  ['- { task: [node], revision: smoke }', /revision is "smoke": write e.g. smoke:12/],
  ['- { task: [node], container: "a b" }', /container is "a b": write the name of a container/],
  ['- { name: version, run: make }', /name is version, which proves the switch/],
])('%s is refused', async (entry, says) => {
  expect(await problemsIn(entry)).toEqual([expect.stringMatching(says)]);
});
