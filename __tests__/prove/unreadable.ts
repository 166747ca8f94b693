// A disturbance of time: from some moment on, a run can't read one part any more, and goes on with what it knows.
import { mayBeOld } from '../../src/domain/task-sets/health/last-known.ts';
import { allReadAt, isBlind, type Look } from '../../src/domain/task-sets/model/look.ts';
import type { Trouble } from '../../src/domain/common/values/trouble.ts';
import { isLive, type Account } from './account.ts';
import { isRising, stayingOf } from './set-state.ts';
import { blueOf, greenIn } from './goals.ts';
import { isKnownTooLong } from './judge-age.ts';
import { agingParts, mixed, withPart } from './old-looks.ts';
import { actorAt, decided, observedBy, turn, withActor, type View } from './runs.ts';
import { clock } from './words.ts';
import { runName, tickMs, type Move, type State, type Unread } from './state.ts';

/** Until the last known rules still count, longer than that, and refused for good. */
const lengths = [
  { kind: 'busy', ms: 20_000 },
  { kind: 'busy', ms: 90_000 },
  { kind: 'denied', ms: 3_600_000 },
] as const;

/** A part can't be read any more by a run that may go on with what it knows. */
export function partsUnread(state: State, sentence = '', known = state.account): readonly Move[] {
  if (state.unread !== null) return [];
  return state.actors.flatMap(({ plan: request, memory, phase }, index) =>
    agingParts
      .filter((part) => phase === 'awake' && mayBeOld(memory, part))
      .flatMap((part) =>
        lengths.map(({ kind, ms }): Move => {
          const { nowMs } = state;
          const unread: Unread = { index, part, kind, account: known, readAtMs: nowMs, untilMs: nowMs + ms };
          return {
            text: () =>
              `${sentence}${clock(nowMs)} Run ${runName(request)} can't read the ${part} any more (${kind}), for ${String(ms / 1000)} s.`,
            next: { ...state, unread },
            wrong: [],
            races: [],
          };
        }),
      ),
  );
}

/** The turn of a run, which may be unable to read something. */
export function turnOf(state: State, index: number, isStale: boolean): Move {
  const { unread } = state;
  if (unread?.index !== index) return turn(state, index, isStale);
  const actor = actorAt(state, index);
  const nowMs = Math.max(state.nowMs, actor.wakeMs);
  if (nowMs >= unread.untilMs) return turn({ ...state, unread: null }, index, isStale);
  if (!mayBeOld(actor.memory, unread.part)) return withoutLook(state, unread, nowMs);
  const view = viewOf(state, unread, nowMs);
  const move = decided(state, index, view);
  return { ...move, wrong: [...move.wrong, ...waitsBlindly(move, view, unread)] };
}

/** The observation fails: it is repeated later, or ends the run. */
function withoutLook(state: State, { index, kind, part }: Unread, nowMs: number): Move {
  const actor = actorAt(state, index);
  const ending = {
    result: 'failed',
    reason: 'reads-failed',
    rules: state.account.rules,
    isTold: true,
  } as const;
  const next =
    kind === 'denied'
      ? ({ ...actor, phase: 'ended', ending } as const)
      : { ...actor, wakeMs: nowMs + 2 * tickMs };
  return {
    text: () => `${clock(nowMs)} Run ${runName(actor.plan)} can't look without the ${part}.`,
    next: withActor({ ...state, nowMs }, index, next),
    wrong: [],
    races: [],
  };
}

function viewOf(state: State, { index, part, kind, account, readAtMs }: Unread, nowMs: number): View {
  const trouble: Trouble = { kind, action: `read ${part}`, resource: 'shop', code: kind, message: '' };
  const failing = { sinceMs: readAtMs, atMs: nowMs, trouble };
  const reading = { readAtMs, isNew: false, calls: 1, isThrottled: false, failing };
  const look: Look = { isWhole: true, endedMs: nowMs, readings: { ...allReadAt(nowMs), [part]: reading } };
  const known = observedBy(state, index, account, Math.min(nowMs, readAtMs));
  const taken = withPart(part, state.account, account);
  return {
    account: part === 'targets' ? asIfStopped(taken, readAtMs, nowMs) : taken,
    world: { ...mixed(observedBy(state, index, state.account, nowMs), known, [part]), look },
    isUpToDate: part !== 'rules',
    words: ` can't read the ${part} and`,
  };
}

/** What has started since the targets were last read does not show. */
const asIfStopped = (account: Account, readAtMs: number, nowMs: number): Account => ({
  ...account,
  sets: account.sets.map((set) =>
    set.raised !== null && isRising(set, readAtMs)
      ? { ...set, raised: { ...set.raised, atMs: set.raised.atMs + nowMs - readAtMs } }
      : set,
  ),
});

/** Invariant 3: as long as the last known rules count and blue can serve, users don't wait for a read. */
function waitsBlindly({ next }: Move, { world, account }: View, { index }: Unread): string[] {
  const actor = actorAt(next, index);
  const { memory, plan, waited, from } = actor;
  if (!isBlind(world) || memory.failure === null || isKnownTooLong(world)) return [];
  const { nowMs } = world;
  const situation = {
    account,
    nowMs,
    plan,
    from,
    phase: 'rollback',
    lookedFromMs: memory.startedAtMs,
    capacity: actor.capacity,
  } as const;
  const green = greenIn(situation);
  const blue = green === undefined ? undefined : blueOf(situation, green);
  if (green === undefined || blue === undefined || !isLive(account, green)) return [];
  const canServe = stayingOf(blue, nowMs) >= account.desired / 2 && blue.scale === 100;
  return canServe && waited?.reason === 'reading-back'
    ? ['3: waits for a read while the last known rules count and blue can serve']
    : [];
}
