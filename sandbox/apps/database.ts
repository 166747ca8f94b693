// The shop's database: a file that every task and every migration opens. Named by the variable SHOP_DATABASE.
import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** How long a statement waits while another process writes. */
const busyMs = 5_000;

/** Loaded only by what has a database: Node says of its module that it is experimental. */
function open(file: string): DatabaseSync {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  return new Database(file, { timeout: busyMs });
}

/** No migration of this database ends while this file exists. */
export const holdOf = (file: string): string => `${file}.hold`;

/** A new database with the schema of v1; `isExpanded`: with the columns of v2 as well. */
export function createDatabase(file: string, isExpanded = false): void {
  for (const part of [file, `${file}-wal`, `${file}-shm`, holdOf(file)]) rmSync(part, { force: true });
  const database = open(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
  database.exec("INSERT INTO customers (name) VALUES ('Ada Lovelace'), ('Grace Hopper')");
  database.exec('CREATE TABLE migrations (kind TEXT NOT NULL, began TEXT NOT NULL, ended TEXT)');
  if (isExpanded) database.exec(statements.expand.join('; '));
  database.close();
}

/** v1 knows one name, v2 two parts of it. */
const columnsOf = { v1: ['name'], v2: ['first_name', 'last_name'] } as const;

export type Customers = () => readonly unknown[];

/** Reads the customers as the version knows them. The result throws what the database answers, e.g. "no such column". */
export function customersOf(version: keyof typeof columnsOf, env: NodeJS.ProcessEnv): Customers | null {
  const file = env['SHOP_DATABASE'];
  if (file === undefined) return null;
  const database = open(file);
  const query = `SELECT ${columnsOf[version].join(', ')} FROM customers`;
  // Prepared each time, since the schema changes while tasks run.
  return () => database.prepare(query).all();
}

/** expand adds the columns of v2 and leaves those of v1; contract takes those of v1 away. */
const statements = {
  expand: [
    'ALTER TABLE customers ADD COLUMN first_name TEXT',
    'ALTER TABLE customers ADD COLUMN last_name TEXT',
    "UPDATE customers SET first_name = substr(name, 1, instr(name, ' ') - 1), last_name = substr(name, instr(name, ' ') + 1)",
  ],
  contract: ['ALTER TABLE customers DROP COLUMN name'],
  /** What looks compatible, and is not. */
  rename: [
    'ALTER TABLE customers RENAME COLUMN name TO first_name',
    'ALTER TABLE customers ADD COLUMN last_name TEXT',
  ],
  /** Gives v1 back what that took away. */
  restore: [
    'ALTER TABLE customers ADD COLUMN name TEXT',
    "UPDATE customers SET name = trim(first_name || ' ' || coalesce(last_name, ''))",
  ],
} as const;

export type MigrationKind = keyof typeof statements;
export const isMigrationKind = (text: string): text is MigrationKind => text in statements;

/** A task that has not ended has no `ended`. */
export interface MigrationRow {
  readonly kind: string;
  readonly began: string;
  readonly ended: string | null;
}

interface Migrating {
  /** Before the schema is changed. */
  readonly hold: () => Promise<void>;
  /** What has ended is not done again, as migration tools do. Otherwise a second time fails. */
  readonly keepsList: boolean;
}

export async function migrate(
  file: string,
  kind: MigrationKind,
  { hold, keepsList }: Migrating,
): Promise<void> {
  const database = open(file);
  const now = (): string => new Date().toISOString();
  const { lastInsertRowid } = database
    .prepare('INSERT INTO migrations (kind, began) VALUES (?, ?)')
    .run(kind, now());
  await hold();
  const done = database.prepare('SELECT 1 FROM migrations WHERE kind = ? AND ended IS NOT NULL').get(kind);
  if (!keepsList || done === undefined) database.exec(`BEGIN; ${statements[kind].join('; ')}; COMMIT`);
  database.prepare('UPDATE migrations SET ended = ? WHERE rowid = ?').run(now(), lastInsertRowid);
  database.close();
}

/** Each start of a migration, in order. */
export function migrationsIn(file: string): readonly MigrationRow[] {
  const database = open(file);
  const rows = database.prepare('SELECT kind, began, ended FROM migrations ORDER BY rowid').all();
  database.close();
  return rows as unknown as readonly MigrationRow[];
}

/** The columns of the customers, as the database has them now. */
export function customerColumnsIn(file: string): readonly string[] {
  const database = open(file);
  const rows = database.prepare("SELECT name FROM pragma_table_info('customers')").all();
  database.close();
  return rows.map(({ name }) => String(name));
}
