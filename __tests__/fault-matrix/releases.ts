// The releases of the fault matrix: which world they start in, what they are asked, and which command comes next.
import { byHand } from '../../sandbox/seeds-alarms.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { nextInputs, scenarios } from '../crash/scenarios.ts';
import type { Preparation, Scenario } from '../crash/scenarios.ts';
import { probeIntervalMs } from './judge-loss.ts';
import { isAsUndisturbed, wantedVersion } from './judge.ts';
import type { Ending } from './judge.ts';
import type { ReleaseName } from './cells.ts';

interface Release extends Pick<Scenario, 'world' | 'inputs' | 'weaken' | 'database'> {
  /** What real runs left before it; null: nothing of ours. */
  readonly after: Preparation | null;
  /** Where a rollback sends users. */
  readonly blue: 'web-a' | 'web-b';
  /** The version that breaks, and how it runs. */
  readonly broken: { readonly version: 'v1' | 'v2'; readonly env: Readonly<Record<string, string>> } | null;
}

const onGitHub = { environment: 'production' } as const;
/** A test in a task of its own. */
const inTask = (script: string, more: object): string =>
  JSON.stringify([{ name: 'inside', task: ['node', '-e', script], ...more }]);
const { deploy, rollback, 'rollback-returning': returning } = scenarios;
/** Deregistration delay and stop timeout are 7 s together. */
export const stepMs = 8000;
/** Every user of the first page loses requests, and somebody has seen it. */
const atOnce = { BREAK_AFTER_REQUESTS: '0' } as const;

export const releases: Readonly<Record<ReleaseName, Release>> = {
  good: {
    ...{ world: { ...deploy.world, alarms: [byHand('orders')] }, after: null, blue: 'web-a', broken: null },
    inputs: { ...deploy.inputs, ...onGitHub, alarms: 'orders', checks: inTask('0', {}) },
  },
  // The bake outlasts every fault: what ends it is what the probes see.
  bad: {
    ...{ world: rollback.world, after: null, blue: 'web-a' },
    inputs: {
      ...deploy.inputs,
      ...onGitHub,
      ...{ 'bake-time': '150s', 'warm-time': '10m', 'probe-interval': `${String(probeIntervalMs / 1000)}s` },
    },
    // Some seconds after the switch, in all tasks at about the same time.
    broken: { version: 'v2', env: { BREAK_AFTER_REQUESTS: '30' } },
  },
  tested: {
    ...{ world: rollback.world, after: null, blue: 'web-a', broken: null },
    inputs: {
      ...deploy.inputs,
      ...onGitHub,
      checks: inTask('setInterval(() => {}, 1000)', { timeout: '15s' }),
    },
  },
  migrating: {
    ...{ ...scenarios['deploy-migrating'], after: null, blue: 'web-a', broken: null },
    inputs: { ...scenarios['deploy-migrating'].inputs, ...onGitHub },
  },
  contracting: { ...scenarios['teardown-contracting'], blue: 'web-a', broken: null },
  draining: {
    ...{ ...scenarios['deploy-draining'], after: null, blue: 'web-a', broken: null },
    inputs: {
      ...scenarios['deploy-draining'].inputs,
      ...onGitHub,
      drain: `50,0 every ${String(stepMs / 1000)}s`,
    },
  },
  'failing-test': {
    ...{ world: { ...rollback.world, logGroup: '/ecs/web' }, after: null, blue: 'web-a', broken: null },
    inputs: {
      ...deploy.inputs,
      ...onGitHub,
      checks: inTask(`console.log('the cart is empty'); process.exitCode = 3`, {}),
    },
  },
  hand: { ...rollback, blue: 'web-a', broken: { version: 'v2', env: atOnce } },
  'rollback-returning': { ...returning, blue: 'web-b', broken: { version: 'v1', env: atOnce } },
};

export function appsOf(name: ReleaseName): NonNullable<SandboxSpec['apps']> {
  const { broken } = releases[name];
  if (broken === null) return {};
  const { version, env } = broken;
  return { [`web:${version}`]: { command: ['node', `sandbox/apps/${version}.ts`], env } };
}

/** They end with the version that they bring, so the command is run again where it didn't end as it should. */
const isRepeated = (name: ReleaseName): boolean =>
  ['good', 'migrating', 'contracting', 'draining'].includes(name);

/**
 * What a person runs after the disturbed command: a sweep if it ended as it should, or if the right version is live
 * alone; else the release once more, or a rollback.
 */
export function nextOf(name: ReleaseName, first: Ending, undisturbed: Ending | null): Inputs {
  // Once users have returned to the kept green, another rollback would be one of that green.
  const isAlone = first.sets === 1 || name === 'rollback-returning';
  const isOver = first.version === wantedVersion[name] && isAlone;
  if (undisturbed === null || isAsUndisturbed(first, undisturbed)) return nextInputs('deploy', 'sweep');
  if (isRepeated(name)) return releases[name].inputs;
  return nextInputs('deploy', isOver ? 'sweep' : 'rollback');
}
