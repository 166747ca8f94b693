import { hasSameWeights, isSameRule } from '../../src/domain/traffic.ts';
import type { Memory } from '../../src/domain/memory.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { isWrite, type Step, type Write } from '../../src/domain/step.ts';
import type { RuleAction, RuleView } from '../../src/domain/world.ts';
import { a, b, setArn } from '../support/worlds.ts';
import {
  desired,
  healthyOf,
  isLive,
  isOnRule,
  isStarting,
  isVanished,
  otherSide,
  productionOf,
  ruleRefs,
  weightsIn,
  type Account,
  type SetState,
} from './account.ts';
import { ruleViews } from './observation.ts';
import { runName, tickMs } from './state.ts';

/** A set has to outlive its last request by this: every node of the load balancer knows the rules by then. */
const nodesFollowMs = 5000;

/** Of a finding that no look could have prevented. */
export const unseen = 'that had traffic between two looks';

interface Situation {
  readonly account: Account;
  readonly nowMs: number;
  readonly plan: Plan;
  readonly phase: Step['phase'];
}

const present = ({ account, nowMs }: Situation): readonly SetState[] =>
  account.sets.filter((set) => !isVanished(set, nowMs) && set.deletedAtMs === null);
const named = (situation: Situation, name: string): SetState | undefined =>
  present(situation).find(({ n }) => setArn(n) === name);

/** What is wrong with this write in this account, by invariant. Judged where it was decided and again where it lands. */
export function judgeWrite(situation: Situation, write: Write): readonly string[] {
  return [
    ...wrongFence(situation, write),
    ...(write.kind === 'delete' || write.kind === 'scale' ? wrongRemoval(situation, write) : []),
    ...('set' in write ? foreignTouched(situation, write) : []),
    ...(write.kind === 'write-rule' ? wrongRule(situation, write) : []),
    ...(write.kind === 'create-green' ? secondGreen(situation, write) : []),
  ];
}

/** The way back restores traffic without asking for the fence: its writes only lead to what stood before. */
function wrongFence({ account, plan, phase }: Situation, write: Write): string[] {
  const { fence } = account.tags;
  const isClaim = write.kind === 'tag-service' && write.tags.fence !== undefined;
  const isRestoring = phase === 'back' && (write.kind === 'label' || write.kind === 'write-rule');
  const isOurs = fence === undefined || fence.endsWith(`:${runName(plan)}`);
  return isOurs || isClaim || isRestoring ? [] : [`7: ${write.kind} while another run holds the fence`];
}

function wrongRemoval(situation: Situation, write: Extract<Write, { kind: 'delete' | 'scale' }>): string[] {
  const { account, nowMs, plan, phase } = situation;
  const set = named(situation, write.set);
  if (set === undefined || (write.kind === 'scale' && write.percent >= set.scale)) return [];
  const verb = write.kind === 'delete' ? 'deletes' : 'scales down';
  const isLowering = write.kind === 'scale' && write.percent > 0;
  const found = isLowering ? brokenPromise(situation, set, write.percent) : [];
  if (isOnRule(account, set)) found.push(`1: ${verb} a set that a rule sends requests to`);
  if (set.label === 'PRIMARY' && write.kind === 'delete') found.push('1: deletes the PRIMARY');
  const quietMs = set.wasLive && set.liveUntilMs !== null ? nowMs - set.liveUntilMs : Infinity;
  if (quietMs < nodesFollowMs)
    found.push(
      set.wasSeenLive
        ? `1: ${verb} a set before every node knows that it has no traffic`
        : `1: ${verb} a set ${unseen}`,
    );
  const isOwnBlue = phase !== 'back' && set.replacedBy === plan.release.id;
  if (isOwnBlue && !isLowering && nowMs < leaseEndMs(situation, set) - tickMs)
    found.push(`1: ${verb} blue while it is leased as the way back`);
  return found;
}

/** The lease says at what scale blue is kept: it has to say so before it is true. */
function brokenPromise({ account: { tags } }: Situation, set: SetState, percent: number): string[] {
  const promised = tags.blue === setArn(set.n) ? Number.parseInt(tags['lease-scale'] ?? '0', 10) : 0;
  return percent < promised ? ['1: scales down blue below what its lease promises'] : [];
}

