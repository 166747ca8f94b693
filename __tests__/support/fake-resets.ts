// Rules of the fake account that something else reset between two releases.
import { expect } from '@jest/globals';
import { moveWeight, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { released } from './commands.ts';
import type { FakeAws } from './fake-aws.ts';
import { standing, type Run } from './fake-release.ts';
import { a, b } from './worlds.ts';

type Form = (rule: RuleView) => RuleView;
export const weights: Form = (rule) =>
  weightOf(rule, b) > 0 ? { ...rule, actions: moveWeight(rule, b, a) } : rule;
export const oneGroup: Form = (rule) => ({
  ...weights(rule),
  actions: weights(rule).actions.map((action) =>
    action.type === 'forward'
      ? { ...action, groups: action.groups.filter(({ group }) => group !== b) }
      : action,
  ),
});
export const forms = [
  ['weights back to 100/0', weights],
  ['one group left', oneGroup],
] as const;

/** Run 100 released set 2 in group b and is over; then the rules were reset. */
export function resetBy(
  form: Form,
  aws = released(),
  isToReset: (index: number) => boolean = () => true,
): FakeAws {
  aws.meddle((state) => {
    state.rules = state.rules.map((rule, index) => (isToReset(index) ? form(rule) : rule));
    state.runs = [{ runId: 100, isOver: true }];
  });
  return aws;
}

export function expectRepaired(aws: FakeAws, run: Run): void {
  expect(run.violations).toEqual([]);
  expect(run).toMatchObject({ reason: 'repaired', ending: { result: 'repaired' } });
  expect(standing(aws)).toBe('2 PRIMARY; live: 2');
}
