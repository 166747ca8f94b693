// What alone has production, and since when. A share that a rule gives to somebody else's target group was never this service's.
import { isWhole } from '../../common/report/history.ts';
import type { Live, Report } from '../../common/report/report.ts';
import { failingOf } from '../model/look.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Roles } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';
import { onlyReceiver, receiversOf } from '../health/describe-traffic.ts';
import { switchedAtMs } from '../health/switch-state.ts';
import { liveSinceMs } from '../tags/rollback-tags.ts';

/** `null`: the rules can't be read, or no task set alone has what they give to the service. */
export function liveIn(
  { live: before }: Pick<Report, 'live'>,
  history: Report['history'],
  scene: Scene,
): Live | null {
  const set = failingOf(scene.world, 'rules') === null ? onlyLive(scene) : null;
  if (set === null) return null;
  const known = before?.arn === set.arn ? before.sinceMs : null;
  const sinceMs = known ?? sinceOf(scene, set, history);
  const hasAll = onlyReceiver(scene.roles) === set;
  return { arn: set.arn, id: set.id, revision: set.taskDefinition, hasAll, sinceMs };
}

/** Task sets that have only a part of what the production rules give to this service. */
export const sharedIn = ({ roles }: Scene): readonly string[] =>
  isSplit(roles) ? roles.live.map(({ id }) => id) : [];

function isSplit(roles: Roles): boolean {
  const { sets, groups } = receiversOf(roles);
  return sets.length + groups.filter((group) => isOfPair(roles, group)).length > 1;
}

const isOfPair = ({ pair }: Roles, group: TargetGroupArn): boolean =>
  group === pair?.green || group === pair?.blue;

/** Not if others share its target group. */
function onlyLive({ roles }: Scene): TaskSetView | null {
  const [set] = receiversOf(roles).sets;
  const [one, ...more] = roles.live.filter(({ attachment }) => attachment?.group === set?.attachment?.group);
  return set === undefined || isSplit(roles) || one !== set || more.length > 0 ? null : set;
}

/** This run has seen it move, or the tags of the last switch name it. */
function sinceOf(scene: Scene, set: TaskSetView, { spans }: Report['history']): number | null {
  const { world, roles } = scene;
  const last = spans.at(-1);
  const movedMs = spans.length > 1 && last !== undefined && isWhole(last) ? last.sinceMs : null;
  const seenMs = set === roles.green ? switchedAtMs(scene) : null;
  return seenMs ?? movedMs ?? liveSinceMs(world.service.tags, set);
}
