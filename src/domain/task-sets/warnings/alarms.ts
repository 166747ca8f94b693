// Alarms that see less of green than they seem to.
import { quoted, type AlarmMetric, type AlarmView } from '../../common/alarms/view.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { TargetGroupView } from '../../common/load-balancer/view.ts';
import { warning, type Warning } from '../preflight/finding.ts';
import { bothGroups } from '../preflight/groups.ts';
import type { Scene } from '../roles/scene.ts';

export const alarmWarnings = (scene: Scene): readonly Warning[] =>
  (scene.world.alarms?.alarms ?? []).flatMap((alarm) => [
    ...withoutData(alarm),
    ...onOneGroup(scene, alarm),
    ...tooSlow(scene, alarm),
  ]);

function withoutData({ name, state }: AlarmView): readonly Warning[] {
  if (state !== 'INSUFFICIENT_DATA') return [];
  return [
    warning(
      'alarm-without-data',
      `alarm ${quoted(name)} has no data, so it judges green only once it has been OK. If no data means that all is well, let it ` +
        'treat missing data as notBreaching.',
    ),
  ];
}

/** How CloudWatch names a target group in a dimension. */
const dimensionOf = ({ arn }: TargetGroupView): string => arn.slice(arn.lastIndexOf(':') + 1);

/** The groups take turns, so the one that it watches is green's in every second release. */
function onOneGroup(scene: Scene, { name, metrics }: AlarmView): readonly Warning[] {
  const pair = bothGroups(scene);
  if (pair === null) return [];
  const watched = pair.filter((group) => metrics.some((one) => one.group === dimensionOf(group)));
  const metric = metrics.find((one) => one.group === dimensionOf(watched[0] ?? pair[0]));
  const [group] = watched;
  if (watched.length !== 1 || group === undefined || metric === undefined) return [];
  return [
    warning(
      'alarm-one-group',
      `alarm ${quoted(name)} watches target group ${group.name} only, and releases alternate between ${pair[0].name} and ` +
        `${pair[1].name}: it sees every second release. ${overBoth(metric, pair)}`,
    ),
  ];
}

/** The metric math that sees every release. A missing count is 0. The highest of two latencies counts. */
function overBoth(
  { name, statistic }: AlarmMetric,
  pair: readonly [TargetGroupView, TargetGroupView],
): string {
  const [one, other] = pair.map(dimensionOf);
  const isCount = statistic === 'Sum' || statistic === 'SampleCount';
  const expression = isCount ? 'FILL(m1,0)+FILL(m2,0)' : 'MAX([m1,m2])';
  return (
    `Let it watch both: m1 is the ${statistic} of ${name} with TargetGroup ${one ?? ''}, m2 the same with TargetGroup ` +
    `${other ?? ''}, and the alarm is on the expression ${expression}.`
  );
}

/** Data points come one to three minutes late (fact 41). */
const lateSeconds = 180;

function tooSlow({ request }: Scene, { name, firesAfterSeconds }: AlarmView): readonly Warning[] {
  if (firesAfterSeconds === null || firesAfterSeconds + lateSeconds <= request.bake.seconds) return [];
  return [
    warning(
      'alarm-too-slow',
      `alarm ${quoted(name)} goes red ${formatDuration(firesAfterSeconds + lateSeconds)} after a failure begins, at the latest ` +
        `(its periods are ${formatDuration(firesAfterSeconds)}, and data come up to ${formatDuration(lateSeconds)} late), and the ` +
        `bake lasts ${formatDuration(request.bake.seconds)}: it may not see a bad green in time. After the bake, no alarm rolls ` +
        'back. Raise bake-time, or shorten the periods of the alarm.',
    ),
  ];
}
