// Values that may be longer than a tag.

/** Maximum length of a tag value (fact 14). */
export const longestValue = 256;
/** Ends the first part of a value that continues in a second tag. */
const continued = '+';

export type AwsTags = Readonly<Record<string, string>>;

/** The names of the tags that a value of any length may use. */
export const partsOf = (name: string): readonly string[] => [name, `${name}.2`];

/** The value in one tag, or in two if it is too long for one. */
export function splitValue(name: string, value: string): AwsTags {
  if (value.length <= longestValue) return { [name]: value };
  const head = longestValue - continued.length;
  const [first = '', second = ''] = partsOf(name);
  return { [first]: value.slice(0, head) + continued, [second]: value.slice(head) };
}

/** The value again. `undefined`: a part of it is missing. */
export function joinValue(name: string, tags: AwsTags): string | undefined {
  const [first = '', second = ''] = partsOf(name);
  const value = tags[first];
  if (value?.length !== longestValue || !value.endsWith(continued)) return value;
  const rest = tags[second];
  return rest === undefined ? undefined : value.slice(0, -continued.length) + rest;
}
