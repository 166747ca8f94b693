// The published schema of `result-json`, and what of a run's output breaks it.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const read = (): object =>
  JSON.parse(readFileSync(new URL('../../docs/result.schema.json', import.meta.url), 'utf8')) as object;

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validate = ajv.compile(read());

/** A sentence each. A run that was killed before its end has no output, and breaks nothing. */
export function resultProblems(outputs: Readonly<Record<string, string | null>>): readonly string[] {
  const text = outputs['result-json'] ?? '';
  if (text === '' || validate(JSON.parse(text))) return [];
  return [`result-json breaks docs/result.schema.json: ${ajv.errorsText(validate.errors)}`];
}
