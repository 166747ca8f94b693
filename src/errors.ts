// The errors that have a meaning to the engine and the reports.
import type { Trouble } from './domain/common/values/trouble.ts';

/** The only error that ports reject with. */
export class PortError extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, cause?: unknown) {
    super(`${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`, { cause });
    this.name = 'PortError';
    this.trouble = trouble;
  }
}

/** A write that was not sent: what it was decided on has become too old. */
export class TooLate extends Error {
  constructor() {
    super('not sent: what this write was decided on is too old');
    this.name = 'TooLate';
  }
}

/** All problems that the author of the workflow has to fix. */
export class InputError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** What any error says: JavaScript throws anything. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
