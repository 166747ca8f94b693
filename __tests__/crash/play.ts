// One case of the matrix on a stage of its own: the world, the run, what came of it.
import { setsBesidesKept, tagsBesidesKept } from '../support/kept.ts';
import type { AcceptanceOptions } from '../support/acceptance.ts';
import { judgedEnd } from '../support/acceptance-end.ts';
import { openStage } from '../support/acceptance-stage.ts';
import type { RunOptions, Stage } from '../support/acceptance-stage.ts';
import { isAllOn, servedOnlyBy } from '../support/serving.ts';
import { openDatabase } from '../support/shop-apps.ts';
import type { MigrationRow } from '../../sandbox/apps/database.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { comparable, moved, specAfter, tagAsLeft } from './left-world.ts';
import type { LeftWorld } from './left-world.ts';
import { specOf, testRulesOf } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';

export interface Opened {
  readonly stage: Stage;
  /** The run that made the world. If none did: the run of the command itself. */
  readonly madeBy: number;
  /** Each start of a migration, in order. `null`: there is no database. */
  readonly migrations: (() => readonly MigrationRow[]) | null;
  readonly close: () => Promise<void>;
}

/** Enough to see a gap of a tenth of a second; several cases run side by side. */
const requestsPerSecond = 20;

/**
 * Opens the stage in the world of the scenario. Where a run had to leave something, the world is set up as `left`
 * says, and is checked to be the same. `apps` run instead of the usual ones.
 */
export async function openAt(
  scenario: Pick<Scenario, 'world' | 'reset' | 'weaken' | 'database'>,
  left: LeftWorld | null,
  apps: NonNullable<SandboxSpec['apps']> = {},
): Promise<Opened> {
  const asked = scenario.database;
  const database = asked === undefined ? null : openDatabase(asked.env, asked.isExpanded);
  try {
    const { stage, madeBy } = await openStageAt(scenario, left, { ...database?.apps, ...apps });
    const close = async (): Promise<void> => {
      await stage.close();
      database?.remove();
    };
    return { stage, madeBy, migrations: database?.rows ?? null, close };
  } catch (error) {
    database?.remove();
    throw error;
  }
}

async function openStageAt(
  scenario: Pick<Scenario, 'world' | 'reset' | 'weaken'>,
  left: LeftWorld | null,
  apps: NonNullable<SandboxSpec['apps']>,
): Promise<Pick<Opened, 'stage' | 'madeBy'>> {
  const usual = specOf(scenario.world);
  const base = { ...usual, apps: { ...usual.apps, ...apps } };
  const hasDowntime = scenario.reset !== undefined;
  if (left === null) {
    const stage = await openStage({ world: base, requestsPerSecond, hasDowntime });
    return { stage, madeBy: stage.runId };
  }
  const later = moved(left);
  const stage = await openStage({ world: specAfter(base, later), requestsPerSecond, hasDowntime });
  try {
    tagAsLeft(stage, later);
    for (const id of left.runIds) stage.sandbox.github.others.setRun({ id, attempt: 1, status: 'completed' });
    await assertSame(stage, left, later.at);
    scenario.reset?.(stage);
    await scenario.weaken?.(stage);
    return { stage, madeBy: left.runIds.at(-1) ?? stage.runId };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

async function assertSame(stage: Stage, left: LeftWorld, at: number): Promise<void> {
  const wanted = JSON.stringify(left.picture);
  const isSame = (): boolean => JSON.stringify(comparable(stage.world(), at)) === wanted;
  await stage.until('the world is as the real run left it', isSame).catch((error: unknown) => {
    const found = JSON.stringify(comparable(stage.world(), at));
    throw new Error(`the world that was set up is not the one a real run left:\n${wanted}\n${found}`, {
      cause: error,
    });
  });
}

/** What the stage looks like once everything has come to rest. */
export interface Rest {
  readonly result: string;
  readonly reason: string;
  readonly exitCode: number | null;
  /** Who has all of production; null: it is split. */
  readonly version: string | null;
  readonly sets: number;
  /** Our tags on the service, without the prefix, in order. */
  readonly tags: readonly string[];
}

const prefix = 'ecs-blue-green:';

export const ourTags = (stage: Stage): readonly string[] =>
  Object.keys(stage.service().tags)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .toSorted();

export function restOf(stage: Stage, run: ActionResult): Rest {
  return {
    result: run.outputs['result'] ?? '',
    reason: run.outputs['reason-code'] ?? '',
    exitCode: run.exitCode,
    version: liveVersion(stage),
    // A kept green belongs to a rollback that ended well; the end of each case judges whether it may be kept.
    sets: setsBesidesKept(stage.service()).length,
    tags: tagsBesidesKept(stage.service(), ourTags(stage)),
  };
}

/** By the sets behind the rules. */
function liveVersion(stage: Stage): string | null {
  const group = ['web-a', 'web-b'].find((name) => isAllOn(stage, name));
  const set = stage
    .service()
    .taskSets.findLast((one) => one.targetGroup === group && one.status !== 'DRAINING');
  return set === undefined ? null : `v${set.taskDefinition.slice(set.taskDefinition.lastIndexOf(':') + 1)}`;
}

/** What a command deletes and does not wait for is on its way out for some seconds more. A migration is never stopped. */
export async function calm(stage: Stage): Promise<void> {
  await stage.until('nothing drains any more', () =>
    stage.service().taskSets.every(({ status }) => status !== 'DRAINING'),
  );
  const migrations = () => stage.world().oneOffTasks.filter(({ startedBy }) => isMigration(startedBy));
  await stage.until('no migration runs', () =>
    migrations().every(({ lastStatus }) => lastStatus === 'STOPPED'),
  );
}

/** Whether a task with this `startedBy` runs a migration of either kind. */
export const isMigration = (startedBy: unknown): boolean =>
  /^ecs-blue-green-(?:migration|contract)\//.test(String(startedBy));

/** Judges the stage as every acceptance case is judged, and ends it. */
export async function judged(
  stage: Stage,
  scenario: Pick<Scenario, 'world' | 'reset'>,
  wanted: Pick<AcceptanceOptions, 'setsLeft' | 'tagsLeft'> & { readonly version: string },
): Promise<{ readonly problems: readonly string[]; readonly sent: number; readonly failed: number }> {
  const served = await servedOnlyBy(stage, wanted.version).then(
    () => [],
    (error: unknown) => [`users are not served by ${wanted.version} alone: ${String(error)}`],
  );
  const hasDowntime = scenario.reset !== undefined;
  const options = { ...wanted, world: {}, testRules: testRulesOf(scenario.world), hasDowntime };
  const { problems, summary } = await judgedEnd(stage, options);
  return {
    problems: [...served, ...problems],
    sent: summary?.sent ?? 0,
    failed: hasDowntime ? stage.lostWhileServed() : (summary?.failed ?? 0),
  };
}

export const runOf = (
  opened: Pick<Opened, 'madeBy'>,
  isOther: boolean,
  more: RunOptions = {},
): RunOptions => ({
  runId: opened.madeBy + (isOther ? 1 : 0),
  ...more,
});
