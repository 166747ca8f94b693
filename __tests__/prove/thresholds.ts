// How far back moments are told apart.
/**
 * Beyond so long ago it makes no difference any more when something was: the largest threshold that a decider, or a
 * judge, compares the moment with. Everything else is compared with less than the first.
 */
export const longestMs = 400_000;
export const thresholdMs: Readonly<Record<string, number>> = {
  lastOnRulesMs: 12_000,
  lastByCookiesMs: 12_000,
  lastStickyMs: 12_000,
  writtenAtMs: 3000,
  smoke: 3000,
  baseline: 3000,
  bakeProbe: 6000,
  ownProbe: 6000,
  afterRollbackProbe: 1000,
  testRuleElsewhereMs: 12_000,
  rollbackWrittenMs: 12_000,
  driftSinceMs: 12_000,
  unhealthyLiveSinceMs: 61_000,
  downSinceMs: 16_000,
  untilMs: 0,
  begunMs: 11_000,
  endedMs: 26_000,
  labelFailedSinceMs: 2000,
  labelledAtMs: 16_000,
  vanishingSinceMs: 0,
  startedAtMs: 250_000,
  stalledSinceMs: 92_000,
  readySinceMs: 11_000,
  raisedAtMs: 250_000,
  still: 0,
};
