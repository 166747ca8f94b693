// What rollback refuses before it writes anything.
import {
  hasRolledBack,
  isCleanupOwed,
  isRolledBackAlready,
  liveSinceRollback,
} from '../evolve/rolled-back.ts';
import { end } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import { formatSet } from '../roles/describe-set.ts';
import { isOwnSet, isRevision } from '../roles/green-role.ts';
import { isForcedWithReason } from '../../common/request/request.ts';
import { describeMigrating } from '../migrations/in-progress.ts';
import { whyForwardOnly } from '../tags/contract.ts';
import { isKeptGreen } from '../roles/kept-green.ts';
import { describeFurther, describeKeptGreen } from '../warm/kept-return.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { describeLost, describeNoBalancer } from '../reset/describe-reset.ts';
import { describeNotOurs } from '../health/outside.ts';
import { strayFrom } from '../reset/stray.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { describeOffPair, isOffPair } from '../rollback/off-pair.ts';
import { refused } from './refused.ts';

export const refuseRollback: Decider = (scene) => {
  const { roles, request, memory, world } = scene;
  if (memory.isPreflightPassed || memory.isLabelTried || isCleanupOwed(scene)) return null;
  const notOurs = describeNotOurs(world.service);
  if (notOurs !== null) return refused(scene, notOurs);
  const from = roles.green ?? roles.blue;
  if (from === null) return refused(scene, describeNothing(scene));
  if (hasRolledBack(scene)) return endStray(scene) ?? refuseNewer(scene) ?? endRepeated(scene);
  const offPair = roles.green === null ? null : describeOffPair(scene);
  if (offPair !== null) return refused(scene, offPair);
  // It is newer than what is live, so nothing of the live version speaks against it.
  if (roles.blue !== null && isKeptGreen(world, roles.blue)) return null;
  const { rollbackTo } = request.goal;
  if (rollbackTo !== null && isRevision(from, rollbackTo) && !isOwnSet(request, world, memory, from))
    return refused(
      scene,
      `service ${request.service} already runs revision ${rollbackTo}. Name an older revision with rollback-to.`,
    );
  const migrating = describeMigrating(scene);
  if (migrating !== null && !isOwnSet(request, world, memory, from))
    return refused(
      scene,
      `${migrating}, so a rollback would roll back the live version ${formatSet(from)}. To stop that release, cancel its run: ` +
        'production stays as it is, and the migration goes on. To roll back the live version, set force, or name the ' +
        'revision to return to with rollback-to.',
    );
  if (isRolledBackAlready(scene)) return refused(scene, describeNextRollback(scene));
  const further = describeFurther(scene);
  if (further !== null) return refused(scene, `${further}.`);
  const why = whyForwardOnly(world, from);
  if (why === null || isForcedWithReason(request)) return null;
  return refused(
    scene,
    `release ${from.tags.release ?? from.id} is forward-only (${why}): an older version may not run any more. ` +
      'Release a new version. If you know that the previous version still works, set force and give a reason.',
  );
};

function describeNothing(scene: Scene): string {
  const lost = describeLost(scene);
  if (lost !== null) return `${lost}, and rollback returns production to PRIMARY.`;
  return (
    describeNoBalancer(scene) ??
    `no task set of service ${scene.request.service} is live, so there is nothing to roll back.`
  );
}

/** The job was run again, and another release went live in between. A run that nobody started for it does not roll it back. */
function refuseNewer(scene: Scene): Step | null {
  const newer = liveSinceRollback(scene);
  if (newer === null) return null;
  return refused(
    scene,
    `this run has already rolled back service ${scene.request.service}. Since then, ${formatSet(newer)} went live, and a run ` +
      'that is run again does not roll it back. Start a new run of the rollback workflow for that.',
  );
}

/** The job was run again after its end. */
function endRepeated(scene: Scene): Step {
  const kept = describeKeptGreen(scene);
  if (isOffPair(scene))
    return end(
      'failed',
      'drift',
      `This run has already rolled back service ${scene.request.service}, but somebody else has given all of production to ` +
        `others since. ${describeTraffic(scene.roles)} Nothing more is changed.`,
      kept === '' ? [] : [kept],
    );
  return end(
    'rolled-back',
    'requested',
    `This run has already rolled back service ${scene.request.service}. ${describeTraffic(scene.roles)}`,
    kept === '' ? [] : [kept],
  );
}

function describeNextRollback({ roles: { green, blue } }: Scene): string {
  const release = `release ${green?.tags.release ?? ''}`;
  const to = green === null ? '' : ` to ${formatSet(green)}`;
  const from = blue === null ? '' : ` from ${formatSet(blue)}`;
  return `${release} already rolled back${from}${to}. Name the revision to roll back to with rollback-to.`;
}

/** After the rollback, somebody else gave weight to the target group that this service has left. */
function endStray(scene: Scene): Step | null {
  const { roles, request } = scene;
  const stray = strayFrom(scene, roles.live[0]?.attachment?.group);
  if (stray === null) return null;
  return end(
    'failed',
    'drift',
    `This run has already rolled back service ${request.service}, but somebody else has changed the weights since. ` +
      `${describeTraffic(roles)} Nothing more is changed. Find what writes the rules, then run the commands below.${stray.byHand.note}`,
    { details: [], commands: stray.byHand.commands },
  );
}
