// Users whose cookies keep them on a warm blue that has no healthy target.
import { cut, isSticky } from '../../common/load-balancer/sessions.ts';
import { holds } from '../../common/load-balancer/traffic.ts';
import { shortName } from '../../common/values/arn.ts';
import { formatCount } from '../../common/values/count.ts';
import { recentMs, servingOf } from '../health/comparison.ts';
import { healthyOwn } from '../health/readiness.ts';
import { nothing, type Attempt } from '../model/attempt.ts';
import type { Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { endSessions } from '../sessions/cut.ts';
import { reachingRules } from '../sessions/known.ts';

/** How long none of its targets is healthy until users are cut. Their requests fail in the meantime. */
export const downMs = 15_000;

export const isDownForGood = ({ memory: { weakBlue }, world }: Scene, blue: TaskSetView): boolean =>
  weakBlue?.downSinceMs != null &&
  world.nowMs - weakBlue.downSinceMs >= downMs &&
  healthyOwn(world, blue).length === 0;

/**
 * A session on a blue that can't serve is worth nothing: its users are cut now instead of at the end of the warm time, and
 * blue stays. `isBaking`: a rollback may need blue at any moment, so it stays in its rules, where its health is checked. Only
 * where ELB doesn't let it stay, it leaves them and is no rollback target any more.
 */
export function freeStranded(
  scene: Scene,
  blue: TaskSetView,
  { phase, isBaking }: Pick<Step, 'phase'> & { readonly isBaking: boolean },
): Attempt {
  const group = blue.attachment?.group;
  const rules = blue.status === 'ACTIVE' ? reachingRules(scene, blue) : [];
  if (!isDownForGood(scene, blue) || group === undefined || rules.length === 0) return nothing;
  const sticky = rules.filter(isSticky);
  if (isBaking && sticky.length === 0) return nothing;
  const { groups } = scene.world;
  const isToLeave = sticky.some(
    (rule) => !holds({ ...rule, actions: cut(rule.actions, group, groups) }, group),
  );
  const lost = isToLeave
    ? '. ELB lets it stay in the rules only with sessions, so it leaves them, and is no rollback target any more'
    : '';
  const because = `blue ${formatSet(blue)} has no healthy target, and users with its cookies get errors${lost}`;
  return endSessions(scene, blue, { phase, because }) ?? nothing;
}

/**
 * What it means to users, and what moves them. Tasks that fail one after another may be healthy for a moment. Empty: blue
 * has a healthy target that stays, or no cookie leads to it.
 */
export function describeStranded(scene: Scene, blue: TaskSetView): string {
  const rules = blue.status === 'ACTIVE' ? reachingRules(scene, blue) : [];
  const { healthy, staying, stops } = servingOf(scene.world, blue);
  if (staying > 0 || !rules.some(isSticky)) return '';
  const group = blue.attachment === null ? '' : shortName(blue.attachment.group);
  const seconds = String(downMs / 1000);
  const [when, cut] =
    healthy === 0
      ? ['', 'cuts their sessions']
      : [
          ` each time that its tasks fail (${formatCount(stops, 'time')} in the last ${String(recentMs / 60_000)} minutes)`,
          `cuts their sessions if it sees blue without a healthy target again after ${seconds} s`,
        ];
  return (
    `Users with a cookie of ${group} stay on blue and get errors${when}. The run that keeps blue warm, or the next sweep, ${cut}, ` +
    'so that they reach green. The command teardown does so too, and deletes blue.'
  );
}
