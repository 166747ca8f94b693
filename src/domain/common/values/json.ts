// JSON values.
/** Any JSON value. AWS documents keep members that this action doesn't know, so no narrower type fits. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJsonArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** `null`: there is no such member, or the value has none. */
export const memberOf = (value: Json, name: string): Json =>
  isJsonObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;

/** Empty: the value is no list. */
export const itemsOf = (value: Json): readonly Json[] => (isJsonArray(value) ? value : []);

/** `undefined`: the text is no JSON. */
export function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
