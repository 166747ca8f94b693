// The spec of a sandbox as types, and the way from what a person wrote to what the sandbox reads.
import { list } from './spec-fields.ts';
import type { Field, InputOf, OutputOf } from './spec-fields.ts';
import { action, app, fault, sandbox, taskSet } from './spec-schema.ts';
import type { delays, listener, loadBalancer, rule, service, targetGroup, unknowns } from './spec-schema.ts';

export type SandboxSpec = InputOf<typeof sandbox>;
export type FullSpec = OutputOf<typeof sandbox>;
export type ServiceSpec = OutputOf<typeof service>;
export type TaskSetSpec = OutputOf<typeof taskSet>;
export type TargetGroupSpec = OutputOf<typeof targetGroup>;
export type LoadBalancerSpec = OutputOf<typeof loadBalancer>;
export type ListenerSpec = OutputOf<typeof listener>;
export type RuleSpec = OutputOf<typeof rule>;
export type ActionSpec = OutputOf<typeof action>;
export type AppSpec = OutputOf<typeof app>;
export type AppInput = InputOf<typeof app>;
export type TaskSetInput = InputOf<typeof taskSet>;
export type ActionInput = InputOf<typeof action>;
export type FaultSpec = InputOf<typeof fault>;
export type FullFault = OutputOf<typeof fault>;
export type Delays = OutputOf<typeof delays>;
export type Unknowns = OutputOf<typeof unknowns>;

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

function parsed<Out, In>(
  field: Field<Out, In>,
  value: unknown,
  path: string,
): { out: Out; problems: string[] } {
  const problems: string[] = [];
  return { out: field.parse(value, path, problems), problems };
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

/** Fills in the defaults; throws SpecError with every problem of form at once. */
export function completeSpec(value: unknown): FullSpec {
  const { out, problems } = parsed(sandbox, value, 'spec');
  if (out.strict) problems.push(...leniencies(out));
  if (problems.length > 0) throw new SpecError(problems);
  return out;
}

function complete<Out, In>(field: Field<Out, In>, value: unknown, path: string): Out {
  const { out, problems } = parsed(field, value, path);
  if (problems.length > 0) throw new SpecError(problems);
  return out;
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
