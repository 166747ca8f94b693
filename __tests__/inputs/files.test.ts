import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { filesIn } from '../../src/inputs/revision/files.ts';
import { jsonErrorPosition } from '../../src/inputs/revision/json-position.ts';
import { filesOf, plan, problemsOf } from '../support/inputs.ts';

describe('files of the workspace', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'workspace-'));
    mkdirSync(path.join(root, 'web'));
    writeFileSync(path.join(root, 'td.json'), '{}');
    writeFileSync(path.join(root, 'latin1.json'), Buffer.from([0x22, 0xe9, 0x22]));
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  test('are read relative to it', () => {
    expect(filesIn(root).read('td.json')).toEqual({ kind: 'text', text: '{}' });
    expect(filesIn('/elsewhere').read(path.join(root, 'td.json'))).toEqual({ kind: 'text', text: '{}' });
  });

  test('may be missing, folders or not text', () => {
    expect(filesIn(root).read('none.json')).toEqual({ kind: 'missing' });
    expect(filesIn(root).read('td.json/x')).toEqual({ kind: 'missing' });
    expect(filesIn(root).read('web')).toEqual({ kind: 'unreadable', because: 'it is a directory' });
    expect(filesIn(root).read('latin1.json')).toEqual({
      kind: 'unreadable',
      because: 'it is not UTF-8 text',
    });
  });

  test('are regular files of at most 1 MiB', () => {
    const pipe = path.join(root, 'pipe.json');
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [pipe]);
      const special = ['pipe.json', '/dev/zero', '/dev/null'].map((name) => filesIn(root).read(name));
      expect(special).toEqual(Array(3).fill({ kind: 'unreadable', because: 'it is not a regular file' }));
    }
    writeFileSync(path.join(root, 'large.json'), `"${'x'.repeat(1024 * 1024 - 2)}"`);
    expect(filesIn(root).read('large.json').kind).toBe('text');
    writeFileSync(path.join(root, 'large.json'), `"${'x'.repeat(1024 * 1024 - 1)}"`);
    expect(filesIn(root).read('large.json')).toMatchObject({
      because: expect.stringContaining('larger than 1 MiB'),
    });
  });

  test.each([
    ['JSON', 'deep.json', (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`],
    ['JSON that is cut off', 'cut.json', (levels: number) => '{"a":'.repeat(levels)],
    ['YAML in brackets', 'flow.yaml', (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`],
    ['YAML by indentation', 'block.yaml', (levels: number) => `${'- '.repeat(levels)}a\n`],
    ['YAML a little deep', 'little.yaml', () => `${'- '.repeat(150)}a\n`],
  ])('of 20,000 levels are refused as an input: %s', async (_what, name, text) => {
    writeFileSync(path.join(root, name), text(20_000));
    expect(await problemsOf({ 'task-definition': name }, filesIn(root))).toEqual([
      `task-definition: "${name}" is not a task definition: it is nested more than 100 levels deep`,
    ]);
  });

  test('do not hide a family of the same name as a folder', async () => {
    expect((await plan({ 'task-definition': 'web' }, filesIn(root))).revision.source.kind).toBe('existing');
  });

  test('are refused with the reason when they cannot be read', async () => {
    expect(await problemsOf({ 'task-definition': './web' }, filesIn(root))).toEqual([
      'task-definition: "./web" can\'t be read: it is a directory',
    ]);
  });
});

describe('a symbolic link in the workspace', () => {
  const linksOut =
    'a symbolic link on its path leads out of the workspace (copy the file into the workspace in an earlier step)';
  let folder = '';
  let root = '';
  const at = (...names: readonly string[]): string => path.join(folder, ...names);
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'links-'));
    root = at('workspace');
    mkdirSync(at('workspace', 'deploy'), { recursive: true });
    mkdirSync(at('workspace-2'));
    for (const name of ['workspace/deploy/web.json', 'secret.json', 'workspace-2/secret.json'])
      writeFileSync(at(name), '{}');
    symlinkSync(root, at('link-to-workspace'));
    symlinkSync('deploy/web.json', at('workspace', 'inside.json'));
    symlinkSync(at('secret.json'), at('workspace', 'file.json'));
    symlinkSync('file.json', at('workspace', 'chain.json'));
    symlinkSync('..', at('workspace', 'up'));
    symlinkSync(at('workspace-2'), at('workspace', 'neighbor'));
    symlinkSync(at('none.json'), at('workspace', 'dangling.json'));
    symlinkSync('circle.json', at('workspace', 'circle.json'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(['file.json', 'chain.json', 'up/secret.json', 'neighbor/secret.json', 'deploy/../file.json'])(
    'is refused if it leads out of it: %s',
    (name) => {
      const outside = { kind: 'unreadable', because: linksOut };
      expect(filesIn(root).read(name)).toEqual(outside);
      expect(filesIn(root).read(path.join(root, name))).toEqual(outside);
      expect(filesIn(at('link-to-workspace')).read(name)).toEqual(outside);
    },
  );

  test('is followed within it, also if the workspace itself is a link', () => {
    for (const base of [root, at('link-to-workspace')])
      expect(filesIn(base).read('inside.json')).toEqual({ kind: 'text', text: '{}' });
  });

  test('does not matter to a file that the workflow names elsewhere', () => {
    expect(filesIn(root).read(at('secret.json'))).toEqual({ kind: 'text', text: '{}' });
    expect(filesIn(root).read('../secret.json')).toEqual({ kind: 'text', text: '{}' });
  });

  test('may lead nowhere, or in a circle', () => {
    expect(filesIn(root).read('dangling.json')).toEqual({ kind: 'missing' });
    const because = 'its symbolic links form a circle';
    expect(filesIn(root).read('circle.json')).toEqual({ kind: 'unreadable', because });
  });

  test.each([
    ['task-definition', 'file.json', {}],
    ['terraform-plan', 'file.json', { command: 'plan' }],
  ])('is refused as %s', async (name, file, others) => {
    const problems = await problemsOf({ ...others, [name]: file }, filesIn(root));
    expect(problems).toEqual([expect.stringContaining(`${name}: "${file}" can't be read: ${linksOut}`)]);
  });

  test('is refused as config', async () => {
    const { problems } = await readConfigFile('file.json', filesIn(root));
    expect(problems).toEqual([`config: "file.json" can't be read: ${linksOut}`]);
  });
});

