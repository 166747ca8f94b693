import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import { parseFence } from '../../src/domain/common/run/fence.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import {
  hasSameForward,
  holds,
  isSameRule,
  weightOf,
} from '../../src/domain/common/load-balancer/traffic.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { keptGreen } from '../../src/domain/task-sets/roles/kept-green.ts';
import { ruleName } from '../../src/domain/task-sets/tags/sessions.ts';
import { overBrokenBlue, wrongContract, wrongMigration } from './migration-invariants.ts';
import type { FakeAws } from './fake-aws.ts';
import { nameOf, type FakeSet } from './fake-state.ts';
import { isNotedFor } from './noted-stickiness.ts';
import { a, b, setArn } from './worlds.ts';
import type { ForwardAction, RuleAction, RuleView } from '../../src/domain/common/load-balancer/view.ts';
import type { Phase } from '../../src/domain/common/run/step.ts';

/** How long load balancer nodes take to apply a rule. A set must outlive its traffic by this time. */
const nodesFollowMs = 2000;

/** What is wrong with sending this write now, by what is true now; the invariants are those of the design, by number. */
export function violationsOf(aws: FakeAws, request: Request, phase: Phase, write: Write): string[] {
  const world = aws.truth(request.release.id);
  return [
    ...wrongFence(aws, request, world, phase, write),
    ...foreignTouched(aws, write),
    ...(write.kind === 'delete' ? wrongDelete(aws, request, world, phase, write.set) : []),
    ...(write.kind === 'scale' && write.percent < 100 && isOnRule(world, setOf(world, write.set))
      ? [`1: scales live ${write.set}`]
      : []),
    ...(write.kind === 'scale' ? brokenPromise(world, write) : []),
    ...(write.kind === 'write-rule' ? wrongRule(aws, request, world, phase, write) : []),
    ...byCookies(aws, write),
    ...(write.kind === 'create-green' && hasGreen(world, request) ? ['a second green is created'] : []),
    ...wrongMigration(world, write),
    ...overBrokenBlue(aws, request, write),
    ...wrongContract(aws, request, world, write),
  ];
}

/**
 * Invariants 1 and 2 for holders of cookies. It is not established that ELB ignores a cookie while stickiness is off, or in
 * a rule that never was sticky, so no forward may hold the group.
 */
function byCookies(aws: FakeAws, write: Write): string[] {
  const { state, nowMs } = aws;
  const isReached = (group: TargetGroupArn, rules: readonly RuleView[] = state.rules): boolean =>
    (state.cookiesUntilMs[group] ?? 0) > nowMs &&
    rules.some((rule) => !aws.isTest(rule) && holds(rule, group));
  const set = 'set' in write ? state.sets.find(({ n }) => setArn(n) === write.set) : undefined;
  if (set !== undefined && set.deletedAtMs === null && isReached(set.group)) {
    if (write.kind === 'delete') return [`1: deletes ${nameOf(set)}, which cookies reach`];
    if (write.kind === 'scale' && write.percent < set.scale)
      return [`1: lowers ${nameOf(set)}, which cookies reach`];
  }
  if (write.kind === 'create-green' && isReached(write.request.attachment.group))
    return ['2: creates green where cookies reach it'];
  if (write.kind !== 'write-rule') return [];
  const after = state.rules.map((rule) =>
    isSameRule(rule.ref, write.rule.ref) ? { ...rule, actions: write.actions } : rule,
  );
  const isUnproven = ({ group, liveSinceMs, deletedAtMs }: FakeSet): boolean =>
    liveSinceMs === null &&
    deletedAtMs === null &&
    after.every((rule) => weightOf(rule, group) === 0) &&
    isReached(group, after) &&
    !isReached(group);
  return state.sets.some(isUnproven) ? ['2: cookies reach a green that is not proven'] : [];
}

/** The lease says at what scale blue is kept; to 0 a set goes only where it may be deleted as well. */
function brokenPromise({ service }: World, { set, percent }: Extract<Write, { kind: 'scale' }>): string[] {
  const promised = Number.parseInt(service.tags['lease-scale'] ?? '0', 10);
  const isLeased = service.tags.blue === set && Date.parse(service.tags['lease-until'] ?? '') > 0;
  return isLeased && percent > 0 && percent < promised
    ? [`1: scales ${set} below what its lease promises`]
    : [];
}

