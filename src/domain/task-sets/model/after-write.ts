// The world as a write that AWS has carried out leaves it.
import { isSameRule } from '../../common/load-balancer/traffic.ts';
import type { RuleWrite } from './step.ts';
import type { World } from './world.ts';

export const withActions = (world: World, { rule: written, actions }: RuleWrite): World => ({
  ...world,
  rules: world.rules.map((rule) => (isSameRule(rule.ref, written.ref) ? { ...rule, actions } : rule)),
});

export const withLabel = (world: World, primary: string): World => ({
  ...world,
  taskSets: world.taskSets.map((set) =>
    set.status === 'DRAINING' ? set : { ...set, status: set.arn === primary ? 'PRIMARY' : 'ACTIVE' },
  ),
});
