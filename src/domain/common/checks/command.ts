// A command that a check runs next to this action.
import type { ForeignLine } from '../foreign/lines.ts';

export interface Command {
  /** Another key is another run of it. */
  readonly key: string;
  /** What the log calls it. */
  readonly name: string;
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** Variables of this step that it gets, although they are withheld otherwise. */
  readonly passedOn: readonly string[];
  /** Variables that it gets in addition. */
  readonly facts: Readonly<Record<string, string>>;
  /** They are never shown. */
  readonly secrets: readonly string[];
}

export type CommandState =
  | { readonly kind: 'running' }
  /** `exitCode` null: it could not be started. `lines`: the last ones of its output. */
  | { readonly kind: 'ended'; readonly exitCode: number | null; readonly lines: readonly ForeignLine[] };
