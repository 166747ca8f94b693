// A runner that production doesn't let through.
import { acceptance, chapter } from '../support/acceptance.ts';
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import {
  brokenV2,
  endOf,
  expectUntouched,
  isAllOn,
  probedAddress,
  released,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';

chapter('production that answers 403', () => {
  // Covers: barred-runner
  acceptance(
    'while green passes its smoke test is a firewall, and rolls nothing back',
    { world: webService() },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({
        ...v2,
        'bake-time': '12s',
        'warm-time': '12s',
        'production-url': production.url,
      });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      production.answer = 403;
      await stage.until('the note', () => /a firewall or a rate limit/.test(running.log()), 30_000);
      const run = await running.result;
      production.close();
      expect(endOf(run)).toEqual(released);
    },
  );

  // Covers: barred-green
  acceptance(
    'while green fails its smoke test too is a failed probe, and rolls back',
    {
      world: brokenV2({ BREAK_AFTER_REQUESTS: '60' }),
      allowedFailures: { 'status 500': 1_000_000 },
    },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({
        ...{
          ...v2,
          'bake-time': '60s',
          'warm-time': '60s',
          'health-paths': '/',
          'production-url': production.url.replace(/\/$/, ''),
        },
      });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      production.answer = 403;
      const run = await running.result;
      production.close();
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      await expectUntouched(stage);
    },
  );
});
