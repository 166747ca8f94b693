// The commands whose process is killed: in which world, after what, with which inputs.
import { webService } from '../../sandbox/seeds.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs, Stage } from '../support/acceptance-stage.ts';

export const scenarioNames = [
  'deploy',
  'stage',
  'promote',
  'rollback',
  'rollback-anew',
  'teardown',
  'sweep',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** What was there before the command: nothing of ours, or what a run left. */
export const preparations = ['staged', 'warm', 'over'] as const;
export type Preparation = (typeof preparations)[number];

/** What is run after the process was killed. */
export const nexts = ['again', 'rollback', 'sweep'] as const;
export type Next = (typeof nexts)[number];

export interface Scenario {
  readonly command: string;
  /** For the table: what is killed here. */
  readonly words: string;
  readonly world: WebServiceOptions;
  readonly after: Preparation | null;
  readonly inputs: Inputs;
  /** The version that has all of production before the command runs. */
  readonly before: 'v1' | 'v2';
}

/** Short, but with everything that a release goes through. */
const quick: Inputs = { 'bake-time': '2s', 'warm-time': '0', 'probe-interval': '1s', 'smoke-passes': '1' };
const green: Inputs = { ...quick, image: 'web:v2' };
/** For commands that read no times at all. */
const timeless: Inputs = Object.fromEntries(
  ['bake-time', 'warm-time', 'probe-interval', 'smoke-interval', 'ready-timeout'].map((name) => [name, '']),
);

/** Everything that a release may have to write: the pair is in no rule yet, and auto scaling acts. */
const wideWorld: WebServiceOptions = { isPairInRules: false, isAutoScaled: true };
const testedWorld: WebServiceOptions = { hasTestListener: true, isAutoScaled: true };
const scaledWorld: WebServiceOptions = { isAutoScaled: true };

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  deploy: {
    command: 'deploy',
    words: 'deploy, the idle group in no rule yet, with auto scaling',
    world: wideWorld,
    after: null,
    inputs: { command: 'deploy', ...green },
    before: 'v1',
  },
  stage: {
    command: 'stage',
    words: 'stage, with a test listener and auto scaling',
    world: testedWorld,
    after: null,
    inputs: { command: 'stage', ...green },
    before: 'v1',
  },
  promote: {
    command: 'promote',
    words: 'promote of what was staged',
    world: testedWorld,
    after: 'staged',
    inputs: { command: 'promote', ...quick },
    before: 'v1',
  },
  rollback: {
    command: 'rollback',
    words: 'rollback to warm blue, with auto scaling',
    world: scaledWorld,
    after: 'warm',
    inputs: { command: 'rollback', ...quick },
    before: 'v2',
  },
  'rollback-anew': {
    command: 'rollback',
    words: 'rollback whose blue is gone: the revision before is released again',
    world: {},
    after: 'over',
    inputs: { command: 'rollback', ...quick },
    before: 'v2',
  },
  teardown: {
    command: 'teardown',
    words: 'teardown of warm blue, with auto scaling',
    world: scaledWorld,
    after: 'warm',
    inputs: { command: 'teardown', ...timeless },
    before: 'v2',
  },
  sweep: {
    command: 'sweep',
    words: 'sweep of a release whose lease is over and whose run is dead',
    world: scaledWorld,
    after: 'warm',
    inputs: { command: 'sweep', ...timeless },
    before: 'v2',
  },
};

/** The runs that leave the prepared worlds. */
export const preparing: Readonly<
  Record<Preparation, { readonly world: WebServiceOptions; readonly inputs: Inputs }>
> = {
  staged: { world: testedWorld, inputs: scenarios.stage.inputs },
  warm: { world: scaledWorld, inputs: { ...green, command: 'deploy', 'warm-time': '10m' } },
  over: { world: {}, inputs: { ...green, command: 'deploy' } },
};

/**
 * Testers see blue at first, so that the test rule has to be written too. ECS takes a group as soon as it is attached:
 * how often CreateTaskSet is refused before (fact 9) would differ from run to run, and so would the numbers of writes. No case is about illness, and on a busy machine a
 * late answer must not be taken for one.
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

/** What a workflow would name in every job of this world: the pair where rules don't tell it, the test listener. */
export function namedIn(stage: Stage, options: WebServiceOptions, command: string): Inputs {
  const pair = ['web-a', 'web-b'].map((name) => stage.group(name).arn).join(', ');
  const test = stage.world().listeners.find(({ name }) => name === 'test')?.arn;
  const readsPair = command !== 'teardown' && command !== 'sweep';
  return {
    ...(options.isPairInRules === false && readsPair ? { 'target-groups': pair } : {}),
    ...(test === undefined ? {} : { 'test-listener-arn': test }),
  };
}

/** The command that comes after the kill. */
export function nextInputs(name: ScenarioName, next: Next): Inputs {
  if (next === 'again') return scenarios[name].inputs;
  return next === 'rollback' ? { command: 'rollback', ...quick } : scenarios.sweep.inputs;
}
