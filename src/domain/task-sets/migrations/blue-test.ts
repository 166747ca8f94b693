// Blue, asked the same before and after a migration: a rollback returns to it.
import type { Check, HttpCheck } from '../../common/checks/check.ts';
import { withCommit } from '../../common/checks/with-commit.ts';
import type { CheckJob, CheckRequest, CheckPurpose } from '../../common/probes/check-job.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import type { ProbeRequest } from '../../common/run/step.ts';
import { productionProbing } from '../health/probing.ts';
import { bakeJob } from '../checks/jobs.ts';
import { digestOf } from '../../common/migrations/digest.ts';
import { masked } from '../../common/values/secrets.ts';
import { commitOfRevision } from '../roles/version-before.ts';
import type { Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';

/** How long blue may take to pass each of them again. */
const passesWithinMs = 30_000;

/** The name of what it is asked in any case. */
const production = 'production';

/** The IDs of all that it passes are in one tag. Two of them are the same by chance once in 46,656 times. */
const idLength = 3;
const mostQuestions = 25;

interface Question {
  /** By what it asks: the next run may have another list of checks. */
  readonly id: string;
  readonly name: string;
  readonly job: Extract<CheckJob, { kind: 'http' }>;
}

/**
 * What production is asked in a bake, and the checks of the service's own that only read. Nothing else is asked of a blue
 * that users are on. A URL may lead to green only, unless the bake asks it too. While somebody has moved production elsewhere,
 * its answers say nothing about blue.
 */
export function questionsFor(scene: Scene): readonly Question[] {
  const { request, world, roles } = scene;
  const { blue, pair, production: rules } = roles;
  const isElsewhere = pair !== null && rules.some((rule) => weightOf(rule, pair.green) > 0);
  if (blue === null || isElsewhere) return [];
  const commit = blue.tags.commit ?? commitOfRevision(blue.taskDefinition, world.taskSets);
  const checks = withCommit(request.checks, commit).flatMap((check): readonly Question[] => {
    if (!isHarmless(check)) return [];
    const { job } = bakeJob(scene, check);
    return job?.kind === 'http' ? [{ id: idOf(asksOf(check), check.secrets), name: check.name, job }] : [];
  });
  return [...usual(scene), ...checks].slice(0, mostQuestions);
}

const isHarmless = (check: Check): check is HttpCheck =>
  check.kind === 'http' &&
  ['GET', 'HEAD'].includes(check.method) &&
  ('path' in check.place || check.isInBake);

function usual(scene: Scene): readonly Question[] {
  const { requests } = productionProbing(scene);
  if (requests === null || requests.length === 0) return [];
  const name = production;
  const id = idOf(requests.map(({ url, codes }) => [pathOf(url), codes]));
  return [{ id, name, job: { kind: 'http', name, isRepeatable: true, requests: requests.map(asCheck) } }];
}

/** The name of the load balancer, a port or a host may change. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

const asksOf = ({ place, method, headers, body, expected }: HttpCheck): unknown => [
  place,
  method,
  headers,
  body,
  expected,
];

/** Secrets may be others in the next run. */
const idOf = (asked: unknown, secrets: readonly string[] = []): string =>
  digestOf(masked(JSON.stringify(asked), secrets)).slice(-idLength);

const asCheck = ({ url, headers, certificate, codes, timeoutMs }: ProbeRequest): CheckRequest => ({
  ...{ url, headers, certificate, timeoutMs, method: 'GET', body: null, secrets: [] },
  expected: { codes, text: null, pattern: null, json: {}, headers: {}, withinMs: timeoutMs },
});

/** What it passes before is what it has to pass after. `null`: it has been asked everything. */
export function askBefore(scene: Scene): Step | null {
  const { blueTest } = scene.memory;
  const question = questionsFor(scene).find(({ id }) => blueTest.before[id] === undefined);
  if (question === undefined) return null;
  const dueMs = dueInMs(scene, blueTest.failuresInRow > 0 ? blueTest.lastMs : null);
  return dueMs > 0 ? pause(question, dueMs) : ask(question, 'blue-before', 'before the migration');
}

/** What it passes before, for the tag. */
export const passedIds = ({ memory }: Pick<Scene, 'memory'>): string =>
  Object.entries(memory.blueTest.before)
    .flatMap(([id, isPassed]) => (isPassed ? [id] : []))
    .join('');

/** `before`: the IDs of what it passed then. */
export function askAfter(scene: Scene, before: string): Step | null {
  const { after } = scene.memory.blueTest;
  const question = dueAfter(scene, before);
  if (question === null) return null;
  const dueMs = dueInMs(scene, after.failuresInRow > 0 ? after.lastMs : null);
  return dueMs > 0 ? pause(question, dueMs) : ask(question, 'blue-after', 'on the new schema');
}

const dueInMs = ({ world, request }: Scene, lastMs: number | null): number =>
  lastMs === null ? 0 : lastMs + request.smoke.intervalSeconds * 1000 - world.nowMs;

const pause = ({ name }: Question, ms: number): Step =>
  wait('prepare', 'testing-blue', `waiting to ask blue again: ${name}`, ms);

const ask = ({ id, name, job }: Question, purpose: CheckPurpose, when: string): Step =>
  step('prepare', 'testing-blue', `asking blue ${when}: ${name}`, {
    kind: 'check',
    purpose,
    job,
    question: id,
  });

/** Each counts as often as a smoke test of green does. */
function dueAfter(scene: Scene, before: string): Question | null {
  const all = passedBefore(scene, before);
  const { passed } = scene.memory.blueTest.after;
  return passed < all.length * scene.request.smoke.passes ? (all[passed % all.length] ?? null) : null;
}

const idsIn = (before: string): readonly string[] =>
  Array.from({ length: Math.ceil(before.length / idLength) }, (_, index) =>
    before.slice(index * idLength, (index + 1) * idLength),
  );

/** What is no longer asked, since the checks are others by now, can't be passed again. */
function passedBefore(scene: Scene, before: string): readonly Question[] {
  const ids = idsIn(before);
  return questionsFor(scene).filter(({ id }) => ids.includes(id));
}

/** It has passed all that it passed before. */
export function hasPassedAgain(scene: Scene, before: string): boolean {
  const asked = questionsFor(scene).map(({ id }) => id);
  return before !== '' && idsIn(before).every((id) => asked.includes(id)) && dueAfter(scene, before) === null;
}

/** What blue does not pass any more. `null`: nothing, as far as it was asked. */
export function failedAfter(
  scene: Scene,
  before: string,
): { readonly name: string; readonly why: string } | null {
  const { startedAtMs, failuresInRow, lastFailure } = scene.memory.blueTest.after;
  const question = dueAfter(scene, before);
  if (question === null || failuresInRow < 3 || startedAtMs === null) return null;
  if (scene.world.nowMs - startedAtMs < passesWithinMs) return null;
  return { name: question.name, why: lastFailure ?? 'no answer' };
}
