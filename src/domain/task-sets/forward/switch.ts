// The switch: label, lease, then one production rule after the other.
import { traitsOf } from '../../common/request/commands.ts';
import { answerDrift } from './answer-drift.ts';
import { formatDrain } from '../../common/tasks/drain.ts';
import { formatLeaseScale, type LeaseScale } from '../tags/lease.ts';
import { quarantineTags } from '../revision/quarantine.ts';
import { whyNotNext } from '../health/capacity.ts';

import type { Step } from '../model/step.ts';
import { moveWeight, formatRule } from '../../common/load-balancer/traffic.ts';
import { liveSinceTag, rollbackTags } from '../tags/rollback-tags.ts';
import type { ServiceTags, TaskSetView } from '../model/world.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { bakeEndsMs, isGreenLive, isSwitched, rulesToSwitch } from '../health/switch-state.ts';
import { alarmTag } from '../alarms/judged.ts';
import { sessionTags } from '../sessions/note.ts';
import { withSessions } from '../sessions/restore.ts';
import { iso } from '../../common/values/moment.ts';

/** A lease older than this no longer has the time of the switch, so it is written again. */
const freshLeaseMs = 60_000;

/**
 * Label, lease, rules. The label comes first because ECS then refuses to delete green. The lease comes before the rules,
 * so that a run that finds the switch done also finds what a rollback returns to, and how long it is kept.
 */
export const switchOver: Decider = (scene) => {
  const { green } = scene.roles;
  if (green === null || isSwitched(scene)) return null;
  if (scene.memory.switchedAtMs !== null) return null;
  return answerDrift(scene) ?? label(green) ?? writeLease(scene, green) ?? switchNextRule(scene, green);
};

const label = (green: TaskSetView): Step | null =>
  green.status === 'PRIMARY'
    ? null
    : step('switch', 'labelling-green', 'from now on ECS refuses to delete green', {
        kind: 'label',
        set: green.arn,
        withinMs: null,
      });

function writeLease(scene: Scene, green: TaskSetView): Step | null {
  const { world, memory } = scene;
  const tagged = world.service.tags;
  const writtenMs = Date.parse(tagged['switched-at'] ?? '');
  const { blue } = scene.roles;
  // Without blue, the tag `blue` is not written. If it exists, an earlier release left it, and it is ignored.
  const isWritten = tagged.green === green.arn && (blue === null || tagged.blue === blue.arn);
  // Bake and lease count from this time, so a time that a killed process wrote before its switch must not be used.
  const isOwn = writtenMs >= memory.startedAtMs;
  if (isWritten && isOwn && (world.nowMs - writtenMs < freshLeaseMs || isGreenLive(scene))) return null;
  return step('switch', 'writing-lease', 'records what a rollback returns to, and how long it is kept', {
    kind: 'tag-service',
    tags: leaseTags(scene, green, world.nowMs),
  });
}

/** Blue, lease, rules and pair in one write, so that none of them exists without the others. */
export function leaseTags(
  scene: Scene,
  green: TaskSetView,
  switchedAtMs: number,
  scale: (blue: TaskSetView) => LeaseScale = asItStands,
): ServiceTags {
  const { request, roles, memory, world } = scene;
  const { verdict } = memory.baseline;
  const common = {
    green: green.arn,
    'switched-at': iso(switchedAtMs),
    'bake-until': iso(bakeEndsMs(scene) ?? switchedAtMs + request.bake.seconds * 1000),
    ...(verdict === 'unknown' ? {} : { baseline: verdict }),
    ...alarmTag(scene, switchedAtMs),
    ...rollbackTags(world.service.arn, roles.production, roles.pair),
    'live-since': liveSinceTag(green, switchedAtMs),
  };
  if (roles.blue === null) return common;
  const keptMs = Math.max(request.warmSeconds, request.bake.seconds) * 1000;
  return {
    ...common,
    blue: roles.blue.arn,
    'lease-until': iso(switchedAtMs + keptMs),
    'lease-scale': formatLeaseScale(scale(roles.blue)),
    ...(request.drain === null ? {} : { drain: formatDrain(request.drain) }),
    ...(green.attachment === null ? {} : sessionTags(scene, { opening: green.attachment.group })),
    // A re-release rolls back what is live, so its content is quarantined as in a rollback to warm blue.
    ...(traitsOf(request).rollsBack ? quarantineTags(world, roles.blue, 'requested') : {}),
  };
}

/** Before the switch, blue carries all traffic at its present scale. */
const asItStands = ({ scalePercent }: TaskSetView): LeaseScale => ({
  kept: scalePercent,
  full: scalePercent,
});

/** Invariant 2: green is ready in this observation, or has its capacity, and its target group holds only its own targets. */
function switchNextRule(scene: Scene, green: TaskSetView): Step | null {
  const { roles } = scene;
  const hindrance = whyNotNext(scene, green);
  if (hindrance !== null)
    return hindrance.reason === 'waiting-for-ready'
      ? wait('switch', 'waiting-for-ready', hindrance.why, 500)
      : wait('switch', 'waiting-for-group-to-empty', hindrance.why, 1000);
  const [rule] = rulesToSwitch(scene);
  if (rule === undefined || roles.pair?.blue == null) return null;
  const actions = withSessions(scene, rule, moveWeight(rule, roles.pair.blue, roles.pair.green));
  const because = `${formatRule(rule)} moves to green ${green.id}`;
  return { ...step('switch', 'switching', because, { kind: 'write-rule', rule, actions }), aim: 'switch' };
}
