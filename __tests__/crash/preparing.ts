// What earlier runs leave before a command is killed.
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import type { LastWrite } from '../support/vanish.ts';
import { planning } from './contracting.ts';
import type { SpecDatabase } from './migrating-deploy.ts';
import {
  drained,
  green,
  patientWorld,
  quick,
  scaledWorld,
  scenarios,
  stickyWorld,
  testedWorld,
  type Preparation,
} from './scenarios.ts';

export interface Prepared {
  readonly world: WebServiceOptions;
  readonly database?: SpecDatabase;
  readonly inputs: Inputs;
  /** The runner vanishes right after this write, or once this is in its log. Otherwise the run ends normally. */
  readonly dies?: LastWrite | { readonly log: string };
  /** What the next run is asked to do, once this one has ended. */
  readonly then?: Inputs;
}

/** The runs that leave the prepared worlds. */
export const preparing: Readonly<Record<Preparation, Prepared>> = {
  staged: { world: testedWorld, inputs: scenarios.stage.inputs },
  warm: {
    world: scaledWorld,
    inputs: { ...green, command: 'deploy', 'warm-time': '10m' },
    dies: { log: 'blue is kept warm until' },
  },
  over: { world: {}, inputs: { ...green, command: 'deploy' } },
  lowered: { world: scaledWorld, inputs: scenarios['deploy-deferred'].inputs },
  planned: planning(green),
  draining: {
    world: scaledWorld,
    inputs: { ...green, command: 'deploy', ...drained },
    dies: { operation: 'UpdateTaskSet', nth: 1 },
  },
  half: {
    world: scaledWorld,
    inputs: { ...green, command: 'deploy' },
    dies: { operation: 'ModifyRule', nth: 1 },
  },
  sticky: {
    world: stickyWorld,
    inputs: { ...green, command: 'deploy', 'warm-time': '10m', teardown: 'defer' },
  },
  kept: {
    world: patientWorld,
    inputs: { ...green, command: 'deploy', 'warm-time': '10m', teardown: 'defer' },
    then: { ...quick, command: 'rollback' },
  },
};
