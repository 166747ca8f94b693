// Judges who gives up while users get no response next to a PRIMARY that could serve (ADR 30).
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { linesOf, type Ending } from '../../src/domain/common/run/step.ts';
import { isLive, productionOf } from './account.ts';
import { hasMade, present, type Situation } from './goals.ts';
import { healthyOf, type SetState, type Side } from './set-state.ts';
import { runName } from './state.ts';

/** PRIMARY can serve, no other set is live, and a production rule leads to a group in which nothing stands. */
function strandedIn(situation: Situation): SetState | null {
  const { account, nowMs } = situation;
  const sets = present(situation);
  const primary = sets.find(({ label }) => label === 'PRIMARY');
  if (primary === undefined || healthyOf(primary, nowMs) === 0) return null;
  if (sets.some((set) => set !== primary && isLive(account, set))) return null;
  const isEmpty = (side: Side): boolean =>
    account.stranger !== side && sets.every((set) => set.side !== side);
  const isLedAway = productionOf(account).some((weights) =>
    (['a', 'b'] as const).some((side) => (weights[side] ?? 0) > 0 && isEmpty(side)),
  );
  return isLedAway ? primary : null;
}

interface GivenUp {
  readonly situation: Situation;
  readonly primary: SetState;
  readonly ending: Ending;
  readonly reason: Step['reason'];
  /** Whether this process asked ECS for a green, which may still come. */
  readonly hasAsked: boolean;
}

/** Why such an end may stand. Each is the sentence that a person would be given. */
const named: Readonly<Record<string, (of: GivenUp) => boolean>> = {
  'a person cancelled it': ({ reason }) => reason === 'cancelled',
  'another run has taken the service': ({ situation: { account, plan }, ending: { result } }) =>
    result === 'stood-down' ||
    (result === 'released' && account.tags.fence?.endsWith(`:${runName(plan)}`) === false),
  'another run is still going on, and a sweep disturbs none': ({ situation, ending }) =>
    situation.plan.command === 'sweep' && linesOf(ending).some((line) => line.includes('is still going on')),
  'a sweep repairs only with on-drift: restore, and says so': ({ situation: { plan }, ending }) =>
    plan.command === 'sweep' && plan.onDrift !== 'restore' && ending.result === 'failed',
  'PRIMARY has part of the traffic, and no tag says whose the other rule is: it may be for tests': ({
    situation: { account },
    primary,
    ending: { result },
  }) =>
    isLive(account, primary) &&
    account.tags.rules === undefined &&
    result !== 'swept' &&
    result !== 'rolled-back',
  'it was changed after this run had moved traffic itself or asked for a green, and the end holds the commands':
    ({ situation: { from, account, plan }, ending: { result, commands = [] }, reason, hasAsked }) =>
      result === 'failed' &&
      reason === 'drift' &&
      commands.length > 0 &&
      (from !== null || hasAsked || hasMade(account, plan)),
};

/** Invariant 4: a rollback and a sweep return such rules to PRIMARY, unless a named reason stands. */
export function givesUp(
  situation: Situation,
  { created, createTry }: Memory,
  { act, reason }: Step,
): string[] {
  const { command } = situation.plan;
  if (act.kind !== 'end' || (command !== 'rollback' && command !== 'sweep')) return [];
  const primary = act.result === 'repaired' ? null : strandedIn(situation);
  if (primary === null) return [];
  const hasAsked = created !== null || createTry > 0;
  const end = { situation, primary, ending: act, reason, hasAsked };
  const isNamed = Object.values(named).some((stands) => stands(end));
  return isNamed
    ? []
    : [
        `4: ${command} ends ${act.result} (${reason}) next to a PRIMARY that could serve, and users get no response`,
      ];
}
