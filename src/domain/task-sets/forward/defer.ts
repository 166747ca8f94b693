// Leaves the teardown of warm blue to a later run.
import { releasedText } from '../../common/report/deployments.ts';
import { describeOpenContract } from '../migrations/contract-end.ts';
import { formatTagTime, iso } from '../../common/values/moment.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { formatRun } from '../../common/request/release-id.ts';
import type { Request } from '../../common/request/request.ts';
import { describeConnections } from '../warm/connections.ts';
import { drainedUntilMs, drainOf, drainStep, isDraining } from '../warm/drain.ts';
import { isStopOverdue, teardownMs } from '../health/times.ts';
import { describeExposed } from '../sessions/describe.ts';
import { restoredNotes } from '../health/drift.ts';
import { describeCutOff, isLost } from '../warm/cut-off.ts';
import { quarantineOf } from '../revision/quarantine.ts';
import { describeLimit, isTooLong, outlasts } from '../../common/run/time-limit.ts';
import { formatSet } from '../roles/describe-set.ts';

import type { Step } from '../model/step.ts';
import { leftUndone } from '../evolve/undone.ts';
import type { TaskSetView } from '../model/world.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import type { Scene } from '../roles/scene.ts';
import { step } from '../model/make-step.ts';
import { scaleInUntil } from '../health/scale-in.ts';
import { switchedAtMs } from '../health/switch-state.ts';

export function warmUntilMs(scene: Scene): number {
  const { green, 'lease-until': until } = scene.world.service.tags;
  // Another run that continued this release may have written a later lease end.
  const promisedMs = green === scene.roles.green?.arn ? Date.parse(until ?? '') : Number.NaN;
  const ownMs = (switchedAtMs(scene) ?? 0) + scene.request.warmSeconds * 1000;
  return Number.isNaN(promisedMs) ? ownMs : Math.max(ownMs, promisedMs);
}

/** Why this run leaves the teardown of warm blue to a later run. `null`: it waits. */
function whyDeferred(scene: Scene, blue: TaskSetView): string | null {
  const { request, world } = scene;
  if (blue.status === 'DRAINING') return whyLeftDraining(scene, blue);
  if (isHeld(scene, blue)) return 'its last tasks still run, as protected tasks may for up to 48 hours';
  const untilMs = drainedUntilMs(scene, blue, scene.roles.green, warmUntilMs(scene));
  if (untilMs <= world.nowMs) return null;
  if (request.teardown === 'defer') return 'teardown: defer';
  if (isTooLong(request)) return 'no job waits for longer than 24 hours';
  // Checked in every observation: the remaining wait shrinks, and so does the time for what follows.
  const isLate = outlasts(request, untilMs + teardownMs(world, blue));
  return isLate ? `waiting for it would go on beyond ${describeLimit(request, world.nowMs) ?? ''}` : null;
}

/** ECS stops its tasks. Protected ones may outlast every job (fact 21e). */
function whyLeftDraining({ request, world, memory }: Scene, blue: TaskSetView): string | null {
  if (outlasts(request, world.nowMs)) return `it has to end by ${describeLimit(request, world.nowMs) ?? ''}`;
  const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
  return isStopOverdue(world, blue, waitedMs)
    ? 'its tasks still run, as protected tasks may for up to 48 hours'
    : null;
}

/** Scaled to 0, and its last tasks outlive the last step. */
function isHeld(scene: Scene, blue: TaskSetView): boolean {
  const { green } = scene.roles;
  if (green === null || warmUntilMs(scene) > scene.world.nowMs) return false;
  const next = drainStep(scene, blue, green, 'draining-blue');
  return next.kind === 'waiting' && next.isHeld;
}

/**
 * Ends a run that would only wait, if a later run can do that instead. Lease, tags and suspended scaling stay as they are
 * for the next deploy, teardown or sweep. `prepare`: what has to be done before the end.
 */
