// Releases of other runs, and what a run that has rolled one of them back shows of it.
import type { Change, KnownRelease, ReleaseNews } from '../../src/domain/common/report/releases.ts';
import type { ShownTraffic } from '../../src/report/messages/traffic.ts';
import type { Shown } from '../../src/report/news/text.ts';
import type { Stamp } from '../../src/domain/common/shown/order.ts';
import { commandPlan } from '../support/commands.ts';
import { aSet, noon } from '../support/worlds.ts';

/** A release of pull request 1 that another run has made. */
export const aRelease: KnownRelease = {
  id: '95-shop',
  restores: null,
  set: 'ecs-svc/2',
  revision: 'web:2',
  repository: 'acme/shop',
  pull: 1,
  commit: 'c0ffee1234567890c0ffee1234567890c0ffee12',
  environment: 'production',
  standing: 'kept',
  isShared: false,
  hasBlue: false,
  liveSinceMs: noon - 600_000,
  before: 'web:1',
  beforeQuarantined: 'no',
  isReturnedTo: false,
  rollbackWorkflow: null,
  forwardOnly: null,
  onSchema: null,
};

export const restored: KnownRelease = {
  ...aRelease,
  id: '91-shop',
  set: 'ecs-svc/1',
  revision: 'web:1',
  pull: 9,
};
/** Of the service of these tests. */
export const serviceKey = 'eu-central-1/111122223333/main/shop';

export const aNews = (change: Change, changes: Partial<ReleaseNews> = {}): ReleaseNews => ({
  ...{ release: aRelease, change, atMs: noon, isSettled: true, live: restored },
  ...changes,
});
/** The run has rolled back: production is on blue again. */
export const onBlue: Omit<ShownTraffic, 'nowMs'> = {
  traffic: {
    sentence: 'All production traffic is on blue ecs-svc/1 (web:1).',
    plainSentence: 'All production traffic is on ecs-svc/1 (web:1).',
    shares: [{ rule: 'listener 443', blue: 100, green: 0, others: 0 }],
    byGroup: 'listener 443: a 100 %',
    isOnGreen: false,
  },
  live: { arn: aSet(1).arn, id: 'ecs-svc/1', revision: aSet(1).taskDefinition, hasAll: true, sinceMs: noon },
  blue: { arn: aSet(1).arn, id: 'ecs-svc/1', revision: aSet(1).taskDefinition, isThere: true },
  green: { arn: aSet(2).arn, id: 'ecs-svc/2', revision: aSet(2).taskDefinition, isThere: false },
};

export const aShown: Shown = {
  news: aNews('rolled-back'),
  now: [],
  request: commandPlan('rollback', {}, { writtenReason: 'v2 sells nothing.' }),
  serviceKey,
  ...onBlue,
  nowMs: noon + 60_000,
  actor: 'alice',
};
export const aStamp: Stamp = {
  ...{ releaseId: '95-shop', attempt: 1, begunMs: noon, runId: 95 },
  ...{ state: 'warm', seen: { fence: 3, atMs: noon } },
};
