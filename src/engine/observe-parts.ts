// The reads of an observation, part by part.
import { balancerIn, type LoadBalancerArn, type TargetGroupArn } from '../domain/common/values/arn.ts';
import type { LoadBalancerView, RuleView, TargetGroupView } from '../domain/common/load-balancer/view.ts';
import { forwardOf } from '../domain/common/load-balancer/traffic.ts';
import type { Request } from '../domain/common/request/request.ts';
import type { ScalingPlan } from '../domain/common/scaling/view.ts';
import { rememberedGroups, rememberedRules } from '../domain/task-sets/roles/remembered.ts';
import type { ScalingView, SetOutline, World } from '../domain/task-sets/model/world.ts';
import { PortError } from '../errors.ts';
import type {
  AlarmsPort,
  Clock,
  EcsPort,
  LoadBalancerPort,
  RegistryPort,
  RunsPort,
  ScalingPort,
  TimingPort,
} from '../ports.ts';
import type { Dated, KeptReader } from './part-reader.ts';

export interface ReadingPorts {
  readonly ecs: EcsPort;
  readonly loadBalancer: LoadBalancerPort;
  readonly scaling: ScalingPort;
  readonly clock: Clock;
  readonly timing: TimingPort;
  /** Asked only for the alarms that a run is given. */
  readonly alarms?: AlarmsPort;
  /** Asked for the digests of images. Without it, nothing is pinned. */
  readonly registry?: RegistryPort;
  /** Which workflow runs are over; only a sweep and `status` ask. */
  readonly runs?: RunsPort;
}
type BareGroup = Omit<TargetGroupView, 'targets'>;

/** What does not change while a release runs: read once, so that each observation is a handful of requests. */
export interface Known {
  groups: ReadonlyMap<TargetGroupArn, BareGroup>;
  balancers: readonly LoadBalancerView[];
  candidateGroups: readonly TargetGroupArn[] | null;
  isScaled: boolean | null;
  /** `null`: not asked for yet. */
  scalingPlan: KnownPlan | null;
}

interface KnownPlan {
  readonly plan: ScalingPlan | null;
  readonly notes: readonly string[];
}

/** What the reads of one observation share. */
export interface At {
  readonly ports: ReadingPorts;
  readonly request: Request;
  readonly known: Known;
  /** Reads the part, or keeps it as the observation before showed it. */
  readonly read: KeptReader;
}

interface Service {
  readonly service: World['service'];
  readonly taskSets: readonly SetOutline[];
}

/** Service and rules side by side once the balancers are known; the first time the one leads to the other. */
export async function readCore(
  at: At,
): Promise<{ service: Dated<Service>; rules: Dated<readonly RuleView[]> }> {
  const { ports, request, known, read } = at;
  const service = (): Promise<Dated<Service>> =>
    read('service', { of: (last) => ({ service: last.service, taskSets: last.taskSets }) }, () =>
      readService(ports, request),
    );
  const rules = (): Promise<Dated<readonly RuleView[]>> =>
    read('rules', { of: (last) => last.rules }, () => readRules(ports, known));
  if (known.balancers.length === 0) {
    const first = await service();
    await learnBalancers(at, first.value);
    return { service: first, rules: await rules() };
  }
  const [one, other] = await Promise.all([service(), rules()]);
  return { service: one, rules: other };
}

