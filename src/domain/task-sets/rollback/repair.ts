// Returns reset rules to PRIMARY, step by step.
import { formatCount } from '../../common/values/count.ts';
import { isAccepted } from '../../common/load-balancer/sessions.ts';
import { bringIn, formatRule, holds } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { canServe } from '../health/readiness.ts';
import { isCutOff, resetMs, type Reset } from '../reset/reset.ts';
import { step } from '../model/make-step.ts';
import { abandonedAs } from '../model/memory.ts';
import type { RuleWrite, Step } from '../model/step.ts';
import { ruleKey } from '../model/write-key.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { knownGroups, noteFirst, returnTraffic } from '../sessions/cut.ts';

type Repair =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'wait'; readonly why: string }
  /** Nothing more can be done, and a person has to act. */
  | { readonly kind: 'stuck'; readonly why: string };

/** How long PRIMARY may take to get a healthy target, at most: users get no response while a repair waits. */
const longestMs = 180_000;
/** How often a rule is returned. After that, something else keeps writing it, and traffic must not flap. */
const mostTimes = 3;

/** What a repair does on this look. PRIMARY needs a healthy target in it: the other group has none. */
export function nextRepair(scene: Scene, reset: Reset): Repair {
  const { world, memory } = scene;
  const { home } = reset;
  const seenMs = world.nowMs - (memory.astraySinceMs ?? world.nowMs);
  if (seenMs < resetMs)
    return { kind: 'wait', why: 'no rule leads to PRIMARY: the rules are read again before one is written' };
  if (reset.rules.length === 0)
    return {
      kind: 'stuck',
      why: 'none of these rules is one that the last release switched, or that production-rules names',
    };
  const able = canServe(world, home, true);
  if (able.isYes) return move(scene, reset);
  const joining = isCutOff(world, home) ? join(scene, reset) : null;
  if (joining !== null) return { kind: 'step', step: joining };
  const why = `PRIMARY ${formatSet(home)} can't serve yet: ${able.why}`;
  const mostMs = Math.min(longestMs, scene.request.readyTimeoutSeconds * 1000);
  return { kind: seenMs < mostMs ? 'wait' : 'stuck', why };
}

function move(scene: Scene, { home, to, away, rules }: Reset): Repair {
  for (const rule of rules.filter((one) => timesReturned(scene, one) < mostTimes)) {
    const write = returnTraffic(scene, rule, away, to);
    if (abandonedAs(scene.memory, write) !== undefined) continue;
    const noting = noteRepair(scene, away, rule);
    if (noting !== null) return { kind: 'step', step: noting };
    const because = `somebody else pointed ${formatRule(rule)} at ${shortName(away)}, which has no healthy target: it returns to PRIMARY ${formatSet(home)}`;
    return {
      kind: 'step',
      step: { ...step('prepare', 'restoring-drift', because, write), aim: 'restore-drift' },
    };
  }
  const isUndone = rules.some((rule) => timesReturned(scene, rule) >= mostTimes);
  return {
    kind: 'stuck',
    why: isUndone
      ? `something else changed the rules again each of the ${formatCount(mostTimes, 'time')} that they were repaired`
      : 'AWS refused to change the rules',
  };
}

const noteRepair = (scene: Scene, away: TargetGroupArn, rule: RuleView): Step | null =>
  noteFirst(scene, rule, away, {
    phase: 'prepare',
    because: 'a tag records the stickiness that the repair turns off',
  });

const timesReturned = ({ memory }: Scene, rule: RuleView): number =>
  memory.restored.filter(({ key }) => key === ruleKey(rule)).length;

/** The load balancer checks the health of a group only while a rule holds it (fact 33), so it joins at weight 0 first. */
function join(scene: Scene, reset: Reset): Step | null {
  const { to, rules } = reset;
  const writes = rules
    .filter((rule) => !holds(rule, to))
    .map((rule) => ({ kind: 'write-rule', rule, actions: bringIn(rule, to) }) as const);
  const write = writes.find((one) => isPossible(scene, one));
  if (write === undefined) return replace(scene, reset);
  const because = `${shortName(to)} joins ${formatRule(write.rule)} at weight 0, so that the health of PRIMARY is checked`;
  return step('prepare', 'attaching-idle-group', because, write);
}

const isPossible = (scene: Scene, write: RuleWrite): boolean =>
  isAccepted(write.rule, write.actions, knownGroups(scene)) && abandonedAs(scene.memory, write) === undefined;

/**
 * ELB accepts both groups only with sessions, which would keep users where nothing serves. So PRIMARY's group takes the place
 * of the other one in a single rule, and is checked there. Its users got no response before.
 */
function replace(scene: Scene, reset: Reset): Step | null {
  const { home, to, away, rules } = reset;
  const writes = rules.map((rule) => returnTraffic(scene, rule, away, to));
  const write = writes.find((one) => isPossible(scene, one) && timesReturned(scene, one.rule) < mostTimes);
  if (write === undefined) return null;
  const because =
    `${shortName(to)} takes the place of ${shortName(away)}, which has no healthy target, in ${formatRule(write.rule)}, so that the ` +
    `health of PRIMARY ${formatSet(home)} is checked: ELB accepts both groups only with sessions`;
  return (
    noteRepair(scene, away, write.rule) ?? {
      ...step('prepare', 'restoring-drift', because, write),
      aim: 'restore-drift',
    }
  );
}
