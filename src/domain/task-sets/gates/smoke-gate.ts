// The gate of the smoke test. Where it is skipped, the checks are the gate if there are any.
import { gate, type Gate } from '../../common/report/gates.ts';
import { formatCount } from '../../common/values/count.ts';
import { describeAtOwn } from '../../common/probes/barring.ts';
import { checksOf } from '../checks/jobs.ts';
import { smokePlan, smokeProbing } from '../health/probing.ts';
import { isGreenLive } from '../health/switch-state.ts';
import { readyStreak } from '../health/times.ts';
import type { Scene } from '../roles/scene.ts';

export function smokeGate(scene: Scene): Gate | null {
  const why = whySkipped(scene);
  if (why === null) return smokeTest(scene);
  const checks = checksOf(scene).length;
  return checks === 0
    ? gate('skipped', `only target health decides: ${why}`)
    : checksGate(scene, checks, why);
}

/** A run that continues after the switch doesn't know what an earlier run skipped. */
function smokeTest(scene: Scene): Gate | null {
  const { memory, request } = scene;
  const { smoke } = memory;
  const passes = `${smoke.passesInRow} of ${formatCount(request.smoke.passes, 'pass', 'passes')} in a row`;
  const probing = smokeProbing(scene);
  if (smoke.passesInRow >= request.smoke.passes)
    return gate(
      'passed',
      smoke.barredBy !== null
        ? `${passes} ${describeAtOwn(smoke.barredBy)} (${smoke.lastFailure ?? ''})`
        : probing.requests === null
          ? passes
          : `${passes} at ${probing.where}`,
    );
  if (isGreenLive(scene))
    return smokePlan(scene).isAskedFor ? gate('passed', 'before this attempt took over') : null;
  if (memory.readyStreak < readyStreak && smoke.startedAtMs === null) return null;
  return gate('waiting', smoke.lastFailure === null ? passes : `${passes}; last: ${smoke.lastFailure}`);
}

function checksGate(scene: Scene, count: number, why: string): Gate | null {
  const { checks } = scene.memory;
  const words = `without a smoke test: ${why}`;
  if (checks.passed >= count) return gate('passed', words);
  return isGreenLive(scene) ? null : gate('waiting', words);
}

/** `null`: it isn't skipped, as far as this run knows. */
function whySkipped(scene: Scene): string | null {
  const { smoke } = scene.memory;
  if (smoke.passesInRow >= scene.request.smoke.passes) return null;
  const plan = smokePlan(scene);
  if (!smoke.isSkipped) return plan.kind === 'none' ? plan.why : null;
  const last = smoke.lastFailure === null ? '' : ` (${smoke.lastFailure})`;
  const { where, advice } = describeUnreached(plan);
  return `${where} could not be asked${last}${smoke.hasConnected ? '' : `. This runner can't reach the VPC${advice}`}`;
}

function describeUnreached(plan: ReturnType<typeof smokePlan>): Readonly<Record<'where' | 'advice', string>> {
  if (plan.kind === 'front') return { where: plan.where, advice: '' };
  const instead = plan.kind === 'targets' && plan.instead !== null ? `${plan.instead}, and ` : '';
  return {
    where: `${instead}green's own targets`,
    advice: ': to test green from here, name a test rule or test-url',
  };
}
