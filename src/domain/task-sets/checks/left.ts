// Checks of the bake that are left: they have neither passed nor failed, so nothing is rolled back for them.
import { isRepeatable, type Check } from '../../common/checks/check.ts';
import type { Barrier } from '../../common/probes/barring.ts';
import { passedBy, type Unchecked } from '../../common/probes/check-memory.ts';
import { adviceOfRefusal } from '../../common/probes/refused-addresses.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { describeBarred } from '../health/probing.ts';
import type { Memory } from '../model/memory.ts';
import type { Scene } from '../roles/scene.ts';
import { bakeChecksOf, dueBakeCheck, isOverdue } from './jobs.ts';
import { isBarred } from './own.ts';
import { unrunIn } from './unproven.ts';
import { isUnreached } from './unreached.ts';

/** The next check is due. A task of the one that is left is no longer awaited. */
export function leaveUnchecked(scene: Scene): Partial<Memory> {
  const { memory, world } = scene;
  const { bakeChecks, testTask } = memory;
  const check = memory.switchedAtMs === null ? null : dueBakeCheck(scene);
  if (check === null) return {};
  const unrun = unrunInBake(scene, check);
  const left = unrun ?? barredTooLong(scene, check) ?? unreachedTooLong(scene, check);
  if (left === null) return {};
  // Later rounds are in addition.
  const isFirst = bakeChecks.passed < bakeChecksOf(scene).length;
  const next = passedBy(bakeChecks, world.nowMs);
  return {
    bakeChecks: isFirst ? { ...next, unchecked: [...next.unchecked, left] } : next,
    ...(unrun === null || testTask === null ? {} : { testTask: { ...testTask, isOver: true } }),
    // Its start is no longer tried.
    ...(memory.trouble?.key.kind === 'run-task' ? { trouble: null } : {}),
  };
}

/** Its task finds no place, or something else ends it: green, which passed the same check before the switch, is not the cause. */
function unrunInBake(scene: Scene, check: Check): Unchecked | null {
  const own = scene.memory.bakeChecks;
  const unrun = unrunIn(scene, check, { own, sinceMs: own.startedAtMs }, 'it');
  return unrun === null ? null : { name: check.name, why: `since ${unrun.what}`, advice: unrun.advice };
}

/** What writes is not sent again. */
function barredTooLong(scene: Scene, check: Check): Unchecked | null {
  const { bakeChecks } = scene.memory;
  if (bakeChecks.barred === null || !isBarred(scene)) return null;
  if (isRepeatable(check) && !isOverdue(scene, check, bakeChecks.startedAtMs)) return null;
  const { by } = bakeChecks.barred;
  return { name: check.name, why: barredFrom(by, bakeChecks.lastFailure ?? ''), advice: null };
}

function unreachedTooLong(scene: Scene, check: Check): Unchecked | null {
  const { lastFailure, startedAtMs } = scene.memory.bakeChecks;
  if (!isUnreached(scene, check) || !isOverdue(scene, check, startedAtMs)) return null;
  const why = `since this runner got no connection within ${formatDuration(check.timeoutSeconds)} (${lastFailure ?? 'no answer'})`;
  const advice =
    adviceOfRefusal(lastFailure) ??
    'Name a production-url that the runner reaches, run the job in the VPC, or leave bake out of the check.';
  return { name: check.name, why, advice };
}

const barredFrom = (by: Barrier, lastFailure: string): string =>
  `since a ${by === 'firewall' ? 'firewall or a rate limit' : by} bars this runner (${lastFailure})`;

/** Some sentences on each check that was left for what can be fixed. */
export const describeUnrun = ({ memory: { bakeChecks } }: Scene): readonly string[] =>
  bakeChecks.unchecked.flatMap(({ name, why, advice }) =>
    advice === null
      ? []
      : [
          `The check ${name} has no result, ${why}. That shows nothing about the version, so it rolls nothing back. ${advice}`,
        ],
  );

/** What the bake does not show, as a phrase: production that lets no probe through, and checks that were left. `null`: nothing. */
export function describeUnchecked(scene: Scene): string | null {
  const { bakeProbe, bakeChecks } = scene.memory;
  const { barredBy: by, lastFailure, asked, failed } = bakeProbe;
  const probes =
    by === null || describeBarred(scene) === null
      ? []
      : [
          `production is ${failed < asked ? 'checked only in part' : 'not checked'}, ${barredFrom(by, lastFailure ?? 'no answer')}`,
        ];
  const checks = bakeChecks.unchecked.map(({ name, why }) => `${name} is not checked, ${why}`);
  const each = [...probes, ...checks];
  return each.length === 0 ? null : each.join('; ');
}
