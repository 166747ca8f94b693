// What the starts of the exhaustive check are made of.
import type { Goal, Request } from '../../src/domain/common/request/request.ts';

import type { OneOffTask, TaskArn } from '../../src/domain/common/one-off-tasks/task.ts';
import { arn } from '../../src/domain/common/values/arn.ts';
import type { ServiceTags } from '../../src/domain/task-sets/model/world.ts';
import { aPlan, listener, noon, ruleArn, setArn } from '../support/worlds.ts';
import { revision } from '../support/names.ts';
import type { Account, Weights } from './account.ts';
import { usualCount, type SetState } from './set-state.ts';
import type { Company } from './moves.ts';
import type { EndResult } from '../../src/domain/common/run/step.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

/** A world in which a run begins, its request, and how it ends without a disturbance. */
export interface Start extends Company {
  readonly name: string;
  readonly account: Account;
  readonly plan: Request;
  /** The full form tries no more disturbances on a path than this. */
  readonly most: number;
  /** How the run ends without a disturbance. */
  readonly ends: EndResult;
}

const hourAgo = noon - 3_600_000;

export const aSet = (n: number, changes: Partial<SetState> = {}): SetState => ({
  n,
  side: 'a',
  label: 'ACTIVE',
  release: `${String(90 + n)}-shop`,
  blue: null,
  more: {},
  scale: 100,
  desired: usualCount,
  raised: null,
  health: 'good',
  createdAtMs: hourAgo,
  deletedAtMs: null,
  wasLive: false,
  seenLiveBy: [],
  liveUntilMs: null,
  replacedBy: null,
  ...changes,
});
/** Older than everything else: of two sets that differ in nothing else, the newer one came later. */
export const blue = aSet(1, { label: 'PRIMARY', wasLive: true, createdAtMs: hourAgo - 3_600_000 });

/** Nobody waits for it any more. */
export const leftTest: OneOffTask = {
  arn: arn<TaskArn>('task left'),
  tryId: '90.1 deploy 0.1',
  taskDefinition: revision(41),
  container: 'web',
  lastStatus: 'RUNNING',
  isToRun: true,
  createdAtMs: hourAgo,
  hasRun: true,
  stop: null,
};

export const onA: Weights = { a: 100, b: 0 };
export const onB: Weights = { a: 0, b: 100 };
export const account = (changes: Partial<Account> = {}): Account => ({
  sets: [blue],
  rules: [onA, { a: 70, b: 0 }],
  tags: {},
  cookieMs: 3000,
  isOwnSticky: false,
  cookies: {},
  reachedUntilMs: {},
  isWiped: false,
  isTurnedOff: false,
  oneOff: [],
  migrations: [],
  contracts: [],
  isByHand: false,
  stranger: null,
  tokens: {},
  next: 5,
  desired: usualCount,
  resizedMs: null,
  alarm: null,
  ...changes,
});

/** Short times, all whole ticks, so that paths are short; each still longer than what it has to outlast. */
export const plan = aPlan({
  // Five minutes of looks would be as many more worlds.
  isKeptGreenAwaited: false,
  readyTimeoutSeconds: 20,
  warmSeconds: 15,
  smoke: { paths: [], passes: 1, intervalSeconds: 1, timeoutSeconds: 10 },
  bake: { seconds: 6, probeIntervalSeconds: 3, probeFailures: 2 },
});
export const firstPlan: Request = {
  ...plan,
  overrides: { ...plan.overrides, subnets: ['subnet-1'] },
  traffic: { ...plan.traffic, productionListeners: [listener(80), listener(443)] },
};
export const testPlan: Request = { ...plan, traffic: { ...plan.traffic, testRule: ruleArn(8443, 1) } };
export const coldPlan: Request = { ...plan, warmSeconds: 0, ignored: riskCodes };

/** Another run of the same job. */
export const another = (of: Request, runId = of.release.runId + 1): Request => ({
  ...of,
  release: { ...of.release, id: of.release.id.replace(/^\d+/, String(runId)), runId },
});

/** Run of another command on the same service. Each run has its own number. */
const commandRuns = {
  deploy: 150,
  rollback: 200,
  teardown: 300,
  promote: 400,
  stage: 500,
  sweep: 600,
} as const;
export const asCommand = (
  command: keyof typeof commandRuns,
  of = plan,
  goal: Partial<Goal> = {},
): Request => ({
  ...another(of, commandRuns[command]),
  command,
  goal: { ...of.goal, ...goal },
  ...(command === 'rollback' ? { release: { ...of.release, id: '200-shop-rollback', runId: 200 } } : {}),
});

export const start = (
  name: string,
  world: Account,
  changes: Partial<Omit<Start, 'name' | 'account'>> = {},
): Start => {
  const own = changes.plan ?? plan;
  return {
    name,
    account: world,
    ends: 'released',
    second: another(own),
    isPair: false,
    slow: [],
    heirs: [],
    swaps: Infinity,
    isScaledOnly: false,
    isWipedOnly: false,
    isAlarmedOnly: false,
    most: 2,
    ...changes,
    plan: own,
  };
};

export const warmTags: ServiceTags = {
  fence: '1:95.1',
  green: setArn(3),
  blue: setArn(1),
  'switched-at': new Date(noon - 2000).toISOString(),
  'lease-until': new Date(noon + 60_000).toISOString(),
  'lease-scale': '100',
  // A lease has recorded both since the first release of the service.
  rules: 'app/shop/0123456789abcdef 80 443/10',
  pair: 'b/0123456789abcdef a/0123456789abcdef',
};
export const dead = aSet(2, { side: 'b', release: '95-shop', blue: 'ecs-svc/1' });
