// How many connections the tasks of blue have open, as their app answers.
import { acceptsStatus, successCodes } from '../load-balancer/health-check.ts';
import { jsonIn, memberOf } from '../values/json.ts';
import type { CountedConnections, Probed } from './probe-memory.ts';
import type { TargetQuestion } from './question.ts';

/** How long a task may take: a runner outside of the VPC gets no answer at all, and the switch waits for this. */
const limitMs = 2000;

export const askedForConnections = (question: TargetQuestion, path: string): TargetQuestion => ({
  ...question,
  paths: [path],
  codes: successCodes,
  timeoutMs: limitMs,
});

export function countConnections(answers: readonly Probed[], nowMs: number): CountedConnections {
  const numbers = answers.map((probed) => numberIn(probed));
  const known = numbers.filter((number) => number !== null);
  const bad = answers.find((_, index) => numbers[index] === null);
  return {
    atMs: nowMs,
    asked: answers.length,
    answered: known.length,
    open: known.reduce((all, one) => all + one, 0),
    why: bad === undefined ? null : whyNone(bad),
  };
}

/** `12`, or JSON of which all is shown: `{"connections":12}`. `null`: no such number. */
function numberIn({ codes, answer: { status, excerpt } }: Probed): number | null {
  if (status === null || !acceptsStatus(codes, status)) return null;
  const value = jsonIn(excerpt) ?? null;
  const number = typeof value === 'number' ? value : memberOf(value, 'connections');
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function whyNone({ url, codes, answer: { status, error } }: Probed): string {
  if (status === null) return `${url} ${error ?? 'gave no answer'}`;
  return acceptsStatus(codes, status)
    ? `${url} answered no number of connections`
    : `${url} answered ${String(status)}`;
}
