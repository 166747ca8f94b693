// Whether production has answered with the version of green.
import type { Scene } from '../roles/scene.ts';
import { areBakeChecksPassed, versionCheckOf } from './jobs.ts';
import { proofPasses } from '../health/times.ts';

const isProven = ({ memory }: Pick<Scene, 'memory'>): boolean => memory.proof.passesInRow >= proofPasses;

/** A release with a check of its version isn't over before production has answered with it. */
export const isProofDue = (scene: Scene): boolean =>
  scene.memory.switchedAtMs !== null &&
  !scene.memory.isBakePassed &&
  versionCheckOf(scene) !== null &&
  !isProven(scene);

/** What the bake still waits for, however long it has lasted: its checks, and the proof of the switch. */
export const areChecksOver = (scene: Scene): boolean => areBakeChecksPassed(scene) && !isProofDue(scene);