/** What the lease says; where it was wiped, the warm time since the traffic left, less the time between lease and switch. */
function leaseEndMs({ account: { tags }, plan }: Situation, set: SetState): number {
  const untilMs = tags.blue === setArn(set.n) ? Date.parse(tags['lease-until'] ?? '') : Number.NaN;
  return Number.isNaN(untilMs) ? (set.liveUntilMs ?? 0) + plan.warmSeconds * 1000 - 3 * tickMs : untilMs;
}

function foreignTouched(situation: Situation, write: Extract<Write, { set: string }>): string[] {
  const set = named(situation, write.set);
  if (set === undefined || set.release !== null || set.wasLive) return [];
  return [`5: ${write.kind} on a set of others`];
}

function secondGreen(situation: Situation, write: Extract<Write, { kind: 'create-green' }>): string[] {
  const isRepeat = situation.account.tokens[write.request.tokenText] !== undefined;
  const own = present(situation).filter(({ release }) => release === situation.plan.release.id);
  return own.length > 0 && !isRepeat ? ['4: creates a second green'] : [];
}

function wrongRule(situation: Situation, write: Extract<Write, { kind: 'write-rule' }>): string[] {
  const { account } = situation;
  const index = ruleRefs.findIndex((ref) => isSameRule(ref, write.rule.ref));
  const now = ruleViews(account)[index];
  if (index < 0 || now === undefined || index >= account.rules.length) return ['5: writes a rule of others'];
  const found = isRestKept(now, write.actions)
    ? []
    : ['6: changes more of a rule than the weights of the pair'];
  if (hasSameWeights(now.actions, write.actions)) found.push('6: writes a rule that stands as it should');
  if (index === 2) return found;
  const [before, after] = [account.rules[index] ?? {}, weightsIn(write.actions)];
  for (const side of ['a', 'b'] as const)
    if ((after[side] ?? 0) > (before[side] ?? 0)) found.push(...notFit(situation, side));
  return found;
}

function isRestKept(now: RuleView, actions: readonly RuleAction[]): boolean {
  const rest = (list: readonly RuleAction[]): string =>
    JSON.stringify(
      list.map((action) =>
        action.type === 'forward'
          ? { ...action, groups: action.groups.filter(({ group }) => group !== a && group !== b) }
          : action,
      ),
    );
  return rest(now.actions) === rest(actions);
}

/** Invariant 2: forward only to what is ready, back only to what can serve or is no worse. */
function notFit(situation: Situation, side: 'a' | 'b'): string[] {
  const { account, nowMs, plan, phase } = situation;
  const sets = present(situation).filter((set) => set.side === side);
  const isStranger = account.stranger === side;
  const healthy = sets.reduce((sum, set) => sum + healthyOf(set, nowMs), isStranger ? 1 : 0);
  const [set] = sets;
  if (set?.release !== plan.release.id || phase === 'back' || phase === 'prepare') {
    const isBetterThere = healthyOn(situation, otherSide(side)) > 0;
    return healthy > 0 || !isBetterThere ? [] : ['8: sends traffic to a group without a healthy target'];
  }
  if (set.label !== 'PRIMARY') return ['1: switches to a set that ECS would let anybody delete'];
  if (!isReady(set, nowMs)) return ['2: switches to a set that is not ready'];
  return sets.length > 1 || isStranger ? ["2: switches to a group with others' targets"] : [];
}

const isReady = (set: SetState, nowMs: number): boolean =>
  (set.health === 'good' || set.health === 'failing') && set.scale === 100 && !isStarting(set, nowMs);

const healthyOn = (situation: Situation, side: 'a' | 'b'): number =>
  present(situation)
    .filter((set) => set.side === side)
    .reduce((sum, set) => sum + healthyOf(set, situation.nowMs), situation.account.stranger === side ? 1 : 0);

/** What is wrong with the step itself, as it was decided: in what order, and how it ends. */
export function judgeStep(
  situation: Situation,
  memory: Memory,
  step: Step,
  hasWritten: boolean,
): readonly string[] {
  const found = [
    ...notBackFirst(situation, memory, step),
    ...(memory.failure === null ? unlookedFor(situation, step, hasWritten) : []),
  ];
  return step.act.kind === 'end' ? [...found, ...judgeEnd(situation, memory, step, hasWritten)] : found;
}

