// Judges steps: the order of a rollback, what a run reports at its end, and what it leaves.
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { isContractOpen } from './judge-contract.ts';
import { isWrite, type Step } from '../../src/domain/task-sets/model/step.ts';
import type { ServiceTagName } from '../../src/domain/task-sets/model/world.ts';
import { isLive, isOnRule, productionOf } from './account.ts';
import { canNotServe, countOf, healthyOf, isWorse, otherSide, type SetState } from './set-state.ts';
import { blueOf, greenIn, hasMade, isWaiting, ownIn, named, present, type Situation } from './goals.ts';
import { runName, tickMs } from './state.ts';
import { linesOf, type Ending } from '../../src/domain/common/run/step.ts';

/** What is wrong with the step itself, as it was decided: in what order, and how it ends. */
export function judgeStep(
  situation: Situation,
  memory: Memory,
  step: Step,
  hasWritten: boolean,
): readonly string[] {
  const found =
    memory.failure === null ? [...unlookedFor(situation, step, hasWritten), ...unheard(situation, step)] : [];
  return step.act.kind === 'end' ? [...found, ...judgeEnd(situation, memory, step, hasWritten)] : found;
}

/** A return to the kept green has no other blue. There is one only where what is live can't serve. */
const keptFor = (situation: Situation, green: SetState): SetState | undefined =>
  present(situation).find(
    (set) =>
      set !== green &&
      situation.account.tags['kept-green']?.startsWith(`ecs-svc/${String(set.n)}:`) === true &&
      canNotServe(green, situation.nowMs) &&
      isWorse(green, set, situation.nowMs),
  );

const calmWaits: readonly Step['reason'][] = ['reading-back', 'backing-off'];

/** Invariant 3: with a failed green live and a blue that can serve, the label and the rules come before all else. */
export function notBackFirst(situation: Situation, memory: Memory, { act, reason }: Step): string[] {
  const { account, nowMs } = situation;
  if (memory.failure === null || reason === 'fence-lost') return [];
  const green = greenIn(situation);
  const blue = green === undefined ? undefined : (blueOf(situation, green) ?? keptFor(situation, green));
  if (green === undefined || blue === undefined || !isLive(account, green)) return [];
  if (isWorse(blue, green, nowMs) || blue.scale < 100) return [];
  // A cut has taken it out of every rule, so its health isn't checked. It joins one first (ADR 28).
  if (account.rules.every((weights) => weights[blue.side] === undefined)) return [];
  if (act.kind === 'label' || act.kind === 'write-rule') return [];
  // Between two sets without tags, the fence and the note first say which set is rolled back.
  const isNote = act.kind === 'tag-service' && act.tags['rolled-back'] !== undefined;
  if (green.release === null && (isNote || reason.includes('fence'))) return [];
  // Its rules were undone: another run has to be sent away, or the two would go on for ever.
  if (reason === 'claiming-fence' && memory.rulesRolledBack.length > 0) return [];
  const isCalm = act.kind === 'wait' && calmWaits.includes(reason);
  return isCalm ? [] : [`3: ${reason} before traffic is back, while blue can serve`];
}

/** Invariant 5: sets and targets of others are refused before the first write of a process. */
function unlookedFor(situation: Situation, { act, phase }: Step, hasWritten: boolean): string[] {
  if (!isWrite(act) || hasWritten || phase === 'rollback') return [];
  const foreign = present(situation).some((set) => set.release === null && !set.wasLive);
  return foreign ? ['5: begins to write next to a foreign set'] : [];
}

/** Bake and lease: an alarm that went red in the bake, by whatever process, brings users back before blue goes. */
function unheard({ account }: Situation, { act }: Step): string[] {
  const { alarm, tags } = account;
  const [switchedMs, untilMs] = [tags['switched-at'], tags['bake-until']].map((text) =>
    Date.parse(text ?? ''),
  );
  if (alarm?.isRed !== true || act.kind !== 'delete' || switchedMs === undefined || untilMs === undefined)
    return [];
  const isInBake = alarm.sinceMs > switchedMs + tickMs && alarm.sinceMs < untilMs - tickMs;
  return isInBake ? ['3: deletes blue, although an alarm went red in the bake'] : [];
}

