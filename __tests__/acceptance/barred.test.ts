// Production that doesn't let the runner through, and versions that answer the same to everybody.
import { expect } from '@jest/globals';
import { firewall, serve, type Server } from '../../sandbox/proxy/cdn.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectUntouched,
  probedAddress,
  released,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';
import { checkedBy } from '../support/checked.ts';
import { expectServing } from '../support/command-steps.ts';
import { onceSwitched } from '../support/moments.ts';

const outside = (world: SandboxSpec): SandboxSpec => ({ ...world, runner: 'outside' });
/** A version that answers 403 to users after a while. Its health check passes. */
const forbidding = brokenV2({ BREAK_AFTER_REQUESTS: '60', BREAK_STATUS: '403' });
const forbidden = { 'status 403': 1_000_000 };
const short = { 'bake-time': '12s', 'warm-time': '12s', 'probe-interval': '2s' };
const baking = { 'bake-time': '60s', 'warm-time': '60s' };

const timesIn = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const commentOf = (stage: Stage): string => stage.sandbox.github.state().comments[0]?.body ?? '';

/** Once as a warning, and in summary and comment. */
function expectSaid(stage: Stage, run: ActionResult, words: RegExp): void {
  expect(timesIn(run.log, /::warning::Production does not let this runner through/g)).toBe(1);
  for (const text of [run.log, run.summary, commentOf(stage)]) expect(text).toMatch(words);
}

chapter('production that answers 403', () => {
  // Covers: barred-runner
  acceptance(
    'while green answers the same request well is a firewall, and rolls nothing back',
    { world: webService() },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({ ...v2, ...short, 'production-url': production.url });
      await onceSwitched(stage, () => {
        production.answer = 403;
      });
      await stage.until('the note', () => /a firewall or a rate limit/.test(running.log()));
      const run = await running.result;
      production.close();
      expect(endOf(run)).toEqual(released);
      expectSaid(
        stage,
        run,
        /production is (not checked|checked only in part), since a firewall or a rate limit bars this runner .*answered 403/,
      );
    },
  );

  // Covers: barred-green
  acceptance(
    'while green fails the same request is a failed probe, and rolls back',
    {
      world: brokenV2({ BREAK_AFTER_REQUESTS: '60' }),
      allowedFailures: { 'status 500': 1_000_000 },
    },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({
        ...{ ...v2, ...baking, 'health-paths': '/' },
        'production-url': production.url.replace(/\/$/, ''),
      });
      await onceSwitched(stage, () => {
        production.answer = 403;
      });
      const run = await running.result;
      production.close();
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      await expectUntouched(stage);
    },
  );

  // Covers: barred-green
  acceptance(
    'as the version itself does is a failed probe, and rolls back',
    { world: forbidding, allowedFailures: forbidden },
    async (stage) => {
      const run = await stage.release({ ...v2, ...baking, 'health-paths': '/' });
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      expect(run.log).toMatch(/answered 403.*; asked the same, green's own target http:\S+ answered 403/);
      await expectUntouched(stage);
    },
  );

  // Covers: barred-check-green
  acceptance(
    'as the version itself does fails a check of the bake, and rolls back',
    { world: forbidding, allowedFailures: forbidden },
    async (stage) => {
      const run = await stage.release({ ...checkedBy({ name: 'home', path: '/', bake: true }), ...baking });
      expect(endOf(run)).toEqual(rolledBack('bake-check-failed'));
      expect(run.log).toMatch(/green's own targets, asked the same: GET http:\S+ answered 403/);
      await expectUntouched(stage);
    },
  );

  // Covers: barred-check-green
  acceptance(
    'as the version itself does rolls back if the runner does not reach green, too',
    {
      world: outside({
        ...webService({ hasTestListener: true }),
        apps: forbidding.apps,
      }),
      testRules: ['test:default'],
      allowedFailures: forbidden,
    },
    async (stage) => {
      const testRule = stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
      const run = await stage.release({
        ...checkedBy({ name: 'home', path: '/', bake: true }),
        ...{ ...baking, 'test-rule': testRule },
      });
      expect(endOf(run)).toEqual(rolledBack('bake-check-failed'));
      await expectUntouched(stage);
    },
  );
});