const calmWaits: readonly Step['reason'][] = ['reading-back', 'backing-off'];

/** Invariant 3: with a failed green live and a blue that can serve, the label and the rules come before all else. */
function notBackFirst(situation: Situation, memory: Memory, { act, reason }: Step): string[] {
  const { account, nowMs, plan } = situation;
  if (memory.failure === null || reason === 'fence-lost') return [];
  const green = present(situation).find(({ release }) => release === plan.release.id);
  const blue = present(situation).find(({ n }) => `ecs-svc/${String(n)}` === green?.blue);
  if (green === undefined || blue === undefined || !isLive(account, green)) return [];
  const needed = healthyOf(green, nowMs) === 0 ? 1 : Math.ceil(desired / 2);
  if (healthyOf(blue, nowMs) < needed || blue.scale < 100) return [];
  if (act.kind === 'label' || act.kind === 'write-rule') return [];
  const isCalm = act.kind === 'wait' && calmWaits.includes(reason);
  return isCalm ? [] : [`3: ${reason} before traffic is back, while blue can serve`];
}

/** Invariant 5: sets and targets of others are refused before the first write of a process. */
function unlookedFor(situation: Situation, { act, phase }: Step, hasWritten: boolean): string[] {
  if (!isWrite(act) || hasWritten || phase === 'back') return [];
  const foreign = present(situation).some((set) => set.release === null && !set.wasLive);
  return foreign ? ['5: begins to write beside a set of others'] : [];
}

/** Reasons for which a failed run may leave things to a person, or to the next run. */
const honestFailures: readonly Step['reason'][] = ['drift', 'no-way-back', 'rollback-failed', 'cancelled'];

function judgeEnd(
  situation: Situation,
  memory: Memory,
  { act, reason }: Step,
  hasWritten: boolean,
): string[] {
  const { account, plan } = situation;
  if (act.kind !== 'end') return [];
  const green = present(situation).find(({ release }) => release === plan.release.id);
  const isOnGreen = (every: boolean): boolean => {
    const shares = productionOf(account).map(
      (weights) => green !== undefined && (weights[green.side] ?? 0) > 0,
    );
    return every ? shares.every(Boolean) : shares.some(Boolean);
  };
  switch (act.result) {
    case 'released':
      // A newer run has the service, and may have gone on to its own green by now.
      if (account.tags.fence?.endsWith(`:${runName(plan)}`) === false && memory.isBakePassed) return [];
      if (green?.label !== 'PRIMARY') return ['9: says released, and green is not PRIMARY'];
      return isOnGreen(true) ? [] : ['9: says released, and production is not on green'];
    case 'rolled-back':
      return isOnGreen(false) || isAstray(situation, memory)
        ? ['9: says rolled back, and production is elsewhere than on blue']
        : [];
    case 'refused':
      // The fence alone may have been written: its answer was lost, and the world changed before the next look.
      return hasWritten && green !== undefined ? ['9: says that nothing was changed, and it was'] : [];
    case 'stood-down':
      return account.tags.fence?.endsWith(`:${runName(plan)}`) === false
        ? []
        : ['7: stands down, and nobody else holds the fence'];
    case 'staged':
    case 'torn-down':
    case 'swept':
    case 'seen':
    case 'planned':
      return [`4: a deploy ends as ${act.result}`];
    case 'failed':
      return isHonest(reason, green)
        ? []
        : [`4: ends failed with ${reason}, which no person is told to mend`];
  }
}

/** A blue that was there to go back to, and is, has all of production. */
function isAstray(situation: Situation, { blue: name }: Memory): boolean {
  const blue = name === null ? undefined : named(situation, name);
  return (
    blue !== undefined &&
    productionOf(situation.account).some((weights) => (weights[otherSide(blue.side)] ?? 0) > 0)
  );
}

const isHonest = (reason: Step['reason'], green: SetState | undefined): boolean =>
  honestFailures.includes(reason) ||
  reason === 'cleanup-incomplete' ||
  (green === undefined && reason !== 'bug');
