import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { completeSpec, SpecError } from './spec.ts';
import type { SandboxSpec } from './spec.ts';

/** Reads a spec from a YAML file; throws SpecError naming the file, and the line or the path in it. */
export async function readSpecFile(file: string): Promise<SandboxSpec> {
  const document = parseDocument(await readFile(file, 'utf8'));
  if (document.errors.length > 0)
    throw new SpecError(document.errors.map((one) => `${file}: ${one.message}`));
  const value: unknown = document.toJS();
  try {
    completeSpec(value);
  } catch (error) {
    if (error instanceof SpecError) throw new SpecError(error.problems.map((one) => `${file}: ${one}`));
    throw error;
  }
  return value as SandboxSpec;
}
