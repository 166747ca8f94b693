// Where a text stops being valid JSON.
import { parse, type ParseError } from 'jsonc-parser';
import { positionIn, type Place } from '../position.ts';

/** Line and column, from 1. V8 includes a position in only some of its messages, and a task definition is long. */
export function jsonErrorPosition(text: string): Place {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const end = text.trimEnd().length;
  return positionIn(text, Math.min(errors[0]?.offset ?? end, end));
}
