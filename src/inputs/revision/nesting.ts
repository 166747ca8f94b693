// How deeply a document is nested. Parsers and all that walks a document call themselves for each level.
import type { Json } from '../../domain/common/values/json.ts';

/** A task definition has about ten levels. */
const mostLevels = 100;
export const tooDeep = `is not a task definition: it is nested more than ${String(mostLevels)} levels deep`;

/** Of JSON text, also of text that isn't valid. */
export function isTextTooDeep(text: string): boolean {
  let level = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') level += 1;
    if (token === ']' || token === '}') level -= 1;
    if (level > mostLevels) return true;
  }
  return false;
}

/** Of a parsed document, without a call for each level. */
export function isValueTooDeep(value: Json): boolean {
  let level: readonly Json[] = [value];
  for (let levels = 0; level.length > 0; levels += 1) {
    if (levels > mostLevels) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
