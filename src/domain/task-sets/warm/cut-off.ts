// How messages speak of a blue that no rule holds any more.
import type { Scene } from '../roles/scene.ts';
import { cutRules } from '../sessions/known.ts';

/** After "no rule holds its target group": a cut of this action took it out, or something else did. */
export const sinceCutOff = (scene: Scene): string =>
  cutRules(scene).length > 0 ? 'since its sessions were cut' : 'any more';

/** It left the rules, and ELB accepts both groups only with sessions: it isn't checked again. */
export const describeCutOff = (scene: Scene): string =>
  `No rule holds its target group ${sinceCutOff(scene)}. Run the command teardown, then rollback, which releases the version before again.`;
