import { leaseTags } from './decide-switch.ts';
import { productionProbing } from './probes.ts';
import { bakeEndsMs, isSwitched, step, switchedAtMs, wait, type Decider, type Scene } from './scene.ts';
import type { Step } from './step.ts';
import { ruleWords, weightOf } from './traffic.ts';
import { setWords, trafficWords } from './words.ts';
import { wayBackTags } from './way-back-tags.ts';
import { staleReadMs } from './writes.ts';
import type { TaskSetView } from './world.ts';

/** After the switch: green is watched under real traffic, and so are the rules, until the bake is over. */
export const bake: Decider = (scene) => {
  const { green, blue } = scene.roles;
  if (green === null || scene.memory.switchedAtMs === null) return null;
  // Without blue the tags alone tell a bake from a release that ended long ago, unless this process made the switch.
  // Such a release ended with green as PRIMARY: one that is not was never switched by us.
  const isTagged = scene.world.service.tags.green === green.arn;
  const isEnded = blue === null && !isTagged && green.status === 'PRIMARY';
  if (isEnded && !scene.memory.hasSeenSwitch) return endOnDrift(scene);
  return endOnDrift(scene) ?? rewriteLease(scene, green) ?? watch(scene, green);
};

/** Weights that somebody else changed are never put right silently: it ends with both states told (fact 27). */
export function endOnDrift(scene: Scene): Step | null {
  const { memory, world, roles, plan } = scene;
  if (isSwitched(scene) || memory.switchedAtMs === null) return null;
  if (memory.driftSinceMs === null || world.nowMs - memory.driftSinceMs < staleReadMs)
    return wait('bake', 'reading-back', 'the rules do not show the switch; they are read again', 500);
  return step('end', 'drift', 'somebody else changed the weights', {
    kind: 'end',
    result: 'failed',
    message:
      `Stopped: somebody else changed the production weights of service ${plan.service} after the switch. ${trafficWords(roles)} ` +
      'Both task sets are kept and nothing more is changed. Find what writes the rules (infrastructure code that resets weights ' +
      'should ignore them), then run the release again.',
    details: roles.production.map(
      (rule) =>
        `${ruleWords(rule)}: green ${String(weightOf(rule, roles.pair?.front ?? ('' as never)))}, ` +
        `blue ${String(roles.pair?.back == null ? 0 : weightOf(rule, roles.pair.back))}; this release had set green to all of it`,
    ),
  });
}

/** Wiped tags: a lease that nobody can read would leave blue without an end. */
function rewriteLease(scene: Scene, green: TaskSetView): Step | null {
  const { world, roles, memory } = scene;
  const { tags } = world.service;
  if (roles.blue === null) return null;
  // A rule that came after the switch has to go back as well: then what the way back would read is written anew.
  const known = wayBackTags(world.service.arn, roles.production, roles.pair);
  const isThere =
    tags.green === green.arn &&
    tags.blue === roles.blue.arn &&
    (known.rules === undefined || (known.rules === tags.rules && known.pair === tags.pair));
  if (isThere) return null;
  return step('bake', 'writing-lease', 'the lease was wiped, or the rules are others by now', {
    kind: 'tag-service',
    tags: leaseTags(scene, green, switchedAtMs(scene) ?? memory.switchedAtMs ?? world.nowMs),
  });
}

function watch(scene: Scene, green: TaskSetView): Step | null {
  const { memory, world, plan } = scene;
  if (memory.isBakePassed) return null;
  const leftMs = (bakeEndsMs(scene) ?? world.nowMs) - world.nowMs;
  const intervalMs = plan.bake.probeIntervalSeconds * 1000;
  const dueMs = (memory.bakeProbe.lastMs ?? 0) + intervalMs - world.nowMs;
  if (memory.baseline.verdict === 'passed' && dueMs <= 0 && leftMs > 0) {
    const probing = productionProbing(scene);
    if (probing.requests !== null)
      return step('bake', 'baking', `does ${probing.where} still answer?`, {
        kind: 'probe',
        purpose: 'bake',
        requests: probing.requests,
      });
  }
  const nextMs = Math.min(intervalMs, dueMs > 0 ? dueMs : intervalMs, leftMs > 0 ? leftMs : 700);
  const because = `green ${setWords(green)} serves; ${String(Math.max(0, Math.ceil(leftMs / 1000)))} s of the bake are left`;
  return wait('bake', 'baking', because, Math.max(200, nextMs));
}
