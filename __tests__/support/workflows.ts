// The example workflows, read by GitHub's own parser.
import { readdirSync, readFileSync } from 'node:fs';
import { convertWorkflowTemplate, isBasicExpression, isMapping, isSequence } from '@actions/workflow-parser';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import type { Job, WorkflowTemplate } from '@actions/workflow-parser/model/workflow-template';
import type { MappingToken, TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { evaluate, type Contexts, type Value } from './actions-expression.ts';

export interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly root: MappingToken;
  readonly events: WorkflowTemplate['events'];
  readonly jobs: readonly JobFile[];
}
export interface JobFile {
  readonly name: string;
  /** As it is written. */
  readonly token: MappingToken;
  /** As GitHub understands it: conditions include `success()` where nothing else is said. */
  readonly job: Job;
}

const folder = new URL('../../examples/workflows/', import.meta.url);
export const exampleFiles: readonly string[] = readdirSync(folder).toSorted();

/** The workflow to copy from the README: its first block of YAML. */
function readmeWorkflow(): string {
  const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  return /```yaml\n(.*?)```/s.exec(text)?.[1] ?? '';
}

/**
 * An example by its file, or the workflow in README.md. `filled`: what somebody writes who copies it, by the text that
 * stands in its place.
 */
export function readExample(file: string, filled: Readonly<Record<string, string>> = {}): Promise<Workflow> {
  const raw = file === 'README.md' ? readmeWorkflow() : readFileSync(new URL(file, folder), 'utf8');
  return readWorkflow(
    file,
    Object.entries(filled).reduce((all, [name, value]) => all.replaceAll(name, value), raw),
  );
}

/** Throws for everything that GitHub would refuse the file for. */
export async function readWorkflow(file: string, text: string): Promise<Workflow> {
  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  const template = value && (await convertWorkflowTemplate(context, value));
  const problems = context.errors.getErrors().map(({ message }) => message);
  if (value === undefined || template === undefined || problems.length > 0)
    throw new Error(problems.join('\n'));
  const root = value.assertMapping('workflow');
  const tokens = root.find('jobs')?.assertMapping('jobs');
  const jobs = template.jobs.map((job) => {
    const token = tokens?.find(job.id.value)?.assertMapping('job');
    if (job.type !== 'job' || token === undefined)
      throw new Error(`${file}: ${job.id.value} is no job of steps`);
    return { name: job.id.value, token, job };
  });
  return { file, text, root, events: template.events, jobs };
}

/** The plain value of a part of the file, its expressions evaluated. Absent: `null`. */
export function resolve(token: TemplateToken | undefined, contexts: Contexts): Value {
  if (token === undefined) return null;
  if (isBasicExpression(token)) return evaluate(token.expression, contexts);
  if (isSequence(token)) return [...token].map((one) => resolve(one, contexts));
  if (!isMapping(token)) return token.toJSON() as Value;
  return Object.fromEntries([...token].map(({ key, value }) => [key.toString(), resolve(value, contexts)]));
}

export const usesOurs = ({ job }: JobFile): boolean =>
  job.steps.some((step) => 'uses' in step && isOurs(step.uses.value));
export const isOurs = (uses: string): boolean => uses.includes('/ecs-blue-green@');

/** Each of a job's matrix; one without members where it has none. */
export function matricesOf({ token }: JobFile): readonly Readonly<Record<string, Value>>[] {
  const strategy = resolve(token.find('strategy'), {}) as {
    matrix?: { include: Record<string, Value>[] };
  } | null;
  return strategy?.matrix?.include ?? [{}];
}
