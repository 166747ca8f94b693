// What one process knows at its start.
import { noReach } from '../../common/probes/barring.ts';
import { noBlueTest, noCheck } from '../../common/probes/check-memory.ts';
import { noProbe } from '../../common/probes/probe-memory.ts';
import { noProof } from '../../common/probes/proof-memory.ts';
import type { Memory } from './memory.ts';

const noRollback = {
  ...{ isLabelTried: false, labelFailedSinceMs: null, labelledAtMs: null },
  rollbackWrittenMs: null,
  rollbackBegunMs: null,
  compared: null,
  unkept: null,
  weakBlue: null,
  sessionsCutSeconds: 0,
  wasGreenExposed: false,
  rulesRolledBack: [],
} as const satisfies Partial<Memory>;

const noProbes = {
  ...{
    bakeProbe: noProbe,
    ownProbe: noProbe,
    afterRollbackProbe: noProbe,
    bluePaths: null,
    connections: null,
  },
  ...{ checks: noCheck, bakeChecks: noCheck, proof: noProof, blueTest: noBlueTest, ownReach: noReach },
} as const satisfies Partial<Memory>;

/** What a process knows at its start. */
export const blankMemory = (startedAtMs: number): Memory => ({
  startedAtMs,
  isPreflightPassed: false,
  isCancelled: false,
  fence: null,
  pending: null,
  trouble: null,
  abandoned: [],
  accepted: [],
  failure: null,
  registered: null,
  leftOut: [],
  created: null,
  ...{ createTry: 0, testTask: null, migration: null, contractDueSinceMs: null },
  blue: null,
  green: null,
  greenGoneStreak: 0,
  hasLabelledGreen: false,
  hasGreenBeenLive: false,
  unopened: null,
  readyStreak: 0,
  readySinceMs: null,
  smoke: { ...noProbe, startedAtMs: null, isSkipped: false },
  baseline: { ...noProbe, verdict: 'unknown' },
  ...noProbes,
  badTargetStreak: 0,
  goodBakeStreak: 0,
  isBakePassed: false,
  areChecksOver: false,
  switchedAtMs: null,
  hasSeenSwitch: false,
  ...{ lastOnRulesMs: {}, lastStickyMs: {}, lastByCookiesMs: {} },
  ...{ onRules: [], onSticky: [], byCookies: [] },
  stickySeconds: {},
  testRuleElsewhereMs: null,
  ...noRollback,
  driftSinceMs: null,
  rulesOnGreen: [],
  restored: [],
  unhealthyLiveSinceMs: null,
  switchCapacity: null,
  healthyDue: null,
  stalledSinceMs: null,
  greenCount: null,
  lookingSinceMs: null,
  waitingAlarms: null,
  slowdown: { times: 1, sinceMs: 0 },
  idlePrimary: null,
  idleSinceMs: null,
  scalingBefore: null,
  vanishingSinceMs: null,
  interrupted: null,
  swept: [],
  astraySinceMs: null,
  downOnRules: [],
  isRepairing: false,
  still: null,
});
