// The versions of the shop with a database that both read. Nothing here needs a test runner: scripts use it as well.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, holdOf, migrationsIn, type MigrationRow } from '../../sandbox/apps/database.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';

export interface ShopDatabase {
  /** As new, for another play of a case. */
  readonly prepare: () => void;
  readonly apps: NonNullable<SandboxSpec['apps']>;
  /** Each start of a migration, in order. */
  readonly rows: () => readonly MigrationRow[];
  /** No migration ends from now on, until it is let go. */
  readonly hold: () => void;
  readonly letGo: () => void;
  readonly remove: () => void;
}

/** A database of its own. `env`: more variables of v2, which brings the migration. `isExpanded`: both versions can read it. */
export function openDatabase(env: Readonly<Record<string, string>> = {}, isExpanded = false): ShopDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), 'shop-'));
  const file = path.join(folder, 'shop.db');
  const prepare = (): void => {
    createDatabase(file, isExpanded);
  };
  prepare();
  const app = (version: string, more: Readonly<Record<string, string>>) => ({
    command: ['node', `sandbox/apps/${version}.ts`],
    env: { SHOP_DATABASE: file, ...more },
  });
  return {
    prepare,
    apps: { 'web:v1': app('v1', {}), 'web:v2': app('v2', env) },
    rows: () => migrationsIn(file),
    hold: () => {
      writeFileSync(holdOf(file), '');
    },
    letGo: () => {
      rmSync(holdOf(file), { force: true });
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What is wrong with the starts of a migration that may start so many times: more of them, two at once, or no end. */
export function wrongStarts(rows: readonly MigrationRow[], most: number): readonly string[] {
  return [
    ...(rows.length <= most ? [] : [`the migration was started ${String(rows.length)} times`]),
    ...rows.flatMap(({ began }, index) => {
      const before = rows[index - 1];
      if (before === undefined || (before.ended !== null && before.ended <= began)) return [];
      return [`start ${String(index + 1)} of the migration came before the end of the one before`];
    }),
    ...(rows.at(-1)?.ended === null ? ['the last migration did not end'] : []),
  ];
}
