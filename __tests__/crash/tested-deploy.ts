// A deploy that a task tests, for the crash matrix.
import type { Inputs } from '../support/acceptance-stage.ts';
import type { Scenario } from './scenarios.ts';

/** Long enough that a command after the kill may find the task running. */
const script = 'setTimeout(() => {}, 1000)';

export const testedDeploy = (inputs: Inputs): Scenario => ({
  command: 'deploy',
  words: 'deploy that a task tests before the switch, and again in the bake',
  world: {},
  after: null,
  inputs: {
    command: 'deploy',
    ...inputs,
    checks: JSON.stringify([{ name: 'inside', task: ['node', '-e', script], bake: true }]),
  },
});