const setOf = (world: World, name: string): TaskSetView | undefined =>
  world.taskSets.find(({ arn }) => arn === name);

const isOnRule = (world: World, set: TaskSetView | undefined): boolean =>
  set?.attachment != null && world.rules.some((rule) => weightOf(rule, set.attachment?.group ?? a) > 0);

/** A second one may be asked for only with the first one's token, after an answer was lost: then nothing is created. */
/** One whose time to be promoted is over is on its way out: the run that staged it may stage it again. */
const hasGreen = (world: World, { release, command }: Request): boolean =>
  world.taskSets.some(
    ({ tags, status }) =>
      tags.release === release.id &&
      status !== 'DRAINING' &&
      !(command === 'promote' && Date.parse(tags.expires ?? '') <= world.nowMs),
  );

/** A rollback restores traffic without the fence first: seconds count, and its writes only restore the earlier state. */
function wrongFence(
  { readLagMs }: FakeAws,
  { release }: Request,
  world: World,
  phase: Phase,
  write: Write,
): string[] {
  const fence = parseFence(world.service.tags.fence);
  const isClaim = write.kind === 'tag-service' && write.tags.fence !== undefined;
  const isMarking =
    write.kind === 'tag-service' && Object.keys(write.tags).every((name) => name === 'swept-at');
  const isNoting = write.kind === 'tag-service' && write.tags['rolled-back'] !== undefined;
  const isRaising = write.kind === 'scale' && write.percent === 100;
  const isRestoring =
    phase === 'rollback' && (write.kind === 'label' || write.kind === 'write-rule' || isRaising || isNoting);
  if (fence === null || readLagMs > 0 || isClaim || isRestoring || isMarking) return [];
  const isOurs = fence.runId === release.runId && fence.attempt === release.runAttempt;
  return isOurs ? [] : [`7: writes ${write.kind} while ${world.service.tags.fence ?? ''} holds the fence`];
}

function foreignTouched(aws: FakeAws, write: Write): string[] {
  if (!('set' in write)) return [];
  const set = aws.state.sets.find(({ n }) => setArn(n) === write.set);
  return set?.isForeign === true ? [`5: ${write.kind} on the foreign set ${write.set}`] : [];
}

function wrongDelete(aws: FakeAws, request: Request, world: World, phase: Phase, name: string): string[] {
  const set = setOf(world, name);
  const fake = aws.state.sets.find(({ n }) => setArn(n) === name);
  if (set === undefined || fake === undefined || set.status === 'DRAINING') return [];
  const found: string[] = [];
  if (isOnRule(world, set)) found.push(`1: deletes live ${name}`);
  if (set.status === 'PRIMARY') found.push(`1: deletes PRIMARY ${name}`);
  const quietMs = aws.nowMs - (fake.liveUntilMs ?? 0);
  if (quietMs < nodesFollowMs) found.push(`1: deletes ${name} before every node knows`);
  const green = aws.state.sets.find(
    ({ tags }) =>
      tags.release === request.release.id || (request.command === 'promote' && tags.expires !== undefined),
  );
  // The set that lost its traffic to this release's green is its rollback target; sets of earlier releases are not.
  const isOwnBlue = phase !== 'rollback' && (fake.liveUntilMs ?? 0) >= (green?.liveSinceMs ?? Infinity);
  // Counted from the switch, as the lease says: weights that another tool sets in between don't restart it.
  const { tags } = world.service;
  const isOver = tags.blue === name && Date.parse(tags['lease-until'] ?? '') <= aws.nowMs;
  // A green of this release that was rolled back, and that no lease names: another attempt creates its own.
  const isRolledBack = keptGreen(world)?.set === set && tags.green !== name && tags.blue !== name;
  if (isOwnBlue && !isRolledBack && !isOver && quietMs < request.warmSeconds * 1000 - 1000)
    found.push(`1: deletes ${name} while it is leased for a rollback`);
  return found;
}

