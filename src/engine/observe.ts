// Reads the world, in as few requests as deciding allows.
import { traitsOf } from '../domain/common/request/commands.ts';
import type { LoadBalancerArn, TargetGroupArn } from '../domain/common/values/arn.ts';
import type { Memory } from '../domain/task-sets/model/memory.ts';
import type { Request } from '../domain/common/request/request.ts';
import { expiredStage } from '../domain/task-sets/revision/restage.ts';
import { rolesOf } from '../domain/task-sets/roles/roles.ts';
import { forwardOf } from '../domain/common/load-balancer/traffic.ts';
import type { ScalingView, TaskSetView, World } from '../domain/task-sets/model/world.ts';
import { PortError } from '../errors.ts';
import type { Clock, EcsPort, LoadBalancerPort, RunsPort, ScalingPort } from '../ports.ts';
import { createCandidateReader } from './candidate.ts';
import { quickLook } from './quick-look.ts';
import { createRunsReader } from './observe-runs.ts';
import type { LoadBalancerView, RuleView, TargetGroupView } from '../domain/common/load-balancer/view.ts';

export interface ReadingPorts {
  readonly ecs: EcsPort;
  readonly loadBalancer: LoadBalancerPort;
  readonly scaling: ScalingPort;
  readonly clock: Clock;
  /** Which workflow runs are over; only a sweep asks. */
  readonly runs?: RunsPort;
}
export type Observe = (memory: Memory) => Promise<World>;

type BareSet = Omit<TaskSetView, 'tasks'>;
type BareGroup = Omit<TargetGroupView, 'targets'>;

/** What does not change while a release runs: read once, so that each observation is a handful of requests. */
interface Known {
  groups: ReadonlyMap<TargetGroupArn, BareGroup>;
  balancers: readonly LoadBalancerView[];
  candidateGroups: readonly TargetGroupArn[] | null;
  isScaled: boolean | null;
}

/**
 * Reads the world at each call. Reads only, in parallel where one read doesn't need another. Rejects with a
 * `PortError` when something that deciding needs can't be read. A rollback first tries what its tags lead to.
 */
export function createObserver(ports: ReadingPorts, request: Request): Observe {
  const observe = createFullObserver(ports, request);
  let isFirst = traitsOf(request).rollsBack;
  return async (memory) => {
    const quick = isFirst ? await quickLook(ports, request, memory) : null;
    isFirst = false;
    return quick ?? observe(memory);
  };
}

function createFullObserver(ports: ReadingPorts, request: Request): Observe {
  const known: Known = { groups: new Map(), balancers: [], candidateGroups: null, isScaled: null };
  const candidateOf = createCandidateReader(ports.ecs, request);
  const runsOf = createRunsReader(ports, request);
  return async (memory) => {
    const { service, taskSets, rules } = await readCore(ports, request, known);
    const groups = await learnGroups(ports, request, known, { taskSets, rules });
    const [sets, views, stoppedTasks, scaling, runs] = await Promise.all([
      Promise.all(taskSets.map((set) => withTasks(ports, known, set))),
      Promise.all(groups.map((group) => withTargets(ports, group))),
      needsStops(taskSets, memory) ? ports.ecs.readStoppedTasks() : [],
      readScaling(ports, request, known),
      runsOf(service, taskSets),
    ]);
    const bare: World = {
      nowMs: ports.clock.now(),
      service,
      taskSets: sets,
      rules,
      groups: views,
      loadBalancers: known.balancers,
      candidateGroups: [],
      stoppedTasks,
      scaling,
      candidate: null,
      runs,
      notes: [],
    };
    const roles = rolesOf(request, bare, memory);
    // A sweep makes no green, nor does who finishes for another.
    const isMaking = traitsOf(request).green !== 'stranded' && memory.interrupted === null;
    if (roles.green !== null || memory.failure !== null || !isMaking) return bare;
    const [candidate, candidateGroups] = await Promise.all([
      candidateOf(roles.blue, memory, expiredStage(request, bare, roles)?.revision ?? null),
      roles.pair === null ? readCandidates(ports, known) : [],
    ]);
    return { ...bare, candidate, candidateGroups, nowMs: ports.clock.now() };
  };
}

type Core = { service: World['service']; taskSets: readonly BareSet[]; rules: readonly RuleView[] };

/** Service and rules side by side once the balancers are known; the first time the one leads to the other. */
async function readCore(ports: ReadingPorts, request: Request, known: Known): Promise<Core> {
  if (known.balancers.length === 0) {
    const { service, taskSets } = await readService(ports, request);
    await learnBalancers(ports, request, known, taskSets);
    return { service, taskSets, rules: await readRules(ports, known) };
  }
  const [read, rules] = await Promise.all([readService(ports, request), readRules(ports, known)]);
  return { ...read, rules };
}

