import { hasSameForward, isSameRule } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';

import { a, setArn } from '../support/worlds.ts';
import { isLive, isOnRule, nodesFollowMs, ruleRefs, weightsIn } from './account.ts';
import {
  countOf,
  healthyOf,
  isRising,
  isStarting,
  isWorse,
  otherSide,
  usualCount,
  type SetState,
} from './set-state.ts';
import {
  createdWhereCookiesLead,
  isCutOrRestored,
  isRestKept,
  reachedByCookies,
  wrongSessions,
} from './judge-cookies.ts';
import { blueOf, isOwn, isWaiting, named, present, takenFrom, type Situation } from './goals.ts';
import type { RunTask } from '../../src/domain/common/one-off-tasks/task.ts';
import { migrationMs, ruleViews } from './observation.ts';
import { judgeContract } from './judge-contract.ts';
import { runName, tickMs } from './state.ts';

/** Of a finding that no look of this run could have prevented. */
export const unseen = 'that had traffic between two looks';

/** What is wrong with this write in this account, by invariant. Judged where it was decided and again where it lands. */
export function judgeWrite(situation: Situation, write: Write): readonly string[] {
  return [
    ...wrongFence(situation, write),
    ...notItsBusiness(situation, write),
    ...(isRemoval(situation, write) ? wrongRemoval(situation, write) : []),
    ...('set' in write ? foreignTouched(situation, write) : []),
    ...(write.kind === 'write-rule' ? wrongRule(situation, write) : []),
    ...(write.kind === 'create-green' ? secondGreen(situation, write) : []),
    ...(write.kind === 'run-task' ? secondMigration(situation, write.request) : []),
    ...judgeContract(situation, write),
  ];
}

/** Two never run at once. Its own token returns the task of a try, and starts no other. */
function secondMigration({ account, nowMs }: Situation, { purpose, tryId }: RunTask): string[] {
  const isRunning = account.migrations.some(
    (task) => task.tryId !== tryId && nowMs - (task.createdAtMs ?? 0) < migrationMs,
  );
  return purpose === 'migration' && isRunning ? ['a second migration starts while one runs'] : [];
}

/** A rollback restores traffic without checking the fence: its writes only restore the earlier state. */
function wrongFence({ account, plan: request, phase }: Situation, write: Write): string[] {
  const { fence } = account.tags;
  const isClaim = write.kind === 'tag-service' && write.tags.fence !== undefined;
  const isNoting = write.kind === 'tag-service' && write.tags['rolled-back'] !== undefined;
  const isRaising = write.kind === 'scale' && write.percent === 100;
  const isRestoring =
    phase === 'rollback' && (write.kind === 'label' || write.kind === 'write-rule' || isNoting || isRaising);
  // The mark of a sweep says only that one came by.
  if (write.kind === 'tag-service' && Object.keys(write.tags).join() === 'swept-at') return [];
  const isOurs = fence === undefined || fence.endsWith(`:${runName(request)}`);
  return isOurs || isClaim || isRestoring ? [] : [`7: ${write.kind} while another run holds the fence`];
}

/** What a command must not do at all, however well it is done. */
function notItsBusiness(situation: Situation, write: Write): string[] {
  const { command } = situation.plan;
  const isCreate = write.kind === 'create-green';
  const isRule = write.kind === 'write-rule';
  if (command === 'status' || command === 'plan') return [`5: ${command} writes`];
  if (isCreate && command === 'rollback') return wayBackLeftAside(situation);
  if (isCreate && (command === 'promote' || command === 'teardown' || command === 'sweep'))
    return [`5: ${command} creates a task set`];
  if (isRule && command === 'teardown' && isMoving(situation, write)) return ['5: teardown moves traffic'];
  const isStaged = (set: SetState | undefined): boolean =>
    set !== undefined && !isOwn(set, situation.plan) && isWaiting(set, situation.nowMs);
  return write.kind === 'delete' && command === 'sweep' && isStaged(named(situation, write.set))
    ? ['1: sweeps a green that still waits for its promotion']
    : [];
}

/** A cut, and its end, gives no side more weight. */
function isMoving({ account }: Situation, write: Extract<Write, { kind: 'write-rule' }>): boolean {
  const index = ruleRefs.findIndex((ref) => isSameRule(ref, write.rule.ref));
  const [before, after] = [account.rules[index] ?? {}, weightsIn(write.actions)];
  return (['a', 'b'] as const).some((side) => (after[side] ?? 0) > (before[side] ?? 0));
}

