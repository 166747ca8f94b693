// The usual world with a database that both versions read, and releases that migrate it.
import { afterAll } from '@jest/globals';
import type { MigrationKind } from '../../sandbox/apps/database.ts';
import { webService, webTaskDefinition, type WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs } from './acceptance-stage.ts';
import { v2 } from './bad-luck.ts';
import { openDatabase, type ShopDatabase } from './shop-apps.ts';

const opened: ShopDatabase[] = [];
afterAll(() => {
  for (const { remove } of opened) remove();
});

export interface Shop extends Pick<ShopDatabase, 'prepare' | 'rows' | 'hold' | 'letGo'> {
  readonly world: SandboxSpec;
}

/** A database of its own. `env`: more variables of v2, which brings the migration. `isExpanded`: both versions can read it. */
export function shop(
  env: Readonly<Record<string, string>> = {},
  isExpanded = false,
  options: WebServiceOptions = {},
): Shop {
  const database = openDatabase(env, isExpanded);
  opened.push(database);
  const spec = webService(options, { logGroups: [{ name: '/ecs/web' }] });
  const definition = webTaskDefinition('web:v1');
  const [web] = definition['containerDefinitions'] as readonly object[];
  const log = {
    'awslogs-group': '/ecs/web',
    'awslogs-region': 'eu-west-1',
    'awslogs-stream-prefix': 'shop',
  };
  const logConfiguration = { logDriver: 'awslogs', options: log };
  const [, ...rest] = spec.taskDefinitions ?? [];
  return {
    prepare: database.prepare,
    rows: database.rows,
    hold: database.hold,
    letGo: database.letGo,
    world: {
      ...spec,
      taskDefinitions: [{ ...definition, containerDefinitions: [{ ...web, logConfiguration }] }, ...rest],
      apps: { ...spec.apps, ...database.apps },
    },
  };
}

/** A release of v2 that brings this migration. */
export const migrating = (kind: MigrationKind, more: object = {}): Inputs => ({
  ...v2,
  'smoke-passes': '1',
  migration: JSON.stringify({ command: ['node', 'sandbox/apps/migrate.ts', kind], ...more }),
});

/** A release of v2 whose contract takes away what v1 reads. */
export const contracting = (more: object = {}): Inputs =>
  migrating('contract', { kind: 'contract', ...more });
