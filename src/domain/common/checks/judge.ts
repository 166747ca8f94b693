// What an answer has to be, and what came instead.
import { acceptsStatus, successCodes } from '../load-balancer/health-check.ts';
import type { Json } from '../values/json.ts';
import { cutAt, oneLine } from '../values/sentence.ts';
import type { Expected } from './check.ts';
import { exactJsonIn, isNumber, isSameNumber } from './exact-numbers.ts';
import { valueAt } from './json-path.ts';

export interface CheckAnswer {
  /** `null`: no answer came. */
  readonly status: number | null;
  readonly hasConnected: boolean;
  readonly ms: number;
  /** Why there is no answer. */
  readonly error: string | null;
  /** Name in lower case → value. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body, as far as it is read. */
  readonly body: string;
  /** The body is longer. */
  readonly isCut: boolean;
  /** Whether the body matches the regular expression of the check. `null`: the search took too long. */
  readonly isMatch: boolean | null;
}

/** Removes what is secret. Anything from outside passes it before it is cut. */
export type Hide = (text: string) => string;

const mostShown = 80;

/** A phrase with what was expected and what came; `null`: it is as expected. */
export function judge(expected: Expected, answer: CheckAnswer, hide: Hide): string | null {
  if (answer.status === null) return answer.error ?? 'gave no answer';
  if (!acceptsStatus(expected.codes, answer.status)) {
    const wanted = expected.codes === successCodes ? '' : ` instead of ${expected.codes}`;
    return `answered ${String(answer.status)}${wanted}${excerpt(answer.body, hide)}`;
  }
  return (
    headerFault(expected, answer, hide) ??
    jsonFault(expected, answer, hide) ??
    textFault(expected, answer, hide) ??
    (answer.ms <= expected.withinMs
      ? null
      : `answered after ${String(answer.ms)} ms instead of within ${String(expected.withinMs)} ms`)
  );
}

function headerFault({ headers }: Expected, answer: CheckAnswer, hide: Hide): string | null {
  for (const [name, value] of Object.entries(headers)) {
    const came = answer.headers[name];
    if (came === undefined)
      return `answered without the header ${name}, which has to be ${shown(value, hide)}`;
    if (!isSame(came, value))
      return `answered with the header ${name}: ${shown(came, hide)} instead of ${shown(value, hide)}`;
  }
  return null;
}

function jsonFault({ json }: Expected, { body }: CheckAnswer, hide: Hide): string | null {
  const wanted = Object.entries(json);
  if (wanted.length === 0) return null;
  const document = exactJsonIn(body);
  if (document === undefined) return `did not answer with JSON${excerpt(body, hide)}`;
  for (const [path, value] of wanted) {
    const came = valueAt(document, path);
    if (came === undefined) return `answered JSON without ${path}, which has to be ${shown(value, hide)}`;
    if (!isSame(came, value))
      return `answered JSON with ${path} ${shown(textOf(came), hide)} instead of ${shown(value, hide)}`;
  }
  return null;
}

function textFault({ text, pattern }: Expected, { body, isMatch }: CheckAnswer, hide: Hide): string | null {
  if (text !== null && !body.includes(text))
    return `answered without the text ${shown(text, hide)}${excerpt(body, hide)}`;
  if (pattern === null || isMatch === true) return null;
  return isMatch === null
    ? `answered with a text for which ${shown(pattern, hide)} takes too long: write a simpler expression`
    : `answered with a text that does not match ${shown(pattern, hide)}${excerpt(body, hide)}`;
}

/** Values in the file are text: `1`, `true` and `null` there are the number, the word of JSON, or the text. */
const isSame = (came: Json, value: string): boolean =>
  isNumber(came)
    ? isSameNumber(textOf(came), value)
    : textOf(came) === value || isCommitOf(textOf(came), value);

/** Many services show only the first digits of their commit. */
const isCommitOf = (came: string, commit: string): boolean =>
  /^[0-9a-f]{40}$/.test(commit) && /^[0-9a-f]{7,39}$/.test(came) && commit.startsWith(came);

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const cut = (text: string): string => cutAt(text, mostShown);

const shown = (text: string, hide: Hide): string => `"${cut(oneLine(hide(text)))}"`;

function excerpt(body: string, hide: Hide): string {
  const text = cut(oneLine(hide(body)));
  return text === '' ? '' : `: ${text}`;
}
