// Fills the report from one observation.
import { serviceKeyOf } from '../../common/shown/service-key.ts';
import { quarantineBefore } from '../revision/quarantine.ts';
import { describeContract } from '../migrations/contract-end.ts';
import { whyForwardOnly } from '../tags/contract.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { ofReRelease } from '../../common/request/release-id.ts';
import { lastPart } from '../../common/values/arn.ts';
import { awsCommand } from '../../common/values/shell.ts';
import { decideReleasing } from '../decide/releasing.ts';
import { dryRunOf } from '../dry-run/dry-run.ts';
import { describeGone, describeRed, unreadAlarms } from '../alarms/describe.ts';
import { isTakenOver } from '../forward/guards.ts';
import { restoredNotes } from '../health/drift.ts';
import { blueOnSchema } from '../migrations/green-tag.ts';
import { isReReleased } from '../roles/green-role.ts';
import { fullScale } from '../tags/lease.ts';
import { parseRollbackWorkflow } from '../tags/rollback-workflow.ts';
import { pullIn } from '../tags/set-tags.ts';
import { shortName } from '../../common/values/arn.ts';
import { blankMemory } from '../model/blank-memory.ts';
import type { Memory } from '../model/memory.ts';
import { byHand } from '../sessions/by-hand.ts';
import { describeChanged, describeExposed, describeWarmEnd } from '../sessions/describe.ts';
import { describeUnrun } from '../checks/left.ts';
import { describeBarredCheck } from '../checks/own.ts';
import { describeBarred, previewUrl } from '../health/probing.ts';
import { scaleInUntil } from '../health/scale-in.ts';
import { versionSeen } from './shown-version.ts';
import { rollbackReadyIn } from '../status/rollback-ready.ts';
import { statusOf } from '../status/status.ts';
import { describeReturned } from '../warm/kept-return.ts';
import { sizesIn, spareTasksIn } from '../warm/overlap.ts';
import { describeWeakBlue } from '../warm/weak-blue.ts';
import type { Step } from '../model/step.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { versionBefore } from '../roles/version-before.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { failedTaskIn, unhealthyReasonIn } from './failed-task.ts';
import { gatesAfter } from '../gates/gates.ts';
import { phaseAfter } from '../../common/report/phases.ts';
import { isReportedByNewerRun } from './newer-run.ts';
import { continueEvents, isStarting } from '../../common/report/events.ts';
import { continueOverlap } from '../../common/tasks/overlap.ts';
import { continueHistory, versionShares } from '../../common/report/history.ts';
import { greenNow } from './green-now.ts';
import { liveIn } from './live.ts';
import { overIn } from './over.ts';
import { isItsOwnWork, seeReleases } from './releases.ts';
import { returnedIn } from './returned.ts';
import { sharesOf, trafficIn } from './traffic-shares.ts';
import { describeDrain } from '../warm/drain.ts';
import { describeOldTargets } from '../health/describe-traffic.ts';
import { sceneOf, type Scene } from '../roles/scene.ts';
import { isGreenLive, isSwitched, switchedAtMs } from '../health/switch-state.ts';
import {
  spend,
  nowhere,
  type RollbackOptions,
  type Report,
  type Staged,
  type ReportedSet,
} from '../../common/report/report.ts';

/** The report after one more observation and what was decided on it. */
export function continueReport(report: Report, step: Step, world: World, memory: Memory): Report {
  const moved = spend(report, world.nowMs, phaseAfter(report.phase, step));
  const isShowing = isStarting(report.phase, moved.phase);
  const events = continueEvents(report.events, world.service.events, isShowing);
  return see({ ...moved, events }, sceneOf(report.request, world, memory));
}

/** The report from one observation, without earlier ones. The inputs' revision is not read. */
export const observedReport = (report: Report, world: World): Report =>
  see(
    { ...report, nowMs: world.nowMs },
    sceneOf(report.request, { ...world, candidate: null }, blankMemory(world.nowMs)),
  );

