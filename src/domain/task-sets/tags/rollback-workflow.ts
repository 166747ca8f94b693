// The tag `rollback-workflow`: which workflow rolls back the service by hand, for later commands.
import { plainFile, type RollbackWorkflow } from '../../common/environment/rollback-workflow.ts';
import type { SetTags } from '../model/world.ts';

/** The tag. None where it can't hold the text (fact 14): then the reports don't link to the workflow. */
export function rollbackWorkflowTag(workflow: RollbackWorkflow | null): SetTags {
  if (workflow === null) return {};
  const text = formatRollbackWorkflow(workflow);
  return text.length <= 256 && parseRollbackWorkflow(text) !== null ? { 'rollback-workflow': text } : {};
}

/** `rollback.yml`, or `operate.yml command=rollback reason=` with what its form needs. */
const formatRollbackWorkflow = ({ file, inputs }: RollbackWorkflow): string =>
  [file, ...inputs.map(({ name, value }) => `${name}=${value ?? ''}`)].join(' ');

/** `null`: there is none, or something else wrote the text. */
export function parseRollbackWorkflow(text: string | undefined): RollbackWorkflow | null {
  const [file = '', ...parts] = (text ?? '').split(' ');
  const inputs = parts.map((part) => /^([A-Za-z_][\w-]*)=([\w.:/@+-]*)$/.exec(part));
  if (!plainFile.test(file) || inputs.includes(null)) return null;
  return {
    file,
    inputs: inputs.map((match) => ({ name: match?.[1] ?? '', value: match?.[2] || null })),
  };
}
