import { expect, test } from '@jest/globals';
import { kinds, said } from '../support/commands.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { aFakeSet, shopRules } from '../support/fake-state.ts';
import { anAws } from '../support/scenarios.ts';
import { halfMade, over, play, released, sweepPlan } from '../support/sweeps.ts';

test('a wiped lease starts again, and the next sweep ends it', () => {
  const { aws, run } = play({
    name: '',
    world: released({ fence: '1:95.1' }),
    result: 'swept',
    standing: '',
    says: /./,
    writes: [],
  });
  expect(said(run)).toMatch(/was wiped/);
  expect(aws.state.tags['lease-until']).toBe(
    new Date(Date.parse(aws.state.tags['switched-at'] ?? '') + 900_000).toISOString(),
  );
  aws.nowMs += 901_000;
  aws.state.runs = [...over, { runId: 500, isOver: true }];
  const again = runRelease(aws, {
    ...sweepPlan(),
    release: { ...sweepPlan().release, id: '501-shop', runId: 501 },
  });
  expect([again.violations, standing(aws)]).toEqual([[], '1 DRAINING, 2 PRIMARY; live: 2']);
});

test('waits without a fence, so that a run in progress can write it again', () => {
  const aws = anAws('good', (state) => {
    halfMade()(state);
    state.tags = {};
    state.runs = [...over];
  });
  const run = runRelease(aws, sweepPlan(), {
    meddle: (step) => {
      if (step === 2) aws.meddle((state) => void (state.tags = { fence: '1:96.1' }));
      if (step === 2) aws.state.runs.push({ runId: 96, isOver: false });
    },
  });
  expect(kinds(run)).toEqual(['tag-service']);
  expect(said(run)).toMatch(/run 96 is still going on/);
});

test('stands down for a run that takes the service during the sweep', () => {
  const aws = anAws('good', (state) => {
    halfMade()(state);
    state.runs = [...over];
  });
  let hasTaken = false;
  const run = runRelease(aws, sweepPlan(), {
    meddle: () => {
      if (hasTaken || aws.state.tags.fence !== '2:500.1') return;
      hasTaken = true;
      aws.meddle((state) => void (state.tags = { fence: '3:600.1' }));
    },
  });
  expect([run.ending?.result, run.violations]).toEqual(['stood-down', []]);
  expect(standing(aws)).toBe('1 PRIMARY, 2 ACTIVE; live: 1');
});

test('leaves a service with another controller alone, and marks no service that it never released to', () => {
  const aws = anAws('good', (state) => {
    state.sets = [aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0, tags: {} })];
    state.rules = shopRules();
  });
  expect(runRelease(aws, sweepPlan()).writes).toEqual([]);
  aws.state.controller = 'ECS';
  expect(said(runRelease(aws, sweepPlan()))).toMatch(/only services with EXTERNAL have task sets to sweep/);
});
