// Numbers of JSON as they are written. As doubles, those above 2^53 would equal their neighbors.
import type { Json } from '../values/json.ts';

/** Of ES2026, and in Node 24: TypeScript doesn't know them yet. */
const exact = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: Json, context: { readonly source?: string }) => unknown,
  ): Json;
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
};

/** A number that a double can't hold is what `JSON.stringify` writes as it was. `undefined`: the text is no JSON. */
export function exactJsonIn(text: string): Json | undefined {
  try {
    return exact.parse(text, (_key, value, { source = '' }) =>
      typeof value === 'number' && decimal(source) !== decimal(String(value)) ? exact.rawJSON(source) : value,
    );
  } catch {
    return undefined;
  }
}

export const isNumber = (value: Json): boolean => typeof value === 'number' || exact.isRawJSON(value);

/** Whether both are one number: `1.50` is `15e-1`. */
export function isSameNumber(one: string, other: string): boolean {
  const value = decimal(one);
  return value !== null && value === decimal(other);
}

/** Sign, digits and exponent in their one shortest form. `null`: it is no number. */
function decimal(text: string): string | null {
  const [all, sign = '', whole = '', part = '', exponent = '0'] =
    /^([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text.trim()) ?? [];
  if (all === undefined || whole + part === '') return null;
  const digits = (whole + part).replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  if (short === '') return '0';
  return `${sign === '-' ? '-' : ''}${short}e${String(Number(exponent) - part.length + digits.length - short.length)}`;
}
