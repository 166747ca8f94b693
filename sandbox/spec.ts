// The spec of a sandbox as types, and the way from what a person wrote to what the sandbox reads.
import type { z } from 'zod';
import { list, problemsIn } from './spec-fields.ts';
import type { delays } from './spec-delays.ts';
import { fault } from './spec-faults.ts';
import { action, app, sandbox, taskSet } from './spec-schema.ts';
import type { listener, rule, service, targetGroup, unknowns } from './spec-schema.ts';

export type SandboxSpec = z.input<typeof sandbox>;
export type FullSpec = z.output<typeof sandbox>;
export type ServiceSpec = z.output<typeof service>;
export type TaskSetSpec = z.output<typeof taskSet>;
export type TargetGroupSpec = z.output<typeof targetGroup>;
export type ListenerSpec = z.output<typeof listener>;
export type RuleSpec = z.output<typeof rule>;
export type ActionSpec = z.output<typeof action>;
export type AppSpec = z.output<typeof app>;
export type AppInput = z.input<typeof app>;
export type TargetGroupInput = z.input<typeof targetGroup>;
export type TaskSetInput = z.input<typeof taskSet>;
export type ActionInput = z.input<typeof action>;
export type FaultSpec = z.input<typeof fault>;
export type FullFault = z.output<typeof fault>;
export type Delays = z.output<typeof delays>;
export type Unknowns = z.output<typeof unknowns>;

/** A spec that can't be used; the message lists every problem with its path. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The sandbox spec has ${problems.length} problem(s):\n${problems.map((one) => `  ${one}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** What would make the sandbox kinder than AWS. */
function leniencies(spec: FullSpec): string[] {
  const groups = spec.targetGroups.flatMap(({ deregistrationDelaySeconds: seconds }, index) =>
    seconds !== null && seconds < 2
      ? [`spec.targetGroups[${index}].deregistrationDelaySeconds: strict wants 2 or more`]
      : [],
  );
  return [
    ...(spec.delays.draining < 2000 ? ['spec.delays.draining: strict wants 2000 or more'] : []),
    ...(spec.delays.propagation[1] < 500
      ? ['spec.delays.propagation: strict wants a span that reaches 500 or more']
      : []),
    ...(spec.nodes < 2 ? ['spec.nodes: strict wants 2 or more'] : []),
    ...groups,
  ];
}

function complete<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> {
  const { data, error } = schema.safeParse(value);
  if (error !== undefined) throw new SpecError(problemsIn(error, path));
  return data;
}

/** Fills in the defaults; throws SpecError with every problem of form at once. */
export function completeSpec(value: unknown): FullSpec {
  const { data, error } = sandbox.safeParse(value);
  // Problems that only `strict` finds are reported too, for the parts that can be read.
  const spec = data ?? sandbox.parse(withoutWrong(value, error.issues));
  const problems = [
    ...(error === undefined ? [] : problemsIn(error, 'spec')),
    ...(spec.strict ? leniencies(spec) : []),
  ];
  if (problems.length > 0) throw new SpecError(problems);
  return spec;
}

function withoutWrong(value: unknown, issues: z.ZodError['issues']): unknown {
  const wrong = issues.flatMap(
    ({ path, ...issue }) => path[0] ?? (issue.code === 'unrecognized_keys' ? issue.keys : []),
  );
  const entries = Object.entries(value instanceof Object && !Array.isArray(value) ? value : {});
  return Object.fromEntries(entries.filter(([key]) => !wrong.includes(key)));
}

/** The same for parts that come in later; each throws SpecError. */
export function completeFault(value: FaultSpec): FullFault {
  return complete(fault, value, 'fault');
}
export function completeTaskSet(value: TaskSetInput): TaskSetSpec {
  return complete(taskSet, value, 'taskSet');
}
export function completeActions(value: readonly ActionInput[]): readonly ActionSpec[] {
  return complete(list(action), value, 'actions');
}
export function completeApp(value: AppInput): AppSpec {
  return complete(app, value, 'app');
}
