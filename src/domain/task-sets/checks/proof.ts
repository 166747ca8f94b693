// Whether production has answered with the version of green.
import { placeOfRequest } from '../../common/probes/check-job.ts';
import type { Scene } from '../roles/scene.ts';
import { areBakeChecksPassed } from './jobs.ts';
import { namedProofRequests, versionCheckOf } from './proof-job.ts';
import { proofPasses, provenWithinMs } from '../health/times.ts';

export const isProven = ({ memory }: Pick<Scene, 'memory'>): boolean =>
  memory.proof.passesInRow >= proofPasses;

/** A firewall or a rate limit that bars this runner is no sign against green. Then nothing is claimed. */
export const isProofAbandoned = ({ memory, world }: Pick<Scene, 'memory' | 'world'>): boolean =>
  memory.proof.saysNothing && world.nowMs - (memory.switchedAtMs ?? world.nowMs) >= provenWithinMs;

/** Nothing answered before the switch, or not the address that `production-url` names. */
export function isProofImpossible(scene: Scene): boolean {
  const { proof } = scene.memory;
  if (proof.before === 'unreachable') return true;
  const check = versionCheckOf(scene);
  const named = check === null ? [] : namedProofRequests(scene, check).map(placeOfRequest);
  return named.some((place) => proof.left.includes(place));
}

/** A release with a check of its version isn't over before production has answered with it. */
export const isProofDue = (scene: Scene): boolean =>
  scene.memory.switchedAtMs !== null &&
  !scene.memory.isBakePassed &&
  versionCheckOf(scene) !== null &&
  !isProven(scene) &&
  !isProofAbandoned(scene);

/** What the bake still waits for, however long it has lasted: its checks, and the proof of the switch. */
export const areChecksOver = (scene: Scene): boolean => areBakeChecksPassed(scene) && !isProofDue(scene);

/** The same for a process that has not seen the switch: without what an earlier one saw, only a release that has no checks. */
export const hasNothingToPass = (scene: Scene): boolean =>
  areBakeChecksPassed(scene) && (versionCheckOf(scene) === null || isProven(scene));
