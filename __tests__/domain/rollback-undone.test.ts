import { expect, test } from '@jest/globals';
import { weightOf, moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import { commandPlan, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { a, b } from '../support/worlds.ts';

/** A run that takes the first rule for one that a dead run left behind: until somebody takes the service from it. */
function stubborn(step: number, aws: FakeAws): void {
  if (step % 3 !== 0 || aws.state.tags.fence?.includes(':200.') === true) return;
  aws.meddle((state) => {
    state.rules = state.rules.map((rule, index) =>
      index === 0 && weightOf(rule, a) > 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
    );
  });
}

test('a rollback whose rules another run undoes takes the fence before it writes them once more', () => {
  const aws = warm();
  const run = runRelease(aws, commandPlan('rollback'), { meddle: stubborn });
  expect(run.violations).toEqual([]);
  expect(run.ending?.result).toBe('rolled-back');
  expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  const claim = run.steps.find(({ reason }) => reason === 'claiming-fence');
  expect(claim?.because).toContain('another run undoes the rollback');
});

test('a rollback that nobody undoes restores traffic before it takes the fence', () => {
  const run = runRelease(warm(), commandPlan('rollback'));
  const reasons = run.steps.map(({ reason }) => reason);
  expect(reasons.indexOf('claiming-fence')).toBeGreaterThan(reasons.lastIndexOf('rolling-back'));
});