chapter('a check of the bake that production bars', () => {
  const home = { name: 'home', path: '/', bake: true, timeout: '8s' };

  // Covers: barred-check
  for (const status of [403, 429])
    acceptance(
      `with ${String(status)} is left after its time while green answers it well, and rolls nothing back`,
      { world: webService() },
      async (stage) => {
        const front = await firewall(stage.sandbox.listenerUrl('http'), status);
        const running = stage.start({ ...checkedBy(home), ...short, 'production-url': front.url });
        await onceSwitched(stage, front.bar);
        const run = await running.result;
        front.close();
        expect(endOf(run)).toEqual(released);
        expectSaid(stage, run, /home is not checked, since a .*rate limit bars this runner/);
        await expectServing(stage, 'web-b', 'v2');
      },
    );

  // Covers: barred-check
  acceptance('some of the time passes once it is let through', { world: webService() }, async (stage) => {
    const front = await firewall(stage.sandbox.listenerUrl('http'));
    const running = stage.start({
      ...checkedBy({ ...home, timeout: '2m' }),
      ...{ ...short, 'bake-time': '25s', 'production-url': front.url },
    });
    await onceSwitched(stage, () => {
      front.bar(5);
    });
    const run = await running.result;
    front.close();
    expect(endOf(run)).toEqual(released);
    expect(run.log).not.toContain('home is not checked');
  });

  // Covers: barred-check
  acceptance(
    'and that writes is sent once to production, and once to green in its place',
    { world: webService() },
    async (stage) => {
      const front = await firewall(stage.sandbox.listenerUrl('http'));
      const order = { name: 'order', path: '/orders', body: '{"sku":"tea"}', status: 201, bake: true };
      const running = stage.start({ ...checkedBy(order), ...short, 'production-url': front.url });
      await onceSwitched(stage, front.bar);
      const run = await running.result;
      front.close();
      expect(endOf(run)).toEqual(released);
      expect(front.barred.filter((method) => method === 'POST')).toHaveLength(1);
      expectSaid(stage, run, /order is not checked, since a rate limit bars this runner/);
    },
  );

  // Covers: barred-hosted
  acceptance(
    'with 429 on a runner outside of the VPC is left, too: the health of the targets decides',
    { world: outside(webService({ hasTestListener: true })), testRules: ['test:default'] },
    async (stage) => {
      const front = await firewall(stage.sandbox.listenerUrl('http'));
      const testRule = stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
      const running = stage.start(
        { ...checkedBy(home), ...short, 'production-url': front.url, 'test-rule': testRule },
        { environment: { RUNNER_ENVIRONMENT: 'github-hosted' } },
      );
      await onceSwitched(stage, front.bar);
      const run = await running.result;
      front.close();
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /green's own targets can't be asked from here, so their health decides: a rate limit/,
      );
      expectSaid(stage, run, /home is not checked, since a rate limit bars this runner/);
    },
  );
});

/** Green's own targets give no answer to it within the time of any check or probe. */
const silent = '/slow?ms=60000';

interface Front extends Server {
  /** What it answers to `silent`, and to anything else. */
  silent: number;
  status: number;
  /** How often it has answered `silent` with 403, and anything else since then. */
  readonly seen: { barred: number; probes: number };
}

/** An address of production. */
async function openFront(): Promise<Front> {
  const front = { silent: 200, status: 200, seen: { barred: 0, probes: 0 } };
  const server = await serve((request, response) => {
    const isSilent = request.url === silent;
    const status = isSilent ? front.silent : front.status;
    if (isSilent && status === 403) front.seen.barred++;
    if (!isSilent && front.seen.barred > 0) front.seen.probes++;
    response.writeHead(status).end();
  });
  return Object.assign(front, server);
}

chapter('green that gives no answer to what production bars', () => {
  // Covers: barred-silent
  acceptance(
    'holds back no probe: production that fails in between is rolled back before green has answered',
    { world: webService() },
    async (stage) => {
      const front = await openFront();
      const check = { name: 'slow', url: front.url + silent, bake: true, within: '30s', timeout: '5m' };
      const running = stage.start({
        ...{ ...checkedBy(check), ...short, 'bake-time': '5m', 'health-paths': '/' },
        'production-url': front.url,
      });
      await onceSwitched(stage, () => {
        front.silent = 403;
      });
      await stage.until('probes while green is asked', () => front.seen.probes >= 3);
      front.status = 500;
      const run = await running.result;
      front.close();
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      expect(run.log).toContain('production answers 403 or 429: asking the targets of green the same');
      // Production gets the check again once green has answered or its time is over.
      expect(front.seen.barred).toBe(1);
      await expectUntouched(stage);
    },
  );

  // Covers: barred-silent
  acceptance(
    'fails the probes that production bars, and rolls back',
    { world: webService() },
    async (stage) => {
      const front = await openFront();
      const running = stage.start({ ...v2, ...baking, 'production-url': front.url + silent });
      await onceSwitched(stage, () => {
        front.silent = 403;
      });
      const run = await running.result;
      front.close();
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      expect(run.log).toMatch(/asked the same, green's own target http:\S+ timed out after 5 s/);
      await expectUntouched(stage);
    },
  );
});