/** Reasons for which a failed run may leave things to a person, or to the next run. */
const honestFailures: readonly Step['reason'][] = [
  'drift',
  'no-rollback-target',
  'blue-worse',
  'rollback-failed',
  'cancelled',
  'reads-failed',
];

function judgeEnd(
  situation: Situation,
  memory: Memory,
  { act, reason }: Step,
  hasWritten: boolean,
): string[] {
  if (act.kind !== 'end') return [];
  return [
    ...untrue(situation, memory, act.result, reason, hasWritten),
    ...leftBehind(situation, act, hasWritten),
  ];
}

const sideHas = (situation: Situation, side: 'a' | 'b', every: boolean): boolean => {
  const shares = productionOf(situation.account).map((weights) => (weights[side] ?? 0) > 0);
  return every ? shares.every(Boolean) : shares.some(Boolean);
};

/** Invariant 9, and what each command promises of its end. */
function untrue(
  situation: Situation,
  memory: Memory,
  result: Ending['result'],
  reason: Step['reason'],
  hasWritten: boolean,
): string[] {
  const { account, plan: request } = situation;
  const green = ownIn(situation);
  if (!mayEnd[request.command].includes(result)) return [`4: a ${request.command} ends as ${result}`];
  switch (result) {
    case 'released':
      // A newer run has the service, and may have gone on to its own green by now.
      if (account.tags.fence?.endsWith(`:${runName(request)}`) === false && memory.isBakePassed) return [];
      if (green?.label !== 'PRIMARY') return ['9: says released, and green is not PRIMARY'];
      return sideHas(situation, green.side, true) ? [] : ['9: says released, and production is not on green'];
    case 'rolled-back':
      return isBack(situation, memory, reason, green)
        ? []
        : ['9: says rolled back, and production is elsewhere than on blue'];
    case 'repaired':
      return isOnPrimary(situation) ? [] : ['9: says repaired, and production is not on PRIMARY'];
    case 'staged':
      return green === undefined ? ['9: says staged, and there is no green'] : [];
    case 'torn-down':
      // One that finds nothing to tear down only says what it sees.
      return hasWritten && isSplit(situation) ? ['9: says torn down, and production is split'] : [];
    case 'refused':
      // The fence alone may have been written: its answer was lost, and the world changed before the next look.
      return hasWritten && green?.release === request.release.id
        ? ['9: says that nothing was changed, and it was']
        : [];
    case 'stood-down':
      return account.tags.fence?.endsWith(`:${runName(request)}`) === false
        ? []
        : ['7: stands down, and no other run holds the fence'];
    case 'failed':
      return isHonest(situation, reason, green)
        ? []
        : [`4: ends failed with ${reason}, and reports nothing that a person has to fix`];
    case 'swept':
    case 'status':
    case 'planned':
      return [];
  }
}

const release = ['released', 'rolled-back', 'refused', 'stood-down', 'failed'] as const;
/** How a command may end; anything else is no end of its own. */
const mayEnd: Readonly<Record<Situation['plan']['command'], readonly Ending['result'][]>> = {
  deploy: release,
  promote: release,
  rollback: [...release, 'repaired'],
  stage: ['staged', 'rolled-back', 'refused', 'stood-down', 'failed'],
  teardown: ['torn-down', 'refused', 'stood-down', 'failed'],
  sweep: ['swept', 'repaired', 'refused', 'stood-down', 'failed'],
  status: ['status'],
  plan: ['planned', 'refused', 'failed'],
};

function isOnPrimary(situation: Situation): boolean {
  const primary = present(situation).find(({ label }) => label === 'PRIMARY');
  return primary !== undefined && sideHas(situation, primary.side, true);
}