function see(report: Report, scene: Scene): Report {
  const { world, memory, roles } = scene;
  const green = seen(report.green, roles.green, roles.blue, world);
  const blue = seen(report.blue, roles.blue, roles.green, world);
  const shares = sharesOf(roles);
  const history = continueHistory(
    report.history,
    versionShares(shares, revisionsOf(blue, green)),
    world.nowMs,
  );
  const shown = shownRelease(report, scene);
  const revision = green?.revision ?? memory.registered ?? world.candidate?.registeredAs ?? report.revision;
  return {
    ...report,
    source: world.candidate?.source ?? report.source,
    revision,
    ...versionAfter(report, scene, revision),
    blue,
    green,
    traffic: trafficIn(scene, shares),
    live: liveIn(report, history, scene),
    history,
    overlap: continueOverlap(report.overlap, spareTasksIn(scene), sizesIn(scene), world.nowMs),
    over: overIn(scene),
    returned: returnedIn(report, scene),
    gates: gatesAfter(report.gates, scene),
    greenNow: greenNow(scene),
    switchedAtMs: isGreenLive(scene) ? switchedAtMs(scene) : report.switchedAtMs,
    isBakePassed: memory.isBakePassed,
    rollback: rollbackOptions(scene),
    failure: memory.failure,
    ...failedIn(report, scene),
    notes: [
      ...restoredNotes(memory, world.nowMs),
      ...unreadAlarms(scene),
      ...describeExposed(scene),
      ...describeChanged(scene),
      ...describeContract(scene),
    ],
    leftOut: describeLeftOut(memory),
    mutableTags: world.candidate?.mutableTags.join('. ') || report.mutableTags,
    weakBlue: describeWeakBlue(scene),
    barred: isGreenLive(scene) ? (describeBarred(scene) ?? describeBarredCheck(scene)) : null,
    unrun: isGreenLive(scene) ? describeUnrun(scene) : [],
    redAlarms: describeRed(scene),
    goneAlarms: describeGone(scene),
    staged: stagedIn(scene),
    scaleInUntil: scaleInUntil(scene),
    status: traitsOf(report.request).report === 'status' ? statusOf(scene) : null,
    dryRun: traitsOf(report.request).report === 'plan' ? dryRunOf(scene, decideReleasing) : null,
    ...shown,
    serviceKey: serviceKeyOf(report.request, world.service.arn),
    ...seeReleases(report, shown.releaseId, scene),
    ...otherRunsIn(report, scene),
  };
}

/** What explains a failure may be gone in the next observation. */
function failedIn(before: Report, scene: Scene): Pick<Report, 'unhealthy' | 'failedTask'> {
  const unhealthy = unhealthyReasonIn(scene) ?? before.unhealthy;
  if (before.failedTask !== null) return { unhealthy, failedTask: before.failedTask };
  const found = failedTaskIn(scene, unhealthy);
  return { unhealthy, failedTask: found === null ? null : { ...found, tail: null } };
}

/** Which run holds the service, and which reports. */
const otherRunsIn = (
  { request, isFollowed }: Report,
  scene: Scene,
): Pick<Report, 'isHolder' | 'isTakenOver' | 'isReportedByNewerRun'> => ({
  isHolder: isItsOwnWork(scene),
  isTakenOver: isTakenOver(scene),
  isReportedByNewerRun: isReportedByNewerRun(request.release, scene.world, scene.memory, isFollowed),
});

/** A promote reports the release that was staged, perhaps by the run of a pull request. */
function shownRelease(before: Report, { request, roles }: Scene): Pick<Report, 'releaseId' | 'pull'> {
  const { pull, repository } = request.release;
  const tags = traitsOf(request).green === 'staged' ? roles.green?.tags : undefined;
  if (tags?.release === undefined) return { releaseId: before.releaseId, pull: before.pull ?? pull };
  const tagged = tags.repository === repository ? pullIn(tags) : null;
  return { releaseId: tags.release, pull: tagged ?? pull };
}

/** A rollback keeps what it saw first: the task set that it rolls back may be gone by its end. */
function versionAfter(
  report: Report,
  scene: Scene,
  greenRevision: Report['revision'],
): Pick<Report, 'version' | 'commit'> {
  const { revision, commit } = versionSeen(scene, greenRevision);
  const isKept = traitsOf(report.request).rollsBack && report.version !== null;
  return isKept
    ? { version: report.version, commit: report.commit }
    : { version: revision, commit: report.commit ?? commit };
}

const revisionsOf = (blue: ReportedSet | null, green: ReportedSet | null) => ({
  blue: blue?.revision ?? null,
  green: green?.revision ?? null,
});

function describeLeftOut({ registered, leftOut }: Memory): string | null {
  if (registered === null || leftOut.length === 0) return null;
  return (
    `ECS left out of ${shortName(registered)} what it doesn't know: ${leftOut.join(', ')}. Green runs without it. Correct ` +
    'these names in the task definition, or leave them out there.'
  );
}

