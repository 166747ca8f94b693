// A command that a check runs next to this action.

export interface Command {
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
