// Builds the failure that rolls a release back.

import type { Failure } from '../../common/run/failure.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import type { Scene } from '../roles/scene.ts';

/** Why a release goes back, as of this observation. */
export const failure = (scene: Scene, reason: ReasonCode, what: string, advice: string): Failure => ({
  reason,
  what,
  advice,
  atMs: scene.world.nowMs,
});
