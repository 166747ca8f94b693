// Reads members of JSON of which nothing is known.
import type { Json, JsonObject } from '../values/json.ts';

export const objectAt = (value: Json | undefined): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;

export const listAt = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

export const textAt = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
