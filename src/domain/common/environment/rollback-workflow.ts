// Which workflow of the repository rolls back a service by hand, and what to give in its form.
import { isJsonObject, itemsOf, memberOf, type Json } from '../values/json.ts';
import { lastPart } from '../values/arn.ts';

export interface RollbackWorkflow {
  /** The name of its file in `.github/workflows/`. */
  readonly file: string;
  /** What to give in its form. Everything else has a default. */
  readonly inputs: readonly WorkflowInput[];
}

export interface WorkflowInput {
  readonly name: string;
  /** `null`: a person decides. */
  readonly value: string | null;
}

/** What a workflow has to roll back, and with which action. */
export interface RollbackSubject {
  /** `owner/name` of this action. `null`: the workflow uses it from its own checkout. */
  readonly action: string | null;
  readonly cluster: string;
  readonly service: string;
}

export interface NamedWorkflow {
  /** The name of its file. */
  readonly file: string;
  readonly workflow: Json;
}

/** Whether it is worth parsing. A workflow that only releases is not. */
export const mayRollBack = (text: string): boolean =>
  text.includes('workflow_dispatch') && /\brollback\b/.test(text) && text.includes('uses');

/** The one whose form needs the least. `null`: none rolls back this service. */
export function rollbackWorkflowOf(
  files: readonly NamedWorkflow[],
  subject: RollbackSubject,
): RollbackWorkflow | null {
  const found = files.flatMap((file) => inputsOf(file, subject));
  const [best] = found.toSorted(
    (one, other) => one.inputs.length - other.inputs.length || (one.file < other.file ? -1 : 1),
  );
  return best ?? null;
}

/** Names that can be a part of an address. */
export const plainFile = /^[\w.+@-]+\.ya?ml$/;

function inputsOf({ file, workflow }: NamedWorkflow, subject: RollbackSubject): readonly RollbackWorkflow[] {
  const form = formOf(workflow);
  if (form === null || !plainFile.test(file)) return [];
  const jobs = memberOf(workflow, 'jobs');
  return (isJsonObject(jobs) ? Object.values(jobs) : []).flatMap((job) =>
    itemsOf(memberOf(job, 'steps')).flatMap((step) => {
      if (!isOf(memberOf(step, 'uses'), subject.action)) return [];
      const given = givenBy(step, subject, { form, contexts: [step, job, workflow] });
      return given === null ? [] : [{ file, inputs: [...given, ...othersIn(form, given)] }];
    }),
  );
}

/** Its inputs by name. `null`: nobody can start it by hand. */
function formOf(workflow: Json): Readonly<Record<string, Json>> | null {
  const on = memberOf(workflow, 'on');
  if (on === 'workflow_dispatch' || itemsOf(on).includes('workflow_dispatch')) return {};
  if (!isJsonObject(on) || !Object.hasOwn(on, 'workflow_dispatch')) return null;
  const inputs = memberOf(memberOf(on, 'workflow_dispatch'), 'inputs');
  return isJsonObject(inputs) ? inputs : {};
}

const isOf = (uses: Json, action: string | null): boolean =>
  typeof uses === 'string' &&
  (action === null
    ? uses.startsWith('./')
    : uses.toLowerCase().replace(/@.*$/s, '') === action.toLowerCase());

interface Place {
  readonly form: Readonly<Record<string, Json>>;
  /** Where `env` may stand, the closest first. */
  readonly contexts: readonly Json[];
}

/** `null`: the step does something else, or it can't be known what. */
function givenBy(step: Json, subject: RollbackSubject, place: Place): readonly WorkflowInput[] | null {
  const settings = memberOf(step, 'with');
  const parts = [
    given(memberOf(settings, 'command'), ['rollback'], place),
    given(memberOf(settings, 'service'), namesOf(subject.service), place),
    given(memberOf(settings, 'cluster'), namesOf(subject.cluster), place),
  ];
  const known = parts.flatMap((part) => part ?? []);
  return parts.includes(null) ? null : uniqueIn(known);
}

/** An input may hold a name or an ARN. */
const namesOf = (text: string): readonly string[] => [...new Set([text, lastPart(text)])];

/** What to give so that the setting has one of the values. `null`: it has none of them, or nothing shows it. */
function given(
  setting: Json,
  wanted: readonly string[],
  { form, contexts }: Place,
): readonly WorkflowInput[] | null {
  const text = typeof setting === 'string' ? setting.trim() : '';
  const [, context, name = ''] =
    /^\$\{\{\s*(inputs|github\.event\.inputs|env)\.([\w-]+)\s*\}\}$/.exec(text) ?? [];
  if (context === undefined) return isAmong(text, wanted) ? [] : null;
  if (context === 'env') {
    const values = contexts.map((each) => memberOf(memberOf(each, 'env'), name));
    const value = values.find((each) => each !== null);
    return typeof value === 'string' && isAmong(value, wanted) ? [] : null;
  }
  const input = form[name] ?? null;
  const value = wanted.find((one) => itemsOf(memberOf(input, 'options')).includes(one));
  const preset = memberOf(input, 'default');
  if (typeof preset === 'string' && isAmong(preset, wanted)) return [];
  return value === undefined ? null : [{ name, value }];
}

const isAmong = (text: string, wanted: readonly string[]): boolean =>
  wanted.includes(text) || wanted.includes(lastPart(text));

/** What else the form requires, without a default. */
const othersIn = (
  form: Readonly<Record<string, Json>>,
  known: readonly WorkflowInput[],
): readonly WorkflowInput[] =>
  Object.entries(form).flatMap(([name, input]) => {
    const isOpen = memberOf(input, 'required') === true && memberOf(input, 'default') === null;
    const hasFirst = memberOf(input, 'type') === 'choice';
    const isKnown = known.some((one) => one.name === name);
    return isOpen && !hasFirst && !isKnown ? [{ name, value: null }] : [];
  });

const uniqueIn = (inputs: readonly WorkflowInput[]): readonly WorkflowInput[] =>
  inputs.filter(({ name }, index) => inputs.findIndex((other) => other.name === name) === index);
