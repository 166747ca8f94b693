// Where something stands in a text, for the people who wrote it.
import { isName } from '../domain/common/revision/shown-values.ts';

/** From 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function positionIn(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** `line 3, column 5` */
export const formatPlace = ({ line, column }: Place): string =>
  `line ${String(line)}, column ${String(column)}`;

export const formatPosition = (text: string, offset: number): string => formatPlace(positionIn(text, offset));

/** The key of JSON or YAML that begins there. `null`: it is no name, so it isn't shown. */
export function keyAt(text: string, offset: number): string | null {
  const [, name] = /^["']?([\w.-]+)["']?\s*:/.exec(text.slice(offset, offset + 200)) ?? [];
  return name === undefined || !isName(name) ? null : name;
}
