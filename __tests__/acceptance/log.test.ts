// What people see while a release runs, and first of a rollback: log and job summary.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, expectUntouched, greenOf, rolledBack, v2 } from '../support/bad-luck.ts';

const workspace = mkdtempSync(path.join(tmpdir(), 'checkout-'));
afterAll(() => {
  rmSync(workspace, { recursive: true });
});

/** Its concurrency lets a newer run cancel a release. */
const workflow = '.github/workflows/release.yml';
mkdirSync(path.dirname(path.join(workspace, workflow)), { recursive: true });
writeFileSync(
  path.join(workspace, workflow),
  'on: push\nconcurrency: { group: release-web, cancel-in-progress: true }\njobs: { deploy: {} }\n',
);

/** Long enough for a heartbeat. Few requests: nothing here depends on their number. */
const longBake = { ...v2, 'bake-time': '10m', 'warm-time': '10m', 'probe-interval': '20s' };

chapter('log and summary', () => {
  // Covers: cancel-in-progress, log-heartbeat, log-safe-first, log-ecs-events, summary-timeline
  acceptance(
    'show events of ECS, the split in a long bake, and first of a rollback that production is back',
    { world: webService(), requestsPerSecond: 4 },
    async (stage) => {
      const ref = `${stage.sandbox.github.repository}/${workflow}@refs/heads/main`;
      const running = stage.start(longBake, { workspace, environment: { GITHUB_WORKFLOW_REF: ref } });
      await stage.until('a heartbeat', () => / still: bake: /.test(running.log()), 150_000);
      const green = greenOf(stage)?.id ?? '';
      running.kill('SIGINT');
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('cancelled'));
      await expectUntouched(stage);

      const lines = run.log.split('\n');
      const place = (line: RegExp): number => lines.findIndex((each) => line.test(each));
      const order = [
        /^::group::start: /,
        new RegExp(String.raw`^ECS: \(service web, taskSet ${green}\) has started 2 tasks`),
        /^traffic: All production traffic is on green /,
        /^::group::bake: /,
        /^still: bake: .* \(1m\d\ds\); production: green 100 %$/,
        /^::group::rollback: rolling back to blue/,
        /^Production is back on blue .*, \d+\.\d s after the run was cancelled\.$/,
        /^For 10 s this run watches the rules and repeats the rollback/,
        /^::group::rollback: watching it, then cleaning up/,
        /^watching for 10 s/,
        /^Rolled back: /,
        /^\.github\/workflows\/release\.yml sets cancel-in-progress: true, so a newer run has probably cancelled/,
      ].map(place);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order).not.toContain(-1);
      // Between two groups, so that the runner doesn't fold it.
      expect(lines[order[6]! - 1]).toBe('::endgroup::');
      // Those of blue are from before this run.
      expect(lines.filter((line) => /^ECS: .* has started 2 tasks/.test(line))).toHaveLength(1);

      expect(run.summary).toMatch(/^\*\*Production is back on blue /);
      const bars = run.summary.split('\n').filter((line) => / :(?:done|crit), /.test(line));
      expect(run.summary).toContain('```mermaid\ngantt\n');
      expect(bars.map((line) => line.trim().replace(/, \d{4}.*$/, ''))).toEqual([
        '100 % web 1 :done',
        '100 % web 1 :done',
        '100 % web 2 :crit',
      ]);
    },
  );
});
