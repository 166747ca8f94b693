// How a release ends.
import { releasedText } from '../../common/report/deployments.ts';
import { describeDone, describeOpenContract, endContract } from '../migrations/contract-end.ts';
import { isOwed } from '../tags/contract.ts';
import { leftoverNotes, releaseTags } from '../forward/teardown.ts';
import { describeRequested } from '../forward/defer.ts';
import { describeConnections } from '../warm/connections.ts';
import { restoredNotes } from '../health/drift.ts';
import { isOnAnyRule } from '../roles/roles.ts';
import { leftUndone } from '../evolve/undone.ts';
import { formatSet } from '../roles/describe-set.ts';
import { describeOldTargets, describeTraffic } from '../health/describe-traffic.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step } from '../model/make-step.ts';
import { isSwitched } from '../health/switch-state.ts';
import { describeCutRules, describeExposed } from '../sessions/describe.ts';

/** A re-run of a release that has ended finds it live, alone and without tags: there is nothing to write, not even a fence. */
export const alreadyOver: Decider = (scene) => {
  const { roles, memory, world, request } = scene;
  const { green } = roles;
  if (memory.isPreflightPassed || memory.failure !== null || green?.status !== 'PRIMARY') return null;
  const isAlone = world.taskSets.length === 1 && isSwitched(scene);
  if (!isAlone || isOwed(world, green) || releaseTags.some((name) => world.service.tags[name] !== undefined))
    return null;
  return step('end', 'released', 'this release is already live', {
    kind: 'end',
    result: 'released',
    message: `Already live: ${formatSet(green)} of this release serves ${request.service}, and it is the only task set. ${describeTraffic(roles)}`,
    details: [],
  });
};

/** Ends the release and reports the result. */
export const endReleased: Decider = (scene) => {
  if (!isSwitched(scene)) return null;
  const { world, roles, memory, request } = scene;
  const undone = leftUndone(memory);
  const open = roles.blue === null ? endContract(scene, undone) : null;
  if (open !== null) return open;
  const still =
    roles.blue === null
      ? []
      : [
          `blue ${formatSet(roles.blue)} is still there (${roles.blue.status}` +
            `${isOnAnyRule(world, roles.blue) ? ', and a rule still sends requests to its target group' : ''})`,
        ];
  const left = [...still, ...undone];
  const details = [
    ...left,
    ...leftoverNotes(scene),
    ...(roles.blue === null && memory.blue !== null ? describeConnections(scene, world.nowMs) : []),
    ...describeExposed(scene),
    ...describeCutRules(scene),
    ...describeOpenContract(scene),
    ...restoredNotes(memory, world.nowMs),
  ];
  const green = roles.green === null ? 'green' : formatSet(roles.green);
  const isClean = left.length === 0;
  const isFirst = roles.green?.tags.blue === undefined && memory.blue === null;
  const first = isFirst ? ` It is the first deployment: ${describeFirst(scene)}.` : '';
  const only = world.taskSets.length === 1 ? ', and it is the only task set' : '';
  return step('end', isClean ? 'released' : 'cleanup-incomplete', 'the release is over', {
    kind: 'end',
    result: isClean ? 'released' : 'failed',
    message: isClean
      ? `${releasedText(green)} serves ${request.service}${only}.${describeRequested(scene)} ${describeTraffic(roles)}${first}${describeDone(scene)}`
      : `Released, but cleanup is incomplete: ${green} serves ${request.service}. ${describeTraffic(roles)} Fix what is listed and run the release again. It continues where it stopped.`,
    details,
  });
};

const describeFirst = (scene: Scene): string =>
  describeOldTargets(scene.world, scene.roles) ?? 'a rollback is not possible yet';
