import { staleReadMs } from '../../common/run/refusal.ts';
import { handCommands } from '../../common/load-balancer/by-hand.ts';
import { whyNeeded } from '../forward/keep-blue.ts';
import { prepare } from '../forward/prepare.ts';
import { isOwnSet, isRevision } from '../roles/green-role.ts';
import { keptGreen, describeKeptGreen } from '../roles/kept-green.ts';
import type { Request } from '../../common/request/request.ts';
import { leftoverNotes } from '../forward/teardown.ts';
import { expiredStage, restageProblem } from '../revision/restage.ts';

import type { Step } from '../model/step.ts';
import { isExpired } from '../roles/staged.ts';
import { statusLines } from '../status/status.ts';
import { hasRolledBack, isRolledBackAlready, isCleanupOwed } from '../evolve/rolled-back.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { leftUndone } from '../evolve/undone.ts';
import { formatSet } from '../roles/describe-set.ts';
import { describeTraffic } from '../roles/traffic-words.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { end } from '../model/make-step.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';

const refused = (scene: Scene, problem: string): Step =>
  end('refused', 'preflight-failed', `Nothing was changed: ${problem} ${describeTraffic(scene.roles)}`);

/** promote needs one staged green, still wanted, of the commit that was approved. */
export const findStaged: Decider = (scene) => {
  const { request, roles, memory, world } = scene;
  if (memory.isPreflightPassed || memory.failure !== null) return null;
  const { green } = roles;
  const { expectedCommit } = request.goal;
  if (green === null) {
    const expired = expiredStage(request, world);
    const problem = expired === null ? nothingStaged(request) : restageProblem(scene, expired);
    return problem === null ? null : refused(scene, problem);
  }
  if (expectedCommit !== null && green.tags.commit !== expectedCommit)
    return refused(
      scene,
      `green ${green.id} was staged for commit ${green.tags.commit ?? '(unknown)'}, and expected-sha is ${expectedCommit}: ` +
        'stage the commit that was approved.',
    );
  if (isGreenLive(scene) || !isExpired(green, world.nowMs)) return null;
  const expired = expiredStage(request, world);
  const problem = expired === null ? null : restageProblem(scene, expired);
  return problem === null ? null : refused(scene, problem);
};

function nothingStaged({ goal, service }: Request): string {
  if (goal.promoted === null) return `nothing is staged for service ${service}: run the command stage first.`;
  return `release "${goal.promoted}" is not staged for service ${service}: it was promoted and replaced, removed, or never staged.`;
}

/** Only what is to be staged again is made here; any other green was made by the command stage. */
export const restage: Decider = (scene) => (scene.request.goal.isRestaging ? prepare(scene) : null);

/** What a rollback must not do, said before anything is written. */
export const refuseRollback: Decider = (scene) => {
  const { roles, request, memory, world } = scene;
  if (memory.isPreflightPassed || memory.rollbackLabelSinceMs !== null || isCleanupOwed(scene)) return null;
  const from = roles.green ?? roles.blue;
  if (from === null)
    return refused(
      scene,
      `no task set of service ${request.service} is live, so there is nothing to roll back.`,
    );
  if (hasRolledBack(scene))
    return (
      endStray(scene) ??
      end(
        'rolled-back',
        'asked-for',
        `This run has rolled service ${request.service} back already. ${describeTraffic(roles)}`,
        keptGreen(scene.world) === null ? [] : [describeKeptGreen(scene.world)],
      )
    );
  const { rollbackTo: rollbackTo } = request.goal;
  if (rollbackTo !== null && isRevision(from, rollbackTo) && !isOwnSet(request, world, memory, from))
    return refused(
      scene,
      `revision ${rollbackTo} is what service ${request.service} runs now: name an older one.`,
    );
  if (isRolledBackAlready(scene)) return refused(scene, describeNextRollback(scene));
  const isPermitted = request.isForced && request.goal.writtenReason !== null;
  if (from.tags['forward-only'] === undefined || isPermitted) return null;
  return refused(
    scene,
    `release ${from.tags.release ?? from.id} is forward-only (${from.tags['forward-only']}): its irreversible step has run. ` +
      'Release a new version; or, if you know that the old one works, set force and write the reason.',
  );
};

