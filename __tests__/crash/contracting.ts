// Commands that run a contract once blue and its tasks are gone, for the matrices.
import type { MigrationRow } from '../../sandbox/apps/database.ts';
import type { ServicePicture } from '../../sandbox/world.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import type { SpecDatabase } from './migrating-deploy.ts';
import type { Prepared } from './preparing.ts';
import type { Scenario } from './scenarios.ts';

export const contractNames = ['teardown-contracting', 'deploy-contracting'] as const;

const migration = JSON.stringify({
  command: ['node', 'sandbox/apps/migrate.ts', 'contract'],
  kind: 'contract',
});

/** It keeps no list of what is done: a second start fails. It takes long enough that the next command may find it running. */
const database: SpecDatabase = { env: { MIGRATION_TAKES_MS: '1000' }, isExpanded: true };

/** v2 is live, its contract is planned, and blue is kept warm. */
export const planning = (inputs: Inputs): Prepared => ({
  world: {},
  inputs: { command: 'deploy', ...inputs, 'warm-time': '10m', migration },
  dies: { log: 'blue is kept warm until' },
  database,
});

export const contractingTeardown = (): Scenario => ({
  command: 'teardown',
  words: 'teardown that runs the contract once blue is gone',
  world: {},
  after: 'planned',
  inputs: { command: 'teardown' },
  database,
  last: { command: 'teardown' },
});

export const contractingDeploy = (inputs: Inputs): Scenario => ({
  command: 'deploy',
  words: 'deploy that runs its contract once blue is gone',
  world: {},
  after: null,
  inputs: { command: 'deploy', ...inputs, migration },
  database,
  last: { command: 'teardown' },
});

const tag = 'ecs-blue-green:contract';

/** Whether a tag says that it has begun. */
export const hasBegun = ({ tags }: Pick<ServicePicture, 'tags'>): boolean =>
  tags[tag]?.startsWith('try=') === true;

/** After all commands: with v2 live it has run once, and its tag says so. With v1 live it has never begun. */
export function wrongContract(
  { tags, taskSets }: Pick<ServicePicture, 'tags' | 'taskSets'>,
  rows: readonly MigrationRow[],
  version: string | null,
): readonly string[] {
  const text = tags[tag];
  const live = taskSets.find(({ status }) => status === 'PRIMARY')?.id ?? '?';
  if (version !== 'v2')
    return [
      ...(rows.length === 0 ? [] : ['the contract has begun, and v2 is not live']),
      ...(text === undefined ? [] : [`the tag contract is left: ${text}`]),
    ];
  const isNoted = text?.startsWith('try=') === true && text.endsWith(` end=0 set=${live}`);
  return [
    ...(rows.length === 1 ? [] : [`the contract of ${live} was started ${String(rows.length)} times`]),
    ...(isNoted ? [] : [`the tag contract doesn't say that it has ended well: ${text ?? 'there is none'}`]),
  ];
}
