// What the command status shows.
import { describeContract } from '../migrations/contract-end.ts';
import { whyForwardOnly } from '../tags/contract.ts';
import { describeOpenMigration } from '../migrations/failures.ts';
import { describeOwed } from '../migrations/owed-test.ts';
import { shortName } from '../../common/values/arn.ts';
import type { OneOffTask } from '../../common/one-off-tasks/task.ts';
import { isKeptGreen, keptGreen } from '../roles/kept-green.ts';
import { isSwitched } from '../health/switch-state.ts';
import { describeDrain } from '../warm/drain.ts';
import { describeStranded } from '../warm/stranded.ts';
import { describeDeleting } from '../sweep/deleting.ts';
import { describeKeptGreen } from '../warm/kept-return.ts';
import { quarantineOf } from '../revision/quarantine.ts';
import type { Roles } from '../roles/roles.ts';
import { parseLeaseScale } from '../tags/lease.ts';
import { scaleInUntil } from '../health/scale-in.ts';
import { alarmLines } from '../alarms/describe.ts';
import { healthyOwn } from '../health/readiness.ts';

import { forwardOf, formatRule } from '../../common/load-balancer/traffic.ts';
import { parseFence } from '../../common/run/fence.ts';
import { isOver } from '../evolve/sweep-alive.ts';
import { isStaged } from '../roles/staged.ts';
import { describeRollbackReady, rollbackReadyIn } from './rollback-ready.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { describeSessions } from '../sessions/describe.ts';
import type { Scene } from '../roles/scene.ts';
import { formatTagTime, iso } from '../../common/values/moment.ts';
import { shortCommit } from '../../common/request/commit.ts';
import {
  type Status,
  type RuleStatus,
  type SetStatus,
  formatWeights,
  describeBake,
  describeQuarantine,
  formatRole,
  describeTest,
  type TestStatus,
} from '../../common/report/status.ts';

export function statusOf(scene: Scene): Status {
  const { roles, world } = scene;
  const { tags } = world.service;
  // A teardown that was killed deletes blue, and leaves the lease.
  const isBlueLeft = roles.blue !== null && roles.blue.status !== 'DRAINING';
  const until = isBlueLeft ? tags['lease-until'] : undefined;
  const scale = parseLeaseScale(tags['lease-scale'])?.kept ?? 100;
  const lease = until === undefined ? null : { until, scalePercent: scale };
  const ready = rollbackReadyIn(scene);
  return {
    rules: [
      ...roles.production.map((rule) => ruleStatus(rule, false)),
      ...roles.test.map((rule) => ruleStatus(rule, true)),
    ],
    taskSets: world.taskSets.map((set) => setStatus(scene, set)),
    ...switchStatus(scene),
    lease,
    scaleInUntil: scaleInUntil(scene),
    fence: tags.fence ?? null,
    forwardOnly: roles.green === null ? null : whyForwardOnly(world, roles.green),
    rollbackReady: describeRollbackReady(scene, ready),
    rollbackAsOf: iso(ready.asOfMs),
    quarantined: quarantineOf(world),
    lostImages: world.lostImages,
    deleting: world.taskSets.flatMap((set) => describeDeleting(world, set) ?? []),
    runningTests: world.oneOffTasks.filter(({ isToRun }) => isToRun).map(testStatus),
    keptGreen: keptStatus(world),
  };
}

/** The tags are about the green that they name, which may no longer be live. */
function switchStatus({
  request,
  roles,
  world,
}: Scene): Pick<Status, 'switchedAt' | 'bakeUntil' | 'bakeRun'> {
  const { green, 'switched-at': switchedAt, 'bake-until': bakeUntil } = world.service.tags;
  const isOfLive = roles.live.some(({ arn }) => arn === green);
  const isBaking = isOfLive && Date.parse(bakeUntil ?? '') > world.nowMs;
  return {
    switchedAt: (isOfLive ? switchedAt : null) ?? null,
    bakeUntil: (isBaking ? bakeUntil : null) ?? null,
    bakeRun: isBaking ? holderOf({ request, world }) : null,
  };
}

function holderOf({ request, world }: Pick<Scene, 'request' | 'world'>): Status['bakeRun'] {
  const holder = parseFence(world.service.tags.fence);
  if (holder === null) return null;
  const isOwn = holder.runId === request.release.runId;
  return { runId: holder.runId, isOver: isOwn ? false : isOver(world, holder.runId) };
}

const testStatus = ({ arn, taskDefinition, lastStatus, tryId }: OneOffTask): TestStatus => ({
  task: arn,
  revision: shortName(taskDefinition),
  status: lastStatus,
  run: tryId.split(' ')[0] || null,
});

function keptStatus(world: World): Status['keptGreen'] {
  const kept = keptGreen(world);
  return kept === null ? null : { id: kept.set.id, until: kept.until, reason: kept.reason };
}

