// Inputs, outputs, saved state and masking of this step, through the runner's toolkit.
import * as core from '@actions/core';
import {
  inputNames,
  type InputName,
  type OutputName,
  type RawInputs,
  type StateName,
} from '../../action-io.ts';

export function readRawInputs(): RawInputs {
  const read = inputNames.map((name): [InputName, string | null] => [name, core.getInput(name) || null]);
  return Object.fromEntries(read) as RawInputs;
}

/** Absent is `null` and becomes an empty output, so that a workflow never reads the value of an earlier step. */
export function writeOutputs(values: Readonly<Partial<Record<OutputName, string | null>>>): void {
  for (const [name, value] of Object.entries(values)) core.setOutput(name, value ?? '');
}

export function saveState(name: StateName, value: string): void {
  core.saveState(name, value);
}

/** What main saved. `null`: nothing was saved, which is always so in main itself. */
export function readState(name: StateName): string | null {
  return core.getState(name) || null;
}

/** Makes the runner replace these values with `***` in the log. Shorter values would mask ordinary words. */
export function maskSecrets(secrets: readonly string[]): void {
  for (const secret of secrets) if (secret.length >= shortestMasked) core.setSecret(secret);
}
const shortestMasked = 6;