function wrongRule(
  aws: FakeAws,
  request: Request,
  world: World,
  phase: Phase,
  { rule, actions }: Extract<Write, { kind: 'write-rule' }>,
): string[] {
  const now = world.rules.find(({ ref }) => isSameRule(ref, rule.ref));
  if (now === undefined) return ['5: writes a rule that is not there'];
  const after: RuleView = { ...now, actions };
  const found = [...changedBesidesWeights(now, actions, world.service.tags.sessions ?? '')];
  if (hasSameForward(now.actions, actions) && aws.readLagMs === 0) found.push('6: writes a rule as it is');
  if (aws.isTest(rule)) return found;
  // Ready is what the deciding observation shows: no run can know what reads will only show later.
  const seen = aws.readLagMs === 0 ? world : aws.observe(request.release.id);
  for (const group of [a, b])
    if (weightOf(after, group) > weightOf(now, group))
      found.push(...notFit(aws, seen, { request, phase }, group));
  return found;
}

const withoutWeights = (actions: readonly RuleAction[]): unknown =>
  actions.map((action) =>
    action.type === 'forward'
      ? { ...action, groups: action.groups.filter(({ group }) => group !== a && group !== b) }
      : action,
  );

/** The one exception to invariant 6: a cut of sessions, and its end, of what a tag has noted before. */
function isCutOrRestored(rule: string, before: ForwardAction, after: ForwardAction, noted: string): boolean {
  const [was, willBe] = [before.stickiness, after.stickiness];
  return (
    was?.durationSeconds != null &&
    willBe?.durationSeconds === was.durationSeconds &&
    was.enabled !== willBe.enabled &&
    isNotedFor(noted, rule, was.durationSeconds)
  );
}

function changedBesidesWeights(now: RuleView, written: readonly RuleAction[], noted: string): string[] {
  const actions = written.map((action, index) => {
    const before = now.actions[index];
    const isException =
      action.type === 'forward' &&
      before?.type === 'forward' &&
      isCutOrRestored(ruleName(now), before, action, noted);
    return isException ? { ...action, stickiness: before.stickiness } : action;
  });
  const isKept = JSON.stringify(withoutWeights(now.actions)) === JSON.stringify(withoutWeights(actions));
  const holdsPair = [a, b].some((group) =>
    now.actions.some(
      (action) => action.type === 'forward' && action.groups.some((entry) => entry.group === group),
    ),
  );
  return [
    ...(isKept ? [] : ['6: changes more than weights']),
    ...(holdsPair ? [] : ['5: writes a rule of others']),
  ];
}

/** Invariant 2 forward and back: who is to get traffic can carry it. */
function notFit(
  aws: FakeAws,
  world: World,
  { request, phase }: { request: Request; phase: Phase },
  group: TargetGroupArn,
): string[] {
  const targets = world.groups.find(({ arn }) => arn === group)?.targets ?? [];
  const serving = targets.filter(({ state }) => state !== 'draining');
  const healthy = serving.filter(({ state }) => state === 'healthy').length;
  const set = world.taskSets.find(
    ({ attachment, status }) => attachment?.group === group && status !== 'DRAINING',
  );
  const isPromoted = request.command === 'promote' && set?.tags.expires !== undefined;
  const isForward =
    set !== undefined && phase !== 'rollback' && (isPromoted || set.tags.release === request.release.id);
  const isBetterElsewhere = world.groups.some(
    ({ arn, targets: others }) => (arn === a || arn === b) && others.some(({ state }) => state === 'healthy'),
  );
  if (!isForward)
    return healthy > 0 || !isBetterElsewhere ? [] : [`8: sends traffic to a group without a healthy target`];
  const tasks = set.tasks.flatMap(({ endpoint }) => endpoint?.id ?? []);
  if (serving.some(({ id }) => !tasks.includes(id)))
    return [`2: switches to ${set.id}, with the targets of others in its group`];
  const first = aws.state.sets.find(({ n }) => setArn(n) === set.arn)?.firstHealthy ?? null;
  if (first === null) {
    const isReady = set.running === set.computedDesired && set.running > 0 && healthy === set.running;
    return isReady && serving.length === healthy ? [] : [`2: switches to ${set.id}, which is not ready`];
  }
  // From its first rule on: what it had then, or its computed count, whichever is smaller, and at least one.
  return healthy >= Math.max(1, Math.min(first, set.computedDesired))
    ? []
    : [`2: gives ${set.id} a further rule, and it lacks the capacity`];
}
