// The checks of a release, and what each asks.
import {
  isRepeatable,
  type Check,
  type CommandCheck,
  type HttpCheck,
  type TaskCheck,
} from '../../common/checks/check.ts';
import { withCommit } from '../../common/checks/with-commit.ts';
import { requestsAt, type Probing } from '../../common/probes/address.ts';
import type { CheckJob, CheckRequest } from '../../common/probes/check-job.ts';
import { commitAhead } from '../../common/request/commit.ts';
import type { ProbeRequest } from '../../common/run/step.ts';
import { commitOfRevision } from '../roles/version-before.ts';
import type { Scene } from '../roles/scene.ts';
import { lastPart } from '../../common/values/arn.ts';
import { productionProbing, smokePlan, smokeProbing } from '../health/probing.ts';
import { factsFor } from './facts.ts';
import { testTaskOf } from './test-task.ts';

/** The commit of what green runs. `null`: nothing names it. */
export const commitOfGreen = ({ request, roles: { green }, world }: Scene): string | null =>
  commitAhead(request) ??
  green?.tags.commit ??
  (green === null ? null : commitOfRevision(green.taskDefinition, world.taskSets));

/** In order, with the commit filled in. Without a known commit, those that name it are left out. */
export const checksOf = (scene: Scene): readonly Check[] =>
  withCommit(scene.request.checks, commitOfGreen(scene));

export const bakeChecksOf = (scene: Scene): readonly Check[] =>
  checksOf(scene).filter(({ isInBake }) => isInBake);

/** The next one before the switch. `null`: all have passed. */
export const dueCheck = (scene: Scene): Check | null => checksOf(scene)[scene.memory.checks.passed] ?? null;

/** In the bake, each runs once, and those that only read run again until the bake is over. */
export function dueBakeCheck(scene: Scene): Check | null {
  const all = bakeChecksOf(scene);
  const { passed } = scene.memory.bakeChecks;
  if (passed < all.length) return all[passed] ?? null;
  const again = all.filter(isRepeatable);
  return again[(passed - all.length) % Math.max(1, again.length)] ?? null;
}

/** Whether this check has had its time. `sinceMs`: when it was begun; `null`: it was not. */
export const isOverdue = ({ world }: Scene, { timeoutSeconds }: Check, sinceMs: number | null): boolean =>
  sinceMs !== null && world.nowMs - sinceMs >= timeoutSeconds * 1000;

export const areBakeChecksPassed = (scene: Scene): boolean =>
  scene.memory.bakeChecks.passed >= bakeChecksOf(scene).length;

/** A check, ready to run, or why it can't. */
export type Job =
  { readonly job: CheckJob; readonly where: string } | { readonly job: null; readonly why: string };

/** At green: where smoke tests ask their paths. */
export const gateJob = (scene: Scene, check: Check): Job => jobOf(scene, check, smokeProbing);

/** Why a path can't be asked of green, whatever its targets will be. `null`: it can. */
export function gatePlan(scene: Scene, { place }: HttpCheck): string | null {
  if ('url' in place) return null;
  const plan = planOf(scene, place.path);
  return plan.kind === 'none' ? plan.why : null;
}

/** Where a path is asked of green. */
export const planOf = (scene: Scene, path: string): ReturnType<typeof smokePlan> =>
  smokePlan(askingOnly(scene, path));

/** At production: where the probes of the bake ask their paths. */
export const bakeJob = (scene: Scene, check: Check): Job => jobOf(scene, check, productionProbing);

function jobOf(scene: Scene, check: Check, probing: (scene: Scene) => Probing): Job {
  if (check.kind !== 'http') return ownJob(scene, check, probing === productionProbing);

  if ('url' in check.place) {
    const { url } = check.place;
    const alone = { ...scene.request, smoke: { ...scene.request.smoke, headers: {} } };
    return { job: jobWith(check, requestsAt(alone, url, { paths: null })), where: url };
  }
  const asked = probing(askingOnly(scene, check.place.path));
  if (asked.requests === null) return { job: null, why: asked.why };
  return {
    job: jobWith(check, asked.requests),
    where: `${check.place.path} at ${asked.where.split(',')[0] ?? ''}`,
  };
}

/** What asks nothing over the network itself: a command, or a task. */
function ownJob(scene: Scene, check: CommandCheck | TaskCheck, isInBake: boolean): Job {
  const { name, secrets } = check;
  const facts = factsFor(scene, { isInBake, commit: commitOfGreen(scene) });
  const isRepeatable = false;
  if (check.kind === 'command') {
    const { line, words, passedOn } = check;
    const command = { name, words, passedOn, facts, secrets };
    return { job: { kind: 'command', name, line, isRepeatable, command }, where: line };
  }
  const own = isInBake ? scene.memory.bakeChecks : scene.memory.checks;
  const request = testTaskOf(scene, check, { own, facts });
  if ('why' in request) return { job: null, why: request.why };
  const where = `a task of ${lastPart(request.taskDefinition)}`;
  return { job: { kind: 'task', name, isRepeatable, request }, where };
}

/** As if the path were the only one of `health-paths`. */
const askingOnly = (scene: Scene, path: string): Scene => ({
  ...scene,
  request: { ...scene.request, smoke: { ...scene.request.smoke, paths: [path] } },
});

const jobWith = (check: HttpCheck, requests: readonly ProbeRequest[]): CheckJob =>
  httpJob(
    check,
    requests.map((request) => withCheck(request, check)),
  );

export const httpJob = (check: HttpCheck, requests: readonly CheckRequest[]): CheckJob => ({
  kind: 'http',
  name: check.name,
  isRepeatable: isRepeatable(check),
  requests,
});

/** Its own headers win over those of all probes. */
export const withCheck = (
  { url, headers, certificate }: ProbeRequest,
  { method, body, expected, secrets, headers: own }: HttpCheck,
): CheckRequest => ({
  url,
  certificate,
  method,
  body,
  expected,
  secrets,
  headers: { ...headers, ...own },
  timeoutMs: expected.withinMs,
});
