// Releases with a migration of a real database, while users read it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import colors from 'picocolors';
import { createDatabase, customerColumnsIn } from '../apps/database.ts';
import type { ActionResult } from '../runner/run-action.ts';
import { webService } from '../seeds.ts';
import { setsOf } from './situation.ts';
import { openStage, type Stage } from './stage.ts';
import { endOf } from './stories.ts';
import { heading, judge, printRun, printTraffic } from './totals.ts';
import { watch } from './watch.ts';

/** The page reads the database, so what asks blue for it sees a broken schema. */
const migrating = {
  migration: JSON.stringify({ command: ['node', 'sandbox/apps/migrate.ts', 'expand'] }),
  'health-paths': '/',
};
const diskFull = 'the disk of the database is full';
const before = ['id', 'name'];
const after = [...before, 'first_name', 'last_name'];

export interface Shop extends Stage {
  /** Of the customers, in the database. */
  readonly columns: () => readonly string[];
  /** Releases v2 with its migration, and leaves blue warm. */
  readonly releaseV2: () => Promise<ActionResult>;
}

/** True if blue was left untouched, and no user noticed. */
export const failingMigration = (): Promise<boolean> =>
  withShop(failing, {
    ...{ title: 'A migration fails. The release stops before green is made, and blue serves on.', migrating },
    env: { MIGRATION_FAILS: diskFull },
  });

async function failing(shop: Shop): Promise<boolean> {
  const [blue] = setsOf(shop.sandbox.world());
  const run = await shop.releaseV2();
  printLines(run.log, /^Failed |^web \|/);
  const summary = await settled(shop);
  printRun(run, shop.sandbox);
  const left = setsOf(shop.sandbox.world());
  return judge([
    [endOf(run) === 'failed (migration-failed)', 'the release stopped, with the right reason'],
    [run.log.includes(`web | expand: ${diskFull}`), "the report has the last lines of the migration's log"],
    [isSame(shop.columns(), before), 'the database has the columns of v1'],
    [left.length === 1 && left[0]?.id === blue?.id, 'blue is the only task set, and green was never made'],
    [summary.failed === 0 && !('v2' in summary.versions), 'users stayed on v1, and no request failed'],
  ]);
}

/** True if v1 and v2 both served on the new schema, and no user noticed. */
export const compatibleMigration = (): Promise<boolean> =>
  withShop(compatible, {
    ...{
      title: 'A migration adds what v2 needs, and v1 passes its test on the new schema. So a rollback works.',
    },
    migrating,
  });

async function compatible(shop: Shop): Promise<boolean> {
  const release = await shop.releaseV2();
  const released = shop.columns();
  printLines(release.log, /^asking blue|^migrating: .*(?:runs it|exit code)/);
  const rollback = await shop.release({ command: 'rollback' });
  printLines(rollback.log, /^rollback: /);
  const summary = await settled(shop);
  printRun(rollback, shop.sandbox);
  return judge([
    [endOf(release) === 'released (released)', 'the release ended well'],
    [isSame(released, after), `the database has new columns: ${released.slice(before.length).join(', ')}`],
    [/asking blue on the new schema/.test(release.log), 'blue was tested again on the new schema'],
    [
      /the migration of this release stays, and blue was tested on the new schema/.test(rollback.log),
      'the rollback said what it returns, and what stays',
    ],
    [endOf(rollback) === 'rolled-back (requested)', 'the rollback worked'],
    [
      summary.failed === 0 && 'v2' in summary.versions,
      'v2 served, then v1 on the new schema: no request failed',
    ],
  ]);
}

interface Setting {
  readonly title: string;
  /** Inputs of the release of v2. */
  readonly migrating: Readonly<Record<string, string>>;
  /** More of v2. */
  readonly env?: Readonly<Record<string, string>>;
  /** The database has the columns of both versions from the start. */
  readonly isExpanded?: boolean;
}

export async function withShop(
  play: (shop: Shop) => Promise<boolean>,
  { title, migrating: inputs, env, isExpanded }: Setting,
): Promise<boolean> {
  heading(title);
  const folder = mkdtempSync(path.join(tmpdir(), 'shop-'));
  const file = path.join(folder, 'shop.db');
  createDatabase(file, isExpanded);
  const app = (version: string, more = {}) => ({
    command: ['node', `sandbox/apps/${version}.ts`],
    env: { SHOP_DATABASE: file, ...more },
  });
  const { apps } = webService();
  const stage = await openStage(100, { apps: { ...apps, 'web:v1': app('v1'), 'web:v2': app('v2', env) } });
  const watching = watch(stage);
  try {
    return await play({
      ...stage,
      columns: () => customerColumnsIn(file),
      releaseV2: () =>
        stage.release({
          ...{ 'task-definition': stage.writeTaskDefinition('web:v2', {}), ...inputs },
          ...{ 'warm-time': '10m', teardown: 'defer' },
        }),
    });
  } finally {
    watching.stop();
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What users noticed until two seconds after the last run. */
export async function settled({ traffic }: Stage): ReturnType<Stage['traffic']['stop']> {
  const since = traffic.snapshot().seconds.length;
  await traffic.waitUntil(({ seconds }) => seconds.length >= since + 2, 10_000);
  const summary = await traffic.stop();
  printTraffic(summary);
  return summary;
}

/** What the log says about it. */
export function printLines(log: string, shown: RegExp): void {
  for (const line of log.split('\n')) if (shown.test(line)) console.log(`     ${colors.dim(line)}`);
}

const isSame = (some: readonly string[], others: readonly string[]): boolean => some.join() === others.join();
