// The setting `migration`, and its keys.
import { choosing, type Setting } from './setting.ts';

export const migrationSetting = {
  description:
    'The change of the database that a release brings (docs/migrations.md): a command that runs once, as a task of what green ' +
    'will run, before green is made or once blue is gone. It is never stopped, and never started twice. Default: none.',
  value: { kind: 'migration' },
  commands: choosing,
  inFile: 'top',
  isInput: false,
} as const satisfies Setting;

export const migrationKeys = {
  command:
    'The command, as a list of words, such as `[npm, run, migrate]`. Exit code 0 says that it has ended well.',
  kind:
    '`expand`: before green is made; the version before can run on what it leaves, so that a rollback works. `contract`: once blue ' +
    "and its tasks are gone; the version before can't run on it, and nothing rolls back from then on. Default: `expand`.",
  container: 'Container that runs the command. Default: the one behind the load balancer.',
  'task-role':
    'ARN of the role of its task, if it needs more than the service does. Default: as in the task definition.',
  timeout: 'How long a release waits for it, at most `24h`. It goes on after that. Default: `1h`.',
  paths:
    'Files that change the database, written as `paths` of the service. Without `command`, a release whose commit changes one ' +
    'of them warns: `migration-not-declared`. Default: none.',
  undeclared:
    '`warn`, or `refuse` such a release unless `ignore` names `migration-not-declared`. Default: `warn`.',
} as const;

export type MigrationKey = keyof typeof migrationKeys;
export const migrationKeyNames = Object.keys(migrationKeys) as readonly MigrationKey[];
