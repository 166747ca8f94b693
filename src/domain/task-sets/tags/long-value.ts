// Values that may be longer than a tag.

/** Maximum length of a tag value (fact 14). */
const longestValue = 256;
/** Ends a part of a value that continues in another tag. */
const continued = '+';
/** Maximum number of tags for one value: some sixty rules at the longest names. */
const mostParts = 9;

export type AwsTags = Readonly<Record<string, string>>;

/** The names of the tags that a value may use: `rules`, `rules.2`, `rules.3`, … */
export const partsOf = (name: string, most = mostParts): readonly string[] =>
  Array.from({ length: most }, (_, index) => nameOf(name, index));

const nameOf = (name: string, index: number): string => (index === 0 ? name : `${name}.${String(index + 1)}`);

/** Whether the value fits into the tags that it may use. */
export const isStorable = (value: string): boolean => chunksOf(value).length <= mostParts;

/** The value in one tag, or in as many as it needs. */
export const splitValue = (name: string, value: string): AwsTags =>
  Object.fromEntries(chunksOf(value).map((chunk, index) => [nameOf(name, index), chunk]));

function chunksOf(value: string): readonly string[] {
  const isWhole = value.length <= longestValue && !isContinued(value);
  if (isWhole) return [value];
  const length = longestValue - continued.length;
  return [value.slice(0, length) + continued, ...chunksOf(value.slice(length))];
}

const isContinued = (chunk: string): boolean => chunk.length === longestValue && chunk.endsWith(continued);

/** The value again. `undefined`: a part of it is missing. Parts that an earlier, longer value left are ignored. */
export function joinValue(name: string, tags: AwsTags): string | undefined {
  let value = '';
  for (const part of partsOf(name)) {
    const chunk = tags[part];
    if (chunk === undefined) return undefined;
    if (!isContinued(chunk)) return value + chunk;
    value += chunk.slice(0, -continued.length);
  }
  return undefined;
}
