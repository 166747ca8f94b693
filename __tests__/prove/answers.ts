// What probes and checks are answered in the worlds of the exhaustive check.
import type { Probed } from '../../src/domain/common/probes/probe-memory.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { Account } from './account.ts';
import { healthyOf, isVanished, type SetState } from './set-state.ts';

const areServing = (sets: readonly SetState[], nowMs: number): boolean =>
  sets.some((set) => healthyOf(set, nowMs) > 0 && set.health !== 'failing');

/** Of production, before green is made. */
export function check(account: Account, nowMs: number): Outcome {
  const asked = account.sets.filter(({ side }) => (account.rules[0]?.[side] ?? 0) > 0);
  if (areServing(asked, nowMs)) return { kind: 'checked', result: { kind: 'passed' } };
  const result = { kind: 'failed', what: '503', hasConnected: true, isAnyPassed: false } as const;
  return { kind: 'checked', result };
}

type Probing = Extract<Step['act'], { kind: 'probe' }>;

export function probe(account: Account, { requests, purpose }: Probing, nowMs: number): Outcome {
  const sets = account.sets.filter((set) => !isVanished(set, nowMs) && set.deletedAtMs === null);
  const carrying = account.rules[purpose === 'smoke' && account.rules.length > 2 ? 2 : 0] ?? {};
  const asked =
    purpose === 'smoke' && account.rules.length < 3
      ? sets.slice(-1)
      : sets.filter(({ side }) => (carrying[side] ?? 0) > 0);
  const isStranger = account.stranger !== null && (carrying[account.stranger] ?? 0) > 0;
  const status = areServing(asked, nowMs) || isStranger ? 200 : 503;
  const answers: Probed[] = requests.map(({ url, codes }) => ({
    url,
    codes,
    answer: { status, hasConnected: true, ms: 20, error: null, excerpt: '' },
  }));
  return { kind: 'probed', answers };
}
