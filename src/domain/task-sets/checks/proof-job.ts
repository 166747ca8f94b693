// The requests of the proof of the switch.
import { formatRule } from '../../common/load-balancer/traffic.ts';
import { versionCheck, type Check } from '../../common/checks/check.ts';
import { requestsAt, requestsThrough } from '../../common/probes/address.ts';
import { placeOfRequest, type CheckRequest } from '../../common/probes/check-job.ts';
import type { Question } from '../../common/probes/question.ts';
import type { Scene } from '../roles/scene.ts';
import { checksOf, httpJob, withCheck, type Job } from './jobs.ts';

/** The check that proves the switch. */
export const versionCheckOf = (scene: Scene): Check | null =>
  checksOf(scene).find(({ name }) => name === versionCheck) ?? null;

/** At `production-url`. */
export function namedProofRequests({ request }: Scene, check: Check): readonly CheckRequest[] {
  const { probeUrl } = request.bake;
  const question = proofQuestion(check);
  return check.kind !== 'http' || question === null || probeUrl === null
    ? []
    : requestsAt(request, probeUrl, question).map((one) => withCheck(one, check));
}

const proofQuestion = (check: Check): Question | null =>
  check.kind === 'http' && 'path' in check.place
    ? { paths: [check.place.path], codes: check.expected.codes, words: '' }
    : null;

/**
 * At every production rule for itself, and at `production-url`, but for those that gave no answer before the switch. `left`:
 * what can't be asked, and why.
 */
export function proofJob(scene: Scene, check: Check): Job & { readonly left: readonly string[] } {
  const { request, world, roles, memory } = scene;
  const question = proofQuestion(check);
  if (check.kind !== 'http' || question === null) return { job: null, why: 'it has no path', left: [] };
  const through = roles.production.map((rule) => ({
    rule,
    ...requestsThrough(request, world.loadBalancers, [rule], question),
  }));
  const all = [
    ...namedProofRequests(scene, check),
    ...through.flatMap(({ requests }) => requests).map((one) => withCheck(one, check)),
  ];
  const requests = all.filter((one) => !memory.proof.left.includes(placeOfRequest(one)));
  const left = [
    ...through.flatMap(({ rule, why }) => (why === null ? [] : [`${formatRule(rule)} (${why})`])),
    ...memory.proof.left.map((place) => `${place} (no answer before the switch)`),
  ];
  return requests.length === 0
    ? { job: null, why: left.join('; ') || 'no production rule is known', left }
    : { job: httpJob(check, requests), where: requests.map(placeOfRequest).join(', '), left };
}
