// A config file in the checkout, as the bundle reads it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { expectServing, nextRun } from '../support/command-steps.ts';

const workspace = mkdtempSync(path.join(tmpdir(), 'checkout-'));
afterAll(() => {
  rmSync(workspace, { recursive: true });
});

const key = 'k3y-of-the-probe';

describe('a config file', () => {
  // Covers: config-file, config-unused, config-variables
  acceptance(
    'is planned without its variables, refused with all its problems, and released with a masked value; a re-release takes its tests',
    {
      world: webService({ hasTestListener: true }),
      testRules: ['test:default'],
      registrations: 1,
      tagsLeft: ['fence', 'quarantined'],
    },
    async (stage) => {
      const test = stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
      const settings = `test-rule: ${test}
tests:
  health-paths: [/ready]
  probe-headers: { X-Probe: "\${PROBE_KEY}" }
  smoke-passes: 2
  smoke-interval: 1s
bake: { probe-interval: 1s }
stage-expiry: soon
`;
      writeFileSync(path.join(workspace, 'web.yml'), settings);
      writeFileSync(
        path.join(workspace, 'bad.yml'),
        `bakes:\n  bake-time: 5m\n${settings}blue: { warm-scale: no }\n`,
      );
      const inputs = { image: 'web:v2', config: 'web.yml', 'bake-time': '2s', 'warm-time': '0' };
      const options = { workspace, environment: { PROBE_KEY: key } };

      const planned = await stage.release({ ...inputs, command: 'plan' }, { ...options, ...nextRun(stage) });
      expect(planned.outputs['result']).toBe('planned');
      expect(planned.log).toContain(
        'web.yml, line 4: probe-headers takes ${PROBE_KEY}, which a plan does not read',
      );
      // Only stage reads it, so it stops nothing else.
      const unread = 'web.yml, line 8: stage-expiry: "soon" is not a duration';
      for (const shown of [planned.log, planned.summary]) expect(shown).toContain(unread);
      expect(stage.sandbox.github.state().comments[0]?.body).toContain('PROBE');

      const refused = await stage.release(
        { ...inputs, config: 'bad.yml' },
        { ...options, ...nextRun(stage) },
      );
      expect(refused.outputs['reason-code']).toBe('inputs-invalid');
      expect(refused.log).toContain('bad.yml, line 1: bakes: there is no such key: write bake');
      expect(refused.log).toContain('bad.yml, line 11: warm-scale: "no" is not a whole number from 1 to 100');
      expect(stage.writes()).toEqual([]);

      const run = await stage.release(inputs, options);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain(unread);
      expect(run.log).toContain('smoke passed: 2 of 2 passes in a row');
      const shown = `${run.log}${run.postLog}${run.summary}`.replaceAll(`::add-mask::${key}`, '');
      expect(shown).not.toContain(key);
      await expectServing(stage, 'web-b', 'v2');

      const back = await stage.release({ ...inputs, command: 'rollback' }, { ...options, ...nextRun(stage) });
      expect(endOf(back)).toEqual(released);
      expect(back.log).toContain(
        'smoke passed: 2 of 2 passes in a row at the test rule, health-paths /ready',
      );
      for (const text of [back.log, back.summary]) expect(text).not.toContain('the default one');
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});
