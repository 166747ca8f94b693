// What has all of production, and since when.
import { forwardOf } from '../../common/load-balancer/traffic.ts';
import { isWhole } from '../../common/report/history.ts';
import type { Live, Report } from '../../common/report/report.ts';
import { failingOf } from '../model/look.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { switchedAtMs } from '../health/switch-state.ts';
import { liveSinceMs } from '../tags/rollback-tags.ts';

/** `null`: the rules can't be read, or production isn't on one task set of the service. */
export function liveIn(
  { live: before }: Pick<Report, 'live'>,
  history: Report['history'],
  scene: Scene,
): Live | null {
  const set = failingOf(scene.world, 'rules') === null ? onlyLive(scene) : null;
  if (set === null) return null;
  const known = before?.arn === set.arn ? before.sinceMs : null;
  const sinceMs = known ?? sinceOf(scene, set, history);
  return { arn: set.arn, id: set.id, revision: set.taskDefinition, sinceMs };
}

/** Groups with production weight. A share that a rule gives to a group that the service doesn't use was never this service's. */
function groupsWithTraffic({ world, roles }: Scene): readonly TargetGroupArn[] {
  const own = [roles.pair?.green, roles.pair?.blue, ...world.taskSets.map((set) => set.attachment?.group)];
  const weighted = roles.production.flatMap((rule) =>
    (forwardOf(rule)?.groups ?? []).filter(({ group, weight }) => weight > 0 && own.includes(group)),
  );
  return [...new Set(weighted.map((entry) => entry.group))];
}

/** Task sets that have only a part of production traffic. */
export function sharedIn(scene: Scene): readonly string[] {
  const groups = groupsWithTraffic(scene);
  return groups.length < 2 ? [] : scene.roles.live.map(({ id }) => id);
}

function onlyLive(scene: Scene): TaskSetView | null {
  const { roles } = scene;
  const [group, ...others] = groupsWithTraffic(scene);
  const [set, ...more] = roles.live.filter(({ attachment }) => attachment?.group === group);
  return group === undefined || others.length + more.length > 0 ? null : (set ?? null);
}

/** This run has seen it move, or the tags of the last switch name it. */
function sinceOf(scene: Scene, set: TaskSetView, { spans }: Report['history']): number | null {
  const { world, roles } = scene;
  const last = spans.at(-1);
  const movedMs = spans.length > 1 && last !== undefined && isWhole(last) ? last.sinceMs : null;
  const seenMs = set === roles.green ? switchedAtMs(scene) : null;
  return seenMs ?? movedMs ?? liveSinceMs(world.service.tags, set);
}
