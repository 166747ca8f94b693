// Whether the program of a test can be started here.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { InputError } from '../../src/errors.ts';
import { programsIn } from '../../src/inputs/checks/programs.ts';
import { configFor } from '../../src/inputs/config/config.ts';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { requestWithin } from '../../src/inputs/request.ts';
import { context, filesOf } from '../support/inputs.ts';

const root = mkdtempSync(path.join(tmpdir(), 'programs-'));
const [tools, folder] = [path.join(root, 'tools'), path.join(root, 'checkout')];

beforeAll(() => {
  mkdirSync(path.join(folder, 'e2e'), { recursive: true });
  mkdirSync(path.join(tools, 'a-folder'), { recursive: true });
  const programs = ['tools/npm', 'tools/node.exe', 'checkout/smoke.sh', 'checkout/e2e/run'];
  for (const name of [...programs, 'tools/notes', 'checkout/plain.sh'])
    writeFileSync(path.join(root, name), '');
  for (const name of programs) chmodSync(path.join(root, name), 0o755);
  for (const name of ['tools/notes', 'checkout/plain.sh']) chmodSync(path.join(root, name), 0o644);
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const searched = `/no/such/folder:${tools}`;

describe('a program', () => {
  test.each([
    ['npm', null],
    ['./smoke.sh', null],
    ['e2e/run', null],
    [process.execPath, null],
    ['playwright', /^no folder of PATH has a program of this name: install it in a step before this one$/],
    ['a-folder', /^no folder of PATH/],
    ['notes', /^no folder of PATH/],
    ['smoke.sh', /: write \.\/smoke\.sh if the file in the checkout is meant$/],
    ['e2e/other', /^there is no such file in the checkout: .*actions\/checkout/],
    ['/no/such/program', /^there is no such file on this runner$/],
    ['./e2e', /^its program is a folder$/],
    ['./plain.sh/x', /^there is no such file in the checkout/],
  ])('%s is found, or the reason names what to do', (name, words) => {
    const why = programsIn({ searched, folder, isWindows: false })(name);
    if (words === null) expect(why).toBeNull();
    else expect(why).toMatch(words);
  });

  /** Root may execute nothing that nobody may. */
  test('that is not executable is no program, and the reason says so', () => {
    expect(programsIn({ searched, folder, isWindows: false })('./plain.sh')).toMatch(
      /^its file is not executable: add it to git with --chmod=\+x, or write what runs it, e\.g\. bash \.\/plain\.sh$/,
    );
  });

  test('can be anywhere if there is no PATH', () => {
    expect(programsIn({ searched: undefined, folder, isWindows: false })('npm')).toBeNull();
  });

  test('may be named without its extension on Windows, where a .cmd file needs a shell', () => {
    const onWindows = programsIn({ searched: tools, folder, isWindows: true });
    expect(onWindows('node')).toBeNull();
    expect(onWindows('yarn')).toMatch(/^no folder of PATH .*add shell: pwsh if it is a \.cmd file$/);
  });
});

const yaml = `tests:
  checks:
    - path: /ready
    - name: e2e
      run: playwright test
    - run: npm test && npm run smoke
      shell: pwsh
`;

async function requestOf(command: string): Promise<Request> {
  const files = {
    ...filesOf({ 'web.yml': yaml }),
    whyNotStarted: programsIn({ searched, folder, isWindows: false }),
  };
  const raw = { command, cluster: 'production', service: 'web', image: 'web:v2' };
  const config = configFor(await readConfigFile('web.yml', files), raw, {});
  return await requestWithin(raw, context, files, config);
}

test.each(['deploy', 'stage', 'promote'])(
  'a %s whose tests can not be started is refused, with the line of each, and of the shell that was asked for',
  async (command) => {
    const problems = await requestOf(command).then(
      () => [],
      (error: unknown) => (error as InputError).problems,
    );
    expect(problems).toEqual([
      expect.stringMatching(
        /^web\.yml, line 5, .*run begins with "playwright": no folder of PATH has a program/,
      ),
      expect.stringMatching(/^web\.yml, line 7, .*shell is pwsh: no folder of PATH has a program/),
    ]);
  },
);

const namesOf = ({ checks }: Request): readonly string[] => checks.map(({ name }) => name);
const aboutTests = ({ notes }: Request): readonly string[] =>
  notes.filter((note) => note.startsWith('tests.checks'));

test('a plan says so and goes on, since it starts none', async () => {
  const request = await requestOf('plan');
  expect(namesOf(request)).toHaveLength(3);
  expect(aboutTests(request)).toEqual([
    expect.stringMatching(
      /^tests\.checks: the check e2e can not be started here: a deploy is refused, since no folder/,
    ),
    expect.stringMatching(/the check npm test && npm run smoke can not be started here/),
  ]);
});

test('a rollback goes on without them, and with every other setting', async () => {
  const request = await requestOf('rollback');
  expect(namesOf(request)).toEqual(['/ready']);
  expect(aboutTests(request)).toEqual([
    expect.stringMatching(/^tests\.checks: the check e2e is left out, since no folder of PATH/),
    expect.stringMatching(/the check npm test && npm run smoke is left out/),
  ]);
  expect(request.notes.join()).not.toContain('default settings');
});

test.each(['status', 'teardown', 'sweep'])('a %s looks for no program', async (command) => {
  const files = { ...filesOf({}), whyNotStarted: () => 'asked' };
  const raw = { command, cluster: 'production', service: 'web', checks: '[{"run":"npm test"}]' };
  expect(JSON.stringify(await requestWithin(raw, context, files, null))).not.toContain('asked');
});
