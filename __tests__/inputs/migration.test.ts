// The setting `migration` of the config file, and the input that answers for one of its tries.
import { describe, expect, test } from '@jest/globals';
import { configFor } from '../../src/inputs/config/config.ts';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { requestWithin } from '../../src/inputs/request.ts';
import { InputError } from '../../src/errors.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { context, filesOf } from '../support/inputs.ts';

async function read(lines: string, raw: Readonly<Record<string, string>> = {}): Promise<Request> {
  const given = { cluster: 'shop', service: 'web', config: 'web.yml', ...raw };
  const files = filesOf({ 'web.yml': lines });
  return requestWithin(given, context, files, configFor(await readConfigFile('web.yml', files), given, {}));
}

async function problemsOf(lines: string, raw: Readonly<Record<string, string>> = {}): Promise<string> {
  const found = await read(lines, raw).catch((error: unknown) => error);
  return found instanceof InputError ? found.problems.join('\n') : 'none';
}

describe('migration', () => {
  test('has a command, and defaults for the rest', async () => {
    expect((await read('migration:\n  command: [npm, run, migrate]')).migration).toEqual({
      kind: 'expand',
      command: ['npm', 'run', 'migrate'],
      container: null,
      taskRole: null,
      timeoutSeconds: 3600,
    });
  });

  test('has no variable in a word that is read as code', async () => {
    const code = 'migration:\n  command: [sh, -c, "migrate ${DATABASE}"]';
    const argument = `migration:\n  command: [sh, -c, 'migrate "$1"', sh, "\${DATABASE}"]`;
    expect(await problemsOf(code)).toContain(
      'command has ${DATABASE} in a word that is read as code: give it',
    );
    expect(await problemsOf(code, { command: 'plan' })).toContain('is read as code');
    expect(await problemsOf(argument)).not.toContain('code');
  });

  test('may name everything', async () => {
    const lines = [
      'migration:',
      '  command: migrate',
      '  kind: expand',
      '  container: tools',
      '  task-role: arn:aws:iam::123456789012:role/migrate',
      '  timeout: 2h30m',
    ];
    expect((await read(lines.join('\n'))).migration).toEqual({
      kind: 'expand',
      command: ['migrate'],
      container: 'tools',
      taskRole: 'arn:aws:iam::123456789012:role/migrate',
      timeoutSeconds: 9000,
    });
  });

  test('is read by what makes a green, and by nothing else', async () => {
    const given = { migration: '{"command": ["migrate"]}', cluster: 'shop', service: 'web' };
    const kinds = ['deploy', 'stage', 'promote', 'rollback', 'teardown'].map(async (command) => {
      const request = await requestWithin({ ...given, command }, context, filesOf({}), null);
      return request.migration?.kind ?? null;
    });
    expect(await Promise.all(kinds)).toEqual(['expand', 'expand', null, null, null]);
  });

  test('that is absent is no migration', async () => {
    expect((await read('on-cancel: keep')).migration).toBeNull();
  });

  test.each([
    ['migration: npm run migrate', 'is no mapping'],
    ['migration:\n  kind: expand', 'command has an empty word'],
    ['migration:\n  command: npm run migrate', 'command is one line'],
    ['migration:\n  command: [npm, ""]', 'command has an empty word'],
    ['migration:\n  command: [x]\n  kind: drop', 'kind is no kind of migration'],
    ['migration:\n  command: [x]\n  container: a b', 'container is wrong'],
    ['migration:\n  command: [x]\n  task-role: admin', 'task-role is wrong'],
    ['migration:\n  command: [x]\n  timeout: 25h', 'timeout is wrong'],
    ['migration:\n  command: [x]\n  timeout: soon', 'timeout is wrong'],
    ['migration:\n  command: [x]\n  comand: [y]', 'comand'],
    ['migration:\n  paths: []', 'paths has an empty entry'],
    ['migration:\n  paths: ["", db]', 'paths has an empty entry'],
    ['migration:\n  paths: " , "', 'paths has an empty entry'],
    ['migration:\n  paths: [db]\n  undeclared: ask', 'undeclared is wrong'],
    ['migration:\n  undeclared: refuse', 'undeclared has no effect without paths'],
    ['migration:\n  paths: [db]\n  timeout: 2h', 'command has an empty word'],
  ])('%j is refused', async (lines, what) => {
    expect(await problemsOf(lines)).toContain(what);
  });
});

describe('migration.paths', () => {
  const schemaFilesIn = async (lines: string, command = 'deploy') => {
    const { migration, schemaFiles } = await read(`migration:\n${lines}`, { command });
    return { brings: migration !== null, schemaFiles };
  };

  test('may stand alone, for migrations that run elsewhere', async () => {
    expect(await schemaFilesIn('  paths: [db/migrations, "libs/**/schema.sql"]')).toEqual({
      brings: false,
      schemaFiles: { paths: ['db/migrations', 'libs/**/schema.sql'], isRefused: false },
    });
    expect((await schemaFilesIn('  paths: db, libs/db')).schemaFiles?.paths).toEqual(['db', 'libs/db']);
  });

  test('may refuse a release', async () => {
    expect((await schemaFilesIn('  paths: [db]\n  undeclared: refuse')).schemaFiles?.isRefused).toBe(true);
  });

  test('ask for nothing where every release brings a migration', async () => {
    expect(await schemaFilesIn('  command: [x]\n  paths: [db]')).toEqual({ brings: true, schemaFiles: null });
  });

  test('are read by a plan, and not by a promote', async () => {
    expect((await schemaFilesIn('  paths: [db]', 'plan')).schemaFiles).not.toBeNull();
    expect((await schemaFilesIn('  paths: [db]', 'promote')).schemaFiles).toBeNull();
  });
});

describe('migration-answer', () => {
  test.each([
    ['7001.1.1=done', { tryId: '7001.1.1', says: 'done' }],
    ['7001.1.1=again', { tryId: '7001.1.1', says: 'again' }],
  ] as const)('%s', async (text, answer) => {
    const given = { 'migration-answer': text };
    expect((await read('', given)).goal.migrationAnswer).toEqual(answer);
  });

  test.each(['done', '7001.1.1', '7001.1.1=maybe', '=done'])('%s is refused', async (text) => {
    expect(await problemsOf('', { 'migration-answer': text })).toContain('is no answer');
  });
});
