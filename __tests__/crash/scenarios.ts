// The commands whose process is killed: in which world, after what, with which inputs.
import { webService } from '../../sandbox/seeds.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs, Stage } from '../support/acceptance-stage.ts';
import { resetToOneGroup, resetWeights } from '../support/resets.ts';
import { fallIll } from '../support/unhealthy.ts';
import { contractingDeploy, contractingTeardown } from './contracting.ts';
import type { ScenarioName } from './groups.ts';
import { migratingDeploy, type SpecDatabase } from './migrating-deploy.ts';
import { testedDeploy } from './tested-deploy.ts';

/** What was there before the command: nothing of ours, or what a run left. */
export const preparations = [
  ...(['staged', 'warm', 'over', 'lowered', 'half', 'sticky', 'kept', 'draining', 'planned'] as const),
] as const;
export type Preparation = (typeof preparations)[number];

/** What is run after the process was killed. */
export const nexts = ['again', 'rollback', 'sweep'] as const;
export type Next = (typeof nexts)[number];

export interface Scenario {
  readonly command: string;
  /** What is killed here, for the table. */
  readonly words: string;
  readonly world: WebServiceOptions;
  readonly after: Preparation | null;
  readonly inputs: Inputs;
  /** Whether it comes after every lease and expiry. */
  readonly isLate?: boolean;
  /** Takes production down before the command runs: users may get 503 until it is repaired. */
  readonly reset?: (stage: Stage) => void;
  readonly database?: SpecDatabase;
  /** Completes the contract of v2, if v2 is live after the next command. */
  readonly last?: Inputs;
  /** Makes what is live unhealthy before the command runs. No user loses a request by that alone. */
  readonly weaken?: (stage: Stage) => Promise<void>;
}

/** Short, but with everything that a release goes through. */
export const quick: Inputs = {
  'bake-time': '2s',
  'warm-time': '0',
  'probe-interval': '1s',
  'smoke-passes': '1',
};
export const green: Inputs = { ...quick, image: 'web:v2' };
/** Targets drain for 2 s and tasks stop within 5 s, so a step may not be shorter than both. */
export const drained: Inputs = { drain: '0 every 8s' };
const deferred: Inputs = { 'warm-time': '10m', teardown: 'defer', 'warm-scale': '50' };

