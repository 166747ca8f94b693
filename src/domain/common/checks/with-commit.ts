// The commit of the release in the texts of a check.
import { commitWord, type Check } from './check.ts';

/** Checks that name the commit of the release can't be run without it. */
export const withCommit = (checks: readonly Check[], commit: string | null): readonly Check[] =>
  commit === null
    ? checks.filter((check) => !namesCommit(check))
    : checks.map((check) => filled(check, commit));

const namesCommit = (check: Check): boolean => JSON.stringify(check).includes(commitWord);

/** A commit is digits and letters, so it needs no escape in any place of a check. */
const filled = <T>(value: T, commit: string): T =>
  JSON.parse(JSON.stringify(value).replaceAll(commitWord, commit)) as T;
