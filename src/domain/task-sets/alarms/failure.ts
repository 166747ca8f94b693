// An alarm that goes red in the bake.
import { redSinceSwitch } from '../../common/alarms/judging.ts';
import { quoted } from '../../common/alarms/view.ts';
import { withoutStop } from '../../common/values/sentence.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { failureOf, type Failure } from '../../common/run/failure.ts';
import type { Scene } from '../roles/scene.ts';
import { judgedAlarms } from './judged.ts';

/** The first that went red since the switch is described, and the others are named. */
export function alarmFailure(scene: Scene): Failure | null {
  const { green } = scene.roles;
  const judged = scene.memory.isBakePassed ? null : judgedAlarms(scene);
  const [first, ...others] = judged === null ? [] : redSinceSwitch(judged);
  if (judged === null || first === undefined || green === null) return null;
  const afterMs = (first.sinceMs ?? 0) - (judged.switchedMs ?? 0);
  const why = first.reason === '' ? '' : `: ${withoutStop(first.reason)}`;
  const more = others.length === 0 ? '' : `; so did ${others.map(({ name }) => quoted(name)).join(', ')}`;
  return failureOf({
    reason: 'bake-alarm-red',
    what:
      `alarm ${quoted(first.name)} went red ${formatDuration(afterMs / 1000)} after the switch to green task set ` +
      `${green.id}${why}${more}`,
    advice: 'Fix the release. What the alarm watches, and the logs since the switch, show more.',
    atMs: scene.world.nowMs,
  });
}
