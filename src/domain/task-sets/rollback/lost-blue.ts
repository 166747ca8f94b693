// Another run deletes the blue that production has just returned to: production goes on to green again.
import { formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import { writeLandsMs } from '../health/quiet.ts';
import { healthyOthers, healthyOwn } from '../health/readiness.ts';
import { isBlind } from '../model/look.ts';
import { restoring, step, wait } from '../model/make-step.ts';
import { abandonedAs } from '../model/memory.ts';
import type { Step } from '../model/step.ts';
import type { Scene } from '../roles/scene.ts';
import { returnTraffic } from '../sessions/cut.ts';
import { isFailing, isJustSent } from './raise-blue.ts';

/**
 * Whether this rollback has sent traffic to a blue that is deleted since. ECS takes its targets out of the group at once, so
 * users would get no response. Green still serves.
 */
export function isBlueLost(scene: Scene): boolean {
  const { memory, world, roles } = scene;
  const { green } = roles;
  if (memory.rollbackBegunMs === null || isBlind(world)) return false;
  if (green === null || green.status === 'DRAINING' || !isBlueGone(scene)) return false;
  return healthyOwn(world, green).length > 0;
}

/** Blue is deleted or being deleted, and nothing else answers in its group: a rule that leads there leads to nothing. */
const isBlueGone = ({ world, roles }: Scene): boolean =>
  (roles.blue === null || roles.blue.status === 'DRAINING') &&
  healthyOthers(world, { ...roles, blue: null }).length === 0;

/** Each rule that leads to the lost blue, and after that for as long as one of our own may still land there. */
export function returnFromLost(scene: Scene): Step | null {
  const { memory, world, roles } = scene;
  const { pair, production, blue } = roles;
  if (!isBlueLost(scene) || pair?.blue == null) return null;
  const { blue: lost, green } = pair;
  const what = blue === null ? 'blue is gone' : `blue ${blue.id} is being deleted by another run`;
  for (const rule of production.filter((one) => weightOf(one, lost) > 0)) {
    const write = returnTraffic(scene, rule, lost, green);
    if (abandonedAs(memory, write) !== undefined || isJustTaken(scene, write)) continue;
    if (isFailing(memory, write) && world.nowMs - (memory.trouble?.lastMs ?? 0) < 500)
      return wait(
        'rollback',
        'backing-off',
        `${formatRule(rule)} could not be returned to green; trying again`,
        500,
      );
    return restoring(
      step('rollback', 'rolling-back', `${what}: ${formatRule(rule)} returns to green`, write),
    );
  }
  const leftMs = (memory.rollbackWrittenMs ?? 0) + writeLandsMs - world.nowMs;
  const because = `${what}: a rule that was sent to it before may still change, and returns to green then`;
  return leftMs > 0 ? wait('rollback', 'watching-rollback', because, Math.min(leftMs, 500)) : null;
}

/** AWS has accepted it, and it does not show yet. */
const isJustTaken = (scene: Scene, write: Parameters<typeof isJustSent>[1]): boolean =>
  isJustSent(scene, write) && !isFailing(scene.memory, write);
