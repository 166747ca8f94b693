import { describe, expect, test } from '@jest/globals';
import type { Goal, Request } from '../../src/domain/common/request/request.ts';
import { rollbackReadyIn } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { statusLines } from '../../src/domain/task-sets/status/status.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { another, cleanRun as run, commandPlan, kinds, said, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import type { Behaviour } from '../support/fake-state.ts';
import { factsLeft } from '../support/tag-facts.ts';
import { aMemory, aPlan } from '../support/worlds.ts';

const rollback = (runId: number, changes: Partial<Request> = {}, goal: Partial<Goal> = {}): Request => ({
  ...commandPlan('rollback', { release: { id: `${String(runId)}-shop-rollback`, runId } }, goal),
  isKeptGreenAwaited: false,
  ...changes,
});

/** Run 200 rolled back from 2 to 1 and kept 2. Now they behave like this. */
function rolledBack(ofLive: Behaviour, ofKept: Behaviour = 'good'): FakeAws {
  const aws = warm();
  run(aws, rollback(200));
  aws.state.wayBackTo = null;
  aws.state.hash = 'hash-3';
  behave(aws, ofLive, ofKept);
  return aws;
}
function behave(aws: FakeAws, ofLive: Behaviour, ofKept: Behaviour): void {
  aws.meddle((state) => {
    state.sets = state.sets.map((set) => ({ ...set, behaviour: set.n === 1 ? ofLive : ofKept }));
  });
}
const keptWaits = '1 PRIMARY, 2 ACTIVE; live: 1';
const returned = '2 PRIMARY; live: 2';
const statusNow = (aws: FakeAws): ReturnType<typeof sceneOf> =>
  sceneOf(commandPlan('status'), aws.observe('x'), aMemory());
const sweep = commandPlan('sweep', { release: { id: '500-shop', runId: 500 } });
const swept = (aws: FakeAws): ReturnType<typeof run> => {
  aws.nowMs += 60_000;
  aws.state.runs = [100, 200, 300, 400].map((runId) => ({ runId, isOver: true }));
  return run(aws, sweep);
};

describe('a rollback while what is live does not serve and the kept green does', () => {
  test.each<readonly [Behaviour]>([['unhealthy'], ['loops'], ['crashes']])(
    'returns production to the kept green without a new task set: the live version %s',
    (ofLive) => {
      const aws = rolledBack(ofLive);
      const done = run(aws, rollback(300));
      expect(done.steps.slice(0, 2).map(({ act }) => act.kind)).toEqual(['label', 'write-rule']);
      expect(kinds(done)).not.toContain('create-green');
      expect([done.ending?.result, standing(aws)]).toEqual(['rolled-back', returned]);
      expect(factsLeft(aws.state.tags)).toEqual(['fence', 'quarantined', 'rolled-back']);
      expect(said(done)).toMatch(
        /When traffic was returned: blue ecs-svc\/2 \(web:2\) has 2 healthy targets that stay, green ecs-svc\/1 \(web:1\) has 0 .*production needs 1/,
      );
      expect(said(done)).toContain(
        'was rolled back before, and was kept for this case. Release a version that works',
      );
    },
  );

  test('leaves nothing to do for its next attempt, nor for a sweep', () => {
    const aws = rolledBack('unhealthy');
    const request = rollback(300);
    run(aws, request);
    const again = run(aws, { ...request, release: { ...request.release, runAttempt: 2 } });
    expect([again.ending?.result, again.writes]).toEqual(['rolled-back', []]);
    expect([swept(aws).ending?.result, standing(aws)]).toEqual(['swept', returned]);
  });

  test.each<readonly [string, Request, string]>([
    [
      'its next attempt',
      { ...rollback(300), release: { ...rollback(300).release, runAttempt: 2 } },
      'rolled-back',
    ],
    ['another rollback', rollback(400), 'rolled-back'],
    ['the next release that ignores it', { ...another(aPlan(), 400), ignored: ['kept-green'] }, 'released'],
  ])('is finished by %s, wherever it was killed', (_what, next, result) => {
    const all = run(rolledBack('unhealthy'), rollback(300)).writes.length;
    for (let kill = 1; kill <= all; kill += 1) {
      const aws = rolledBack('unhealthy');
      runRelease(aws, rollback(300), { killAfterWrite: kill });
      aws.nowMs += 60_000;
      // What it left is gone, so another rollback is one of what it returned to.
      const isOver = !aws.sets().some(({ n, deletedAtMs }) => n === 1 && deletedAtMs === null);
      const done = runRelease(aws, next);
      expect([kill, done.violations]).toEqual([kill, []]);
      if (!isOver) expect([kill, done.ending?.result]).toEqual([kill, result]);
      expect([kill, aws.live().length, aws.live()[0]?.behaviour]).toEqual([kill, 1, 'good']);
      expect([kill, aws.state.tags['kept-green']]).toEqual([kill, undefined]);
    }
  });

  test('is finished by a sweep, wherever it was killed', () => {
    const all = run(rolledBack('unhealthy'), rollback(300)).writes.length;
    for (let kill = 1; kill <= all; kill += 1) {
      const aws = rolledBack('unhealthy');
      runRelease(aws, rollback(300), { killAfterWrite: kill });
      swept(aws);
      expect([kill, aws.live().map(({ n }) => n)]).toEqual([kill, [2]]);
      // What production left is no rollback target, so no lease is written for it.
      expect([kill, standing(aws)]).toEqual([kill, expect.not.stringContaining('1 ACTIVE')]);
      expect([kill, factsLeft(aws.state.tags)]).toEqual([kill, expect.not.arrayContaining(['kept-green'])]);
      expect([kill, aws.state.tags['lease-until']]).toEqual([kill, undefined]);
    }
  });

  test('whose label AWS refused to move is finished by a sweep', () => {
    const aws = rolledBack('unhealthy');
    run(aws, rollback(300));
    const before = rolledBack('unhealthy').state.sets.filter(({ n }) => n === 1);
    aws.meddle((state) => {
      const kept = state.sets.filter(({ n }) => n === 2);
      state.sets = [
        ...before.map((set) => ({ ...set, status: 'PRIMARY' as const })),
        ...kept.map((set) => ({ ...set, status: 'ACTIVE' as const })),
      ];
    });
    expect([standing(aws), aws.state.tags['kept-green']]).toEqual([
      '1 PRIMARY, 2 ACTIVE; live: 2',
      undefined,
    ]);
    expect([swept(aws).ending?.result, standing(aws)]).toEqual(['swept', '1 DRAINING, 2 PRIMARY; live: 2']);
  });

  test('is finished by a sweep that keeps what production left, if that serves again', () => {
    const aws = rolledBack('unhealthy');
    runRelease(aws, rollback(300), { killAfterWrite: 4 });
    behave(aws, 'good', 'good');
    for (const done of [swept(aws), swept(aws)])
      expect([done.ending?.result, standing(aws)]).toEqual(['swept', '1 ACTIVE, 2 PRIMARY; live: 2']);
    expect(aws.state.tags['kept-green']).toMatch(/^ecs-svc\/1:.* fallback$/);
    expect(aws.state.tags['lease-until']).toBeUndefined();
  });
});