async function readService(ports: ReadingPorts, request: Request): Promise<Omit<Core, 'rules'>> {
  const read = await ports.ecs.readService();
  if (read !== null) return read;
  throw new PortError({
    kind: 'refused',
    action: 'ecs:DescribeServices',
    resource: request.service,
    code: 'ServiceNotFound',
    message: `there is no service "${request.service}" in cluster "${request.cluster}" in this account and region: check both names and the region`,
  });
}

async function learnBalancers(
  ports: ReadingPorts,
  request: Request,
  known: Known,
  sets: readonly BareSet[],
): Promise<void> {
  const named = [...request.traffic.targetGroups, ...attachedGroups(sets)];
  known.groups = new Map((await readGroups(ports, named)).map((group) => [group.arn, group]));
  const balancers = new Set([...known.groups.values()].flatMap(({ loadBalancers }) => loadBalancers));
  if (balancers.size === 0)
    for (const balancer of await balancersOfListeners(ports, request)) balancers.add(balancer);
  if (balancers.size > 0) known.balancers = await ports.loadBalancer.readBalancers([...balancers]);
}

async function balancersOfListeners(
  ports: ReadingPorts,
  request: Request,
): Promise<readonly LoadBalancerArn[]> {
  const { productionListeners } = request.traffic;
  const found = await Promise.all(
    productionListeners.map((listener) => ports.loadBalancer.balancerOf(listener)),
  );
  return found.filter((balancer) => balancer !== null);
}

const readGroups = async (
  ports: ReadingPorts,
  groups: readonly TargetGroupArn[],
): Promise<readonly BareGroup[]> =>
  groups.length === 0 ? [] : ports.loadBalancer.readGroups([...new Set(groups)]);

const attachedGroups = (sets: readonly BareSet[]): readonly TargetGroupArn[] =>
  sets.flatMap(({ attachment }) => (attachment === null ? [] : [attachment.group]));

async function readRules(ports: ReadingPorts, known: Known): Promise<readonly RuleView[]> {
  const application = known.balancers.filter(({ type }) => type === 'application');
  const rules = await Promise.all(application.map(({ arn }) => ports.loadBalancer.readRules(arn)));
  return rules.flat();
}

/** The groups of the sets, those that inputs name, and those that share a rule with one of them: the pair is among these. */
async function learnGroups(
  ports: ReadingPorts,
  request: Request,
  known: Known,
  { taskSets, rules }: Pick<Core, 'taskSets' | 'rules'>,
): Promise<readonly BareGroup[]> {
  const own = new Set([...request.traffic.targetGroups, ...attachedGroups(taskSets)]);
  const forwards = rules.map((rule) => forwardOf(rule)?.groups.map(({ group }) => group) ?? []);
  const related = forwards
    .filter((groups) => own.size === 0 || groups.some((group) => own.has(group)))
    .flat();
  const wanted = [...new Set([...own, ...related])];
  const missing = wanted.filter((group) => !known.groups.has(group));
  const found = await readGroups(ports, missing);
  known.groups = new Map([...known.groups, ...found.map((group) => [group.arn, group] as const)]);
  return wanted.flatMap((group) => known.groups.get(group) ?? []);
}

async function withTasks(ports: ReadingPorts, known: Known, set: BareSet): Promise<TaskSetView> {
  if (set.status === 'DRAINING') return { ...set, tasks: [] };
  const group = set.attachment === null ? undefined : known.groups.get(set.attachment.group);
  return { ...set, tasks: await ports.ecs.readTasks(set, group?.targetType ?? 'ip') };
}

const withTargets = async (ports: ReadingPorts, group: BareGroup): Promise<TargetGroupView> => ({
  ...group,
  targets: await ports.loadBalancer.readTargets(group.arn),
});

/** Stopped tasks are asked for while some set has not all it should have, and in the bake: ECS replaces them in seconds. */
function needsStops(sets: readonly BareSet[], { switchedAtMs, isBakePassed }: Memory): boolean {
  const isBaking = switchedAtMs !== null && !isBakePassed;
  return sets.some(
    ({ status, isSteady, running, computedDesired }) =>
      status !== 'DRAINING' && (isBaking || !isSteady || running !== computedDesired),
  );
}

async function readScaling(ports: ReadingPorts, request: Request, known: Known): Promise<ScalingView | null> {
  if (known.isScaled === false) return null;
  const scaling = await ports.scaling.readScaling(request.cluster, request.service);
  known.isScaled = scaling !== null;
  return scaling;
}

async function readCandidates(ports: ReadingPorts, known: Known): Promise<readonly TargetGroupArn[]> {
  const [balancer] = known.balancers;
  if (balancer === undefined) return [];
  known.candidateGroups ??= (await ports.loadBalancer.readCandidateGroups(balancer.arn)).map(
    ({ arn }) => arn,
  );
  return known.candidateGroups;
}
