// How many connections were open on blue at the switch, as its own tasks say it.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { inWaves } from '../support/draining.ts';

const asked = { ...inWaves, drain: '50,0 every 8s', 'connections-path': '/connections' };

chapter('the report of a release', () => {
  // Covers: drain-connections
  acceptance(
    'says how many connections were open on blue, as each of its tasks answers, and when they were closed',
    { world: webService(), webSockets: 7 },
    async (stage) => {
      const run = await stage.release(asked);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /7 connections were open on blue just before the switch, as its 2 tasks said at \/connections at \d\d:\d\d UTC\. All were closed by \d\d:\d\d UTC\./,
      );
      expect(run.summary).toContain('7 connections were open on blue just before the switch');
      const planned = await stage.release({ ...asked, command: 'plan' });
      expect(planned.exitCode).toBe(0);
    },
  );

  // Covers: drain-connections
  acceptance(
    'says that it is not known where the app does not say it, and the release goes on',
    { world: webService(), webSockets: 2 },
    async (stage) => {
      const run = await stage.release({ ...asked, 'connections-path': '/nowhere' });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /switch is not known: none of its 2 tasks said it \(http:\S+\/nowhere answered 404\)\. All were closed by/,
      );
    },
  );

  // Covers: drain-connections
  acceptance(
    'says that it is not known where the runner does not reach the tasks, and the release goes on',
    { world: { ...webService(), runner: 'outside' }, webSockets: 2 },
    async (stage) => {
      const run = await stage.release(asked);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/switch is not known: none of its 2 tasks said it \(http:\S+\/connections /);
    },
  );
});