describe('a rollback while what is live serves well', () => {
  test('does not return to the kept green: it releases the version before again', () => {
    const aws = rolledBack('good');
    const done = run(aws, rollback(300));
    expect(kinds(done)).toContain('create-green');
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test('goes to the kept green if rollback-to names its revision, with force', () => {
    const aws = rolledBack('good');
    aws.state.hash = 'hash-2';
    const refused = run(aws, rollback(300, {}, { rollbackTo: 'web:2' }));
    expect([refused.ending?.result, standing(aws)]).toEqual(['refused', keptWaits]);
    const done = run(aws, rollback(400, { isForced: true }, { rollbackTo: 'web:2' }));
    expect(kinds(done)).not.toContain('create-green');
    // What served is kept in its place.
    expect([done.ending?.result, standing(aws)]).toEqual(['rolled-back', '1 ACTIVE, 2 PRIMARY; live: 2']);
    expect(aws.state.tags['kept-green']).toMatch(/^ecs-svc\/1:.* fallback$/);
    // It is no rollback target, so a sweep writes no lease for it.
    expect([swept(aws).ending?.result, standing(aws)]).toEqual(['swept', '1 ACTIVE, 2 PRIMARY; live: 2']);
    expect(aws.state.tags['lease-until']).toBeUndefined();
  });
});

describe('a second rollback before the first is over, while what is live does not serve', () => {
  test.each<readonly [string, boolean, Behaviour, string]>([
    ['completes the first, if a person forces it', true, 'loops', keptWaits],
    ['returns production to the kept green, if nobody forces it', false, 'loops', returned],
    ['returns production to the kept green, if nothing of blue is healthy', true, 'unhealthy', returned],
  ])('%s', (_what, isForced, ofLive, stands) => {
    const aws = warm();
    runRelease(aws, rollback(200, { isForced }), { dieBefore: ({ reason }) => reason === 'clearing-tags' });
    behave(aws, ofLive, 'good');
    const done = run(aws, rollback(300, { isForced }));
    expect([done.ending?.result, standing(aws)]).toEqual(['rolled-back', stands]);
  });
});

test('a rollback does not return to a kept green that serves no better', () => {
  const aws = rolledBack('unhealthy', 'unhealthy');
  const done = run(aws, rollback(300));
  expect(kinds(done)).toContain('create-green');
  expect([done.ending?.result, aws.live().map(({ n }) => n)]).toEqual(['released', [3]]);
});

describe('status', () => {
  test.each<readonly [Behaviour, Behaviour, boolean, RegExp, RegExp]>([
    [
      'unhealthy',
      'good',
      true,
      /^yes, about 2 s: production returns to the kept green, since ecs-svc\/1 .* has 0 .* the kept green ecs-svc\/2 .* has 2 /,
      /If the live version can't serve, the command rollback returns production to it/,
    ],
    ['good', 'good', false, /^no/, /If the live version can't serve, the command rollback/],
    ['good', 'unhealthy', false, /^no/, /It could not serve production now: less than half/],
    ['unhealthy', 'unhealthy', false, /^no/, /It could not serve production now/],
  ])('says whether a return is ready: live %s, kept %s', (ofLive, ofKept, isReady, words, line) => {
    const scene = statusNow(rolledBack(ofLive, ofKept));
    expect(rollbackReadyIn(scene)).toMatchObject({ isReady, words: expect.stringMatching(words) });
    expect(statusLines(scene).join('\n')).toMatch(line);
  });

  test('does not say that a kept green with production traffic has none', () => {
    const aws = warm();
    const rules = structuredClone(aws.state.rules);
    run(aws, rollback(200));
    aws.meddle((state) => void (state.rules = rules));
    const lines = statusLines(statusNow(aws)).join('\n');
    expect(lines).toContain('was rolled back and kept, and has production traffic again');
    expect(lines).not.toContain('without traffic');
  });
});

describe('the next release', () => {
  const releases: readonly (readonly [string, Request])[] = [
    ['deploy', another(aPlan(), 300)],
    ['stage', another(aPlan({ command: 'stage' }), 300)],
  ];
  const numbers =
    /what is live can't serve, and a green is kept that can: ecs-svc\/1 \(web:1\), which is live, has 0 .*the kept green ecs-svc\/2 \(web:2\) has 2 .*production needs 1.* Run the command rollback, which returns production to it/;

  test.each(releases)(
    '(%s) does not delete a kept green that serves while what is live does not',
    (_what, request) => {
      for (const ofLive of ['unhealthy', 'loops', 'crashes'] as const) {
        const aws = rolledBack(ofLive);
        const done = run(aws, request);
        expect([ofLive, done.ending?.result, done.reason, done.writes]).toEqual([
          ofLive,
          'refused',
          'preflight-failed',
          [],
        ]);
        expect([said(done), standing(aws)]).toEqual([expect.stringMatching(numbers), keptWaits]);
      }
    },
  );

  test('follows the rollback that its refusal names', () => {
    const aws = rolledBack('unhealthy');
    run(aws, another(aPlan(), 300));
    expect([run(aws, rollback(400)).ending?.result, standing(aws)]).toEqual(['rolled-back', returned]);
    expect(run(aws, another(aPlan(), 500)).ending?.result).toBe('released');
  });

  test('shows it in its plan', () => {
    const done = run(rolledBack('unhealthy'), commandPlan('plan'));
    expect([done.ending?.result, said(done)]).toEqual(['refused', expect.stringMatching(numbers)]);
  });

  test.each<readonly [string, Behaviour, Behaviour, Request['ignored']]>([
    ['with ignore', 'unhealthy', 'good', ['kept-green']],
    ['if what is live serves', 'good', 'good', []],
    ['if the kept green serves no better', 'unhealthy', 'unhealthy', []],
  ])('deletes the kept green %s', (_when, ofLive, ofKept, ignored) => {
    const aws = rolledBack(ofLive, ofKept);
    const done = run(aws, { ...another(aPlan(), 300), ignored });
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test('is refused in the middle of a return, wherever that was killed', () => {
    const all = run(rolledBack('unhealthy'), rollback(300)).writes.length;
    for (let kill = 1; kill <= all; kill += 1) {
      const aws = rolledBack('unhealthy');
      runRelease(aws, rollback(300), { killAfterWrite: kill });
      const isDown = aws.live().some(({ behaviour }) => behaviour === 'unhealthy');
      const done = run(aws, another(aPlan(), 400));
      expect([kill, done.ending?.result]).toEqual([kill, isDown ? 'refused' : 'released']);
    }
  });
});

test('a sweep that finds the live version down next to a kept green that serves is red and names the command', () => {
  const aws = rolledBack('unhealthy');
  const done = swept(aws);
  expect([done.ending?.result, standing(aws)]).toEqual(['failed', keptWaits]);
  expect(said(done)).toMatch(
    /ecs-svc\/1 .* can't serve: .*Run the command rollback, which returns production to the kept green/,
  );
});
