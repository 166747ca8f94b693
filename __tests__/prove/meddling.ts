// What others and chance change of the account, as moves.
import { isLive, resized, withWeights, type Account, type Weights } from './account.ts';
import { isVanished, usualCount, type Health, type SetState } from './set-state.ts';
import { clock } from './words.ts';
import type { Move, State } from './state.ts';

export const isThere =
  ({ nowMs }: State) =>
  (set: SetState): boolean =>
    set.deletedAtMs === null && !isVanished(set, nowMs);

export const quietMove = (state: State, sentence: string, next: State): Move => ({
  text: () => `${clock(state.nowMs)} ${sentence}`,
  next,
  wrong: [],
  races: [],
});
const changed = (state: State, sentence: string, account: Account): Move =>
  quietMove(state, sentence, {
    ...state,
    account,
    before: { account: state.account, untilMs: state.nowMs },
  });

const healthWords: Readonly<Record<Health, string>> = {
  good: 'is well again',
  stabilizing: 'is healthy and not steady (a scaling event)',
  half: 'has one unhealthy target of two',
  bad: 'has unhealthy targets only',
  gone: 'has lost all of its tasks',
  failing: 'answers with errors, with healthy targets',
  looping: 'has healthy targets, and each of its tasks lives for seconds',
};

export function illnesses(state: State, set: SetState): readonly Move[] {
  const unhealthy: readonly Health[] = [
    'stabilizing',
    'half',
    'bad',
    'gone',
    ...(isLive(state.account, set) ? (['failing'] as const) : []),
    // Of a blue that waits for a rollback.
    ...(set.wasLive && !isLive(state.account, set) ? (['looping'] as const) : []),
  ];
  const turns: readonly Health[] = set.health === 'good' ? unhealthy : ['good'];
  return turns.map((health) => {
    const sets = state.account.sets.map((one) => (one === set ? { ...one, health } : one));
    return changed(state, `Set ${String(set.n)} ${healthWords[health]}.`, { ...state.account, sets });
  });
}

/** It goes red, or is OK again. */
export function alarmTurns(state: State): readonly Move[] {
  const { alarm } = state.account;
  if (alarm === null || alarm.sinceMs === state.nowMs) return [];
  const next = { isRed: !alarm.isRed, sinceMs: state.nowMs };
  return [
    changed(state, next.isRed ? 'The alarm goes red.' : 'The alarm is OK again.', {
      ...state.account,
      alarm: next,
    }),
  ];
}

/** Auto scaling, a schedule or a person: one task more or less. Two changes between two looks of a run don't happen. */
export function scalings(state: State): readonly Move[] {
  const { account, nowMs } = state;
  if (account.resizedMs === nowMs) return [];
  const counts = account.desired === usualCount ? [usualCount - 1, usualCount + 1] : [usualCount];
  return counts.map((desired) =>
    changed(
      state,
      `Somebody sets the desired count to ${String(desired)}.`,
      resized(account, desired, nowMs),
    ),
  );
}

/** Infrastructure code writes what it believes in: all weight of one rule, or of both, on one side. */
export function ruleResets(state: State): readonly Move[] {
  const { account, nowMs } = state;
  const share = (weights: Weights): number => (weights.a ?? 0) + (weights.b ?? 0);
  const reset = (from: Account, index: number, side: 'a' | 'b'): Account => {
    const weights = from.rules[index] ?? {};
    const total = share(weights);
    const to = side === 'a' ? { a: total, b: 0 } : { a: 0, b: total };
    return weights[side] === total ? from : { ...withWeights(from, index, to, nowMs), isByHand: true };
  };
  return (['a', 'b'] as const).flatMap((side) => {
    const one = reset(account, 0, side);
    const both = reset(one, 1, side);
    return [
      ...(one === account ? [] : [changed(state, `Somebody sets rule 80 to group ${side}.`, one)]),
      ...(both === one ? [] : [changed(state, `Somebody sets both rules to group ${side}.`, both)]),
    ];
  });
}

/** Infrastructure code that knows one group writes only that one into both rules. */
export function oneGroupResets(state: State): readonly Move[] {
  const { account, nowMs } = state;
  return (['a', 'b'] as const).flatMap((side) => {
    const total = ({ a = 0, b = 0 }: Weights): number => a + b;
    const left = [0, 1].reduce(
      (from, index) => withWeights(from, index, { [side]: total(from.rules[index] ?? {}) }, nowMs),
      account,
    );
    const isSo = account.rules.slice(0, 2).every((weights) => Object.keys(weights).join() === side);
    const sentence = `Somebody leaves only group ${side} in both rules.`;
    return isSo ? [] : [changed(state, sentence, { ...left, isByHand: true })];
  });
}

export const tagWipe = (state: State): readonly Move[] =>
  Object.keys(state.account.tags).length === 0
    ? []
    : [
        changed(state, 'Somebody wipes all tags of the service.', {
          ...state.account,
          tags: {},
          isWiped: true,
        }),
      ];

/** A target that no task set registered, in the group that gets no traffic. */
export function strangers(state: State): readonly Move[] {
  const { account } = state;
  if (account.stranger !== null)
    return [changed(state, "The others' target is taken out again.", { ...account, stranger: null })];
  const idle = (['a', 'b'] as const).find((side) =>
    account.rules.slice(0, 2).every((weights) => (weights[side] ?? 0) === 0),
  );
  if (idle === undefined) return [];
  return [
    changed(state, `Somebody registers another target in group ${idle}.`, { ...account, stranger: idle }),
  ];
}