describe('a Terraform plan', () => {
  const write =
    'write it with "terraform plan -out=tfplan" and then "terraform show -json tfplan > plan.json"';

  test.each<readonly [string, string, string]>([
    ['is the plan itself', 'PK\u0003\u0004', 'is the plan itself, not its JSON'],
    ['is the log of a plan', '{"@level":"info"}\n{"@level":"info"}', 'is the log of "terraform plan -json"'],
    ['is a log of one line', '{"@level":"info","@message":"x"}', 'is the log of "terraform plan -json"'],
    ['is cut off', '{"format_version":"1.2","password":"Sesame', 'is not JSON'],
    ['is empty', ' \n', 'is empty, so the command that writes it may have failed'],
    [
      'was written through a wrapper',
      '[command]/home/runner/terraform-bin show -json tfplan\n{"format_version":"1.2"}',
      'begins with a line of the wrapper of hashicorp/setup-terraform (set "terraform_wrapper: false" in its step)',
    ],
    [
      'is of a plan that failed',
      '{"format_version":"1.2","errored":true,"resource_changes":[]}',
      'is of a plan that Terraform could not finish, and does not show all changes (fix what Terraform reports first)',
    ],
    ['is a state', '{"format_version":"1.0","values":{}}', 'is a state, not a plan'],
    [
      'is of a later format',
      '{"format_version":"2.1"}',
      'has the format_version 2.1, and this action reads version 1',
    ],
  ])('that %s is refused without its text', async (_what, text, problem) => {
    const given = { command: 'plan', 'terraform-plan': 'plan.json' };
    expect(await problemsOf(given, filesOf({ 'plan.json': text }))).toEqual([
      `terraform-plan: "plan.json" ${problem}: ${write}`,
    ]);
  });

  test('may be larger than a task definition, up to 64 MiB', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'plans-'));
    const given = { command: 'plan', 'terraform-plan': 'plan.json' };
    const padded = (mebibytes: number): string =>
      `{"format_version":"1.2","planned_values":{},"x":"${'x'.repeat(mebibytes * 1024 * 1024)}"}`;
    writeFileSync(path.join(root, 'plan.json'), padded(2));
    expect((await plan(given, filesIn(root))).goal.terraformPlan).toEqual({ changes: [], isPartial: false });
    writeFileSync(path.join(root, 'plan.json'), padded(64));
    expect(await problemsOf(given, filesIn(root))).toEqual([
      expect.stringContaining("can't be read: it is larger than 64 MiB"),
    ]);
    rmSync(root, { recursive: true });
  });

  test('that is missing is refused', async () => {
    expect(await problemsOf({ command: 'plan', 'terraform-plan': 'none.json' })).toEqual([
      expect.stringContaining('"none.json" is not a file in the workspace'),
    ]);
  });
});

describe('the position of a JSON error', () => {
  test.each([
    ['{"a": 1,}', 1, 9],
    ['{"a" 1}', 1, 6],
    ['[1 2]', 1, 4],
    ['[1,\n2,\n]', 3, 1],
    ['{"a": tru}', 1, 7],
    ['{"a": 01}', 1, 8],
    ['{"a": "x\ny"}', 1, 7],
    ['{"a": 1}}', 1, 9],
    ["{'a': 1}", 1, 2],
    ['{"a": [1}', 1, 9],
    ['// no\n{}', 1, 1],
  ])('of %j is line %d, column %d', (text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(jsonErrorPosition(text)).toEqual({ line, column });
  });

  test('is the end for every text that is JSON, and not the end when a character is put in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
        const text = JSON.stringify(value, null, 1);
        const end = text.split('\n');
        expect(jsonErrorPosition(text)).toEqual({ line: end.length, column: (end.at(-1)?.length ?? 0) + 1 });
        // A bare control character is allowed nowhere, neither in strings nor between tokens.
        const place = at % (text.length + 1);
        const broken = `${text.slice(0, place)}\u0001${text.slice(place)}`;
        const { line } = jsonErrorPosition(broken);
        expect(line).toBe(broken.slice(0, place).split('\n').length);
      }),
    );
  });
});
