// How blue did on the schema that the migration of a release left, and what a rollback returns.

/** `null`: the release brought no migration. */
export type BlueOnSchema = 'tested' | 'untested' | 'failed' | null;

const words: Readonly<Record<NonNullable<BlueOnSchema>, string>> = {
  tested: 'blue was tested on the new schema',
  untested: 'blue was not tested on the new schema with all that it passed before',
  failed: 'blue FAILED its test on the new schema, so a rollback brings errors',
};

/** After what `status` and the log say of a rollback. Empty: the release brought no migration. */
export const describeOnSchema = (blue: BlueOnSchema): string => (blue === null ? '' : `; ${stays(blue)}`);

/** The sentence of every rollback line: no migration is undone by a rollback. */
export const describeReturned = (blue: BlueOnSchema): string =>
  `It returns code only: ${blue === null ? 'changes to data stay' : stays(blue)}.`;

const stays = (blue: NonNullable<BlueOnSchema>): string =>
  `${blue === 'tested' ? 'the migration of this release' : 'the migration'} stays, and ${words[blue]}`;