async function readService(ports: ReadingPorts, request: Request): Promise<Service> {
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

/** The groups lead to their load balancer. One that no rule holds has none: then the rules that inputs or tags name do. */
async function learnBalancers({ ports, request, known }: At, found: Service): Promise<void> {
  const named = [...request.traffic.targetGroups, ...attachedGroups(found), ...rememberedGroups(found)];
  known.groups = new Map((await readGroups(ports, named)).map((group) => [group.arn, group]));
  const balancers = new Set([...known.groups.values()].flatMap(({ loadBalancers }) => loadBalancers));
  if (balancers.size === 0)
    for (const balancer of await balancersOfRules(ports, request, found)) balancers.add(balancer);
  if (balancers.size > 0) known.balancers = await ports.loadBalancer.readBalancers([...balancers]);
}

async function balancersOfRules(
  ports: ReadingPorts,
  request: Request,
  found: Service,
): Promise<readonly LoadBalancerArn[]> {
  const { productionListeners, productionRules } = request.traffic;
  const listeners = await Promise.all(
    productionListeners.map((listener) => ports.loadBalancer.balancerOf(listener)),
  );
  const named = [...productionRules, ...rememberedRules(found).map(({ listener }) => listener)];
  return [...listeners, ...named.map(balancerIn)].filter((balancer) => balancer !== null);
}

const readGroups = async (
  ports: ReadingPorts,
  groups: readonly TargetGroupArn[],
): Promise<readonly BareGroup[]> =>
  groups.length === 0 ? [] : ports.loadBalancer.readGroups([...new Set(groups)]);

const attachedGroups = ({ service, taskSets }: Service): readonly TargetGroupArn[] => [
  ...taskSets.flatMap(({ attachment }) => (attachment === null ? [] : [attachment.group])),
  ...(service.otherwise?.attachments ?? []).map(({ group }) => group),
];

async function readRules(ports: ReadingPorts, known: Known): Promise<readonly RuleView[]> {
  const application = known.balancers.filter(({ type }) => type === 'application');
  const rules = await Promise.all(application.map(({ arn }) => ports.loadBalancer.readRules(arn)));
  return rules.flat();
}

/**
 * The groups of the sets, those that inputs and tags name, and those that share a rule with one of them: the pair is among
 * these.
 */
export function groupsOfInterest(
  { request, known }: At,
  found: Service,
  rules: readonly RuleView[],
): readonly TargetGroupArn[] {
  const own = new Set([
    ...request.traffic.targetGroups,
    ...attachedGroups(found),
    // Those that exist were read first of all.
    ...rememberedGroups(found).filter((group) => known.groups.has(group)),
  ]);
  const forwards = rules.map((rule) => forwardOf(rule)?.groups.map(({ group }) => group) ?? []);
  const related = forwards
    .filter((groups) => own.size === 0 || groups.some((group) => own.has(group)))
    .flat();
  return [...new Set([...own, ...related])];
}

export function readGroupsOf(
  { ports, known, read }: At,
  wanted: readonly TargetGroupArn[],
): Promise<Dated<readonly BareGroup[]>> {
  return read<readonly BareGroup[]>('groups', { key: wanted.join(), of: (last) => last.groups }, async () => {
    const found = await readGroups(
      ports,
      wanted.filter((group) => !known.groups.has(group)),
    );
    known.groups = new Map([...known.groups, ...found.map((group) => [group.arn, group] as const)]);
    return wanted.flatMap((group) => known.groups.get(group) ?? []);
  });
}

export function readTargets(
  { ports, read }: At,
  groups: readonly BareGroup[],
  sets: readonly SetOutline[],
): Promise<Dated<ReadonlyMap<TargetGroupArn, TargetGroupView['targets']>>> {
  const of = (last: World) => new Map(last.groups.map(({ arn, targets }) => [arn, targets]));
  const complete = sets.filter(({ running, computedDesired }) => running >= computedDesired);
  return read('targets', { key: `${keyOf(groups)} ${keyOf(complete)}`, of }, async () => {
    const found = await Promise.all(
      groups.map(async ({ arn }) => [arn, await ports.loadBalancer.readTargets(arn)] as const),
    );
    return new Map(found);
  });
}

export const keyOf = (things: readonly { readonly arn: string }[]): string =>
  things.map(({ arn }) => arn).join();

export const readScaling = ({ ports, request, known, read }: At): Promise<Dated<ScalingView | null>> =>
  read('scaling', { of: (last) => last.scaling }, async () => {
    if (known.isScaled === false) return null;
    const scaling = await ports.scaling.readScaling(request.cluster, request.service);
    known.isScaled = scaling !== null;
    return scaling;
  });

/** Nothing waits long for what only explains, and permissions for it may be missing. */
const planLimitMs = 5000;

/** Read once. What can't be read is not needed: a note says so. */
export async function readScalingPlan({ ports, request, known }: At): Promise<KnownPlan> {
  known.scalingPlan ??= await askForPlan(ports, request);
  return known.scalingPlan;
}

async function askForPlan({ scaling, timing }: ReadingPorts, request: Request): Promise<KnownPlan> {
  try {
    const asked = scaling.readScalingPlan(request.cluster, request.service);
    asked.catch(() => undefined);
    const plan = await timing.within(planLimitMs, asked);
    return { plan, notes: plan === null ? [describeUnknownPlan('no response in time')] : [] };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const { action, code } = error.trouble;
    return { plan: null, notes: [describeUnknownPlan(`${action}: ${code}`)] };
  }
}

const describeUnknownPlan = (why: string): string =>
  `scaling policies and scheduled actions were not read (${why}), so nothing is known of what they do during this release`;

export async function readCandidates(ports: ReadingPorts, known: Known): Promise<readonly TargetGroupArn[]> {
  const [balancer] = known.balancers;
  if (balancer === undefined) return [];
  known.candidateGroups ??= (await ports.loadBalancer.readCandidateGroups(balancer.arn)).map(
    ({ arn }) => arn,
  );
  return known.candidateGroups;
}
