// The paths at which apps usually say how they are, where the health check may ask something else.
import { acceptsStatus, successCodes } from '../load-balancer/health-check.ts';
import type { Probed } from './probe-memory.ts';
import type { TargetQuestion } from './question.ts';

const usualPaths = ['/health', '/ready'] as const;

/** How long blue may take: a runner outside of the VPC gets no answer at all. */
const blueLimitMs = 2000;

/** The question for blue: which of them it answers. An app that answers every path answers the made-up one, too. */
export const askedOfBlue = (
  question: TargetQuestion,
  { known, madeUp }: { readonly known: readonly string[]; readonly madeUp: string },
): TargetQuestion | null => {
  const paths = usualPaths.filter((path) => !known.includes(path));
  return paths.length === 0
    ? null
    : { ...question, paths: [...paths, madeUp], codes: successCodes, timeoutMs: blueLimitMs };
};

/** The question for each task of green. */
export const askedOfGreen = (question: TargetQuestion, paths: readonly string[]): TargetQuestion => ({
  ...question,
  paths,
  codes: successCodes,
});

/** What blue answers. The last of the answers is that to the made-up path. */
export function pathsOfBlue(answers: readonly Probed[]): readonly string[] {
  const madeUp = answers.at(-1)?.answer.status ?? null;
  if (madeUp === null || acceptsStatus(successCodes, madeUp)) return [];
  return answers
    .filter(({ answer }) => answer.status !== null && acceptsStatus(successCodes, answer.status))
    .map(({ url }) => url.slice(url.lastIndexOf('/')));
}
