// Alarms that can't judge green, as a release begins.
import { alarmNamed, isRed, quoted } from '../../common/alarms/view.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { adviceOn, describeFailedCall } from '../../common/run/advice.ts';
import { failingOf } from '../model/look.ts';
import type { Scene } from '../roles/scene.ts';
import { isLiveIn } from '../roles/roles.ts';
import { describeAlarm } from './describe.ts';

/** A rollback waits for no alarm. A green that is live already is judged by what the switch noted. */
const areToJudge = ({ request, roles }: Scene): boolean =>
  request.alarms.length > 0 && !traitsOf(request).rollsBack && !isLiveIn(roles.production, roles.green);

/** How long preflight waits for a first look at them, while AWS is busy. */
const patienceMs = 30_000;

/** Why preflight waits. `null`: it doesn't. */
export function alarmsAwaited(scene: Scene): string | null {
  const { world } = scene;
  const failing = failingOf(world, 'alarms');
  if (world.alarms !== null || failing === null || !areToJudge(scene)) return null;
  const { trouble, sinceMs } = failing;
  return trouble.kind === 'busy' && world.nowMs - sinceMs < patienceMs
    ? `${trouble.action}: ${trouble.code}; trying again`
    : null;
}

export function alarmProblems(scene: Scene): readonly string[] {
  const { world, request } = scene;
  if (!areToJudge(scene)) return [];
  const { alarms } = world;
  if (alarms === null) return unreadProblem(scene);
  const missing = request.alarms.filter((name) => alarmNamed(alarms, name) === undefined);
  return missing.map(
    (name) =>
      `there is no alarm ${quoted(name)} in this account and region, so it could not judge green. Correct its name in alarms ` +
      '(upper and lower case count), or create it.',
  );
}

function unreadProblem({ world }: Scene): readonly string[] {
  const trouble = failingOf(world, 'alarms')?.trouble;
  if (trouble === undefined) return [];
  return [
    `the alarms can't be read, so they could not judge green: ${describeFailedCall(trouble)}. ${adviceOn(trouble)} To release ` +
      'without them, leave out alarms.',
  ];
}

/** The red alarms. The hotfix for that very alarm has to be possible. */
export function redAtStart(scene: Scene): readonly string[] {
  if (!areToJudge(scene)) return [];
  return (scene.world.alarms?.alarms ?? [])
    .filter(isRed)
    .map(
      (alarm) =>
        `alarm ${quoted(alarm.name)} is ${describeAlarm(scene, alarm)}: something is wrong before this release, and the alarm ` +
        "could not show whether green is better or worse. It doesn't judge green until it has been OK. Fix what it shows first, " +
        'unless this release does.',
    );
}
