// What a sweep does with a leased blue to which production could not return.
import { wait } from '../model/make-step.ts';
import type { TaskSetView } from '../model/world.ts';
import { orWhileTooEarly } from '../model/attempt.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { isCutOff } from '../reset/reset.ts';
import { isReachedByCookies } from '../sessions/known.ts';
import { sinceCutOff } from '../warm/cut-off.ts';
import { describeStranded, downMs, freeStranded, isDownForGood } from '../warm/stranded.ts';
import { adviceFor, isCertain } from '../warm/weak-blue.ts';
import { doing, forPerson, leftAlone, tryingTo, type Finding } from './finding.ts';

/** The run that keeps blue warm reports it. Nobody else would. `kept`: until when blue is leased. Empty: blue is well. */
export function weakBlueFindings(scene: Scene, blue: TaskSetView, kept: string): readonly Finding[] {
  const { weakBlue } = scene.memory;
  if (weakBlue === null)
    return isCutOff(scene.world, blue)
      ? [
          leftAlone(
            `${kept}. Its health is not checked: no rule holds its target group ${sinceCutOff(scene)}`,
          ),
        ]
      : [];
  const stranded = describeStranded(scene, blue);
  const freeing = orWhileTooEarly(freeStranded(scene, blue, { phase: 'teardown', isBaking: false }), (ms) =>
    wait('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to know the cut', ms),
  );
  const freed = tryingTo(scene, freeing);
  if (freed.length > 0) return freed;
  if (!isCertain(weakBlue) || isToWatch(scene, blue))
    return [
      doing(wait('prepare', 'reading-back', `blue ${formatSet(blue)} is read again: ${weakBlue.what}`, 1000)),
    ];
  const users = stranded === '' ? '' : `${stranded} `;
  const what = `${kept}, but ${weakBlue.what}. ${users}${adviceFor(scene, weakBlue, blue)}`;
  // A sweep that has just returned production says so. The next one fails for blue.
  return [scene.memory.restored.length > 0 ? leftAlone(what) : forPerson(what)];
}

/** How long a sweep watches a blue that was down, and whose tasks are healthy for moments in between. */
const watchMs = 4 * downMs;

/** Users are cut in a look that shows no healthy target, so a moment in which one is healthy doesn't end the watch. */
function isToWatch(scene: Scene, blue: TaskSetView): boolean {
  const { world, memory } = scene;
  const sinceMs = memory.weakBlue?.downSinceMs ?? null;
  if (isDownForGood(scene, blue) || !isReachedByCookies(scene, blue)) return false;
  if (sinceMs !== null) return world.nowMs - sinceMs < watchMs;
  return describeStranded(scene, blue) !== '' && world.nowMs - memory.startedAtMs < downMs;
}
