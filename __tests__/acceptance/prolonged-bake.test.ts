// A bake that goes on past its time, since a check has not passed yet: for every other run it is still going on.
import { expect } from '@jest/globals';
import { serve, type Server } from '../../sandbox/proxy/cdn.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Running, type Stage } from '../support/acceptance.ts';
import { endOf, expectUntouched, isAllOn, released, rolledBack, v2 } from '../support/bad-luck.ts';
import { checkedBy } from '../support/checked.ts';
import { expectServing, nextRun, teardownInputs } from '../support/command-steps.ts';
import { onceSwitched } from '../support/moments.ts';

interface Shop extends Server {
  /** What it answers. */
  status: number;
}

async function openShop(): Promise<Shop> {
  const shop = { status: 200 };
  const server = await serve((_request, response) => {
    response.writeHead(shop.status).end();
  });
  return Object.assign(shop, server);
}

/** Its bake lasts 4 s, and its check is barred by a rate limit since the switch. */
async function prolonged(stage: Stage, shop: Shop): Promise<Running> {
  const check = { name: 'shop', url: shop.url, bake: true, timeout: '10m' };
  const running = stage.start({
    ...checkedBy(check),
    ...{ 'bake-time': '4s', 'warm-time': '4s', 'probe-interval': '2s' },
  });
  await onceSwitched(stage, () => {
    shop.status = 429;
  });
  await stage.until('the bake is prolonged', () =>
    running.log().includes('bake: until its checks have passed'),
  );
  return running;
}

chapter('a bake that a check prolongs', () => {
  // Covers: prolonged-bake
  acceptance(
    'is waited for by a deploy and a teardown, and shown by status, until the check passes',
    { world: webService() },
    async (stage) => {
      const shop = await openShop();
      const first = await prolonged(stage, shop);
      const status = await stage.release({ command: 'status' }, nextRun(stage));
      expect(status.log).toMatch(/bake: in progress until \d\d:\d\d UTC/);
      const writes = stage.calls('DeleteTaskSet').length;
      const deploy = stage.start(v2, { runId: stage.runId + 2 });
      const teardown = stage.start(teardownInputs, { runId: stage.runId + 3 });
      for (const one of [deploy, teardown])
        await stage.until('it waits', () => one.log().includes('is in its bake until'));
      for (const one of [deploy, teardown]) one.kill('SIGINT');
      await Promise.all([deploy.result, teardown.result]);
      expect(stage.calls('DeleteTaskSet')).toHaveLength(writes);
      shop.status = 200;
      const run = await first.result;
      shop.close();
      expect(endOf(run)).toEqual(released);
      expect(run.log).not.toContain('shop is not checked');
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: prolonged-bake
  acceptance(
    'is not over for the post step of a killed run, which returns traffic',
    { world: webService() },
    async (stage) => {
      const shop = await openShop();
      const running = await prolonged(stage, shop);
      running.kill('SIGKILL');
      await running.result;
      shop.close();
      await stage.until('traffic is back', () => isAllOn(stage, 'web-a'));
      await expectUntouched(stage);
    },
  );

  // Covers: prolonged-bake
  acceptance('still rolls back once the check fails', { world: webService() }, async (stage) => {
    const shop = await openShop();
    const running = await prolonged(stage, shop);
    shop.status = 500;
    const run = await running.result;
    shop.close();
    expect(endOf(run)).toEqual(rolledBack('bake-check-failed'));
    await expectUntouched(stage);
  });
});