/** Invariant 3: as long as a warm blue can serve, a rollback creates no task. */
function wayBackLeftAside(situation: Situation): string[] {
  const { plan: request, account, nowMs } = situation;
  const taken = takenFrom(account, request, nowMs);
  const green = present(situation).find(({ n }) => n === taken?.n);
  if (request.goal.rollbackTo !== null || green === undefined || !isOnRule(account, green)) return [];
  const blue = blueOf(situation, green);
  return blue !== undefined && blue.side !== green.side && healthyOf(blue, nowMs) > 0
    ? ['3: a rollback creates a task set while a warm blue could serve']
    : [];
}

/** Taking tasks away; raising a set that was lowered is none. */
function isRemoval(
  situation: Situation,
  write: Write,
): write is Extract<Write, { kind: 'delete' | 'scale' }> {
  if (write.kind === 'delete') return true;
  return write.kind === 'scale' && write.percent < (named(situation, write.set)?.scale ?? 0);
}

function wrongRemoval(situation: Situation, write: Extract<Write, { kind: 'delete' | 'scale' }>): string[] {
  const { account, nowMs, phase } = situation;
  const set = named(situation, write.set);
  if (set === undefined || (write.kind === 'scale' && write.percent >= set.scale)) return [];
  const verb = write.kind === 'delete' ? 'deletes' : 'scales down';
  const isLowering = write.kind === 'scale' && write.percent > 0;
  const found = isLowering ? brokenPromise(situation, set, write.percent) : [];
  if (isOnRule(account, set)) found.push(`1: ${verb} a set that a rule sends requests to`);
  found.push(...reachedByCookies(situation, set, verb));
  if (set.label === 'PRIMARY' && write.kind === 'delete') found.push('1: deletes the PRIMARY');
  const quietMs = set.wasLive && set.liveUntilMs !== null ? nowMs - set.liveUntilMs : Infinity;
  if (quietMs < nodesFollowMs)
    found.push(
      isKnowable(situation, set)
        ? `1: ${verb} a set before every node knows that it has no traffic`
        : `1: ${verb} a set ${unseen}`,
    );
  const isOwnBlue = phase !== 'rollback' && isReplacedByOwn(situation, set);
  if (isOwnBlue && !isLowering && nowMs < leaseEndMs(situation, set) - tickMs)
    found.push(`1: ${verb} blue while it is leased for a rollback`);
  return found;
}

/** A process that saw it with traffic knows; so does one that first looked after it: what was before it has to reckon with. */
const isKnowable = (
  { plan: request, lookedFromMs }: Situation,
  { seenLiveBy, liveUntilMs }: SetState,
): boolean => seenLiveBy.includes(runName(request)) || lookedFromMs >= (liveUntilMs ?? 0);

/** Whether it lost its traffic to what this command brought forward; a sweep has to honour everybody's lease. */
function isReplacedByOwn({ account, plan: request }: Situation, { n, replacedBy }: SetState): boolean {
  if (replacedBy === null) return false;
  if (request.command === 'sweep') return account.tags.blue === setArn(n);
  return replacedBy === request.release.id
    ? request.command !== 'teardown'
    : account.sets.some((set) => set.release === replacedBy && isOwn(set, request));
}

/** The lease says at what scale blue is kept: it has to say so before it is true. */
function brokenPromise({ account: { tags } }: Situation, set: SetState, percent: number): string[] {
  const promised = tags.blue === setArn(set.n) ? Number.parseInt(tags['lease-scale'] ?? '0', 10) : 0;
  return percent < promised ? ['1: scales down blue below what its lease promises'] : [];
}

/** What the lease says; where it was wiped, the warm time since the traffic left, less the time between lease and switch. */
function leaseEndMs({ account: { tags }, plan: request }: Situation, set: SetState): number {
  const untilMs = tags.blue === setArn(set.n) ? Date.parse(tags['lease-until'] ?? '') : Number.NaN;
  return Number.isNaN(untilMs) ? (set.liveUntilMs ?? 0) + request.warmSeconds * 1000 - 3 * tickMs : untilMs;
}

function foreignTouched(situation: Situation, write: Extract<Write, { set: string }>): string[] {
  const set = named(situation, write.set);
  if (set === undefined || set.release !== null || set.wasLive) return [];
  return [`5: ${write.kind} on a set of others`];
}

