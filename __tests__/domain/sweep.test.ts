import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { forPerson, leftAlone } from '../../src/domain/task-sets/sweep/finding.ts';
import { endSwept } from '../../src/domain/task-sets/sweep/sweep.ts';
import { kinds, said } from '../support/commands.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { shopRules } from '../support/fake-rules.ts';
import { aFakeSet } from '../support/fake-state.ts';
import { anAws } from '../support/scenarios.ts';
import { aMemory } from '../support/worlds.ts';
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

/** Scaling is still suspended, and tasks of the deleted blue are protected for two days. */
test.each([
  ['was deleted an hour ago are not waited for again', 3_600_000, 0, 15_000],
  // The time in which ECS normally stops tasks.
  ['was just deleted are waited for, for a bounded time', 0, 60_000, 600_000],
])('protected tasks of a set that %s', (_which, agoMs, leastMs, mostMs) => {
  const aws = anAws('good', (state) => {
    released({ fence: '1:95.1', scaling: 'in:0 out:0 scheduled:1' })(state);
    state.scaling = { scaleInSuspended: true, scaleOutSuspended: false, scheduledSuspended: true };
    state.runs = [...over];
  });
  const shielded = { tasks: 1, untilMs: aws.nowMs + 172_800_000 };
  for (const set of aws.state.sets)
    if (set.n === 1) Object.assign(set, { shielded, deletedAtMs: aws.nowMs - agoMs });
  const startedMs = aws.nowMs;
  const run = runRelease(aws, sweepPlan());
  expect([run.ending?.result, run.violations]).toEqual(['swept', []]);
  expect(run.ending?.leftAlone).toContainEqual(
    expect.stringMatching(/^a later sweep restores auto scaling, once ecs-svc\/1 .* is gone$/),
  );
  expect(kinds(run)).not.toContain('write-scaling');
  expect(aws.nowMs - startedMs).toBeGreaterThanOrEqual(leastMs);
  expect(aws.nowMs - startedMs).toBeLessThan(mostMs);
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

test('the lines of a list end without a full stop, whoever wrote them, and each is made in one place', () => {
  for (const make of [leftAlone, forPerson])
    for (const text of ['It drains.', 'It drains', 'It drains. Wait. '])
      expect(make(text)).toMatchObject({ sentence: text.trim().replace(/\.$/, '') });
  const folder = path.join(import.meta.dirname, '../../src/domain/task-sets/sweep');
  const makers = readdirSync(folder).filter((name) => /kind: 'left',/.test(readFileSync(path.join(folder, name), 'utf8'))); // prettier-ignore
  expect(makers).toEqual(['finding.ts']);
});

test('what a sweep did is one sentence, with one full stop', () => {
  const aws = anAws('good');
  const scene = sceneOf(sweepPlan(), aws.observe('500-shop'), { ...aMemory(), swept: ['deleted it: it is over.', 'moved it'] }); // prettier-ignore
  const act = endSwept(scene)?.act;
  expect(act).toMatchObject({
    message: expect.stringMatching(
      /: deleted it: it is over; moved it\. Production traffic is split between ecs-svc\/1 /,
    ),
  });
});
