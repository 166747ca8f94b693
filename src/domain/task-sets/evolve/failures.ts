// The failures that an observation shows.
import { isForcedWithReason } from '../../common/request/request.ts';
import { whyForwardOnly } from '../tags/contract.ts';
import { contractFailure } from '../migrations/contract-end.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { formatRun } from '../../common/request/release-id.ts';
import { shortName } from '../../common/values/arn.ts';
import { outOfTime } from '../../common/run/time-limit.ts';
import { isToRollBack } from './rolled-back.ts';
import { unfinishedPromotion, unfinishedCleanup, unfinishedRollback } from './unfinished.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';
import { badStreak, failure } from '../model/failure-at.ts';
import { smokeFailure, startFailure } from './failures-before-switch.ts';
import { checkFailure } from '../checks/failures.ts';
import { migrationFailure } from '../migrations/failures.ts';
import { bakeFailure, stalledSwitch, unservedFailure } from './failures-after-switch.ts';

/** The first failure that applies. A green that lost its traffic after the switch is drift, not a failure. */
export function findFailure(scene: Scene): Failure | null {
  const { green } = scene.roles;
  if (scene.memory.greenGoneStreak >= badStreak && !isSwitched(scene)) return greenGone(scene);
  const isFinishing = scene.memory.interrupted !== null;
  if (isToRollBack(scene)) return scene.memory.isCancelled && !isFinishing ? null : requestedRollback(scene);
  // The failure that main found comes before this.
  if (isFinishing) return unservedFailure(scene);
  if (green === null)
    return (
      unfinishedCleanup(scene) ?? pastContract(scene) ?? contractFailure(scene) ?? migrationFailure(scene)
    );
  if (!isJudging(scene)) return null;
  if (isGreenLive(scene) ? scene.memory.isBakePassed : scene.memory.switchedAtMs !== null) return null;
  if (!isGreenLive(scene))
    return (
      unfinishedPromotion(scene, green) ??
      outOfTime(scene.request, scene.world.nowMs) ??
      pastContract(scene) ??
      startFailure(scene, green) ??
      smokeFailure(scene) ??
      checkFailure(scene)
    );
  return unfinishedRollback(scene, green) ?? stalledSwitch(scene, green) ?? bakeFailure(scene, green);
}

/** Whether the command judges green now. A staged green is judged once the run holds the service. */
function isJudging(scene: Scene): boolean {
  switch (traitsOf(scene.request).judgesGreen) {
    case 'always':
      return true;
    case 'before-switch':
      return !isGreenLive(scene);
    case 'once-fenced':
      return scene.memory.fence !== null || isGreenLive(scene);
    case 'never':
      return false;
  }
}

function requestedRollback(scene: Scene): Failure {
  const { runUrl, runId } = scene.request.release;
  return failure(
    scene,
    'requested',
    `${formatRun(runUrl, runId)} was asked to roll back ${describeRelease(scene)}` +
      (scene.request.goal.writtenReason === null ? '' : ` (${scene.request.goal.writtenReason})`),
    '',
  );
}

const describeRelease = ({ roles: { green } }: Scene): string => {
  if (green === null) return 'a release';
  const { release } = green.tags;
  return `${formatSet(green)} ${release === undefined ? 'that no release of this action made' : `of release ${release}`}`;
};

/** What is live became forward-only while an earlier version was about to be released again. */
function pastContract(scene: Scene): Failure | null {
  const { request, world, memory, roles } = scene;
  const why = roles.blue === null ? null : whyForwardOnly(world, roles.blue);
  const isReReleasing = traitsOf(request).rollsBack && memory.fence?.isHeld === true;
  if (!isReReleasing || roles.blue === null || why === null || isForcedWithReason(request)) return null;
  return failure(
    scene,
    'forward-only',
    `${formatSet(roles.blue)} is forward-only (${why}): an older version may not run any more`,
    'Release a version that works. If you know that the previous version still works, run the command rollback with force: true and a reason.',
  );
}

const greenGone = (scene: Scene): Failure =>
  failure(
    scene,
    'green-gone',
    `the green task set ${shortName(scene.memory.green ?? scene.world.service.arn)} was deleted before the switch, and not by this run`,
    'Find out what deletes task sets of this service, then run the release again.',
  );
