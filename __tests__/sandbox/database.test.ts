// The shop's database, which migrations really change under both versions of the app.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { App } from '../../sandbox/apps/app.ts';
import { createDatabase, migrationsIn, type MigrationKind } from '../../sandbox/apps/database.ts';
import { createV1 } from '../../sandbox/apps/web-v1.ts';
import { createV2 } from '../../sandbox/apps/web-v2.ts';

let folder = '';
let file = '';
let apps: App[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'database-'));
  file = path.join(folder, 'shop.db');
  createDatabase(file);
  apps = [createV1({ SHOP_DATABASE: file }), createV2({ SHOP_DATABASE: file })];
});

afterEach(() => {
  for (const { server } of apps) server.close();
  rmSync(folder, { recursive: true });
});

/** What v1 and v2 answer. */
async function answers(): Promise<readonly (readonly [status: number, first: unknown])[]> {
  return Promise.all(
    apps.map(async ({ server }) => {
      if (!server.listening)
        await new Promise<void>((resolve) =>
          server.listen(0, '127.0.0.1', () => {
            resolve();
          }),
        );
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${String(port)}/`, { headers: { connection: 'close' } });
      const body = (await response.json()) as { customers?: readonly unknown[]; error?: string };
      return [response.status, body.customers?.[0] ?? body.error] as const;
    }),
  );
}

/** The exit code, and what it printed. */
async function migrated(kind: MigrationKind, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const args = ['--disable-warning=ExperimentalWarning', 'sandbox/apps/migrate.ts', kind];
  const run = promisify(execFile)(process.execPath, args, { env: { ...env, SHOP_DATABASE: file } });
  return run.then(
    () => '0',
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return `${String(code)}: ${stdout}${stderr}`;
    },
  );
}

const noColumn = (name: string): readonly unknown[] => [
  500,
  expect.stringContaining(`no such column: ${name}`),
];
const byV1 = [200, { name: 'Ada Lovelace' }];
const byV2 = [200, { first_name: 'Ada', last_name: 'Lovelace' }];

test('v1 serves before and after expand and breaks after contract, v2 needs expand', async () => {
  expect(await answers()).toEqual([byV1, noColumn('first_name')]);
  expect(await migrated('expand')).toBe('0');
  expect(await answers()).toEqual([byV1, byV2]);
  expect(await migrated('contract')).toBe('0');
  expect(await answers()).toEqual([noColumn('name'), byV2]);
  expect(migrationsIn(file).map(({ kind, ended }) => [kind, ended !== null])).toEqual([
    ['expand', true],
    ['contract', true],
  ]);
});

test('a migration that runs twice fails, and each start is on record', async () => {
  await migrated('expand');
  expect(await migrated('expand')).toMatch(/^1: .*duplicate column name: first_name/s);
  expect(migrationsIn(file).map(({ ended }) => ended !== null)).toEqual([true, false]);
});

test('a migration that keeps a list does nothing the second time, and each start is on record', async () => {
  const listed = { MIGRATION_KEEPS_LIST: '1' };
  expect([await migrated('expand', listed), await migrated('expand', listed)]).toEqual(['0', '0']);
  expect(migrationsIn(file).map(({ ended }) => ended !== null)).toEqual([true, true]);
  expect(await answers()).toEqual([byV1, byV2]);
});

test('a migration that fails leaves the schema as it was', async () => {
  expect(await migrated('expand', { MIGRATION_FAILS: 'no disk space' })).toMatch(/^3: .*no disk space/s);
  expect(await answers()).toEqual([byV1, noColumn('first_name')]);
});

test('what looks compatible and is not breaks v1', async () => {
  expect(await migrated('rename')).toBe('0');
  expect((await answers())[0]).toEqual(noColumn('name'));
});
