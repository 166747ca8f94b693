// The example workflows, read and played as a runner does: jobs in the order of their needs, a matrix unfolded, every
// expression resolved; only steps that use this action run.
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { outputs as outputNames } from '../../src/action-io.ts';
import { interpolate, isMet, type Contexts, type Value } from './actions-expression.ts';

export interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly on: Readonly<Record<string, Trigger | null>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Trigger {
  readonly inputs?: Readonly<Record<string, { readonly default?: string | boolean; readonly type?: string }>>;
}
export interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress': boolean;
}
export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly concurrency?: Concurrency;
  readonly environment?: string | { readonly name: string; readonly url?: string };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, Value>>[] } };
  readonly steps: readonly Step[];
}
export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

const folder = new URL('../../examples/workflows/', import.meta.url);
export const exampleFiles: readonly string[] = readdirSync(folder).toSorted();

/** `filled`: what somebody writes who copies it, by the text that stands in its place. */
export function readExample(file: string, filled: Readonly<Record<string, string>> = {}): Workflow {
  const raw = readFileSync(new URL(file, folder), 'utf8');
  const text = Object.entries(filled).reduce((all, [name, value]) => all.replaceAll(name, value), raw);
  return { ...(parse(text) as Omit<Workflow, 'file' | 'text'>), file, text };
}

export const isOurs = ({ uses }: Step): boolean => uses?.includes('/ecs-blue-green@') === true;

/** What a run of the workflow is for. */
export interface Occasion {
  readonly github: Value;
  /** Of a workflow_dispatch: what somebody typed; the rest has its defaults. */
  readonly inputs?: Readonly<Record<string, string | boolean>>;
}
/** A step of this action, with its inputs as the runner hands them over. */
export interface OurStep {
  readonly job: string;
  readonly matrix: Readonly<Record<string, Value>>;
  readonly inputs: Readonly<Record<string, string>>;
}
export interface StepEnd {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Plays all jobs one after the other; what needs a job that failed does not run. Throws for any unknown expression. */
export async function playWorkflow<T extends StepEnd>(
  workflow: Workflow,
  occasion: Occasion,
  run: (step: OurStep) => Promise<T>,
): Promise<readonly (OurStep & { readonly end: T })[]> {
  const played: (OurStep & { readonly end: T })[] = [];
  const needs: Record<string, Value> = {};
  const base = { github: occasion.github, inputs: inputsOf(workflow, occasion), vars: {}, secrets: {} };
  for (const [name, job] of inOrder(workflow.jobs)) {
    const contexts = { ...base, needs: { ...needs } };
    const hasFailed = needsOf(job).some((one) => (needs[one] as { result?: string }).result !== 'success');
    if (hasFailed || !isMet(job.if, contexts)) {
      needs[name] = { result: 'skipped', outputs: {} };
      continue;
    }
    for (const matrix of job.strategy?.matrix.include ?? [{}]) {
      const done = await playJob(name, job, { ...contexts, matrix }, run);
      played.push(...done.steps.map((step) => ({ ...step, matrix })));
      needs[name] = { result: done.result, outputs: done.outputs };
    }
  }
  return played;
}

async function playJob<T extends StepEnd>(
  name: string,
  job: Job,
  contexts: Contexts,
  run: (step: OurStep) => Promise<T>,
): Promise<{
  readonly steps: readonly (OurStep & { readonly end: T })[];
  readonly result: 'success' | 'failure';
  readonly outputs: Readonly<Record<string, string>>;
}> {
  const done: (OurStep & { readonly end: T })[] = [];
  const known: Record<string, Value> = {};
  let result: 'success' | 'failure' = 'success';
  resolveAround(job, contexts);
  for (const step of job.steps) {
    const seen = { ...contexts, steps: { ...known } };
    if (result === 'failure' && step.if === undefined) continue;
    if (!isMet(step.if, seen)) continue;
    const inputs = resolved(step.with ?? {}, seen);
    resolved(step.env ?? {}, seen);
    if (!isOurs(step)) continue;
    const end = await run({ job: name, matrix: {}, inputs });
    done.push({ job: name, matrix: {}, inputs, end });
    if (step.id !== undefined) known[step.id] = { outputs: { ...noOutputs, ...end.outputs } };
    if (end.exitCode !== 0) result = 'failure';
  }
  return { steps: done, result, outputs: resolved(job.outputs ?? {}, { ...contexts, steps: known }) };
}

/** Every output of the action is there, empty where nothing was written to it. */
const noOutputs = Object.fromEntries(Object.keys(outputNames).map((name) => [name, '']));

/** What GitHub resolves besides the steps: a mistake in it fails the run as well. */
function resolveAround({ concurrency, environment }: Job, contexts: Contexts): void {
  if (concurrency !== undefined) interpolate(concurrency.group, contexts);
  if (typeof environment === 'object') interpolate(environment.url ?? '', contexts);
}

const resolved = (
  texts: Readonly<Record<string, string | number | boolean>>,
  contexts: Contexts,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, interpolate(String(text), contexts)]),
  );

function inputsOf({ on }: Workflow, { inputs = {} }: Occasion): Record<string, Value> {
  const asked = on['workflow_dispatch']?.inputs ?? {};
  const unknown = Object.keys(inputs).filter((name) => !(name in asked));
  if (unknown.length > 0) throw new Error(`the workflow has no input ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(asked).map(([name, { default: preset = '' }]) => [name, inputs[name] ?? preset]),
  );
}

const needsOf = ({ needs }: Job): readonly string[] =>
  needs === undefined ? [] : typeof needs === 'string' ? [needs] : needs;

/** Each job after those that it needs. */
function inOrder(jobs: Workflow['jobs']): readonly (readonly [string, Job])[] {
  const left = Object.entries(jobs);
  const ordered: (readonly [string, Job])[] = [];
  while (left.length > 0) {
    const at = left.findIndex(([, job]) =>
      needsOf(job).every((one) => ordered.some(([name]) => name === one)),
    );
    if (at < 0)
      throw new Error(`jobs that need each other, or nobody knows: ${left.map(([name]) => name).join(', ')}`);
    ordered.push(...left.splice(at, 1));
  }
  return ordered;
}
