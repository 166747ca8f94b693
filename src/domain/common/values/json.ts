/** A JSON value as it travels: unknown members of AWS documents are kept, so no type narrower than this is true. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
