// Tests of green, and of production in the bake, that are requests.
import type { ServerResponse } from 'node:http';
import { expect } from '@jest/globals';
import { serve, type Server } from '../../sandbox/proxy/cdn.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectNeverSawV2,
  expectUntouched,
  greenOf,
  killAfter,
  released,
  rolledBack,
} from '../support/bad-luck.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { checkedBy } from '../support/checked.ts';
import { expectServing, nextRun } from '../support/command-steps.ts';

const order = { name: 'order', path: '/orders', body: '{"sku":"tea"}', status: 201, matches: '"id":"[^"]+"' };

/** Answers as these statuses say, one after the other, and then with the last. */
async function answering(...statuses: readonly number[]): Promise<Server & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = await serve((request, response) => {
    asked.push(request.method ?? '');
    response.writeHead(statuses[Math.min(asked.length, statuses.length) - 1] ?? 200).end();
  });
  return { ...server, asked };
}

interface Slow extends Server {
  readonly asked: string[];
  /** Who waits for an answer. */
  readonly waiting: Set<ServerResponse>;
}

/** Answers nothing by itself, but counts who asks. */
async function silent(): Promise<Slow> {
  const asked: string[] = [];
  const waiting = new Set<ServerResponse>();
  const server = await serve((request, response) => {
    asked.push(request.method ?? '');
    waiting.add(response);
    response.once('close', () => waiting.delete(response));
  });
  return { ...server, asked, waiting };
}

/** A check that hangs for as long as any may. */
const hanging = ({ url }: Slow): Inputs => checkedBy({ name: 'slow', url, within: '30s', timeout: '10m' });

const isGreenGone = (stage: Stage): boolean => stage.service().taskSets.length === 1;

