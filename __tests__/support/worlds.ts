import { aCandidate } from './candidates.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type {
  BakeSettings,
  Request,
  SmokeSettings,
  TrafficRequest,
} from '../../src/domain/common/request/request.ts';
import type { ServiceView, TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { aCheck } from './health-checks.ts';
import { a, b, balancer, listener, revision, ruleArn, serviceArn, setArn } from './names.ts';
import { endpointOf, plainTask } from './tasks.ts';
import type {
  ForwardAction,
  RuleRef,
  RuleView,
  TargetGroupView,
  TargetView,
} from '../../src/domain/common/load-balancer/view.ts';

/** The moment at which every written-down world stands, unless it says otherwise. */
export const noon = Date.parse('2026-03-01T12:00:00Z');

export * from './names.ts';

type PlanChanges = Partial<Omit<Request, 'traffic' | 'smoke' | 'bake' | 'release' | 'overrides'>> & {
  readonly traffic?: Partial<TrafficRequest>;
  readonly smoke?: Partial<SmokeSettings>;
  readonly bake?: Partial<BakeSettings>;
  readonly release?: Partial<Request['release']>;
  readonly overrides?: Partial<Request['overrides']>;
};

const noGoal = {
  promoted: null,
  expectedCommit: null,
  isRestaging: false,
  keepRolledBackSeconds: 0,
  rollbackTo: null,
  writtenReason: null,
  migrationAnswer: null,
  terraformPlan: null,
};

/** A deploy of run 100 with short times and the pair named. */
export function aPlan(changes: PlanChanges = {}): Request {
  return {
    command: 'deploy',
    goal: { ...noGoal, stageExpirySeconds: 259_200 },
    cluster: 'main',
    service: 'shop',
    revision: { source: { kind: 'live' }, images: [{ container: '', image: 'repo/web:v2' }] },
    pinsImages: true,
    ...{ migration: null, schemaFiles: null },
    readyTimeoutSeconds: 60,
    warmSeconds: 15,
    ...{ warmScalePercent: 100, drain: null, connectionsPath: null },
    teardown: 'wait',
    isKeptGreenAwaited: true,
    onDrift: 'stop',
    timeLimitSeconds: 0,
    timeLimit: null,
    isHosted: false,
    finishByMs: null,
    isForced: false,
    ignored: [],
    alarms: [],
    notes: [],
    checks: [],
    onCancel: 'rollback',
    ...changes,
    release: {
      id: '100-shop',
      runId: 100,
      runAttempt: 1,
      repository: 'acme/shop',
      commit: 'c0ffee',
      runUrl: 'https://github.com/acme/shop/actions/runs/100',
      pull: 7,
      ...{ environment: null, rollbackWorkflow: null },
      ...changes.release,
    },
    traffic: {
      productionListeners: [],
      productionRules: [],
      testListener: null,
      testRule: null,
      targetGroups: [a, b],
      ...changes.traffic,
    },
    smoke: {
      paths: ['/ready'],
      url: null,
      headers: {},
      passes: 2,
      intervalSeconds: 1,
      timeoutSeconds: 20,
      ...changes.smoke,
    },
    bake: { seconds: 10, probeUrl: null, probeIntervalSeconds: 2, probeFailures: 3, ...changes.bake },
    overrides: {
      subnets: [],
      securityGroups: [],
      assignPublicIp: null,
      launchType: null,
      capacityProviders: [],
      platformVersion: null,
      containerName: null,
      containerPort: null,
      ...changes.overrides,
    },
  };
}

export const aMemory = (changes: Partial<Memory> = {}): Memory => ({ ...blankMemory(noon), ...changes });

/** Task set `n`: PRIMARY, steady, two of two tasks running, in group `a`, without tags. */
export function aSet(
  n: number,
  changes: Partial<TaskSetView> & { readonly group?: TargetGroupArn } = {},
): TaskSetView {
  const { group: where = a, ...rest } = changes;
  const running = rest.running ?? 2;
  return {
    arn: setArn(n),
    id: `ecs-svc/${String(n)}`,
    status: 'PRIMARY',
    isSteady: true,
    taskDefinition: revision(n),
    computedDesired: 2,
    running,
    pending: 0,
    scalePercent: 100,
    createdAtMs: noon - 3_600_000,
    updatedAtMs: noon - 3_600_000,
    tags: {},
    attachment: { group: where, containerName: 'web', containerPort: 8080 },
    settings: {
      launchType: 'FARGATE',
      capacityProviders: null,
      platformVersion: '1.4.0',
      network: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
      serviceRegistries: [],
      otherTags: {},
    },
    attachmentCount: 1,
    ...rest,
    tasks: rest.tasks ?? Array.from({ length: running }, (_, k) => plainTask(n, k)),
  };
}

/** Our candidate: set `n` of release `100-shop`, ACTIVE, in the idle group. */
export const aGreen = (n: number, changes: Parameters<typeof aSet>[1] = {}): TaskSetView =>
  aSet(n, {
    status: 'ACTIVE',
    group: b,
    createdAtMs: noon,
    ...changes,
    tags: { release: '100-shop', ...changes.tags },
  });

export const aTarget = (set: number, k: number, changes: Partial<TargetView> = {}): TargetView => ({
  ...endpointOf(set, k),
  state: 'healthy',
  reason: null,
  description: null,
  isShiftedAway: false,
  ...changes,
});

export const aGroup = (
  arnOfGroup: TargetGroupArn,
  changes: Partial<TargetGroupView> = {},
): TargetGroupView => ({
  arn: arnOfGroup,
  name: /targetgroup\/([^/]+)/.exec(arnOfGroup)?.[1] ?? 'group',
  targetType: 'ip',
  protocol: 'HTTP',
  port: 80,
  protocolVersion: 'HTTP1',
  healthCheck: aCheck(),
  healthIntervalSeconds: 10,
  deregistrationDelaySeconds: 5,
  isSticky: false,
  attributes: {},
  loadBalancers: [balancer('shop')],
  targets: [],
  ...changes,
});

export const aForward = (
  weights: readonly (readonly [TargetGroupArn, number])[],
  changes: Partial<ForwardAction> = {},
): ForwardAction => ({
  type: 'forward',
  order: null,
  groups: weights.map(([name, weight]) => ({ group: name, weight })),
  stickiness: null,
  ...changes,
});

/** The default action of the listener on port 80, unless a priority or a port makes it another rule. */
export function aRule(
  weights: readonly (readonly [TargetGroupArn, number])[],
  changes: Partial<RuleView> & { readonly port?: number } = {},
): RuleView {
  const { port = 80, ...rest } = changes;
  const priority = rest.priority ?? null;
  const ref: RuleRef =
    priority === null
      ? { kind: 'default', listener: listener(port) }
      : { kind: 'rule', rule: ruleArn(port, priority) };
  return {
    ref,
    listener: listener(port),
    loadBalancer: balancer('shop'),
    listenerPort: port,
    listenerProtocol: port === 443 ? 'HTTPS' : 'HTTP',
    priority,
    hosts: [],
    paths: [],
    otherConditions: [],
    actions: [aForward(weights)],
    ...rest,
  };
}

export const aService = (changes: Partial<ServiceView> = {}): ServiceView => ({
  arn: serviceArn,
  name: 'shop',
  cluster: 'main',
  status: 'ACTIVE',
  controller: 'EXTERNAL',
  desiredCount: 2,
  graceSeconds: 60,
  isRebalanced: false,
  isManagedByEcs: false,
  outside: null,
  otherwise: null,
  tags: {},
  otherTags: 0,
  events: [],
  ...changes,
});

/** Healthy targets for every running task of the sets, group by group. */
export const groupsFor = (
  sets: readonly TaskSetView[],
  groups: readonly TargetGroupArn[] = [a, b],
): TargetGroupView[] =>
  groups.map((name) =>
    aGroup(name, {
      targets: sets
        .filter(({ attachment }) => attachment?.group === name)
        .flatMap(({ tasks }) => tasks.flatMap(({ endpoint }) => endpoint ?? []))
        .map((endpoint) => ({
          ...endpoint,
          state: 'healthy' as const,
          reason: null,
          description: null,
          isShiftedAway: false,
        })),
    }),
  );

const allOn = (one: TargetGroupArn, other: TargetGroupArn) => [[one, 100] as const, [other, 0] as const];

/** Set 1 live in group `a`, `b` idle on the same rule, nothing else; groups get healthy targets of the sets given. */
export function aWorld(changes: Partial<World> = {}): World {
  const taskSets = changes.taskSets ?? [aSet(1)];
  return {
    nowMs: noon,
    look: null,
    service: aService(),
    taskSets,
    rules: [aRule(allOn(a, b))],
    groups: groupsFor(taskSets),
    loadBalancers: [
      {
        arn: balancer('shop'),
        type: 'application',
        dnsName: 'shop.example.net',
        isInternal: false,
        zones: [],
      },
    ],
    candidateGroups: [],
    stoppedTasks: [],
    ...{ oneOffTasks: [], migrationTasks: [], contractTasks: [], serviceTasks: [] },
    ...{ scaling: null, scalingPlan: null, alarms: null },
    candidate: aCandidate(),
    runs: [],
    ...{ lostImages: [], stopSeconds: {}, sizes: {}, changes: null, testRevisions: [] },
    notes: [],
    neighbors: null,
    ...changes,
  };
}
