// A local AWS and GitHub: real wire formats, real processes, real traffic.
import http from 'node:http';
import { createMetrics } from './aws/cloudwatch/metrics.ts';
import { startAlarms } from './aws/cloudwatch/watch.ts';
import type { Effects, Settings } from './aws/context.ts';
import { updateUsage } from './aws/elb/usage.ts';
import { createLogStore } from './aws/logs/store.ts';
import type { AwsState } from './aws/state.ts';
import { createBuckets } from './buckets.ts';
import { createControlServer } from './control-server.ts';
import { createControl } from './control.ts';
import type { Control } from './control.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { startGitHub } from './github/server.ts';
import type { GitHub } from './github/server.ts';
import { createHoldBack } from './hold-back.ts';
import { startHealthChecker } from './health/checker.ts';
import { metering } from './metering.ts';
import type { SeenRequest } from './proxy/forward.ts';
import { startLoadBalancer } from './proxy/load-balancer.ts';
import type { LoadBalancer, LoadBalancerOptions } from './proxy/load-balancer.ts';
import { createRecorder } from './recorder.ts';
import type { RecordedCall } from './recorder.ts';
import { routingSource } from './routing.ts';
import type { Turn } from './scheduler/deps.ts';
import { requestStop } from './scheduler/lifecycle.ts';
import { placeOneOff } from './scheduler/one-off.ts';
import { startScheduler } from './scheduler/scheduler.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import { seedState } from './seeding/state.ts';
import { settled } from './settle.ts';
import { completeSpec } from './spec.ts';
import type { FullSpec, SandboxSpec } from './spec.ts';
import { claimAddresses } from './tasks/addresses.ts';
import type { Addresses } from './tasks/addresses.ts';
import { insideVpc } from './tasks/inside-vpc-env.ts';
import { createInsideRunner } from './tasks/inside.ts';
import { createPortPool } from './tasks/ports.ts';
import { createRunner } from './tasks/runner.ts';
import type { Runner } from './tasks/runner.ts';
import { createTaskProcesses, digestsOf } from './tasks/task-processes.ts';
import type { TaskProcesses } from './tasks/task-processes.ts';
import { closeServer, listenOn } from './wire/http.ts';
import { createAwsServer } from './wire/server.ts';
import { listenerUrl, worldPicture } from './world.ts';
import type { WorldPicture } from './world.ts';

export interface Sandbox {
  readonly awsUrl: string;
  readonly githubUrl: string;
  readonly controlUrl: string;
  readonly github: GitHub;
  readonly loadBalancer: Pick<LoadBalancer, 'stats'>;
  /** What a client needs to use this sandbox instead of AWS and GitHub. */
  readonly env: () => Record<string, string>;
  /** Where clients reach a listener, by the name that the spec gives it. Throws for an unknown one. */
  readonly listenerUrl: (name: string) => string;
  /** Every AWS call so far, oldest first. */
  readonly calls: () => readonly RecordedCall[];
  readonly world: () => WorldPicture;
  /** Calls back for every write that reaches the state, with the world just before it: what a judge of writes needs. */
  readonly onWrite: (witness: (seq: number, before: WorldPicture) => void) => void;
  /** Calls back for every request that reaches a listener: what a judge of losses needs. */
  readonly onRequest: (witness: (seen: SeenRequest) => void) => void;
  /** The last lines that the processes of a task wrote. */
  readonly taskOutput: (taskId: string) => readonly string[];
  readonly faults: Faults;
  readonly control: Control;
  /** Kills every task, closes every port. May be called again. */
  readonly stop: () => Promise<void>;
}

function settingsOf(spec: FullSpec, apps: FullSpec['apps']): Settings {
  const { delays, unknowns, capacity, zoneCapacity, pageSize, runner, subnets, region, accountId } = spec;
  return {
    ...{ delays, unknowns, capacity, zoneCapacity, pageSize, runner, subnets, region, accountId },
    images: () => digestsOf(apps),
    logs: createLogStore(spec.logGroups.map((group) => ({ ...group, region: group.region ?? region }))),
  };
}

interface Compute {
  readonly runner: Runner;
  readonly processes: TaskProcesses;
  readonly scheduler: Scheduler;
  readonly turn: () => Turn;
}

function startCompute(
  state: AwsState,
  settings: Settings,
  addresses: Addresses,
  { apps, containers }: Pick<FullSpec, 'apps' | 'containers'>,
): Compute {
  const runner = containers === 'inside' ? createInsideRunner(createRunner()) : createRunner();
  const processes = createTaskProcesses({
    start: runner.start,
    apps: () => apps,
    settings,
    network: settings.runner === 'outside' ? insideVpc : {},
    onExit: (task, container) => {
      scheduler.containerExited(task, container);
    },
  });
  const ports = new Map(state.containerInstances.map(({ arn, address }) => [arn, createPortPool(address)]));
  const world = { state, settings, addresses, processes, ports };
  const scheduler = startScheduler(world);
  return { runner, processes, scheduler, turn: () => ({ ...world, now: Date.now() }) };
}

