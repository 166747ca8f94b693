// Answers that say more about who asks than about who answers.

/** What a firewall and a rate limit answer. */
export const isBarring = (status: number | null): boolean => status === 403 || status === 429;

export type Barrier = 'firewall' | 'rate limit';

/** What may have answered instead of the app. A 429 never comes from a check of health. `null`: the app itself, or nothing. */
export function barrierOf(statuses: readonly (number | null)[]): Barrier | null {
  if (statuses.length === 0 || !statuses.every(isBarring)) return null;
  return statuses.every((status) => status === 429) ? 'rate limit' : 'firewall';
}

/** What green's own targets answer to the same request. unknown: they can't be asked, or were never reached. */
export type OwnAnswer = 'well' | 'failed' | 'unknown';

/**
 * Whether an answer of production that was not as expected speaks against green: one rule for probes, for checks of the
 * bake, and for the proof of the switch. What green's own targets answer decides. If they can't be asked, a rate limit
 * is no verdict, and a 403 counts unless blue was answered so before the switch, too.
 */
export function countsAgainstGreen(by: Barrier | null, own: OwnAnswer, wasBlueBarred: boolean): boolean {
  if (by === null) return true;
  if (own !== 'unknown') return own === 'failed';
  return by === 'firewall' && !wasBlueBarred;
}

/** Before the switch, no answer of blue shows who answers 403: it counts, unless green's own targets pass. A 429 is no verdict. */
export const isUnproven = (answer: Pick<BarredAnswer, 'by' | 'own'> | null): boolean =>
  answer !== null && !countsAgainstGreen(answer.by, answer.own ?? 'unknown', false);

export const unbarAdvice =
  'The version is not the cause: raise the limit for this runner, or run the job in the VPC, and release again.';

/** Where green was tested before the switch instead. */
export const describeAtOwn = (by: Barrier): string =>
  `at green's own targets, since a ${by === 'firewall' ? 'firewall or a rate limit' : by} bars this runner from its address`;

/** A green that was never reached shows nothing. */
export function ownAnswer(hasPassed: boolean, hasConnected: boolean): OwnAnswer {
  if (hasPassed) return 'well';
  return hasConnected ? 'failed' : 'unknown';
}

/** The failures in a row, once the answer of green takes the place of the guess without it. */
export const recounted = (
  failuresInRow: number,
  counts: (own: OwnAnswer) => boolean,
  own: OwnAnswer,
): number => Math.max(0, failuresInRow + Number(counts(own)) - Number(counts('unknown')));

/** The last answer of production, if it was 403 or 429. */
export interface BarredAnswer {
  readonly by: Barrier;
  /** What green's own targets have answered since. `null`: they have not been asked, or have not answered yet. */
  readonly own: OwnAnswer | null;
  /** When it was last asked whether they have answered. `null`: not yet. */
  readonly lastMs: number | null;
}

/** Green's own targets are asked next. */
export const barredBy = (by: Barrier | null): BarredAnswer | null =>
  by === null ? null : { by, own: null, lastMs: null };

/** They have been asked, and have not answered yet. */
export const stillAsked = (barred: BarredAnswer | null, nowMs: number): BarredAnswer | null =>
  barred === null ? null : { ...barred, lastMs: nowMs };

/** How often green's own targets were asked for a check without any connection, until there was one. */
export interface OwnReach {
  readonly hasConnected: boolean;
  readonly silentInRow: number;
}

export const noReach: OwnReach = { hasConnected: false, silentInRow: 0 };
