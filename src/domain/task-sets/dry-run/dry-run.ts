// What the command plan finds: problems, risks, and what a deploy would do.
import { formatTagTime } from '../../common/values/moment.ts';
import { outlastsSession } from '../../common/run/time-limit.ts';
import { shortName } from '../../common/values/arn.ts';
import { plannedOverlap } from './overlap.ts';
import { plannedTimes } from './times.ts';
import { parseFence } from '../../common/run/fence.ts';
import { imagineRelease, type Decide, type Imagined } from './imagine.ts';
import { describeLeftover } from '../roles/leftover.ts';
import { permissionsFor } from './permissions.ts';
import { isAccepted } from '../../common/request/risks.ts';
import { findingCodes } from '../../common/request/risk-codes.ts';
import { revisionFindings } from '../preflight/revision.ts';
import { sessionFindings } from '../preflight/sessions.ts';
import { formatWarning, preflightWarnings } from '../warnings/warnings.ts';
import { scalingFindings } from '../preflight/scaling.ts';
import { preflightFindings, refusing } from '../preflight/preflight.ts';
import { snippetFor } from '../preflight/snippet.ts';
import { plannedApply } from '../terraform/findings.ts';
import { drainLines } from '../warm/drain-ahead.ts';
import { alarmLines } from '../alarms/describe.ts';
import { undeclaredNotes } from '../migrations/undeclared.ts';
import { describeSmoke } from '../health/probing.ts';
import { healthyOthers } from '../health/readiness.ts';