chapter('a test that is a request', () => {
  // Covers: check-request
  acceptance(
    'passes before the switch: one that writes is sent once, one that reads until it passes',
    { world: webService({ hasTestListener: true }), testRules: ['test:default'] },
    async (stage) => {
      const [reading, writing] = [await answering(503, 503, 200), await answering(200)];
      const testRule = stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
      const run = await stage.release({
        ...checkedBy(
          order,
          { name: 'reads', url: reading.url },
          { name: 'writes', url: writing.url, method: 'POST' },
        ),
        'test-rule': testRule,
      });
      reading.close();
      writing.close();
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/check 1 of 3, order[^]*check 2 of 3, reads[^]*check 3 of 3, writes/);
      expect(reading.asked).toEqual(['GET', 'GET', 'GET']);
      expect(writing.asked).toEqual(['POST']);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: check-request-failed
  acceptance(
    'removes a green whose health check passes and whose POST fails, and users never see it',
    { world: brokenV2({ ORDER_STATUS: '500' }) },
    async (stage) => {
      const run = await stage.release(checkedBy(order));
      expect(endOf(run)).toEqual(rolledBack('check-failed'));
      expect(run.log).toMatch(
        /green failed the check order \(POST http:\S+\/orders answered 500 instead of 201/,
      );
      expect(run.log).toContain('Users never saw green.');
      expect(stage.sandbox.github.state().comments[0]?.body).toContain('failed the check order');
      expect(stage.calls('ModifyRule', 'ModifyListener')).toEqual([]);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  for (const [what, check, said] of [
    [
      'another header',
      { name: 'page', path: '/', header: { 'Content-Type': 'text/html' } },
      /answered with the header content-type: "application\/json" instead of "text\/html"/,
    ],
    [
      'another text',
      { name: 'page', path: '/', text: '"version":"v3"' },
      /answered without the text ""version":"v3"": \{"version":"v2"/,
    ],
    ['its answer too late', { name: 'page', url: '', within: '200ms' }, /timed out after 0\.2 s/],
  ] as const)
    // Covers: check-request-answer
    acceptance(
      `removes a green that gives ${what}, and names what was expected`,
      { world: webService() },
      async (stage) => {
        const slow = await silent();
        const late = 'url' in check ? { url: slow.url } : {};
        const run = await stage.release(checkedBy({ ...check, ...late, timeout: '5s' }));
        slow.close();
        expect(run.log).toMatch(said);
        expect(endOf(run)).toEqual(rolledBack('check-failed'));
        expect(run.log).toContain('green did not pass the check page within 5s');
        await expectUntouched(stage);
        expectNeverSawV2(stage);
      },
    );

  // Covers: check-request-address
  acceptance(
    'to a metadata service is refused before the first write, however its address is written',
    { world: webService(), tagsLeft: [], hasTraffic: false },
    async (stage) => {
      for (const host of ['2852039166', '[::ffff:169.254.169.254]', '[64:ff9b::a9fe:a9fe]']) {
        const meta = { name: 'meta', url: `http://${host}/latest/meta-data/` };
        const run = await stage.release(checkedBy(meta), nextRun(stage));
        expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'inputs-invalid' });
        expect(run.log).toContain('url leads to a metadata service, or is a link-local address');
      }
      expect(stage.writes()).toEqual([]);
    },
  );

  // Covers: check-request-cancelled
  acceptance('without an answer ends with a cancel', { world: webService() }, async (stage) => {
    const slow = await silent();
    const running = stage.start(hanging(slow));
    await stage.until('the check runs', () => slow.asked.length > 0);
    running.kill('SIGINT');
    await stage.until('the request has ended', () => slow.waiting.size === 0);
    const run = await running.result;
    slow.close();
    expect(endOf(run)).toEqual(rolledBack('cancelled'));
    expect(run.log).not.toContain('timed out after 30 s');
    await expectUntouched(stage);
    expectNeverSawV2(stage);
  });

  // Covers: check-request-killed
  acceptance('ends with main, and post removes green', { world: webService() }, async (stage) => {
    const slow = await silent();
    const running = stage.start(hanging(slow));
    await stage.until('the check runs', () => slow.asked.length > 0);
    running.kill('SIGKILL');
    await running.result;
    slow.close();
    await stage.until('green is gone', () => isGreenGone(stage));
    await expectUntouched(stage);
    expectNeverSawV2(stage);
  });

  // Covers: check-request-watched
  acceptance(
    'without an answer does not keep the run from seeing that another run takes the service',
    { world: webService(), setsLeft: 2 },
    async (stage) => {
      const slow = await silent();
      const running = stage.start(hanging(slow));
      await stage.until('the check runs', () => slow.asked.length > 0);
      stage.sandbox.control.tagService({ service: 'web', tags: { 'ecs-blue-green:fence': '9:999999.1' } });
      await stage.until('the request has ended', () => slow.waiting.size === 0);
      const run = await running.result;
      slow.close();
      expect(endOf(run)).toMatchObject({ result: 'stood-down' });
      expect(run.log).not.toContain('timed out after 30 s');
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-request-watched
  acceptance(
    'without an answer does not keep the run from seeing that green dies, and its answer counts once green is ready again',
    { world: webService() },
    async (stage) => {
      const slow = await silent();
      const running = stage.start(hanging(slow));
      await stage.until('the check runs', () => slow.asked.length > 0);
      const before = running.log().length;
      for (const { id, taskSetId } of stage.world().tasks)
        if (taskSetId === greenOf(stage)?.id) stage.sandbox.control.killTask({ task: id });
      await stage.until('the run sees it', () =>
        /green \S+: \d of \d running/.test(running.log().slice(before)),
      );
      expect([slow.asked.length, slow.waiting.size]).toEqual([1, 1]);
      for (const response of slow.waiting) response.end();
      const run = await running.result;
      slow.close();
      expect(endOf(run)).toEqual(released);
      expect(slow.asked).toHaveLength(1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: check-request-again
  acceptance(
    'that a killed attempt had passed is sent again by the next one',
    { world: webService() },
    async (stage) => {
      const shop = await answering(200);
      const inputs = checkedBy({ name: 'shop', url: shop.url, method: 'POST' });
      await killAfter(stage, { operation: 'UpdateServicePrimaryTaskSet', nth: 1 }, () =>
        stage.start(inputs, { isPostSkipped: true }),
      );
      expect(shop.asked).toHaveLength(1);
      const run = await stage.release(inputs, { attempt: 2 });
      shop.close();
      expect(endOf(run)).toEqual(released);
      expect(shop.asked).toHaveLength(2);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('a test in the bake', () => {
  const baking = { 'bake-time': '60s', 'warm-time': '60s' };

  // Covers: check-bake-failed
  acceptance(
    'rolls back a version that fails what users ask for, while the load balancer finds it healthy',
    {
      world: brokenV2({ BREAK_AFTER_REQUESTS: '60' }),
      allowedFailures: { 'status 500': 1_000_000 },
    },
    async (stage) => {
      const run = await stage.release({ ...checkedBy({ name: 'home', path: '/', bake: true }), ...baking });
      expect(endOf(run)).toEqual(rolledBack('bake-check-failed'));
      expect(run.log).toMatch(/production failed the check home \d times in a row after the switch/);
      await expectUntouched(stage);
    },
  );

  // Covers: check-bake-once
  acceptance(
    'that writes is sent once to production, and its failure rolls back',
    { world: webService() },
    async (stage) => {
      const shop = await answering(200, 500);
      const check = { name: 'shop', url: shop.url, method: 'POST', bake: true };
      const run = await stage.release({ ...checkedBy(check), ...baking });
      shop.close();
      expect(endOf(run)).toEqual(rolledBack('bake-check-failed'));
      expect(shop.asked).toEqual(['POST', 'POST']);
      await expectUntouched(stage);
    },
  );
});
