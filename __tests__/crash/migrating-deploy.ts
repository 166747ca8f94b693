// A deploy that brings a migration, for the matrices.
import type { Inputs } from '../support/acceptance-stage.ts';
import type { Scenario } from './scenarios.ts';

/** A database that both versions read; `isExpanded`: on the schema of v2 already. */
export interface SpecDatabase {
  readonly env: Readonly<Record<string, string>>;
  readonly isExpanded?: boolean;
}

/** The command of its task. A second run starts it again, and that finds in its list that nothing is left to do. */
export const migration = JSON.stringify({ command: ['node', 'sandbox/apps/migrate.ts', 'expand'] });
/** Long enough that a command after the kill may find the task running. */
const database: SpecDatabase = { env: { MIGRATION_TAKES_MS: '1000', MIGRATION_KEEPS_LIST: '1' } };

export const migratingDeploy = (inputs: Inputs): Scenario => ({
  command: 'deploy',
  words: 'deploy that migrates the database of both versions first',
  world: {},
  after: null,
  inputs: { command: 'deploy', ...inputs, migration },
  database,
});