const ruleStatus = (rule: RuleView, isTest: boolean): RuleStatus => ({
  rule: formatRule(rule),
  isTest,
  weights: Object.fromEntries(
    (forwardOf(rule)?.groups ?? []).map(({ group, weight }) => [shortName(group), weight]),
  ),
});

function setStatus({ roles, world }: Scene, set: TaskSetView): SetStatus {
  const isLive = roles.live.includes(set);
  const { expires, release, commit } = set.tags;
  const isWaiting = isStaged(world, set) && !isLive && set.status !== 'DRAINING' && set !== roles.blue;
  return {
    arn: set.arn,
    id: set.id,
    revision: shortName(set.taskDefinition),
    role: isWaiting ? 'staged' : roleOf(roles, world, set),
    isLive,
    status: set.status,
    running: set.running,
    wanted: set.computedDesired,
    healthy: healthyOwn(world, set).length,
    release: release ?? null,
    commit: commit ?? null,
    createdAt: iso(set.createdAtMs),
    expiresAt: isWaiting ? (expires ?? null) : null,
  };
}

function roleOf({ blue, green, live }: Roles, world: World, set: TaskSetView): SetStatus['role'] {
  if (set === blue) return 'blue';
  if (set === green) return 'green';
  return isKeptGreen(world, set) && !live.includes(set) ? 'kept' : 'other';
}

/** The status, one line each. */
export function statusLines(scene: Scene): readonly string[] {
  const { rules, taskSets, switchedAt, ...status } = statusOf(scene);
  const {
    lease,
    scaleInUntil: scaleIn,
    fence,
    forwardOnly,
    rollbackReady,
    rollbackAsOf,
    quarantined,
  } = status;
  const kept = describeKeptGreen(scene);
  const { nowMs } = scene.world;
  return [
    ...rules.map(
      ({ rule, isTest, weights }) => `${isTest ? 'test' : 'production'} ${rule}: ${formatWeights(weights)}`,
    ),
    ...taskSets.map((set) => `task set ${setLine(set, taskSets, nowMs)}`),
    ...(switchedAt === null ? [] : [`switched: at ${formatTagTime(switchedAt, nowMs)}`]),
    `bake: ${describeBake(status, nowMs)}`,
    `lease: ${lease === null ? 'none' : `blue is kept until ${formatTagTime(lease.until, nowMs)} at ${String(lease.scalePercent)} %`}`,
    ...drainLines(scene),
    ...(scaleIn === null ? [] : [`scale-in: suspended until ${scaleIn}`]),
    `fence: ${fence ?? 'none'}`,
    `forward-only: ${forwardOnly ?? 'no'}`,
    `rollback ready: ${rollbackReady} (as of ${formatTagTime(rollbackAsOf, nowMs)})`,
    `quarantined: ${describeQuarantine(quarantined)}`,
    ...alarmLines(scene),
    ...status.runningTests.map((test) => `test: ${describeTest(test)}`),
    ...[...describeOpenMigration(scene), ...describeOwed(scene)].map((words) => `migration: ${words}`),
    ...describeContract(scene),
    ...status.lostImages,
    ...status.deleting,
    ...describeSessions(scene),
    ...strandedLines(scene),
    ...(kept === '' ? [] : [kept]),
  ];
}

/** After a wipe of the lease, a sweep begins a new warm time. */
function drainLines(scene: Scene): readonly string[] {
  const { roles, world } = scene;
  const leaseMs = Date.parse(world.service.tags['lease-until'] ?? '');
  if (roles.blue === null || Number.isNaN(leaseMs) || !isSwitched(scene)) return [];
  const words = describeDrain(scene, roles.blue, leaseMs);
  return words === null ? [] : [`drain: blue ${words}`];
}

function strandedLines(scene: Scene): readonly string[] {
  const { blue } = scene.roles;
  const words = blue === null || !isSwitched(scene) ? '' : describeStranded(scene, blue);
  return words === '' ? [] : [`sessions: ${words}`];
}

function setLine(set: SetStatus, all: readonly SetStatus[], nowMs: number): string {
  const { id, revision, status, running, wanted, healthy, release, expiresAt } = set;
  const staged =
    expiresAt === null ? '' : `, staged as release ${release ?? ''} until ${formatTagTime(expiresAt, nowMs)}`;
  const role = formatRole(set, all);
  const named = role === '' ? '' : `${role} `;
  const counts = `${String(running)} of ${String(wanted)} running, ${String(healthy)} healthy`;
  return `${named}${id} (${revision}): ${status}, ${counts}${staged}, ${describeOrigin(set, nowMs)}`;
}

/** Which code a task set runs, and since when. */
const describeOrigin = ({ commit, createdAt }: SetStatus, nowMs: number): string =>
  `${commit === null ? '' : `commit ${shortCommit(commit)}, `}created at ${formatTagTime(createdAt, nowMs)}`;
