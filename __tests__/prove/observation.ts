import { once } from '../../src/domain/common/values/once.ts';
import type { ServiceTask } from '../../src/domain/common/tasks/view.ts';
import type { OneOffTask } from '../../src/domain/common/one-off-tasks/task.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { runsToAsk } from '../../src/domain/task-sets/evolve/sweep-alive.ts';
import type { ServiceTags, ServiceView, TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { alarmsAs, anAlarm } from '../support/alarms.ts';
import { aCandidate } from '../support/candidates.ts';
import { aStop } from '../support/stops.ts';
import { aTask, endpointOf } from '../support/tasks.ts';
import { aForward, aGroup, aRule, aService, aSet, balancer, c, revision } from '../support/worlds.ts';
import type { Account, Weights } from './account.ts';
import {
  countOf,
  groupOf,
  healthyOf,
  isRising,
  isStarting,
  isVanished,
  runningOf,
  type SetState,
  type Side,
} from './set-state.ts';
import type { RuleAction, RuleView, TargetView } from '../../src/domain/common/load-balancer/view.ts';

const login: RuleAction = { type: 'other', kind: 'authenticate-oidc', raw: { Type: 'authenticate-oidc' } };
const testPath = { port: 8443, priority: 1, paths: ['/*'] } as const;
/** A rule of another service on the same balancer: nothing may write it. */
const ruleOfOthers = aRule([[c, 1]], { priority: 20, paths: ['/other'] });

const pairIn = (weights: Weights): { group: typeof c; weight: number }[] =>
  (['a', 'b'] as const).flatMap((side) =>
    weights[side] === undefined ? [] : [{ group: groupOf[side], weight: weights[side] }],
  );

/** The rules as a reader sees them, in the order of `Account.rules`, with one of others at the end. */
export const ruleViews = ({ rules, cookieMs }: Account): readonly RuleView[] =>
  known(viewsOf(rules), String(cookieMs), () => [
    ...rules.map((weights, index) => ruleView(weights, index, cookieMs)),
    ruleOfOthers,
  ]);
const viewsOf = once<Account['rules'], Map<string, readonly RuleView[]>>(() => new Map());

function ruleView(weights: Weights, index: number, cookieMs: number): RuleView {
  const groups = pairIn(weights);
  const plain = groups.map(({ group, weight }) => [group, weight] as const);
  const stickiness =
    weights.isSticky === undefined ? null : { enabled: weights.isSticky, durationSeconds: cookieMs / 1000 };
  if (index === 0) return aRule([], { actions: [aForward(plain, { stickiness })] });
  if (index === 2) return aRule(plain, testPath);
  return aRule([], {
    port: 443,
    priority: 10,
    hosts: ['shop.example.com'],
    actions: [
      login,
      { type: 'forward', order: 2, groups: [...groups, { group: c, weight: 30 }], stickiness },
    ],
  });
}

const targetState = (set: SetState, k: number, nowMs: number): TargetView['state'] =>
  set.deletedAtMs !== null ? 'draining' : k < healthyOf(set, nowMs) ? 'healthy' : 'unhealthy';

/** What changes of a set with the time alone: with that the rest is the same for all worlds that hold the set. */
const phaseOf = (set: SetState, nowMs: number): string =>
  `${String(runningOf(set, nowMs))} ${String(isStarting(set, nowMs))} ${String(isRising(set, nowMs))}`;
const setViews = once<SetState, Map<string, TaskSetView>>(() => new Map());
const setTargets = once<SetState, Map<string, readonly TargetView[]>>(() => new Map());

function known<Of>(all: Map<string, Of>, key: string, make: () => Of): Of {
  const found = all.get(key) ?? make();
  all.set(key, found);
  return found;
}

const setView = (set: SetState, nowMs: number): TaskSetView =>
  known(setViews(set), phaseOf(set, nowMs), () => newSetView(set, nowMs));

function newSetView(set: SetState, nowMs: number): TaskSetView {
  const [running, count] = [runningOf(set, nowMs), countOf(set)];
  const isOnItsWay = isStarting(set, nowMs) || isRising(set, nowMs);
  const isAllHealthy = set.health === 'good' || set.health === 'failing';
  return aSet(set.n, {
    group: groupOf[set.side],
    status: set.deletedAtMs === null ? set.label : 'DRAINING',
    isSteady: count === 0 || (isAllHealthy && !isOnItsWay && set.deletedAtMs === null),
    taskDefinition: revision(set.n),
    computedDesired: count,
    running,
    pending: count - running,
    scalePercent: set.scale,
    createdAtMs: set.createdAtMs,
    updatedAtMs: set.deletedAtMs ?? set.createdAtMs,
    tags: {
      ...(set.release === null ? {} : { release: set.release }),
      ...(set.blue === null ? {} : { blue: set.blue }),
      ...set.more,
    },
    tasks: set.deletedAtMs === null ? Array.from({ length: running }, (_, k) => aTask(set.n, k)) : [],
  });
}

const said = { reason: null, description: null, isShiftedAway: false } as const;

/** Fact 33: the health of a target is checked only while a rule holds its group. */
const isHeld = ({ rules }: Account, side: Side): boolean => rules.some((weights) => side in weights);

const targetsIn = (set: SetState, nowMs: number, isChecked: boolean): readonly TargetView[] =>
  known(setTargets(set), `${phaseOf(set, nowMs)} ${String(isChecked)}`, () =>
    Array.from({ length: runningOf(set, nowMs) }, (_, k) => ({
      ...endpointOf(set.n, k),
      state: isChecked || set.deletedAtMs !== null ? targetState(set, k, nowMs) : 'unused',
      ...said,
    })),
  );

function targetsOf(account: Account, side: Side, nowMs: number): readonly TargetView[] {
  const own = account.sets
    .filter((set) => set.side === side && !isVanished(set, nowMs))
    .flatMap((set) => targetsIn(set, nowMs, isHeld(account, side)));
  return account.stranger === side ? [...own, { ...endpointOf(200, 0), state: 'healthy', ...said }] : own;
}

const emptyGroups = (isSticky: boolean) =>
  (['a', 'b'] as const).map((side) => ({
    side,
    empty: aGroup(groupOf[side], { deregistrationDelaySeconds: 0, isSticky }),
  }));
const [plainGroups, stickyGroups] = [emptyGroups(false), emptyGroups(true)];
/** The third group of a rule. */
/** Tasks of blue stop so soon that a step of its drain may be short. */
const stopSeconds = { [revision(1)]: 2 };
const third = aGroup(c);
const loadBalancers: World['loadBalancers'] = [
  { arn: balancer('shop'), type: 'application', dnsName: 'shop.example.net', isInternal: false, zones: [] },
];
const serviceWith = once<ServiceTags, Map<string, ServiceView>>(() => new Map());
const serviceOf = ({ tags, desired }: Account): ServiceView =>
  known(serviceWith(tags), String(desired), () => aService({ tags, desiredCount: desired }));

/** A re-release runs the revision before the live one, which is already registered. */
const ofRollback = aCandidate({
  content: null,
  hash: 'hash-1',
  registeredAs: revision(1),
  source: 'revision 1',
});
const ofRelease = aCandidate({ registeredAs: revision(2) });
const candidateOf = ({ command }: Request): World['candidate'] =>
  command === 'rollback' ? ofRollback : ofRelease;

const stopsOf = (set: SetState, nowMs: number): World['stoppedTasks'] =>
  set.health === 'looping' && set.deletedAtMs === null
    ? Array.from({ length: countOf(set) }, () => aStop(set.n, { stoppedAtMs: nowMs - 1000 }))
    : [];

const alarmsOf = ({ alarm }: Account): World['alarms'] =>
  alarm === null
    ? null
    : alarmsAs(anAlarm('orders', { state: alarm.isRed ? 'ALARM' : 'OK', sinceMs: alarm.sinceMs }));

/** How long a migration takes. */
export const migrationMs = 3000;

/** It ends well. */
function endedAt(task: OneOffTask, nowMs: number): OneOffTask {
  const endedMs = (task.createdAtMs ?? 0) + migrationMs;
  if (nowMs < endedMs) return task;
  const container = {
    name: task.container ?? '',
    exitCode: 0,
    reason: null,
    isUnhealthy: false,
    digest: null,
  };
  const stop = aStop(0, { stoppedAtMs: endedMs, containers: [container] });
  return { ...task, lastStatus: 'STOPPED', isToRun: false, stop };
}

/** A set that has vanished leaves tasks that are still stopping. */
export const stoppingMs = 3000;

const tasksOfSets = ({ sets }: Account, nowMs: number): readonly ServiceTask[] =>
  sets
    .filter((set) => !isVanished(set, nowMs - stoppingMs))
    .map((set) => ({
      arn: `task of ${String(set.n)}`,
      startedBy: setView(set, nowMs).id,
      lastStatus: isVanished(set, nowMs) ? 'STOPPING' : 'RUNNING',
    }));

/** What an observation by a run with this plan shows of the account. */
export function observe(
  account: Account,
  request: Request,
  nowMs: number,
  isAtWork: (runId: number) => boolean = () => false,
): World {
  const sets = account.sets.filter((set) => !isVanished(set, nowMs));
  const hasGreen = sets.some((set) => set.release === request.release.id && set.deletedAtMs === null);
  const service = serviceOf(account);
  const taskSets = sets.map((set) => setView(set, nowMs));
  const named = runsToAsk(request, service, taskSets);
  return {
    nowMs,
    look: null,
    service,
    taskSets,
    rules: ruleViews(account),
    groups: [
      ...(account.isOwnSticky ? stickyGroups : plainGroups).map(({ side, empty }) => ({
        ...empty,
        targets: targetsOf(account, side, nowMs),
      })),
      third,
    ],
    loadBalancers,
    candidateGroups: [],
    stoppedTasks: sets.flatMap((set) => stopsOf(set, nowMs)),
    oneOffTasks: account.oneOff,
    migrationTasks: account.migrations.map((task) => endedAt(task, nowMs)),
    contractTasks: account.contracts.map((task) => endedAt(task, nowMs)),
    serviceTasks: tasksOfSets(account, nowMs),
    scaling: null,
    scalingPlan: null,
    alarms: alarmsOf(account),
    candidate: hasGreen ? null : candidateOf(request),
    runs: named
      .filter((runId) => runId !== request.release.runId)
      .map((runId) => ({ runId, isOver: !isAtWork(runId) })),
    testRevisions: [],
    lostImages: [],
    changes: null,
    notes: [],
    neighbors: null,
    stopSeconds,
    sizes: {},
  };
}