/** With the metrics of its traffic, and the alarms on them. */
async function startBalancer(
  state: AwsState,
  settings: Settings,
  { nodes, onRequest }: Required<Pick<LoadBalancerOptions, 'nodes' | 'onRequest'>>,
  undo: (() => unknown)[],
): Promise<LoadBalancer> {
  const metrics = createMetrics(settings.delays.minute);
  undo.push(startAlarms(state, settings, metrics).stop);
  const propagationMs = {
    get min() {
      return settings.delays.propagation[0];
    },
    get max() {
      return settings.delays.propagation[1];
    },
  };
  const balancer = await startLoadBalancer({
    nodes,
    propagationMs,
    source: routingSource(state),
    onTraffic: metering(state, metrics),
    onRequest,
    get renewsStickiness() {
      return settings.unknowns.renewsStickiness;
    },
    get honoursOffCookies() {
      return settings.unknowns.honoursOffCookies;
    },
    get honoursOutsideCookies() {
      return settings.unknowns.honoursOutsideCookies;
    },
  });
  undo.push(() => balancer.stop());
  return balancer;
}

function clientEnv(awsUrl: string, github: GitHub, region: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: awsUrl,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_EC2_METADATA_DISABLED: 'true',
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: github.repository,
  };
}

const effectsOf = ({ turn }: Compute, rulesChanged: () => void): Effects => ({
  rulesChanged,
  placeTask: (placement, owner) => placeOneOff(turn(), placement, owner),
  stopTask: (task, reason) => {
    requestStop(turn(), task, 'UserInitiated', reason);
  },
});

function urlOf(state: AwsState, name: string): string {
  const listener = state.listeners.find((one) => one.name === name);
  if (listener === undefined) throw new Error(`there is no listener ${name}`);
  return listenerUrl(state, listener);
}

interface Witnesses<Seen extends readonly unknown[]> {
  readonly add: (witness: (...seen: Seen) => void) => void;
  readonly some: () => boolean;
  readonly call: (...seen: Seen) => void;
}

function witnessesOf<Seen extends readonly unknown[]>(): Witnesses<Seen> {
  const all: ((...seen: Seen) => void)[] = [];
  return {
    add: (witness) => all.push(witness),
    some: () => all.length > 0,
    call: (...seen) => {
      for (const witness of all) witness(...seen);
    },
  };
}

async function assemble(spec: FullSpec, addresses: Addresses, undo: (() => unknown)[]): Promise<Sandbox> {
  const apps = { ...spec.apps };
  const settings = settingsOf(spec, apps);
  const state = await seedState({ spec, settings, addresses, now: Date.now() });
  const compute = startCompute(state, settings, addresses, { apps, containers: spec.containers });
  undo.push(() => compute.runner.stop(), compute.scheduler.stop);
  undo.push(startHealthChecker(state).stop);
  const requested = witnessesOf<[seen: SeenRequest]>();
  const balancer = await startBalancer(
    state,
    settings,
    { nodes: spec.nodes, onRequest: requested.call },
    undo,
  );

  const rulesChanged = (): void => {
    updateUsage(state, Date.now());
    balancer.update();
  };
  const effects = effectsOf(compute, rulesChanged);
  const faults = createFaults(spec.faults);
  const buckets = createBuckets(spec.buckets);
  const holdBack = createHoldBack(settings, spec.seed);
  const recorder = createRecorder();
  const listen = async (server: http.Server): Promise<string> => {
    undo.push(() => closeServer(server));
    return listenOn(server, addresses.api);
  };
  const world = (): WorldPicture => worldPicture(state, settings, balancer.cookiesAgedMs());
  const written = witnessesOf<[seq: number, before: WorldPicture]>();
  const onWrite = ({ seq }: { readonly seq: number }): void => {
    if (written.some()) written.call(seq, world());
  };
  const parts = { state, settings, faults, buckets, holdBack, recorder, effects, onWrite };
  const awsUrl = await listen(createAwsServer(parts));
  const github = await startGitHub({ ...spec.github, host: addresses.api });
  undo.push(() => github.stop());
  const controllable = {
    control: createControl({ state, settings, apps, turn: compute.turn, rulesChanged, balancer }),
    faults,
    calls: recorder.calls,
    world,
    env: () => clientEnv(awsUrl, github, spec.region),
    github,
    taskOutput: compute.processes.output,
  };
  const controlUrl = await listen(createControlServer(controllable));
  if (spec.settle) await settled(state, compute.processes);
  return {
    ...controllable,
    awsUrl,
    githubUrl: github.url,
    controlUrl,
    onWrite: written.add,
    onRequest: requested.add,
    loadBalancer: balancer,
    listenerUrl: (name) => urlOf(state, name),
    stop: () => Promise.resolve(),
  };
}

/** Ends what was started, the last first. */
async function undoAll(undo: (() => unknown)[]): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

/**
 * Starts everything and resolves when the seeded task sets are steady (unless the spec says `settle: false`).
 * Throws SpecError for a spec that can't be used; leaves nothing behind when it throws.
 */
export async function startSandbox(spec: SandboxSpec): Promise<Sandbox> {
  const full = completeSpec(spec);
  const addresses = await claimAddresses(full.addresses);
  const undo: (() => unknown)[] = [() => addresses.close()];
  try {
    const sandbox = await assemble(full, addresses, undo);
    return { ...sandbox, stop: () => undoAll(undo) };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}
