// Inputs, outputs, saved state and masking of this step, through the runner's toolkit.
import * as core from '@actions/core';
import { longEnough } from '../../domain/common/values/secrets.ts';
import { inputNames, type InputName } from '../../settings/table.ts';
import { stateNames, type OutputName, type RawInputs, type StateName } from '../../action-io.ts';
import { asCommand } from './guard.ts';
import { hideInLog } from './log-text.ts';
import { sealed, unsealed } from './seal.ts';

export function readRawInputs(): RawInputs {
  const read = inputNames.map((name): [InputName, string | null] => [name, core.getInput(name) || null]);
  return Object.fromEntries(read) as RawInputs;
}

/** Absent is `null` and becomes an empty output, so that a workflow never reads the value of an earlier step. */
export function writeOutputs(values: Readonly<Partial<Record<OutputName, string | null>>>): void {
  for (const [name, value] of Object.entries(values))
    asCommand(() => {
      core.setOutput(name, value ?? '');
    });
}

export function saveState(name: StateName, value: string): void {
  asCommand(() => {
    core.saveState(name, sealed(name, value, process.env));
  });
}

/** What main saved. `null`: it saved nothing, or something else than main did. In main itself it is always `null`. */
export function readState(name: StateName): string | null {
  const text = core.getState(name);
  return text === '' ? null : unsealed(name, text, process.env);
}

/** State that main of this run did not save. */
export const strangeStates = (): readonly StateName[] =>
  stateNames.filter((name) => core.getState(name) !== '' && readState(name) === null);

/** Makes the runner and this process replace these values with `***` in the log. Shorter values would mask ordinary words. */
export function maskSecrets(secrets: readonly string[]): void {
  hideInLog(secrets);
  for (const secret of longEnough(secrets))
    asCommand(() => {
      core.setSecret(secret);
    });
}