/** `other`: what has the other role now. After another run's rollback, that may be what had this one. */
function seen(
  before: ReportedSet | null,
  now: TaskSetView | null,
  other: TaskSetView | null,
  world: World,
): ReportedSet | null {
  if (now !== null)
    return { arn: now.arn, id: now.id, revision: now.taskDefinition, isThere: now.status !== 'DRAINING' };
  if (before === null || before.arn === other?.arn) return null;
  const left = world.taskSets.find(({ arn }) => arn === before.arn);
  return { ...before, isThere: left !== undefined && left.status !== 'DRAINING' };
}

function stagedIn(scene: Scene): Staged | null {
  const tags = scene.roles.green?.tags;
  if (tags?.expires === undefined || isGreenLive(scene)) return null;
  return { release: tags.release ?? '', expiresAt: tags.expires, previewUrl: previewUrl(scene) };
}

function rollbackOptions(scene: Scene): RollbackOptions {
  const { request, roles } = scene;
  const { blue, pair, production } = roles;
  const before = versionBefore(roles.green);
  const base = {
    ...nowhere,
    blockedBecause: isGreenLive(scene) ? whyBlocked(scene) : null,
    reRelease:
      before === undefined || roles.green === null
        ? null
        : {
            revision: lastPart(before),
            quarantined: quarantineBefore(scene.world, roles.green),
            isFurther: describeReturned(scene) !== '',
          },
    workflow: workflowIn(scene),
    onSchema: blueOnSchema(roles.green),
  };
  if (base.blockedBecause !== null) return base;
  const oldTargets = describeOldTargets(scene.world, scene.roles);
  const isBlueThere = blue !== null && blue.status !== 'DRAINING';
  if (!(isBlueThere || oldTargets !== null) || pair === null || !isGreenLive(scene)) return base;
  const rules = production.filter((rule) => weightOf(rule, pair.green) > 0);
  const { commands: byWeights, note } = byHand(scene, rules, pair.green, pair.blue);
  const commandsNote = note.trimStart();
  if (blue === null) return { ...base, oldTargets, commands: byWeights, commandsNote };
  const full = fullScale(scene.world.service.tags, blue);
  const isWeak = blue.scalePercent < full;
  const service = ['--cluster', request.cluster, '--service', request.service];
  const scale = ['--scale', `value=${full},unit=PERCENT`];
  const raise = awsCommand('ecs', 'update-task-set', ...service, '--task-set', blue.arn, ...scale);
  const label = awsCommand(
    ...['ecs', 'update-service-primary-task-set', ...service],
    ...['--primary-task-set', blue.arn],
  );
  // The run that has the service now may delete blue at any time.
  const untilMs = isTakenOver(scene) ? null : keptUntilMs(scene);
  return {
    ...base,
    ready: rollbackReadyIn(scene),
    keptUntilMs: untilMs,
    draining: untilMs === null || untilMs > scene.world.nowMs ? null : describeDrain(scene, blue, untilMs),
    sessions: sessionsOnBlue(scene, untilMs),
    loweredToPercent: isWeak ? blue.scalePercent : null,
    commands: isTakenOver(scene) ? [] : [...(isWeak ? [raise] : []), ...byWeights, label],
    commandsNote,
  };
}

/** Its link is of this repository. */
function workflowIn({ request, roles }: Scene): RollbackOptions['workflow'] {
  const tags = roles.green?.tags;
  return tags?.repository === request.release.repository
    ? parseRollbackWorkflow(tags['rollback-workflow'])
    : null;
}

function whyBlocked({ world, roles: { green } }: Scene): string | null {
  const forwardOnly = green === null ? null : whyForwardOnly(world, green);
  if (forwardOnly !== null) return `this release is forward-only (${forwardOnly})`;
  return green !== null && isReReleased(green) ? ofReRelease : null;
}

function sessionsOnBlue(scene: Scene, untilMs: number | null): string | null {
  const end = untilMs === null ? null : describeWarmEnd(scene, untilMs);
  return end === null ? null : `Users with a cookie from before the switch stay on it until then. ${end}`;
}

/** The lease in the service's tag, or its value from the switch if the tag was wiped. */
function keptUntilMs(scene: Scene): number | null {
  const { request, world } = scene;
  if (!isSwitched(scene)) return null;
  const taggedMs = Date.parse(world.service.tags['lease-until'] ?? '');
  const atMs = switchedAtMs(scene);
  if (!Number.isNaN(taggedMs)) return taggedMs;
  return atMs === null ? null : atMs + Math.max(request.warmSeconds, request.bake.seconds) * 1000;
}
