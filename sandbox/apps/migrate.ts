// A migration as the command of a task: node sandbox/apps/migrate.ts expand
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdOf, isMigrationKind, migrate } from './database.ts';

const [kind = ''] = process.argv.slice(2);
const { SHOP_DATABASE: file, MIGRATION_FAILS: fault, MIGRATION_TAKES_MS: takes } = process.env;
if (file === undefined) throw new Error('SHOP_DATABASE is not set');
if (!isMigrationKind(kind)) throw new Error(`"${kind}" is no migration: expand, contract, rename or restore`);

console.log(`${kind}: migrating ${file}`);
await migrate(file, kind, {
  keepsList: process.env['MIGRATION_KEEPS_LIST'] !== undefined,
  hold: async () => {
    await sleep(Number(takes ?? 0));
    while (existsSync(holdOf(file))) await sleep(50);
    if (fault === undefined) return;
    console.log(`${kind}: ${fault}`);
    process.exit(3);
  },
});
console.log(`${kind}: done`);