const describeNextRollback = ({ roles: { green, blue } }: Scene): string =>
  `release ${green?.tags.release ?? ''} has gone back to ${green === null ? 'it' : formatSet(green)} already, and before that was ` +
  `${blue === null ? 'what it took back' : `${formatSet(blue)}, which it took back`}: name with rollback-to the revision to go on to.`;

/** It was taken back, and somebody has sent users since to a group where nothing of this service serves. */
function endStray({ roles, request }: Scene): Step | null {
  const [serving] = roles.live;
  const home = serving?.attachment?.group;
  const away = [roles.pair?.green, roles.pair?.blue].find((group) => group != null && group !== home);
  if (home === undefined || away == null) return null;
  const stray = roles.production.filter((rule) => weightOf(rule, away) > 0);
  if (stray.length === 0) return null;
  return end(
    'failed',
    'drift',
    `This run has rolled service ${request.service} back already, and somebody else has changed the weights since. ` +
      `${describeTraffic(roles)} Nothing more is changed: find what writes the rules, and run the commands below.`,
    { details: [], commands: handCommands(stray, { green: away, blue: home }) },
  );
}

/** teardown needs a blue that is kept, and all of production on green. */
export const findWarm: Decider = (scene) => {
  const { roles, request, memory } = scene;
  if (memory.isPreflightPassed) return null;
  // An earlier teardown died before it had tidied up: this one does.
  const isHalfDone = roles.green !== null && scene.world.service.tags.green === roles.green.arn;
  if (roles.blue === null && isSwitched(scene) && isHalfDone) return null;
  if (roles.blue === null && (roles.green === null || isSwitched(scene)))
    return end(
      'torn-down',
      'nothing-kept',
      `Nothing to tear down: service ${request.service} keeps no blue. ${describeTraffic(roles)}`,
      leftoverNotes(scene),
    );
  if (isSwitched(scene)) return refuseForUnhealthyGreen(scene);
  return refused(
    scene,
    `production of service ${request.service} is not all on ${roles.green === null ? 'one task set' : formatSet(roles.green)}, which ` +
      'the last release switched to, so nothing may be removed: roll back or release first.',
  );
};

/** Blue may be the only way back; who knows better says so. */
function refuseForUnhealthyGreen(scene: Scene): Step | null {
  const { roles, request } = scene;
  const why = request.isForced || roles.blue?.status !== 'ACTIVE' ? null : whyNeeded(scene);
  if (why === null || roles.blue === null) return null;
  return refused(
    scene,
    `${why}, and blue ${formatSet(roles.blue)} may be the only way back: run the command rollback, or mend the live version; ` +
      'with force blue is removed all the same.',
  );
}

/** The warm time is over; what AWS would not take is listed, and the run is red. */
export const endTornDown: Decider = (scene) => {
  if (!isSwitched(scene)) return endOvertaken(scene);
  const { blue } = scene.roles;
  const undone = [
    ...(blue === null ? [] : [`blue ${formatSet(blue)} is still there (${blue.status})`]),
    ...leftUndone(scene.memory),
  ];
  if (undone.length > 0)
    return end(
      'failed',
      'cleanup-incomplete',
      `Not torn down: blue of service ${scene.request.service} could not be removed. ${describeTraffic(scene.roles)} Mend what is listed, then run teardown again.`,
      undone,
    );
  return end(
    'torn-down',
    'torn-down',
    `Torn down: the warm time of service ${scene.request.service} was ended. ${describeTraffic(scene.roles)}`,
    leftoverNotes(scene),
  );
};

/** Its green lost the traffic, or is gone, while it was at work: whoever did that knows why. */
function endOvertaken({ request, roles, memory, world }: Scene): Step | null {
  const sinceMs = memory.idleSinceMs;
  if (sinceMs === null || world.nowMs - sinceMs < staleReadMs) return null;
  return end(
    'failed',
    'drift',
    `Stopped: while this teardown was at work somebody else changed the production weights of service ${request.service}, or deleted ` +
      `what they lead to. ${describeTraffic(roles)} Nothing more is changed: run the command status, then rollback or deploy.`,
    leftUndone(memory),
  );
}

/** status only tells. */
export const endStatus: Decider = (scene) =>
  end(
    'status',
    'status',
    `Service ${scene.request.service}: ${describeTraffic(scene.roles)}`,
    statusLines(scene),
  );
