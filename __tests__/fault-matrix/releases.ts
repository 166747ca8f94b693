// The three releases of the fault matrix: which world they start in, what they are asked, and which command comes next.
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { nextInputs, scenarios } from '../crash/scenarios.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { Ending } from './judge.ts';
import { isAsUndisturbed, probeIntervalMs } from './judge.ts';
import type { ReleaseName } from './cells.ts';

interface Release {
  readonly world: WebServiceOptions;
  readonly inputs: Inputs;
  /** How v2 runs. */
  readonly env: Readonly<Record<string, string>>;
}

const onGitHub = { environment: 'production' } as const;

export const releases: Readonly<Record<ReleaseName, Release>> = {
  good: { world: scenarios.deploy.world, inputs: { ...scenarios.deploy.inputs, ...onGitHub }, env: {} },
  // The bake outlasts every fault: what ends it is what the probes see.
  bad: {
    world: scenarios.rollback.world,
    inputs: {
      ...scenarios.deploy.inputs,
      ...onGitHub,
      ...{ 'bake-time': '150s', 'warm-time': '10m', 'probe-interval': `${String(probeIntervalMs / 1000)}s` },
    },
    // Some seconds after the switch, in all tasks at about the same time.
    env: { BREAK_AFTER_REQUESTS: '30' },
  },
  // Every user of the first page has lost requests since the switch, and somebody has seen it.
  hand: {
    world: scenarios.rollback.world,
    inputs: scenarios.rollback.inputs,
    env: { BREAK_AFTER_REQUESTS: '0' },
  },
};

/** What a real release left for a rollback by hand. */
export const startsWarm = (name: ReleaseName): boolean => name === 'hand';

export const appsOf = (name: ReleaseName): NonNullable<SandboxSpec['apps']> => ({
  'web:v2': { command: ['node', 'sandbox/apps/v2.ts'], env: releases[name].env },
});

/**
 * What a person runs after the disturbed command: a sweep if it ended as it should, or if blue is live alone; else the
 * release once more, or a rollback.
 */
export function nextOf(name: ReleaseName, first: Ending, undisturbed: Ending | null): Inputs {
  const isOver = first.version === 'v1' && first.sets === 1;
  if (undisturbed === null || isAsUndisturbed(first, undisturbed)) return nextInputs('deploy', 'sweep');
  if (name === 'good') return releases.good.inputs;
  return nextInputs('deploy', isOver ? 'sweep' : 'rollback');
}
