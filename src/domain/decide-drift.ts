import { handCommand } from './by-hand.ts';
import { isDrifted, ruleKey } from './drift.ts';
import { isLowered } from './lease.ts';
import { groupMates, isReady, strangers } from './readiness.ts';
import { rulesToSwitch, step, unlessAbandoned, wait, type Scene } from './scene.ts';
import type { Phase, Step } from './step.ts';
import { moveWeight, ruleWords, weightOf } from './traffic.ts';
import { trafficWords } from './words.ts';
import { staleReadMs } from './writes.ts';
import type { RuleView } from './world.ts';

/** So often one rule is put back by one run: after that somebody is fighting, and traffic must not flap. */
const mostRestores = 3;
/** So long green may take to be ready for the rule that is to be put back. */
const readyAgainMs = 30_000;

/** Weights that somebody else changed are never put right silently: told, and left or put back as `on-drift` says. */
export function answerDrift(scene: Scene): Step | null {
  const { memory, world } = scene;
  if (!isDrifted(scene)) return null;
  if (memory.driftSinceMs === null || world.nowMs - memory.driftSinceMs < staleReadMs)
    return wait(phaseOf(scene), 'reading-back', 'the rules do not show the switch; they are read again', 500);
  return restore(scene) ?? stop(scene);
}

const phaseOf = ({ memory }: Scene): Phase =>
  memory.isBakePassed ? 'warm' : memory.switchedAtMs === null ? 'switch' : 'bake';

/** Only what this release had set, and only to a green that is ready for it in this very observation (invariant 2). */
function restore(scene: Scene): Step | null {
  const { plan, roles, memory, world } = scene;
  const { green, pair } = roles;
  // The label has gone as well: that is somebody's way back, not code that resets weights.
  if (plan.onDrift !== 'restore' || green?.status !== 'PRIMARY' || pair?.back == null) return null;
  const rule = rulesToSwitch(scene).find((candidate) => memory.rulesOnGreen.includes(ruleKey(candidate)));
  if (rule === undefined || timesRestored(scene, rule) >= mostRestores) return null;
  const verdict = isReady(world, green);
  const isAlone = strangers(world, green).length + groupMates(world, green).length === 0;
  if (!verdict.isYes || !isAlone) {
    const why = verdict.isYes ? "others stand in green's group" : `green ${green.id}: ${verdict.why}`;
    const waitedMs = world.nowMs - (memory.driftSinceMs ?? 0);
    return waitedMs < staleReadMs + readyAgainMs ? wait(phaseOf(scene), 'waiting-for-ready', why, 500) : null;
  }
  return unlessAbandoned(
    scene,
    step(
      phaseOf(scene),
      'restoring-drift',
      `somebody else changed ${ruleWords(rule)}, and it is put back on green ${green.id} (on-drift: restore)`,
      { kind: 'write-rule', rule, actions: moveWeight(rule, pair.back, pair.front) },
    ),
  );
}

const timesRestored = ({ memory }: Scene, rule: RuleView): number =>
  memory.restored.filter(({ key }) => key === ruleKey(rule)).length;

function stop(scene: Scene): Step {
  const { roles, plan, memory, world } = scene;
  const { pair, blue } = roles;
  const when = memory.switchedAtMs === null ? 'in the middle of the switch' : 'after the switch';
  const times = memory.restored.length;
  const fight = times === 0 ? '' : `It was put back ${String(times)} times already (on-drift: restore). `;
  const isWeak = blue !== null && isLowered(world.service.tags, blue);
  return step('end', 'drift', 'somebody else changed the weights', {
    kind: 'end',
    result: 'failed',
    message:
      `Stopped: somebody else changed the production weights of service ${plan.service} ${when}. ${trafficWords(roles)} ${fight}` +
      'Both task sets are kept and nothing more is changed. Find what writes the rules (infrastructure code that resets weights ' +
      'should ignore them). The commands below put production on green; the command rollback takes all of it back.',
    details: [
      ...roles.production.map(
        (rule) =>
          `${ruleWords(rule)}: green ${String(weightOf(rule, pair?.front ?? ('' as never)))}, ` +
          `blue ${String(pair?.back == null ? 0 : weightOf(rule, pair.back))}; this release had set green to all of it`,
      ),
      ...rulesToSwitch(scene).map((rule) =>
        pair?.back == null ? '' : handCommand(rule, { front: pair.back, back: pair.front }),
      ),
      ...(isWeak
        ? [
            `blue ${blue.id} stands at ${String(blue.scalePercent)} % (warm-scale): the next release raises it if it is live`,
          ]
        : []),
    ],
  });
}
