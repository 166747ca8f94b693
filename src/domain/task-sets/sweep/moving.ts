// When a sweep moves production traffic, and the write that does.
import { staleReadMs } from '../../common/run/refusal.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import type { Step } from '../model/step.ts';
import { doing, type Finding } from './finding.ts';
import { moveWeight, formatRule } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';

export const moving = (
  rule: RuleView,
  { from, to }: { readonly from: TargetGroupArn; readonly to: TargetGroupArn },
  { phase, reason, because }: Pick<Step, 'phase' | 'reason' | 'because'>,
): Step =>
  step(phase, reason, `${formatRule(rule)} moves to ${shortName(to)}: ${because}`, {
    kind: 'write-rule',
    rule,
    actions: moveWeight(rule, from, to),
  });

/** Whether the problem was seen for longer than a read may be stale. */
export const hasBeenAstray = ({ memory, world }: Scene): boolean =>
  memory.astraySinceMs !== null && world.nowMs - memory.astraySinceMs >= staleReadMs;

/** The same for a live set that can't serve. */
export const hasBeenUnserved = ({ memory, world }: Scene): boolean =>
  memory.unhealthyLiveSinceMs !== null && world.nowMs - memory.unhealthyLiveSinceMs >= staleReadMs;

export const readAgain: Finding = doing(
  wait('prepare', 'reading-back', 'what is live does not serve, so it is read again', 1000),
);
