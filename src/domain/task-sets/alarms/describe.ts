// What people read about alarms.
import { redButNotJudging } from '../../common/alarms/judging.ts';
import { alarmNamed, formatState, quoted, type AlarmView } from '../../common/alarms/view.ts';
import type { Failure } from '../../common/run/failure.ts';
import { formatCount } from '../../common/values/count.ts';
import { formatElapsed } from '../../common/values/duration.ts';
import { formatMoment } from '../../common/values/moment.ts';
import { isGreenLive, switchedAtMs } from '../health/switch-state.ts';
import { failingOf } from '../model/look.ts';
import type { Scene } from '../roles/scene.ts';
import { judgedAlarms, skewMs } from './judged.ts';

/** By the run's clock, which people compare with the log. */
const formatSince = (scene: Scene, { sinceMs }: AlarmView): string =>
  sinceMs === null ? '' : ` since ${formatMoment(sinceMs + skewMs(scene), scene.world.nowMs)}`;

/** `alarm "web-5xx" has been in ALARM since 14:02 UTC (…)`, without the subject. */
export const describeAlarm = (scene: Scene, alarm: AlarmView): string =>
  `${formatState(alarm)}${formatSince(scene, alarm)}${alarm.reason === '' || alarm.state === 'OK' ? '' : ` (${alarm.reason})`}`;

/** One line for each alarm, for log, plan and status. */
export function alarmLines(scene: Scene): readonly string[] {
  const { world, request } = scene;
  const { alarms } = world;
  if (alarms === null) return request.alarms.length === 0 ? [] : [`alarms: not read${whyUnread(scene)}`];
  return request.alarms.map((name) => {
    const alarm = alarmNamed(alarms, name);
    return `alarm ${quoted(name)}: ${alarm === undefined ? 'it does not exist' : describeAlarm(scene, alarm)}`;
  });
}

const whyUnread = ({ world }: Scene): string => {
  const failing = failingOf(world, 'alarms');
  return failing === null ? '' : ` (${failing.trouble.action}: ${failing.trouble.code})`;
};

/** While green is in its bake. */
const isJudged = (scene: Scene): boolean =>
  isGreenLive(scene) && !scene.memory.isBakePassed && scene.memory.failure === null;

/** The red alarms that people may take for a signal. `null`: there are none. */
export function describeRed(scene: Scene): string | null {
  const judged = isJudged(scene) ? judgedAlarms(scene) : null;
  const red = (judged === null ? [] : redButNotJudging(judged)).map(
    ({ alarm, why }) =>
      `Alarm ${quoted(alarm.name)} is ${describeAlarm(scene, alarm)}. It doesn't roll back: ${why}.`,
  );
  return red.length === 0 ? null : red.join(' ');
}

/** Green is judged without looking at them. */
export function unreadAlarms(scene: Scene): readonly string[] {
  const failing = isJudged(scene) ? failingOf(scene.world, 'alarms') : null;
  if (failing === null) return [];
  const { sinceMs, trouble } = failing;
  return [
    `The alarms can't be read since ${formatMoment(sinceMs, scene.world.nowMs)} (${trouble.action}: ${trouble.code}). Green is ` +
      'judged by their last known state, and by everything else.',
  ];
}

/** Alarms that somebody has deleted since the release began: there is no state left that could roll back. */
export const goneAlarms = ({ world: { alarms }, request }: Scene): readonly string[] =>
  alarms === null ? [] : request.alarms.filter((name) => alarmNamed(alarms, name) === undefined);

/** `null`: all are there, or green isn't judged. */
export function describeGone(scene: Scene): string | null {
  const gone = isJudged(scene) ? goneAlarms(scene) : [];
  if (gone.length === 0) return null;
  const [verb, pronoun] = gone.length === 1 ? ['is', 'it'] : ['are', 'they'];
  return (
    `${gone.length === 1 ? 'Alarm' : 'Alarms'} ${gone.map(quoted).join(', ')} ${verb} gone, so ${pronoun} ${verb} no longer watched, and ` +
    `${pronoun} can't roll back. If nobody meant that, create the alarm again.`
  );
}

/** How long users had the version that an alarm ended. */
export function alarmTimes(scene: Scene, failure: Failure): readonly string[] {
  const { memory } = scene;
  const { rollbackWrittenMs: backMs } = memory;
  const fromMs = switchedAtMs(scene) ?? memory.switchedAtMs;
  if (failure.reason !== 'bake-alarm-red' || fromMs === null || backMs === null) return [];
  const { asked, failed } = memory.bakeProbe;
  const probes =
    asked === 0
      ? ''
      : ` Of ${formatCount(asked, 'probe')} of production in between, ${String(failed)} failed.`;
  return [
    `Time to detect: ${formatElapsed(failure.atMs - fromMs)} after the switch. Time to restore: ` +
      `${formatElapsed(backMs - failure.atMs)}.${probes}`,
  ];
}
