import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';

import type { Write } from '../model/step.ts';

import type { World } from '../model/world.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';
import type { PlannedTimes, PlannedTime } from '../../common/report/plan.ts';

/** Fact 17: tasks are stopped once their targets are deregistered; 30 s by default, 120 s at most on Fargate. */
const stopSeconds = { least: 0, most: 120 };

export function plannedTimes(scene: Scene, writes: readonly Write[]): PlannedTimes {
  const phases = [
    ...leftovers(scene, writes),
    ready(scene),
    ...smoke(scene),
    ...afterSwitch(scene),
    ...teardown(scene, writes),
  ];
  const sum = (of: (time: PlannedTime) => number): number => phases.reduce((all, one) => all + of(one), 0);
  return {
    phases,
    leastSeconds: sum(({ leastSeconds }) => leastSeconds),
    mostSeconds: sum(({ mostSeconds }) => mostSeconds),
  };
}

const time = (
  phase: string,
  leastSeconds: number,
  mostSeconds: number,
  words: string,
  from: string,
): PlannedTime => ({ phase, leastSeconds, mostSeconds, words, from });

const delayOf = ({ groups }: World, group: TargetGroupArn | undefined): number =>
  groups.find(({ arn }) => arn === group)?.deregistrationDelaySeconds ?? 300;

/** What stands in green's group has to leave it before green may see a user. */
function leftovers({ world, roles }: Scene, writes: readonly Write[]): readonly PlannedTime[] {
  const group = roles.pair?.green;
  const isInTheWay = writes.some(
    (write) =>
      write.kind === 'delete' &&
      world.taskSets.some(({ arn, attachment }) => arn === write.set && attachment?.group === group),
  );
  if (!isInTheWay || group === undefined) return [];
  const delay = delayOf(world, group);
  const words = `about ${formatDuration(delay)}, while green starts: its target group has to be empty first`;
  return [time('prepare', 0, delay, words, `deregistration delay of target group ${shortName(group)}`)];
}

const ready = ({ request }: Scene): PlannedTime =>
  time(
    'ready',
    0,
    request.readyTimeoutSeconds,
    `at most ${formatDuration(request.readyTimeoutSeconds)}; how long green takes to start is its own affair`,
    'ready-timeout',
  );

function smoke({ request }: Scene): readonly PlannedTime[] {
  const { passes, intervalSeconds, timeoutSeconds } = request.smoke;
  const least = (passes - 1) * intervalSeconds;
  const words = `${formatDuration(least)} to ${formatDuration(timeoutSeconds)}`;
  return [time('smoke', least, timeoutSeconds, words, 'smoke-passes, smoke-interval and smoke-timeout')];
}

function afterSwitch({ request, roles }: Scene): readonly PlannedTime[] {
  const { seconds } = request.bake;
  const bake = time('bake', seconds, seconds, formatDuration(seconds), 'bake-time');
  const isWaiting = roles.blue !== null && request.teardown === 'wait';
  const left = Math.max(0, request.warmSeconds - seconds);
  if (!isWaiting || left === 0) return [bake];
  const words = `${formatDuration(left)} more: blue is kept ${formatDuration(request.warmSeconds)} from the switch, the bake included`;
  return [bake, time('warm', left, left, words, 'warm-time')];
}

function teardown({ world, roles }: Scene, writes: readonly Write[]): readonly PlannedTime[] {
  const { blue } = roles;
  if (blue === null || !writes.some((write) => write.kind === 'delete' && write.set === blue.arn)) return [];
  const group = blue.attachment?.group;
  const delay = delayOf(world, group);
  const [least, most] = [delay + stopSeconds.least, delay + stopSeconds.most];
  const named = group === undefined ? 'its target group' : `target group ${shortName(group)}`;
  return [
    time(
      'teardown',
      least,
      most,
      `about ${formatDuration(delay)} until blue is deregistered, then its tasks stop`,
      `deregistration delay of ${named}`,
    ),
  ];
}
