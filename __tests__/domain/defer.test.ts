import { factsLeft } from '../support/tag-facts.ts';
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { deferred } from '../support/command-stories.ts';
import { after, cleanRun, commandPlan, kinds, said } from '../support/commands.ts';
import { anAws } from '../support/scenarios.ts';
import { findings } from '../../src/domain/task-sets/report/findings.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aMemory, aPlan, aWorld, noon } from '../support/worlds.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const deferPlan = (changes: Parameters<typeof aPlan>[0] = {}): Request =>
  aPlan({ teardown: 'defer', warmSeconds: 900, ...changes });
const limited = (inSeconds: number, changes: Parameters<typeof aPlan>[0] = {}): Request =>
  aPlan({
    warmSeconds: 900,
    timeLimit: { endsMs: noon + inSeconds * 1000, why: 'the credentials of this job end then' },
    ...changes,
  });
const isDeferred = (run: Run): boolean => run.ending?.message.includes('does not wait') === true;

describe('a teardown that is left to a later run', () => {
  test('ends after the bake as released, with lease, blue and suspended scaling in place', () => {
    const aws = anAws('good', (state) => {
      state.scaling = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: true };
    });
    const run = cleanRun(aws, deferPlan());
    expect([run.ending?.result, run.reason]).toEqual(['released', 'released']);
    expect(standing(aws)).toBe('1 ACTIVE, 2 PRIMARY; live: 2');
    const until = `${(aws.state.tags['lease-until'] ?? '?').slice(11, 16)} UTC`;
    expect(run.ending?.message).toContain(`Blue ecs-svc/1 (web:1) is kept until ${until}`);
    expect(run.ending?.message).toContain(
      '(teardown: defer). The next deploy, stage, teardown or sweep deletes it',
    );
    expect(run.steps.some(({ reason }) => reason === 'warm')).toBe(false);
    expect(aws.state.scaling?.scaleInSuspended).toBe(true);
    expect(said(run)).toContain(
      'Scale-in of the service stays suspended until blue ecs-svc/1 is deleted and its tasks have stopped, after',
    );
  });

  test('warns while no sweep has ever run, and not once one has', () => {
    expect(said(cleanRun(anAws(), deferPlan()))).toContain('No sweep has ever run for this service');
    const swept = anAws('good', (state) => void (state.tags = { 'swept-at': '2026-02-28T03:00:00.000Z' }));
    expect(said(cleanRun(swept, deferPlan()))).not.toContain('No sweep has ever run for this service');
  });

  test('is done at once where nothing is left of the warm time when the bake ends', () => {
    const aws = anAws();
    const run = cleanRun(aws, deferPlan({ warmSeconds: 10 }));
    expect(run.ending?.result).toBe('released');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });

  test('is not begun before the bake has passed: a failure signal rolls back as always', () => {
    const aws = anAws('unhealthy-live');
    expect(cleanRun(aws, deferPlan()).ending?.result).toBe('rolled-back');
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('is done by the same run when it is run again after the lease', () => {
    const aws = deferred();
    aws.nowMs += 900_000;
    const again = cleanRun(aws, deferPlan({ release: { runAttempt: 2 } }));
    expect(again.ending?.result).toBe('released');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });

  test.each([
    ['24 hours are waited for', 86_400, false],
    ['a second more is not', 86_401, true],
  ])('defers by itself where no job waits so long: %s', (_name, warmSeconds, isLate) => {
    const isWaiting = (step: Step): boolean => step.reason === 'warm';
    expect(isDeferred(runRelease(anAws(), aPlan({ warmSeconds }), { dieBefore: isWaiting }))).toBe(isLate);
  });
});

describe('a wait that would outlast the job or its credentials', () => {
  // Blue's targets deregister in 5 s, its tasks may take 120 s to stop, and 120 s are kept for the end.
  test.each([
    [900 + 60 + 245, false],
    [900 + 245, true],
    [300, true],
  ])('with an end in %d s is deferred: %s', (inSeconds, isLate) => {
    const run = cleanRun(anAws(), limited(inSeconds));
    expect(run.ending?.result).toBe('released');
    expect(isDeferred(run)).toBe(isLate);
    if (isLate) expect(run.ending?.message).toContain('the credentials of this job end then');
  });

  test('is left in the middle as soon as it turns out to be longer', () => {
    const aws = after(aPlan({ warmSeconds: 900 }), ({ reason }) => reason === 'warm');
    const began = aws.nowMs;
    const request = limited(900 + 600, { release: { runAttempt: 2 } });
    // Blue's time counts from a tag for a process that did not see the switch, and somebody moves it on.
    const run = runRelease(aws, request, {
      meddle: () => {
        if (aws.nowMs > began + 120_000)
          aws.meddle((state) => void (state.tags = { ...state.tags, 'switched-at': later(600) }));
      },
    });
    expect(run.violations).toEqual([]);
    expect(run.steps.some(({ reason }) => reason === 'warm')).toBe(true);
    expect(isDeferred(run)).toBe(true);
  });

  test('leaves blue that is draining for longer than this run may last, and says so', () => {
    const aws = anAws();
    const request = limited(230, { warmSeconds: 10 });
    const run = runRelease(aws, request, {
      meddle: () => {
        const blue = aws.state.sets.find(({ n }) => n === 1);
        // Its connections never end.
        if (blue?.deletedAtMs != null) blue.deletedAtMs = aws.nowMs;
      },
    });
    expect(run.ending?.result).toBe('released');
    expect(run.ending?.message).toContain('is being deleted, and this run does not wait for its end');
  });
});

const later = (seconds: number): string => new Date(noon + seconds * 1000).toISOString();

describe('a bake that would outlast the credentials', () => {
  const late = { bake: { seconds: 300 } } as const;

  test('is refused before anything is written', () => {
    const run = cleanRun(anAws(), limited(200, late));
    expect([run.ending?.result, run.reason]).toEqual(['refused', 'preflight-failed']);
    expect(said(run)).toContain('After that, green could not be rolled back');
    expect(run.writes).toEqual([]);
  });

  test('goes on where the run is forced', () => {
    expect(cleanRun(anAws(), limited(200, { ...late, ignored: riskCodes })).ending?.result).toBe('released');
  });

  test('is not begun where green took too long to get ready: users never see it', () => {
    const aws = anAws();
    const run = cleanRun(aws, limited(365, late));
    expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'out-of-time']);
    expect(run.ending?.message).toContain('Users never saw green');
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('is no concern of a stage', () => {
    expect(cleanRun(anAws(), limited(200, { ...late, command: 'stage' })).ending?.result).toBe('staged');
  });
});

describe('the longest time that a run may take', () => {
  const long = { readyTimeoutSeconds: 600, warmSeconds: 900, bake: { seconds: 300 } };
  const listed = (inSeconds: number, changes: Parameters<typeof aPlan>[0] = {}): string =>
    findings(sceneOf(limited(inSeconds, { ...long, ...changes }), aWorld(), aMemory())).join('\n');

  test('is listed before the first write if it goes beyond the end of the credentials, with what to set', () => {
    expect(listed(3600)).not.toContain('this run may take');
    expect(listed(1500)).toMatch(
      /time: this run may take .* has to end by .*set teardown to defer and run sweep on a schedule/,
    );
    expect(listed(1500)).toContain('with role chaining, a session lasts 1 hour at most');
  });

  test.each<[what: string, changes: Parameters<typeof aPlan>[0]]>([
    ['is deferred anyway', { teardown: 'defer' }],
    ['is not part of a stage', { command: 'stage' }],
    ['has no known limit', { timeLimit: null }],
  ])('is not listed if the teardown %s', (_what, changes) => {
    expect(listed(1500, changes)).not.toContain('this run may take');
  });
});

describe('what comes after a deferred teardown', () => {
  test('teardown ends it', () => {
    const aws = deferred({ warmScalePercent: 25 });
    expect(cleanRun(aws, commandPlan('teardown')).ending?.result).toBe('torn-down');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
    expect(factsLeft(aws.state.tags)).toEqual(['fence']);
  });

  test('a rollback goes to it without a new task set', () => {
    const aws = deferred();
    const run = cleanRun(aws, commandPlan('rollback'));
    expect(run.ending?.result).toBe('rolled-back');
    expect(kinds(run)).not.toContain('create-green');
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('the next deploy ends its lease after its own preflight has passed, and not before', () => {
    const refused = deferred();
    refused.meddle((state) => void (state.controller = 'ECS'));
    expect(cleanRun(refused, commandPlan('deploy')).writes).toEqual([]);
    expect(standing(refused)).toBe('1 ACTIVE, 2 PRIMARY; live: 2');

    const aws = deferred();
    aws.nowMs += 60_000;
    const run = cleanRun(aws, commandPlan('deploy'));
    expect(run.ending?.result).toBe('released');
    const order = kinds(run);
    expect(order.indexOf('create-green')).toBeGreaterThan(-1);
    expect(order.indexOf('delete')).toBeLessThan(order.indexOf('write-rule'));
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
  });
});