const isSplit = ({ account }: Situation): boolean =>
  new Set(
    productionOf(account).map((weights) =>
      (['a', 'b'] as const).filter((side) => (weights[side] ?? 0) > 0).join(''),
    ),
  ).size > 1;

/** No production traffic is on what was rolled back, and all of it is on the blue that was there to return to. */
function isBack(
  situation: Situation,
  memory: Memory,
  reason: Step['reason'],
  green: SetState | undefined,
): boolean {
  const { plan: request, from, account } = situation;
  // A run that ends for another reason fails, and has rolled back only its own release.
  if (request.command === 'rollback' && reason === 'requested' && !hasMade(account, request)) {
    const there = present(situation).filter(({ side }) => side === from?.side);
    const isOfOthers = there.length > 0 && there.every(({ n }) => n !== from?.n);
    // What another run has released there since is not what was rolled back.
    return from === null || isOfOthers || !sideHas(situation, from.side, false);
  }
  const isOnGreen = green !== undefined && sideHas(situation, green.side, false);
  return !isOnGreen && !isAstray(situation, memory);
}

/** If blue was there to return to, and still exists, it has all production traffic. */
function isAstray(situation: Situation, { blue: name }: Memory): boolean {
  const blue = name === null ? undefined : named(situation, name);
  return (
    blue !== undefined &&
    productionOf(situation.account).some((weights) => (weights[otherSide(blue.side)] ?? 0) > 0)
  );
}

const isHonest = (situation: Situation, reason: Step['reason'], green: SetState | undefined): boolean =>
  honestFailures.includes(reason) ||
  reason === 'cleanup-incomplete' ||
  (reason === 'left-alone' && isIllBesideBlue(situation)) ||
  isContractOpen(situation, reason) ||
  (green === undefined && reason !== 'bug');

/** What is live is unhealthy, and its blue exists: any later command ends that, and this one only reported it. */
function isIllBesideBlue(situation: Situation): boolean {
  const [live] = present(situation).filter((set) => isLive(situation.account, set));
  if (live === undefined || healthyOf(live, situation.nowMs) >= Math.ceil(countOf(live) / 2)) return false;
  return blueOf(situation, live) !== undefined;
}

/** Ends that ask for no further command: nothing of ours may be left that was not reported. */
const wholeEnds: readonly Ending['result'][] = ['released', 'rolled-back', 'torn-down', 'staged', 'swept'];
const releaseTags: readonly ServiceTagName[] = ['green', 'blue', 'switched-at', 'lease-until', 'lease-scale'];

/** Invariant 4: no leftovers of a killed run remain after a command's end, unless the end says so. */
function leftBehind(situation: Situation, ending: Ending, hasWritten: boolean): string[] {
  const { result, message } = ending;
  if (!wholeEnds.includes(result)) return [];
  const { account, nowMs, plan: request } = situation;
  const { fence } = account.tags;
  // The run that took the service completes the rest.
  if (fence !== undefined && !fence.endsWith(`:${runName(request)}`)) return [];
  const reported = [message, ...linesOf(ending)].join(' ');
  const isAtWork = ({ more: { run } }: SetState): boolean =>
    reported.includes(`run ${run?.split('.')[0] ?? '?'} is still going on`);
  const isReported = (set: SetState): boolean =>
    reported.includes(`ecs-svc/${String(set.n)}`) || isAtWork(set);
  const left = present(situation).filter(
    (set) =>
      set.release !== null && set.label !== 'PRIMARY' && !isOnRule(account, set) && !isWaiting(set, nowMs),
  );
  const found = left.every(isReported)
    ? []
    : [`4: ends ${result}, and a set of ours without traffic is left unsaid`];
  // Who finds nothing to do writes nothing, and leaves the tags of others alone.
  const isTagged =
    hasWritten && result !== 'staged' && releaseTags.some((name) => account.tags[name] !== undefined);
  const isOver = present(situation).length === 1;
  return isTagged && isOver
    ? [...found, `4: ends ${result}, and tags of a release that is over are left`]
    : found;
}