import { awsTagsOf } from '../model/aws-tags.ts';
import type { Write } from '../model/step.ts';
import { forwardOf, isSameRule, formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { ServiceTagName, TaskSetView, World } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';
import type {
  PlannedRule,
  PlannedRevision,
  PlannedGreen,
  PlannedDelete,
  DryRun,
} from '../../common/report/plan.ts';

/** The dry run of a scene. Where the release would be refused, it still reports what it can. */
export function dryRunOf(scene: Scene, decide: Decide): DryRun {
  const { request, world, roles, memory } = scene;
  const { goal } = request;
  const findings = preflightFindings(request, world, roles, memory);
  const found = findings.filter((finding) => finding.kind === 'risk');
  const hard = refusing(
    request,
    findings.filter(({ kind }) => kind === 'error'),
  );
  const risks = refusing(request, found);
  const imagined = hard.length > 0 ? nothing(world) : imagineRelease(imaginedRequest(scene), world, decide);
  const problems = [...hard, ...stopsOf(imagined)];
  const writes = imagined.writes.map(({ write }) => write);
  const times = plannedTimes({ scene, imagined });
  const creates = createdBy(scene, writes);
  const long = outlastsSession(request, times.mostSeconds);
  return {
    problems,
    risks,
    acceptedRisks: found.flatMap(({ code, sentence }) => (isAccepted(request, code) ? [sentence] : [])),
    isReleasable: problems.length === 0 && risks.length === 0,
    revision: revisionOf(scene),
    rules: changedRules(scene, imagined),
    creates,
    deletes: deletedBy(scene, imagined),
    serviceTags: tagsOf(writes),
    isScalingSuspended: writes.some(({ kind }) => kind === 'write-scaling'),
    smoke: describeSmoke(scene),
    warnings: preflightWarnings(scene).map(formatWarning),
    sessions: sessionFindings(scene),
    scaling: scalingFindings(request, world, roles),
    notes: [
      ...drainLines(scene),
      ...alarmLines(scene),
      ...undeclaredNotes(scene),
      ...world.notes,
      ...(long === null ? [] : [`time: ${long}`]),
    ],
    times,
    overlap: plannedOverlap(scene, times, creates),
    rollback: describeRollback(scene),
    otherRuns: otherRuns(scene, imagined),
    permissions: permissionsFor(writes, world, roles),
    apply: goal.terraformPlan === null ? null : plannedApply(scene, goal.terraformPlan),
    snippet: problems.length === 0 ? [] : snippetFor(scene),
    end: imagined.ending?.message ?? null,
  };
}

const nothing = (world: World): Imagined => ({ writes: [], waits: [], ending: null, after: world });

/** The state of the service prevents a release even if every write succeeds. */
const stopsOf = ({ ending }: Imagined): readonly string[] =>
  ending === null || ending.result === 'released' ? [] : [ending.message, ...ending.details];

/** A bake is observed a few times only. How often doesn't change what is written. */
const imaginedRequest = ({ request }: Scene): Scene['request'] => ({
  ...request,
  command: 'deploy',
  // What a release would do is shown even if it would be refused for its risks.
  ignored: findingCodes,
  bake: {
    ...request.bake,
    probeIntervalSeconds: Math.max(request.bake.probeIntervalSeconds, request.bake.seconds / 20),
  },
});

function revisionOf(scene: Scene): PlannedRevision | null {
  const { world, roles } = scene;
  const { candidate } = world;
  const from = roles.blue === null ? null : shortName(roles.blue.taskDefinition);
  if (candidate === null || candidate.family === '') return null;
  const { registeredAs, family, source, registeredBecause, changes } = candidate;
  return {
    from,
    to: registeredAs === null ? null : shortName(registeredAs),
    family,
    source,
    registeredBecause,
    changes,
    notes: [...revisionFindings(scene), ...world.lostImages],
  };
}

const weightsOf = (rule: RuleView): Readonly<Record<string, number>> =>
  Object.fromEntries((forwardOf(rule)?.groups ?? []).map(({ group, weight }) => [shortName(group), weight]));

function changedRules({ world, roles }: Scene, { after }: Imagined): readonly PlannedRule[] {
  return world.rules.flatMap((rule) => {
    const later = after.rules.find(({ ref }) => isSameRule(ref, rule.ref));
    const [from, to] = [weightsOf(rule), weightsOf(later ?? rule)];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    const attached = Object.keys(to).filter((group) => !(group in from));
    return [{ rule: formatRule(rule), isTest: roles.test.includes(rule), from, to, attached }];
  });
}

function createdBy({ world }: Scene, writes: readonly Write[]): PlannedGreen | null {
  const creation = writes.find((write) => write.kind === 'create-green');
  if (creation === undefined) return null;
  const { attachment } = creation.request;
  const { launchType, capacityProviders, platformVersion, network, serviceRegistries } =
    creation.request.settings;
  return {
    targetGroup: shortName(attachment.group),
    container: attachment.containerName,
    port: attachment.containerPort,
    tasks: world.service.desiredCount,
    settings: { launchType, capacityProviders, platformVersion, network, serviceRegistries },
  };
}

function deletedBy(scene: Scene, { writes }: Imagined): readonly PlannedDelete[] {
  const { pair, production } = scene.roles;
  const isSwitch = ({ write }: Imagined['writes'][number]): boolean =>
    write.kind === 'write-rule' &&
    pair !== null &&
    production.some(({ ref }) => isSameRule(ref, write.rule.ref)) &&
    weightOf({ ...write.rule, actions: write.actions }, pair.green) > 0;
  const switched = writes.findLastIndex(isSwitch);
  return writes.flatMap(({ write }, index) => {
    if (write.kind !== 'delete') return [];
    const set = scene.world.taskSets.find(({ arn }) => arn === write.set);
    if (set === undefined) return [];
    const when = index < switched ? ('before the switch' as const) : ('after the warm time' as const);
    return [{ arn: set.arn, set: formatSet(set), what: whatItIs(scene, set), when }];
  });
}

/** What the set is now, for the person who approves its deletion. */
function whatItIs({ roles, world }: Scene, set: TaskSetView): string {
  const of = set.tags.release === undefined ? '' : `, the green of release ${set.tags.release}`;
  return set === roles.blue ? `blue of this release: live now${of}` : describeLeftover(world, set);
}

function tagsOf(writes: readonly Write[]): readonly string[] {
  const names = writes.flatMap((write) => (write.kind === 'tag-service' ? Object.keys(write.tags) : []));
  return awsTagsOf(names as ServiceTagName[]).toSorted();
}

function describeRollback({ world, roles, request }: Scene): string {
  const { blue } = roles;
  if (blue === null && healthyOthers(world, roles).length > 0)
    return 'to the targets that serve now, by weights alone, as long as they exist';
  if (blue === null)
    return 'none until the next release, because no task set of this service is live. Until the switch, a failed green is only removed';
  const name = formatSet(blue);
  const kept = formatDuration(Math.max(request.warmSeconds, request.bake.seconds));
  return (
    `to blue ${name} within about 2 s, for ${kept} from the switch; ` +
    `after that, a rollback releases revision ${shortName(blue.taskDefinition)} again, which takes minutes`
  );
}

/** What tags say about other runs. Only GitHub knows whether a run is still in progress. */
function otherRuns({ world, request }: Scene, { waits }: Imagined): readonly string[] {
  const { tags } = world.service;
  const fence = parseFence(tags.fence);
  const lines: string[] = [];
  if (fence !== null && fence.runId !== request.release.runId)
    lines.push(
      `run ${String(fence.runId)}.${String(fence.attempt)} took the service last (fence ${tags.fence ?? ''}). ` +
        'If it is still in progress, it stands down when the release begins',
    );
  const bakeUntil = tags['bake-until'];
  if (bakeUntil !== undefined && Date.parse(bakeUntil) > world.nowMs)
    lines.push(`its release is baking until ${formatTagTime(bakeUntil, world.nowMs)}`);
  if (waits.includes('preflight/waiting-for-bake'))
    lines.push('the release would wait for the bake of the previous release');
  return lines;
}
