// Builds the failure that rolls a release back.

import { failureOf, type Failure, type FailureReason } from '../../common/run/failure.ts';
import type { Scene } from '../roles/scene.ts';

/** A failure as of this observation. */
export const failure = (scene: Scene, reason: FailureReason, what: string, advice: string): Failure =>
  failureOf({ reason, what, advice, atMs: scene.world.nowMs });
