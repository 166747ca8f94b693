// What teardown refuses, and how it ends.
import { describeDone, describeOpenContract, endContract } from '../migrations/contract-end.ts';
import { answerProblems } from '../migrations/problems.ts';
import { isOwed } from '../tags/contract.ts';
import { staleReadMs } from '../../common/run/refusal.ts';
import { leftUndone } from '../evolve/undone.ts';
import { whyNeeded } from '../forward/keep-blue.ts';
import { leftoverNotes } from '../forward/teardown.ts';
import { describeNotOurs } from '../health/outside.ts';
import { describeNoBalancer } from '../reset/describe-reset.ts';
import { isSwitched } from '../health/switch-state.ts';
import { end } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import { describeProtected, formatSet } from '../roles/describe-set.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { describeTraffic, namesOf } from '../health/describe-traffic.ts';
import { describeCutRules } from '../sessions/describe.ts';
import { describeOffPair } from '../rollback/off-pair.ts';
import { refused } from './refused.ts';

/** teardown needs a blue that is kept, and all of production on green. */
export const findWarm: Decider = (scene) => {
  const { roles, request, memory } = scene;
  if (memory.isPreflightPassed) return null;
  const outside = describeNotOurs(scene.world.service) ?? describeNoBalancer(scene);
  if (outside !== null) return refused(scene, outside);
  const [wrong] = answerProblems(scene);
  if (wrong !== undefined) return refused(scene, wrong);
  // An earlier teardown was killed before it had cleared the tags. This one does it.
  const isHalfDone = roles.green !== null && scene.world.service.tags.green === roles.green.arn;
  const isOpen = roles.green !== null && isOwed(scene.world, roles.green);
  if (roles.blue === null && isSwitched(scene) && (isHalfDone || isOpen)) return null;
  if (roles.blue === null && (roles.green === null || isSwitched(scene)))
    return end(
      'torn-down',
      'nothing-kept',
      `Nothing to tear down: service ${request.service} keeps no blue. ${describeTraffic(roles, namesOf(request, roles))}`,
      leftoverNotes(scene),
    );
  if (isSwitched(scene)) return refuseForUnhealthyGreen(scene);
  const offPair = describeOffPair(scene);
  if (offPair !== null) return refused(scene, offPair);
  return refused(
    scene,
    `production of service ${request.service} is not all on ${roles.green === null ? 'one task set' : formatSet(roles.green)}, which ` +
      'the last release switched to, so no task set may be removed. Roll back or release first.',
  );
};

/** Blue may be the only rollback target. `force` removes it all the same. */
function refuseForUnhealthyGreen(scene: Scene): Step | null {
  const { roles, request } = scene;
  const why = request.isForced || roles.blue?.status !== 'ACTIVE' ? null : whyNeeded(scene);
  if (why === null || roles.blue === null) return null;
  return refused(
    scene,
    `${why}, and blue ${formatSet(roles.blue)} may be the only rollback target. Run the command rollback, or fix the live ` +
      'version. With force, teardown removes blue anyway.',
  );
}

/** The warm time is over. What AWS refused is listed, and the run fails. */
export const endTornDown: Decider = (scene) => {
  if (!isSwitched(scene)) return endOvertaken(scene);
  const { blue } = scene.roles;
  const open = blue === null ? endContract(scene, leftUndone(scene.memory)) : null;
  if (open !== null) return open;
  const protectedNow = blue === null ? null : describeLeft(blue);
  const standing = protectedNow === null ? blue : null;
  const undone = [
    ...(standing === null ? [] : [`blue ${formatSet(standing)} is still there (${standing.status})`]),
    ...leftUndone(scene.memory),
  ];
  if (undone.length > 0) return endIncomplete(scene, standing !== null, undone);
  return end(
    'torn-down',
    'torn-down',
    `Torn down: the warm time of service ${scene.request.service} was ended. ${describeTraffic(scene.roles, namesOf(scene.request, scene.roles))}${describeDone(scene)}`,
    [
      ...(protectedNow === null ? [] : [protectedNow]),
      ...leftoverNotes(scene),
      ...describeCutRules(scene),
      ...describeOpenContract(scene),
    ],
  );
};

function endIncomplete({ request, roles }: Scene, isBlueLeft: boolean, undone: readonly string[]): Step {
  const what = isBlueLeft
    ? `Not torn down: blue of service ${request.service} could not be removed.`
    : `Not cleaned up: the warm time of service ${request.service} was ended, and what is listed is left.`;
  const where = describeTraffic(roles, namesOf(request, roles));
  return end(
    'failed',
    'cleanup-incomplete',
    `${what} ${where} Fix what is listed, then run teardown again.`,
    undone,
  );
}

/** ECS may stop protected tasks only when their protection ends (fact 21e). `null`: it is not being deleted, or no task of it runs. */
const describeLeft = (blue: TaskSetView): string | null =>
  blue.status === 'DRAINING' && blue.running + blue.pending > 0
    ? `blue ${formatSet(blue)} is being deleted, and ${describeProtected(blue)}. The next deploy or sweep cleans up`
    : null;

/** During the teardown, its green lost traffic or was deleted. */
function endOvertaken({ request, roles, memory, world }: Scene): Step | null {
  const sinceMs = memory.idleSinceMs;
  if (sinceMs === null || world.nowMs - sinceMs < staleReadMs) return null;
  return end(
    'failed',
    'drift',
    `Stopped: during this teardown, somebody else changed the production weights of service ${request.service} or deleted a ` +
      `task set that they lead to. ${describeTraffic(roles, namesOf(request, roles))} Nothing more is changed. Run the command status, then rollback or deploy.`,
    leftUndone(memory),
  );
}
