// An address of tests that doesn't let the runner through, and versions that answer the same to everybody.
import { expect } from '@jest/globals';
import { firewall } from '../../sandbox/proxy/cdn.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, expectUntouched, released, rolledBack } from '../support/bad-luck.ts';
import { checkedBy, knownVersions } from '../support/checked.ts';

const world = webService({ hasTestListener: true });
const testRules = ['test:default'];
const short = { 'bake-time': '8s', 'warm-time': '8s', 'probe-interval': '2s', 'health-paths': '/' };
const home = { name: 'home', path: '/', timeout: '8s' };
const order = { name: 'order', path: '/orders', body: '{"sku":"tea"}', status: 201 };

/** In front of the test listener. */
async function barring(stage: Stage, status: number): ReturnType<typeof firewall> {
  const front = await firewall(stage.sandbox.listenerUrl('test'), status);
  front.bar();
  return front;
}

const testRule = (stage: Stage): string =>
  stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';

chapter('an address of tests that bars the runner', () => {
  // Covers: barred-test
  acceptance(
    'with 403 is left aside: green is tested at its own targets, and the report says so',
    { world, testRules },
    async (stage) => {
      const front = await barring(stage, 403);
      const run = await stage.release({
        ...{ ...checkedBy(home, order), ...short, 'test-rule': testRule(stage) },
        'test-url': front.url,
      });
      front.close();
      expect(endOf(run)).toEqual(released);
      expect(front.barred.filter((method) => method === 'POST')).toHaveLength(1);
      for (const text of [run.log, run.summary])
        for (const name of ['1 of 1 pass in a row', 'order'])
          expect(text).toContain(
            `${name} at green's own targets, since a firewall or a rate limit bars this runner from its address`,
          );
    },
  );

  // Covers: barred-test-green
  acceptance(
    'while green fails the same check removes green, and users never notice',
    {
      world: { ...world, apps: knownVersions({ ORDER_STATUS: '403' }, { hasTestListener: true }).apps },
      testRules,
    },
    async (stage) => {
      const front = await barring(stage, 403);
      const run = await stage.release({
        ...{ ...checkedBy(order), ...short, 'test-rule': testRule(stage) },
        'test-url': front.url,
      });
      front.close();
      expect(endOf(run)).toEqual(rolledBack('check-failed'));
      expect(run.log).toMatch(/green's own targets, asked the same: POST http:\S+ answered 403/);
      await expectUntouched(stage);
    },
  );

  // Covers: barred-test-green
  acceptance(
    'with 429 on a runner that does not reach green ends the release before the switch',
    { world: { ...world, runner: 'outside' }, testRules },
    async (stage) => {
      const front = await barring(stage, 429);
      const run = await stage.release(
        {
          ...{ ...checkedBy(home), ...short, 'test-rule': testRule(stage), 'smoke-timeout': '10s' },
          'test-url': front.url,
        },
        { environment: { RUNNER_ENVIRONMENT: 'github-hosted' } },
      );
      front.close();
      expect(endOf(run)).toEqual(rolledBack('smoke-test-not-runnable'));
      expect(run.log).toContain('a rate limit bars this runner from the address of the smoke test');
      await expectUntouched(stage);
    },
  );
});
