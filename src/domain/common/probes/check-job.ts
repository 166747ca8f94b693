// A check, ready to be carried out, and what that brought.
import type { Expected } from '../checks/check.ts';
import type { Command } from '../checks/command.ts';
import type { CheckAnswer } from '../checks/judge.ts';
import type { ForeignLine } from '../foreign/lines.ts';
import type { RunTask } from '../one-off-tasks/task.ts';
import type { ProbeRequest } from '../run/step.ts';
import { masked } from '../values/secrets.ts';

/**
 * gate: green before the switch. bake: production after it. version-before, version-after: the proof of the switch.
 * gate-own, bake-own, version-own: green's own targets, asked what the address of the test, or production, answered with 403
 * or 429. blue-before, blue-after: blue before and after a migration.
 */
export type CheckPurpose =
  | 'gate'
  | 'gate-own'
  | 'bake'
  | 'bake-own'
  | 'version-before'
  | 'version-after'
  | 'version-own'
  | 'blue-before'
  | 'blue-after';

/** By how it is carried out. */
export type CheckJob = AskedJob | TaskJob;

/** What this process carries out, and asks how it stands. */
export type AskedJob = HttpJob | CommandJob;

interface JobHeader {
  readonly name: string;
  /** Whether it may be repeated if it has not passed. */
  readonly isRepeatable: boolean;
}

interface CommandJob extends JobHeader {
  readonly kind: 'command';
  readonly line: string;
  readonly command: Command;
}

/** A write starts it, and observations show how it stands. */
export interface TaskJob extends JobHeader {
  readonly kind: 'task';
  readonly request: RunTask;
}

interface HttpJob extends JobHeader {
  readonly kind: 'http';
  /** All of them have to be answered as expected. */
  readonly requests: readonly CheckRequest[];
}

/** Of several requests, one that was not answered as expected. */
export interface Fault {
  /** The request, without secrets. */
  readonly place: string;
  /** `null`: no answer came. */
  readonly status: number | null;
}

export interface CheckRequest extends Omit<ProbeRequest, 'codes'> {
  readonly method: string;
  readonly body: string | null;
  readonly expected: Expected;
  /** They are never shown. */
  readonly secrets: readonly string[];
}

/** Two requests to one address can have different hosts. */
export function placeOfRequest({
  url,
  headers,
  secrets,
}: Pick<CheckRequest, 'url' | 'headers' | 'secrets'>): string {
  const host = headers['host'];
  return masked(host === undefined ? url : `${url} with host ${host}`, secrets);
}

/** How a check stands that this process carries out. */
export type CheckState =
  | Runs
  /** A command. `exitCode` null: it could not be started. `lines`: the last ones of its output. */
  | { readonly kind: 'ended'; readonly exitCode: number | null; readonly lines: readonly ForeignLine[] }
  | { readonly kind: 'answered'; readonly answers: readonly Answered[] };

interface Answered {
  readonly request: CheckRequest;
  readonly answer: CheckAnswer;
}

/** It has begun, and shows later. `hasConnected`: it has reached what it tests, or needs no connection. */
interface Runs {
  readonly kind: 'running';
  readonly hasConnected: boolean;
}

/** A check is asked again until it has passed or failed. */
export type CheckResult =
  | { readonly kind: 'passed' }
  | Runs
  | {
      readonly kind: 'failed';
      /** What came, and what was expected instead. */
      readonly what: string;
      /** Whether any request got a connection. If not, the network is the likely cause. */
      readonly hasConnected: boolean;
      /** Whether some of several requests were answered as expected. */
      readonly isAnyPassed: boolean;
      /** Which requests were not answered as expected. */
      readonly faults?: readonly Fault[];
      /** What to do, if it is known. */
      readonly advice?: string;
      /** The last lines of its output. */
      readonly lines?: readonly ForeignLine[];
      /** Its task ended without showing anything. `again`: another try may end otherwise. */
      readonly unproven?: 'again' | 'final';
    };

export const faultsOf = (result: CheckResult): readonly Fault[] =>
  result.kind === 'failed' ? (result.faults ?? []) : [];
