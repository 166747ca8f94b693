// The check `version`: production has to answer with the version that it was switched to.
import { expect } from '@jest/globals';
import { cdn, firewall, serve } from '../../sandbox/proxy/cdn.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import {
  endOf,
  expectNeverSawV2,
  expectUntouched,
  isAllOn,
  killAfter,
  released,
  rolledBack,
} from '../support/bad-luck.ts';
import { checkedBy, knownVersions, versionCheck } from '../support/checked.ts';
import { expectServing } from '../support/command-steps.ts';
import { onceSwitched } from '../support/moments.ts';

const baking = { 'bake-time': '60s', 'warm-time': '60s' };

/** Another service serves `/version` on listener `http`, with a rule that the release has nothing to do with. */
function withSecondRule(): SandboxSpec {
  const world = knownVersions();
  const rule = {
    name: 'versions',
    priority: 3,
    paths: ['/version'],
    actions: [{ type: 'forward', groups: { versions: 1 } } as const],
  };
  return {
    ...world,
    targetGroups: [
      ...(world.targetGroups ?? []),
      { name: 'versions', port: 8080, healthCheck: { path: '/ready' } },
    ],
    loadBalancers: (world.loadBalancers ?? []).map((one) => ({
      ...one,
      listeners: (one.listeners ?? []).map((listener) =>
        listener.name === 'http' ? { ...listener, rules: [...(listener.rules ?? []), rule] } : listener,
      ),
    })),
    services: [
      ...(world.services ?? []),
      {
        name: 'versions',
        desiredCount: 1,
        taskSets: [{ taskDefinition: 'web:1', targetGroup: 'versions', primary: true }],
      },
    ],
  };
}

chapter('the proof of the switch', () => {
  // Covers: proof-passed
  acceptance(
    'is that every production rule and production-url answer with the commit, and the release goes on',
    { world: knownVersions() },
    async (stage) => {
      const url = `${stage.sandbox.listenerUrl('http')}/`;
      const run = await stage.release({ ...checkedBy(versionCheck), 'production-url': url });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/asking production for its version: 4 of 5 times in a row/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: proof-cdn
  acceptance(
    'fails at a CDN with an old copy, and traffic returns within seconds',
    { world: knownVersions() },
    async (stage) => {
      const copies = await cdn(stage.sandbox.listenerUrl('http'));
      const running = stage.start({ ...checkedBy(versionCheck), ...baking, 'production-url': copies.url });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      const since = performance.now();
      await stage.until('traffic is back', () => isAllOn(stage, 'web-a'));
      const seconds = (performance.now() - since) / 1000;
      const run = await running.result;
      copies.close();
      expect(endOf(run)).toEqual(rolledBack('switch-unproven'));
      expect(run.log).toMatch(
        /production does not answer with the version of green task set \S+, commit b{40}, 5 times in a row \(GET \S+\/version answered JSON with commit "a{40}" instead of "b{40}"\)/,
      );
      expect(run.log).toMatch(/Find what answers there instead: a cache or CDN/);
      // The bake would have gone on.
      expect(seconds).toBeLessThan(60);
      await expectUntouched(stage);
    },
  );

  // Covers: proof-passed
  acceptance('may be a header with the commit', { world: knownVersions() }, async (stage) => {
    const byHeader = { name: 'version', path: '/version', header: { 'X-Commit': '${commit}' } };
    const run = await stage.release(checkedBy(byHeader));
    expect(endOf(run)).toEqual(released);
    expect(run.log).toMatch(/proof passed: production answered with commit b+ 5 times in a row/);
    await expectServing(stage, 'web-b', 'v2');
  });

  // Covers: proof-cdn
  acceptance(
    'may be a text with the commit, and fails where an old copy answers',
    { world: knownVersions() },
    async (stage) => {
      const copies = await cdn(stage.sandbox.listenerUrl('http'));
      const byText = { name: 'version', path: '/version', text: '"commit":"${commit}"' };
      const run = await stage.release({ ...checkedBy(byText), ...baking, 'production-url': copies.url });
      copies.close();
      expect(endOf(run)).toEqual(rolledBack('switch-unproven'));
      expect(run.log).toMatch(/\/version answered without the text ""commit":"b{40}""/);
      await expectUntouched(stage);
    },
  );

  // Covers: proof-resumed
  acceptance(
    'that a killed run left open is asked for by its next attempt, and traffic returns',
    { world: knownVersions() },
    async (stage) => {
      const copies = await cdn(stage.sandbox.listenerUrl('http'));
      const inputs = { ...checkedBy(versionCheck), ...baking, 'production-url': copies.url };
      const lastRule = { operation: 'ModifyListener', nth: 2 };
      await killAfter(stage, lastRule, () => stage.start(inputs, { isPostSkipped: true }));
      const again = await stage.release(inputs, { attempt: 2 });
      copies.close();
      expect(endOf(again)).toEqual(rolledBack('switch-unproven'));
      await expectUntouched(stage);
    },
  );

  // Covers: proof-second-rule
  acceptance(
    'fails at a rule that sends the path to another service, and traffic returns',
    { world: withSecondRule() },
    async (stage) => {
      const run = await stage.release({ ...checkedBy(versionCheck), ...baking });
      expect(endOf(run)).toEqual(rolledBack('switch-unproven'));
      await expectUntouched(stage);
    },
  );

  // Covers: proof-barred
  acceptance(
    'stops at a rate limit that bars the runner after the switch: nothing is claimed, and nothing is rolled back',
    { world: knownVersions() },
    async (stage) => {
      const front = await firewall(stage.sandbox.listenerUrl('http'));
      const running = stage.start({ ...checkedBy(versionCheck), 'production-url': front.url });
      await onceSwitched(stage, front.bar);
      await stage.until('the end of the proof', () => running.log().includes('proof skipped'), 120_000);
      const run = await running.result;
      front.close();
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/proof skipped: the switch is not proven: .* answered 429/);
      expect(run.log).toMatch(/a firewall or a rate limit, not the release/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: proof-limited
  acceptance(
    'takes longer behind a rate limit that lets some requests through, and is claimed',
    { world: knownVersions() },
    async (stage) => {
      const front = await firewall(stage.sandbox.listenerUrl('http'));
      const running = stage.start({ ...checkedBy(versionCheck), 'production-url': front.url });
      await onceSwitched(stage, () => {
        front.bar(3);
      });
      const run = await running.result;
      front.close();
      expect(endOf(run)).toEqual(released);
      expect(front.barred.length).toBeGreaterThan(4);
      expect(run.log).toMatch(/proof passed: production answered with commit b+ 5 times in a row/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: proof-unreachable
  acceptance(
    'that can not be asked for ends the release before users see green',
    { world: knownVersions() },
    async (stage) => {
      const gone = await serve(() => undefined);
      gone.close();
      const run = await stage.release({ ...checkedBy(versionCheck), 'production-url': gone.url });
      expect(endOf(run)).toEqual(rolledBack('smoke-test-not-runnable'));
      expect(run.log).toContain('production could not be asked for its version before the switch');
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: proof-same
  acceptance(
    'proves nothing if blue answers with the same commit, which the log says',
    { world: knownVersions({}, {}, 'b'.repeat(40)) },
    async (stage) => {
      const run = await stage.release(checkedBy(versionCheck));
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('blue answered with it too, so it proves nothing about the switch');
    },
  );
});
