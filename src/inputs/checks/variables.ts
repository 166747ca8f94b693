// Variables in an entry of `checks`.
import { commitWord } from '../../domain/common/checks/check.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../domain/common/values/json.ts';
import { filledWith, variablesIn, type Values } from '../config/variables.ts';

/** What runs is split into words before it gets its values. */
const programs: readonly string[] = ['run', 'task'];

/** Any text is right there, so it can be read without the value of its variables. */
const free: readonly string[] = [...programs, 'name', 'path', 'headers', 'body', 'text', 'json', 'header'];

/** With the values of all variables, except in what it runs. */
export const filledEntry = (entry: JsonObject, values: Values): JsonObject =>
  mapped(entry, (key, value) => (programs.includes(key) ? value : filled(value, values)), values);

/** Whether it can be read although no variable has a value. */
export const isReadable = (entry: JsonObject): boolean =>
  Object.entries(entry).every(
    ([key, value]) => free.includes(key) || variablesIn(JSON.stringify(value), [commitName]).length === 0,
  );

const commitName = commitWord.slice(2, -1);

function filled(value: Json, values: Values): Json {
  if (typeof value === 'string') return filledWith(value, values);
  if (isJsonArray(value)) return value.map((one) => filled(one, values));
  return isJsonObject(value) ? mapped(value, (_key, one) => filled(one, values), values) : value;
}

const mapped = (object: JsonObject, change: (key: string, value: Json) => Json, values: Values): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [filledWith(key, values), change(key, value)]),
  );
