// Requests of the bake that never got a connection: the network of the runner is the likely cause, and not the version.
import type { Check } from '../../common/checks/check.ts';
import type { Scene } from '../roles/scene.ts';
import { bakeChecksOf } from './jobs.ts';

/**
 * Whether the check that is due shows nothing about the version: production has not answered it, and answered nothing before
 * the switch either. Where it did answer probes then, they judge green. A URL has answered before the switch, as the same
 * check.
 */
export function isUnreached(scene: Scene, check: Check): boolean {
  const { bakeChecks, baseline } = scene.memory;
  if (check.kind !== 'http' || 'url' in check.place || bakeChecks.hasConnected) return false;
  const hasPassed =
    bakeChecks.passed >= bakeChecksOf(scene).length &&
    !bakeChecks.unchecked.some(({ name }) => name === check.name);
  return !hasPassed && (baseline.verdict === 'passed' || !baseline.hasConnected);
}