/** Everything that a release may have to write: the pair is in no rule yet, and auto scaling acts. */
const wideWorld: WebServiceOptions = { isPairInRules: false, isAutoScaled: true };
export const testedWorld: WebServiceOptions = { hasTestListener: true, isAutoScaled: true };
export const scaledWorld: WebServiceOptions = { isAutoScaled: true };
/** Cookies that outlive every case. */
export const stickyWorld: WebServiceOptions = { stickinessSeconds: 300 };
/** ECS doesn't replace unhealthy tasks: with only such targets, a group still gets the traffic (fact 31). */
export const patientWorld: WebServiceOptions = { graceSeconds: 3600 };

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  deploy: {
    command: 'deploy',
    words: 'deploy with auto scaling, the idle group not yet in a rule',
    world: wideWorld,
    after: null,
    inputs: { command: 'deploy', ...green },
  },
  stage: {
    command: 'stage',
    words: 'stage, with a test listener and auto scaling',
    world: testedWorld,
    after: null,
    inputs: { command: 'stage', ...green },
  },
  promote: {
    command: 'promote',
    words: 'promote',
    world: testedWorld,
    after: 'staged',
    inputs: { command: 'promote', ...quick },
  },
  rollback: {
    command: 'rollback',
    words: 'rollback to warm blue, with auto scaling',
    world: scaledWorld,
    after: 'warm',
    inputs: { command: 'rollback', ...quick },
  },
  'rollback-re-release': {
    command: 'rollback',
    words: 'rollback after blue is gone: a re-release of the previous revision',
    world: {},
    after: 'over',
    inputs: { command: 'rollback', ...quick },
  },
  teardown: {
    command: 'teardown',
    words: 'teardown of warm blue, with auto scaling',
    world: scaledWorld,
    after: 'warm',
    inputs: { command: 'teardown' },
  },
  sweep: {
    command: 'sweep',
    words: 'sweep of a release whose lease has ended and whose run was killed',
    world: scaledWorld,
    after: 'warm',
    inputs: { command: 'sweep' },
    isLate: true,
  },
  'deploy-deferred': {
    command: 'deploy',
    words: 'deploy that scales blue down and leaves its teardown to a later run',
    world: scaledWorld,
    after: null,
    inputs: { command: 'deploy', ...green, ...deferred },
  },
  'deploy-tested': testedDeploy(green),
  'deploy-migrating': migratingDeploy(green),
  'deploy-contracting': contractingDeploy(green),
  'teardown-contracting': contractingTeardown(),
  'rollback-raising': {
    command: 'rollback',
    words: 'rollback to a blue that was scaled down',
    world: scaledWorld,
    after: 'lowered',
    inputs: { command: 'rollback', ...quick },
  },
  'rollback-keeping': {
    command: 'rollback',
    words: 'rollback to warm blue that keeps green for inspection',
    world: scaledWorld,
    after: 'warm',
    inputs: { command: 'rollback', ...quick, 'keep-rolled-back': '24h' },
  },
  'promote-restaging': {
    command: 'promote',
    words: 'promote of an expired green, which is staged again',
    world: testedWorld,
    after: 'staged',
    inputs: { command: 'promote', ...quick, restage: 'true' },
    isLate: true,
  },
  'sweep-finishing': {
    command: 'sweep',
    words: 'sweep of a switch that a killed run left unfinished',
    world: scaledWorld,
    after: 'half',
    inputs: { command: 'sweep' },
    isLate: true,
  },
  'sweep-expired': {
    command: 'sweep',
    words: 'sweep of a staged green that was never promoted',
    world: testedWorld,
    after: 'staged',
    inputs: { command: 'sweep' },
    isLate: true,
  },
  'rollback-repairing': {
    command: 'rollback',
    words: 'rollback that repairs rules in which one group was left',
    world: {},
    after: 'over',
    inputs: { command: 'rollback', ...quick },
    reset: resetToOneGroup,
  },
  'sweep-repairing': {
    command: 'sweep',
    words: 'sweep that repairs weights that were reset',
    world: {},
    after: 'over',
    inputs: { command: 'sweep', 'on-drift': 'restore' },
    reset: resetWeights,
  },
  'teardown-sessions': {
    command: 'teardown',
    words: 'teardown of a warm blue with sessions',
    world: stickyWorld,
    after: 'sticky',
    inputs: { command: 'teardown' },
  },
  'rollback-sessions': {
    command: 'rollback',
    words: 'rollback of a green with sessions',
    world: stickyWorld,
    after: 'sticky',
    inputs: { command: 'rollback', ...quick },
  },
  'rollback-returning': {
    command: 'rollback',
    words: 'rollback to the kept green, since the version before fails',
    world: patientWorld,
    after: 'kept',
    inputs: { command: 'rollback', ...quick },
    weaken: (stage) => fallIll(stage, 'web-a'),
  },
  'deploy-draining': {
    command: 'deploy',
    words: 'deploy that scales its blue down before it deletes it',
    world: scaledWorld,
    after: null,
    inputs: { command: 'deploy', ...green, ...drained },
  },
  'rollback-draining': {
    command: 'rollback',
    words: 'rollback to a blue that is drained',
    world: scaledWorld,
    after: 'draining',
    inputs: { command: 'rollback', ...quick },
  },
};

/**
 * Testers see blue at first, so that the test rule has to be written too. ECS takes a group as soon as it is attached:
 * how often CreateTaskSet is refused before (fact 9) would differ from run to run, and so would the numbers of writes.
 * No case is about illness, and on a busy machine a late answer must not be taken for one.
 */
export function specOf(options: WebServiceOptions): SandboxSpec {
  const spec = webService(options, { delays: { association: 0 } });
  const shown = [{ type: 'forward', groups: { 'web-a': 100, 'web-b': 0 } }] as const;
  const loadBalancers = (spec.loadBalancers ?? []).map((balancer) => ({
    ...balancer,
    listeners: (balancer.listeners ?? []).map((listener) =>
      listener.name === 'test' ? { ...listener, defaultActions: shown } : listener,
    ),
  }));
  const targetGroups = (spec.targetGroups ?? []).map((group) => ({
    ...group,
    healthCheck: { ...group.healthCheck, timeoutSeconds: 5, unhealthyThreshold: 10 },
  }));
  return { ...spec, loadBalancers, targetGroups };
}

export const testRulesOf = ({ hasTestListener }: WebServiceOptions): readonly string[] =>
  hasTestListener === true ? ['test:default'] : [];

/** What a workflow would name in every job of this world: the pair if the rules don't show it, the test listener. */
export function namedIn(stage: Stage, options: WebServiceOptions, command: string): Inputs {
  const pair = ['web-a', 'web-b'].map((name) => stage.group(name).arn).join(', ');
  const test = stage.world().listeners.find(({ name }) => name === 'test')?.arn;
  const readsPair = command !== 'teardown' && command !== 'sweep';
  return {
    ...(options.isPairInRules === false && readsPair ? { 'target-groups': pair } : {}),
    ...(test === undefined ? {} : { 'test-rule': test }),
  };
}

/** The command that comes after the kill. */
export function nextInputs(name: ScenarioName, next: Next): Inputs {
  if (next === 'again') return scenarios[name].inputs;
  if (next === 'rollback') return { command: 'rollback', ...quick };
  return scenarios[scenarios[name].reset === undefined ? 'sweep' : 'sweep-repairing'].inputs;
}