function secondGreen(situation: Situation, write: Extract<Write, { kind: 'create-green' }>): string[] {
  const { account } = situation;
  const isRepeat = account.tokens[write.request.tokenText] !== undefined;
  const side = write.request.attachment.group === a ? 'a' : 'b';
  const reached = isRepeat ? [] : createdWhereCookiesLead(situation, side);
  const own = present(situation).filter(({ release }) => release === situation.plan.release.id);
  return own.length > 0 && !isRepeat ? [...reached, '4: creates a second green'] : reached;
}

function wrongRule(situation: Situation, write: Extract<Write, { kind: 'write-rule' }>): string[] {
  const { account } = situation;
  const index = ruleRefs.findIndex((ref) => isSameRule(ref, write.rule.ref));
  const now = ruleViews(account)[index];
  if (index < 0 || now === undefined || index >= account.rules.length) return ['5: writes a rule of others'];
  const isKept = isRestKept(now, write.actions) || isCutOrRestored(account, now, write.actions);
  const found = isKept ? [] : ['6: changes more of a rule than the weights of the pair'];
  if (hasSameForward(now.actions, write.actions)) found.push('6: writes a rule that stands as it should');
  if (index === 2) return found;
  found.push(...wrongSessions(situation, index, write.actions));
  const [before, after] = [account.rules[index] ?? {}, weightsIn(write.actions)];
  for (const side of ['a', 'b'] as const)
    if ((after[side] ?? 0) > (before[side] ?? 0)) found.push(...notFit(situation, side));
  return found;
}

/** Nothing stands in the other group: the rules were reset, and users get no response until PRIMARY can serve. */
const isRepair = (situation: Situation, side: 'a' | 'b'): boolean =>
  situation.phase === 'prepare' && present(situation).every((set) => set.side === side);

/** Invariant 2: forward only to what is ready, back only to what can serve or is no worse. */
function notFit(situation: Situation, side: 'a' | 'b'): string[] {
  const { account, nowMs, plan: request, phase } = situation;
  const sets = present(situation).filter((set) => set.side === side);
  const isStranger = account.stranger === side;
  const healthy = sets.reduce((sum, set) => sum + healthyOf(set, nowMs), isStranger ? 1 : 0);
  const [set] = sets;
  if (set === undefined || !isOwn(set, request) || phase === 'rollback' || phase === 'prepare') {
    const isBetterThere = healthyOn(situation, otherSide(side)) > 0;
    if (healthy === 0 && (isBetterThere || isRepair(situation, side)))
      return ['8: sends traffic to a group without a healthy target'];
    const [other] = present(situation).filter((one) => one.side === otherSide(side) && isLive(account, one));
    const isBack = phase === 'rollback' && !request.isForced && set !== undefined && other !== undefined;
    // What scaling has added since doesn't carry the traffic yet.
    if (isBack && !isStranger && isWorse(set, other, nowMs, Math.min(countOf(set), usualCount)))
      return ['3: takes users from a set that serves better'];
    const isLow = set !== undefined && set.scale < 100 && sets.length === 1 && !isStranger;
    return isLow && isBetterThere && phase === 'rollback'
      ? ['2: rolls back to a set that is scaled down, while the other set serves']
      : [];
  }
  if (request.command === 'stage') return ['2: stage sends users to green'];
  if (set.label !== 'PRIMARY') return ['1: switches to a set that ECS would let anybody delete'];
  const begun = capacityFor(situation, set);
  if (begun === null && !isReady(set, nowMs)) return ['2: switches to a set that is not ready'];
  if (begun !== null && healthyOf(set, nowMs) < begun)
    return ['2: gives further rules to a set that lacks the capacity for them'];
  return sets.length > 1 || isStranger ? ["2: switches to a group with others' targets"] : [];
}

const isReady = (set: SetState, nowMs: number): boolean =>
  (set.health === 'good' || set.health === 'failing') &&
  set.scale === 100 &&
  !isStarting(set, nowMs) &&
  !isRising(set, nowMs);

/** How many healthy targets it has to have to take a further rule. `null`: this is its first. */
function capacityFor({ account, capacity }: Situation, set: SetState): number | null {
  const isKnown = capacity?.n === set.n && capacity.isSeen;
  if (!isLive(account, set) && !isKnown) return null;
  const count = capacity?.n === set.n ? capacity.count : countOf(set);
  return Math.max(1, Math.min(count, countOf(set)));
}

const healthyOn = (situation: Situation, side: 'a' | 'b'): number =>
  present(situation)
    .filter((set) => set.side === side)
    .reduce((sum, set) => sum + healthyOf(set, situation.nowMs), situation.account.stranger === side ? 1 : 0);
