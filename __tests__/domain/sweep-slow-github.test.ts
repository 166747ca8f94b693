// A sweep, and a GitHub that does not answer whether a run is over.
import { describe, expect, test } from '@jest/globals';
import { runRelease, standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { halfMade, hour, leased, over, playAll, released, sweepPlan, type Row } from '../support/sweeps.ts';
import { noon } from '../support/worlds.ts';

const silent = { runId: 95, isOver: null, askedAtMs: noon };

const rows: readonly Row[] = [
  {
    name: 'deletes blue whose lease ended long ago',
    world: released(leased(-7 * hour)),
    runs: [silent],
    result: 'swept',
    standing: '1 DRAINING, 2 PRIMARY; live: 2',
    says: /its lease ended at/,
    writes: ['delete', 'untag-service'],
  },
  {
    name: 'keeps what only the answer proves to be abandoned, and names it',
    world: halfMade(),
    runs: [silent],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /it is not known whether run 95 is over \(GitHub did not answer in time\), .*abandoned after 6h00m\. Until then, ecs-svc\/2 \(web:2\) stays/,
    writes: [],
  },
  {
    name: 'names the run of a task set if the run that holds the service is over',
    world: (state) => {
      halfMade()(state);
      state.tags = { fence: '2:96.1' };
    },
    runs: [silent, { runId: 96, isOver: true }],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /it is not known whether run 95 is over/,
    writes: [],
  },
];

describe('a sweep that GitHub does not answer', () => {
  playAll(rows);

  test.each([
    ['an answer after 6 s counts', 6000, '1 PRIMARY, 2 DRAINING; live: 1'],
    ['it decides without after 10 s', Infinity, '1 PRIMARY, 2 ACTIVE; live: 1'],
  ])('waits for it: %s', (_name, answersInMs, left) => {
    const aws = anAws('good', (state) => {
      halfMade()(state);
      state.runs = [silent];
    });
    const waits: number[] = [];
    const run = runRelease(aws, sweepPlan(), {
      meddle: () => {
        waits.push(aws.nowMs);
        if (aws.nowMs - noon >= answersInMs) aws.state.runs = [...over];
      },
    });
    expect([run.violations, run.ending?.result, standing(aws)]).toEqual([[], 'swept', left]);
    if (answersInMs === Infinity) expect(aws.nowMs - noon).toBeLessThan(15_000);
    else expect(waits.some((atMs) => atMs - noon >= answersInMs)).toBe(true);
  });

  test('deletes what is past its lease as early as with an answer', () => {
    const deletedMs = (isOver: boolean | null): number => {
      let atMs = Infinity;
      const aws = anAws('good', (state) => {
        released(leased(-7 * hour))(state);
        state.runs = [isOver === null ? silent : { runId: 95, isOver }];
      });
      const meddle = (): void => {
        if (standing(aws).includes('DRAINING')) atMs = Math.min(atMs, aws.nowMs);
      };
      runRelease(aws, sweepPlan(), { meddle });
      return atMs;
    };
    expect(deletedMs(null)).toBe(deletedMs(false));
  });
});
