// What a contract needs, as a tag of green holds it from its creation: the command teardown reads no file.
import type { Migration } from './migration.ts';

/** Network, launch type and revision are those of green. */
export type ContractPlan = Pick<Migration, 'command' | 'container' | 'taskRole' | 'timeoutSeconds'>;

/** `timeout=<seconds> [container=…] [task-role=…] command=<word> <word> …`. */
export const formatContract = ({ command, container, taskRole, timeoutSeconds }: ContractPlan): string =>
  [
    `timeout=${String(timeoutSeconds)}`,
    ...(container === null ? [] : [`container=${container}`]),
    ...(taskRole === null ? [] : [`task-role=${written(taskRole)}`]),
    `command=${command.map(written).join(' ')}`,
  ].join(' ');

/** A tag holds few characters (fact 14). Any other is written as `@<code point>@`, in hexadecimal. */
const written = (word: string): string =>
  word.replace(/[^A-Za-z0-9+\-=._:/]/gu, (one) => `@${(one.codePointAt(0) ?? 0).toString(16)}@`);

const read = (text: string): string =>
  text.replace(/@([0-9a-f]{1,6})@/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));

const form =
  /^timeout=(?<timeout>\d{1,6})(?: container=(?<container>\S+))?(?: task-role=(?<role>\S+))? command=(?<command>\S.*)$/;

/** `null`: there is no plan, or somebody else wrote the text. */
export function parseContract(text: string | undefined): ContractPlan | null {
  const { timeout, container, role, command } = form.exec(text ?? '')?.groups ?? {};
  if (timeout === undefined || command === undefined || !isWritten(command) || !isWritten(role ?? ''))
    return null;
  return {
    timeoutSeconds: Number(timeout),
    container: container ?? null,
    taskRole: role === undefined ? null : read(role),
    command: command.split(' ').map(read),
  };
}

/** Whether each code is one of a character. */
const isWritten = (text: string): boolean =>
  [...text.matchAll(/@([^@]*)@/g)].every(([, code = '']) => /^(?:[0-9a-f]{1,5}|10[0-9a-f]{4})$/.test(code));
