// Plays an example workflow as a runner does: jobs in the order of their needs, a matrix unfolded, every expression
// resolved; only steps that use this action run.
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import type { JobEnvironment } from '../../sandbox/github/job.ts';
import type { TokenPermissions } from '../../sandbox/github/permissions.ts';
import { outputs as outputNames } from '../../src/action-io.ts';
import { evaluate, type Contexts, type Value } from './actions-expression.ts';
import { isOurs, matricesOf, resolve, type JobFile, type Workflow } from './workflows.ts';

/** What a run of the workflow is for. */
interface Occasion {
  readonly github: Value;
  /** Of a workflow_dispatch: what somebody typed; the rest has its defaults. */
  readonly inputs?: Readonly<Record<string, string | boolean>>;
}
/** A step of this action, with its inputs as the runner hands them over. */
export interface OurStep {
  readonly job: string;
  readonly matrix: Readonly<Record<string, Value>>;
  readonly inputs: Readonly<Record<string, string>>;
  /** That the job names. */
  readonly environment: JobEnvironment | null;
  /** Of the job's token. */
  readonly permissions: TokenPermissions;
}
interface StepEnd {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
}
type Run<T> = (step: OurStep) => Promise<T>;
type Played<T> = OurStep & { readonly end: T };
type Texts = Readonly<Record<string, string>>;

/** Plays all jobs one after the other; what needs a job that failed does not run. Throws for what is not known. */
export async function playWorkflow<T extends StepEnd>(
  workflow: Workflow,
  occasion: Occasion,
  run: Run<T>,
): Promise<readonly Played<T>[]> {
  const played: Played<T>[] = [];
  const needs: Record<string, { readonly result: string; readonly outputs: Texts }> = {};
  const base = { github: occasion.github, inputs: inputsOf(workflow, occasion), vars: {}, secrets: {} };
  for (const file of inOrder(workflow.jobs)) {
    const contexts = { ...base, needs: { ...needs } };
    const hasFailed = needsOf(file).some((name) => needs[name]?.result !== 'success');
    if (!evaluate(file.job.if.expression, contexts, hasFailed)) {
      needs[file.name] = { result: 'skipped', outputs: {} };
      continue;
    }
    for (const matrix of matricesOf(file)) {
      const done = await playJob(file, { ...contexts, matrix }, run);
      played.push(...done.steps.map((step) => ({ ...step, matrix })));
      needs[file.name] = { result: done.result, outputs: done.outputs };
    }
  }
  return played;
}

async function playJob<T extends StepEnd>(
  { name, token, job }: JobFile,
  contexts: Contexts,
  run: Run<T>,
): Promise<{ readonly steps: readonly Played<T>[]; readonly result: string; readonly outputs: Texts }> {
  const done: Played<T>[] = [];
  const known: Record<string, Value> = {};
  let hasFailed = false;
  // In addition to the steps: an error in it also fails the run.
  resolve(token.find('concurrency'), contexts);
  const environment = environmentOf(resolve(token.find('environment'), contexts));
  const permissions = permissionsOf(resolve(token.find('permissions'), contexts));
  const tokens = token.find('steps')?.assertSequence('steps');
  for (const [index, step] of job.steps.entries()) {
    const seen = { ...contexts, steps: { ...known } };
    if (step.if !== undefined && !evaluate(step.if.expression, seen, hasFailed)) continue;
    const written = tokens?.get(index).assertMapping('step');
    const inputs = textsOf(written?.find('with'), seen);
    resolve(written?.find('env'), seen);
    if (!('uses' in step) || !isOurs(step.uses.value)) continue;
    const ours = { job: name, matrix: {}, inputs, environment, permissions };
    const end = await run(ours);
    done.push({ ...ours, end });
    known[step.id] = { outputs: { ...noOutputs, ...end.outputs } };
    if (end.exitCode !== 0) hasFailed = true;
  }
  const outputs = textsOf(token.find('outputs'), { ...contexts, steps: known });
  return { steps: done, result: hasFailed ? 'failure' : 'success', outputs };
}

const environmentOf = (named: Value): JobEnvironment | null =>
  typeof named === 'string' ? { name: named } : (named as JobEnvironment | null);

/** Each job of the examples has its own. */
function permissionsOf(named: Value): TokenPermissions {
  if (named === null) throw new Error('a job has no permissions of its own');
  return named as TokenPermissions;
}

/** Every output of the action is there, empty where nothing was written to it. */
const noOutputs = Object.fromEntries(Object.keys(outputNames).map((name) => [name, '']));

/** A map of texts, such as `with` and `outputs`. */
function textsOf(token: TemplateToken | undefined, contexts: Contexts): Texts {
  const members = Object.entries(resolve(token, contexts) ?? {}) as [string, Value][];
  return Object.fromEntries(
    members.map(([name, value]) => [name, typeof value === 'object' ? '' : String(value)]),
  );
}

function inputsOf({ events }: Workflow, { inputs = {} }: Occasion): Record<string, Value> {
  const asked = events.workflow_dispatch?.inputs ?? {};
  const unknown = Object.keys(inputs).filter((name) => !(name in asked));
  if (unknown.length > 0) throw new Error(`the workflow has no input ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(asked).map(([name, { default: preset = '' }]) => [name, inputs[name] ?? preset]),
  );
}

const needsOf = ({ job }: JobFile): readonly string[] => (job.needs ?? []).map(({ value }) => value);

/** Each job after those that it needs; that there is such an order the parser has seen to. */
function inOrder(jobs: Workflow['jobs'], done: readonly JobFile[] = []): readonly JobFile[] {
  const left = jobs.filter((one) => !done.includes(one));
  const next = left.filter((one) => needsOf(one).every((name) => done.some((other) => other.name === name)));
  return next.length === 0 ? done : inOrder(jobs, [...done, ...next]);
}
