// Deletes task sets: those that earlier releases left, and the guard that every deletion passes.
import { healthyOthers } from '../health/readiness.ts';
import { rememberExpired } from '../revision/restage.ts';
import { isOurs } from '../roles/ours.ts';
import { isLiveIn, isOnAnyRule } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import { moveWeight, formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import { abandonedAs } from '../model/memory.ts';
import type { TaskSetView } from '../model/world.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { attempt, nothing, orWhileTooEarly, type Attempt } from '../model/attempt.ts';
import { step, wait } from '../model/make-step.ts';
import { isQuiet } from '../health/quiet.ts';
import { isGreenLive } from '../health/switch-state.ts';
import { endSessions } from '../sessions/cut.ts';
import { guardRemoval } from '../warm/removal-guard.ts';

/** Removes what earlier releases left, behind the same guard as blue, and never what is live. */
export const supersede: Decider = (scene) => {
  if (isGreenLive(scene)) return null;
  for (const set of scene.roles.leftovers) {
    const next = set.status === 'DRAINING' ? null : supersedeOne(scene, set);
    if (next !== null) return next;
  }
  return null;
};

function supersedeOne(scene: Scene, set: TaskSetView): Step | null {
  const { roles, world } = scene;
  if (isLiveIn(roles.production, set) || hasLostTrafficToNothing(scene, set)) return null;
  const who = `${set.id} of release ${set.tags.release ?? '(before this action)'}`;
  if (set.status === 'PRIMARY' && roles.blue !== null && isMaybeRollback(scene))
    return wait(
      'prepare',
      'superseding',
      `${who} has just got the PRIMARY label: a rollback may follow`,
      500,
    );
  if (set.status === 'PRIMARY' && roles.blue !== null)
    return unlessAbandoned(
      scene,
      step('prepare', 'superseding', `${who} holds the PRIMARY label without any traffic`, {
        kind: 'label',
        set: roles.blue.arn,
        withinMs: null,
      }),
    );
  if (isOnAnyRule(world, set)) return freeTestRule(scene, set);
  if (set.status === 'PRIMARY') return emptyPrimary(scene, set);
  const removal = remove(scene, set, { phase: 'prepare', reason: 'superseding', because: `${who} is over` });
  if (removal.kind === 'step') return rememberExpired(scene, set) ?? removal.step;
  // While it is too early, the release continues. `awaitFreeGroup` waits if green needs this task set's group.
  return orWhileTooEarly(removal, () => null);
}

/** How long the rules of a rollback may follow its label. */
const rollbackFollowsMs = 10_000;

const isMaybeRollback = ({ memory: { idlePrimarySinceMs: sinceMs }, world }: Scene): boolean =>
  sinceMs !== null && world.nowMs - sinceMs < rollbackFollowsMs;

/**
 * Nothing healthy has production traffic. If this process saw the task set live, or if this action did not create it, then
 * something else took its traffic by writing the rules. It is not over, and a rollback may need it.
 */
const hasLostTrafficToNothing = ({ roles, memory, world }: Scene, set: TaskSetView): boolean =>
  roles.live.length === 0 &&
  healthyOthers(world, roles).length === 0 &&
  (memory.lastOnRulesMs[set.arn] !== undefined || !isOurs(set));

/** A task set that a test rule still points to is not deleted. Until green exists, the test rule shows blue. */
export function freeTestRule({ roles }: Scene, set: TaskSetView): Step | null {
  const group = set.attachment?.group;
  if (group === undefined || roles.pair?.blue == null || group === roles.pair.blue) return null;
  // In green's target group, the test rule shows green.
  if (group === roles.green?.attachment?.group) return null;
  const rule = roles.test.find((candidate) => weightOf(candidate, group) > 0);
  if (rule === undefined) return null;
  return step('prepare', 'superseding', `${formatRule(rule)} still points to ${set.id}, which is over`, {
    kind: 'write-rule',
    rule,
    actions: moveWeight(rule, group, roles.pair.blue),
  });
}

/** ECS deletes no PRIMARY task set, and no other task set can take the label yet. */
function emptyPrimary(scene: Scene, set: TaskSetView): Step | null {
  if (set.scalePercent === 0) return null;
  const ending = endSessions(scene, set, { phase: 'prepare', because: `${set.id} is over` });
  if (ending !== null) return orWhileTooEarly(ending, () => null);
  if (!isQuiet(scene, set)) return null;
  const because = `${set.id} is over and PRIMARY: it is scaled to 0, and deleted once green has the label`;
  return unlessAbandoned(
    scene,
    step('prepare', 'superseding', because, { kind: 'scale', set: set.arn, percent: 0 }),
  );
}

interface Removal {
  readonly phase: Step['phase'];
  readonly reason: Step['reason'];
  readonly because: string;
  /** `true` only if no rule can have sent the task set a request: then no load balancer node has to pick up a change. */
  readonly wasNeverLive?: boolean;
}

/**
 * The deletion of a task set, or the step before it. The guard is this observation: no rule leads to its target group by
 * weight or by cookie, none has for long enough that every node has picked that up, and it is not PRIMARY (invariant 1).
 * Never with `force`.
 */
export function remove(scene: Scene, set: TaskSetView, removal: Removal): Attempt {
  const { phase, reason, because } = removal;
  const guard = guardRemoval(scene, set, removal);
  if (guard !== null) return guard;
  const deletion = { kind: 'delete', set: set.arn, atScale: set.scalePercent } as const;
  const refusal = abandonedAs(scene.memory, deletion);
  if (refusal === undefined) return attempt(step(phase, reason, because, deletion));
  if (!refusal.needsScaleZero) return nothing;
  const emptied = step(phase, reason, `${because}; ECS deletes it only at scale 0`, {
    kind: 'scale',
    set: set.arn,
    percent: 0,
  });
  return attempt(unlessAbandoned(scene, emptied));
}

/** If this action did not create blue, a tag with its name lets the next run delete it. */
export const adoptBlue: Decider = ({ roles, world, memory }) => {
  const { blue } = roles;
  if (blue === null || isOurs(blue) || world.service.tags.blue === blue.arn || memory.failure !== null)
    return null;
  return step('prepare', 'adopting-blue', `${blue.id} is live and was not created by this action`, {
    kind: 'tag-service',
    tags: { blue: blue.arn },
  });
};
