// The input that says how a try of a migration ended.
import type { MigrationAnswer } from '../../domain/common/migrations/migration.ts';
import type { Reader } from '../reader.ts';

export function migrationAnswerFrom(reader: Reader): MigrationAnswer | null {
  const text = reader.text('migration-answer');
  if (text === null) return null;
  const [, tryId, says] = /^([\w.]+)=(done|again)$/.exec(text) ?? [];
  if (tryId !== undefined && (says === 'done' || says === 'again')) return { tryId, says };
  reader.refuse(
    'migration-answer',
    text,
    'is no answer: write `<try id>=done` or `<try id>=again`, as the failed run shows it',
  );
  return null;
}
