// The usual world with a database that both versions read, and releases that migrate it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import {
  createDatabase,
  migrationsIn,
  type MigrationKind,
  type MigrationRow,
} from '../../sandbox/apps/database.ts';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs } from './acceptance-stage.ts';
import { v2 } from './bad-luck.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export interface Shop {
  readonly world: SandboxSpec;
  /** Each start of a migration, in order. */
  readonly rows: () => readonly MigrationRow[];
}

/** A database of its own. `env`: more variables of v2, which brings the migration. */
export function shop(env: Readonly<Record<string, string>> = {}): Shop {
  const folder = mkdtempSync(path.join(tmpdir(), 'shop-'));
  folders.push(folder);
  const file = path.join(folder, 'shop.db');
  createDatabase(file);
  const spec = webService({}, { logGroups: [{ name: '/ecs/web' }] });
  const app = (version: string, more: object): object => ({
    command: ['node', `sandbox/apps/${version}.ts`],
    env: { SHOP_DATABASE: file, ...more },
  });
  const definition = webTaskDefinition('web:v1');
  const [web] = definition['containerDefinitions'] as readonly object[];
  const options = {
    'awslogs-group': '/ecs/web',
    'awslogs-region': 'eu-west-1',
    'awslogs-stream-prefix': 'shop',
  };
  const logConfiguration = { logDriver: 'awslogs', options };
  const [, ...rest] = spec.taskDefinitions ?? [];
  return {
    rows: () => migrationsIn(file),
    world: {
      ...spec,
      taskDefinitions: [{ ...definition, containerDefinitions: [{ ...web, logConfiguration }] }, ...rest],
      apps: { ...spec.apps, 'web:v1': app('v1', {}), 'web:v2': app('v2', env) },
    },
  };
}

/** A release of v2 that brings this migration. */
export const migrating = (kind: MigrationKind, more: object = {}): Inputs => ({
  ...v2,
  'smoke-passes': '1',
  migration: JSON.stringify({ command: ['node', 'sandbox/apps/migrate.ts', kind], ...more }),
});