export function deferTeardown(
  scene: Scene,
  blue: TaskSetView,
  prepare: (scene: Scene) => Step | null,
): Step | null {
  if (traitsOf(scene.request).endsWarmTime) return null;
  const why = whyDeferred(scene, blue);
  return why === null ? null : (prepare(scene) ?? endDeferred(scene, blue, why));
}

/** A revision that is released again has no config file of its own. `null`: inputs or a config file name its tests. */
export const defaultTest = ({ smoke }: Pick<Request, 'smoke'>): string | null =>
  smoke.paths.length > 0
    ? null
    : "the smoke test is the default one, as the target group's health check asks, since neither `health-paths` nor `config` names another";

/**
 * A re-release ends like any release. In addition it reports why it was made, how it was tested, and what is
 * quarantined.
 */
export function describeRequested({ request, world }: Scene): string {
  const { goal, release } = request;
  if (!traitsOf(request).rollsBack) return '';
  const why = goal.writtenReason === null ? '' : ` (${goal.writtenReason})`;
  const test = defaultTest(request);
  const [barred] = quarantineOf(world);
  const quarantine =
    barred === undefined
      ? ''
      : ` The content that ${formatRun(release.runUrl, barred.runId)} released is quarantined: its next release is refused without ignore: quarantined.`;
  return ` It is the rollback that ${formatRun(release.runUrl, release.runId)} was asked for${why}${test === null ? '' : `, and ${test}`}.${quarantine}`;
}

function endDeferred(scene: Scene, blue: TaskSetView, why: string): Step {
  const { roles, request, world, memory } = scene;
  const green = roles.green === null ? 'green' : formatSet(roles.green);
  const isGoing = blue.status === 'DRAINING';
  const until = scaleInUntil(scene);
  const kept = isGoing
    ? `Blue ${formatSet(blue)} is being deleted, and this run does not wait for its end (${why}). The next deploy, stage, teardown or sweep cleans up.`
    : `Blue ${formatSet(blue)} ${describeKeptBlue(scene, blue)}, and this run does not wait for that (${why}). ` +
      `${describeNext(scene, blue)}${isLost(scene, blue) ? ` It is no rollback target any more. ${describeCutOff(scene)}` : ''}`;
  return step('end', 'released', 'the teardown is left to a later run', {
    kind: 'end',
    result: 'released',
    message: `${releasedText(green)} serves ${request.service}.${describeRequested(scene)} ${describeTraffic(roles)} ${kept}`,
    details: [
      ...describeConnections(scene, warmUntilMs(scene)),
      ...(world.service.tags['swept-at'] === undefined ? [noSweep] : []),
      ...(until === null ? [] : [`Scale-in of the service stays suspended until ${until}.`]),
      ...describeOpenContract(scene),
      ...describeExposed(scene),
      ...restoredNotes(memory, world.nowMs),
      ...leftUndone(memory),
    ],
  });
}

/** Before its lease ends, or while it is drained. */
const describeKeptBlue = (scene: Scene, blue: TaskSetView): string =>
  isDraining(scene, blue)
    ? `is drained in steps, now to ${String(blue.scalePercent)} %`
    : `is kept until ${formatLeaseEnd(scene)}`;

function describeNext(scene: Scene, blue: TaskSetView): string {
  const { green } = scene.roles;
  const drain = green === null ? null : drainOf(scene, blue, green);
  return drain === null
    ? 'The next deploy, stage, teardown or sweep deletes it.'
    : 'Each sweep takes a step that is due, and the last one deletes it. The next deploy, stage or teardown deletes it at once.';
}

/** The end of the lease, from the tag that other runs read. If the tag was wiped, the time that it would have. */
const formatLeaseEnd = (scene: Scene): string =>
  formatTagTime(scene.world.service.tags['lease-until'] ?? iso(warmUntilMs(scene)), scene.world.nowMs);

const noSweep =
  'No sweep has ever run for this service: run the command sweep on a schedule (examples/workflows/sweep.yml). Otherwise ' +
  'blue stays, and costs, until the next release of this service.';
