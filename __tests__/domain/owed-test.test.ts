// The test of blue on the new schema is owed until it has passed, whichever run comes next.
import { describe, expect, test } from '@jest/globals';
import { formatNote } from '../../src/domain/common/migrations/note.ts';
import type { HttpCheck } from '../../src/domain/common/checks/check.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { statusLines } from '../../src/domain/task-sets/status/status.ts';
import { aCheck } from '../support/checks.ts';
import { another, cleanRun, commandPlan, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { killedAtEachWrite, runRelease, type Run } from '../support/fake-release.ts';
import { again, bringing, endOf, isAwaited, migrating, noted, saying } from '../support/expanding.ts';
import { aMemory, aPlan } from '../support/worlds.ts';

const broken = (): FakeAws => {
  const aws = migrating(5000);
  aws.meddle((state) => void (state.breaksBlue = true));
  return aws;
};
/** Run 100 stopped, since blue fails on what its migration left. */
function left(): FakeAws {
  const aws = broken();
  expect(cleanRun(aws, bringing()).reason).toBe('blue-fails-on-new-schema');
  return aws;
}
const repaired = (): FakeAws => {
  const aws = left();
  aws.meddle((state) => void (state.breaksBlue = false));
  return aws;
};

const plain = (changes: Parameters<typeof aPlan>[0] = {}): Request => another(aPlan(changes), 101);
const accepting = { ignored: ['blue-fails-on-new-schema'] } as const;
const askedAfter = ({ steps }: Run): number =>
  steps.filter(({ act }) => act.kind === 'check' && act.purpose === 'blue-after').length;
const greenTag = ({ writes }: Run): string | undefined => {
  const green = writes.find(({ kind }) => kind === 'create-green');
  return green?.kind === 'create-green' ? green.request.tags.migration : 'no green';
};
const owing = {
  tested: { set: 'ecs-svc/1', state: 'asked' },
  end: '0',
  blue: expect.stringMatching(/^[a-z0-9]{3}$/) as unknown,
};

describe('a blue that failed on the new schema', () => {
  test.each([
    ['the next attempt', again(bringing())],
    ['another run with the same migration', another(bringing(), 101)],
    ['another run without a migration', plain()],
    ['a stage without a migration', plain({ command: 'stage' })],
  ])('stops %s', (_what, request) => {
    const aws = left();
    expect(noted(aws)).toMatchObject(owing);
    const run = cleanRun(aws, request);
    expect(endOf(run, aws)).toEqual(['failed', 'blue-fails-on-new-schema', '1 PRIMARY; live: 1']);
    expect(said(run)).toContain('before the migration 10');
    expect(said(run)).toContain('ignore: blue-fails-on-new-schema');
    expect(greenTag(run)).toBe('no green');
  });

  test.each([
    ['the next attempt', again(bringing(accepting)), '100.1.1'],
    ['another run with the same migration', another(bringing(accepting), 101), '101.1.1'],
    ['another run without a migration', plain(accepting), '100.1.1'],
  ])('lets %s go on if that is accepted, and its rollback line says so', (_what, request, id) => {
    const run = cleanRun(left(), request);
    expect(run.ending?.result).toBe('released');
    expect(greenTag(run)).toBe(`${id} blue=failed`);
  });

  test.each([
    ['without a migration', plain(), undefined, '100.1.1'],
    ['with a migration', another(bringing(), 101), '101.1.1 blue=tested', '101.1.1'],
    ['without a migration that accepts the failure', plain(accepting), undefined, '100.1.1'],
  ])('and was repaired lets another run %s go on, once it has passed', (_what, request, tag, id) => {
    const aws = repaired();
    const run = cleanRun(aws, request);
    expect([run.ending?.result, askedAfter(run) > 0, greenTag(run)]).toEqual(['released', true, tag]);
    expect(noted(aws)).toMatchObject({ id, tested: { set: 'ecs-svc/1', state: 'passed' } });
  });

  test('is judged after the next migration by what it passed before the first one', () => {
    const aws = left();
    const request = another(bringing({ migration: { ...bringing().migration!, command: ['repair'] } }), 101);
    const run = runRelease(aws, request, {
      onStep: ({ act }) => {
        if (act.kind === 'run-task') aws.meddle((state) => void (state.breaksBlue = false));
      },
    });
    expect([run.violations, run.ending?.result, greenTag(run)]).toEqual([
      [],
      'released',
      '101.1.1 blue=tested',
    ]);
    expect(run.steps.some(({ act }) => act.kind === 'check' && act.purpose === 'blue-before')).toBe(false);
  });

  test('owes the test still after a later try that failed', () => {
    const aws = left();
    aws.testTask = { lastsMs: 5000, exitCode: 3 };
    expect(cleanRun(aws, another(bringing(), 101)).reason).toBe('migration-failed');
    expect(noted(aws)).toMatchObject({ end: '3', tested: { state: 'owed' } });
    expect(cleanRun(aws, another(aPlan(), 102)).reason).toBe('blue-fails-on-new-schema');
  });

  test('owes nothing once it is replaced', () => {
    const aws = left();
    expect(cleanRun(aws, plain(accepting)).ending?.result).toBe('released');
    const run = cleanRun(aws, another(aPlan(), 102));
    expect([run.ending?.result, askedAfter(run), greenTag(run)]).toEqual(['released', 0, undefined]);
  });

  test('owes nothing that a tag shows once the tags are wiped', () => {
    const aws = left();
    aws.meddle((state) => void (state.tags = {}));
    const run = cleanRun(aws, plain());
    expect([run.ending?.result, askedAfter(run)]).toEqual(['released', 0]);
  });

  test.each([
    ['deploy', ['migration: since 100.1.1, ecs-svc/1 (web:1) has not passed its test on the new schema']],
    ['released', []],
  ])('is named by status until it is replaced: %s', (state, lines) => {
    const aws = state === 'released' ? repaired() : left();
    if (state === 'released') cleanRun(aws, plain());
    const found = statusLines(sceneOf(commandPlan('status'), aws.observe('300-shop'), aMemory()));
    expect(found.flatMap((line) => line.match(/^migration: .* new schema/) ?? [])).toEqual(lines);
  });
});

describe('a check of the next release', () => {
  const secret = 'Bearer 0123456789abcdef';
  const pages = ['cart', 'stock'].map((name) => aCheck(name));
  const login = aCheck('login', { headers: { authorization: secret }, secrets: [secret] });
  const all = ['production', 'cart', 'stock', 'login'];

  test.each<[string, readonly HttpCheck[], readonly string[], string | undefined]>([
    [
      'that is the same, in another order',
      [login, ...pages.toReversed()],
      [all[0]!, 'login', 'stock', 'cart'],
      undefined,
    ],
    ['that is new is not asked', [...pages, login, aCheck('new')], all, undefined],
    [
      'with another name is the same',
      [aCheck('cart', { name: 'basket' }), pages[1]!, login],
      ['production', 'basket', 'stock', 'login'],
      undefined,
    ],
    [
      'with another secret is the same',
      [
        ...pages,
        {
          ...login,
          headers: { authorization: 'Bearer fedcba9876543210' },
          secrets: ['Bearer fedcba9876543210'],
        },
      ],
      all,
      undefined,
    ],
    [
      'that took the place of another one is not asked',
      [aCheck('new'), pages[1]!, login],
      ['production', 'stock', 'login'],
      '100.1.1 blue=untested',
    ],
    [
      'that asks another page is not asked',
      [aCheck('cart', { place: { path: '/v2/cart' } }), pages[1]!, login],
      ['production', 'stock', 'login'],
      '100.1.1 blue=untested',
    ],
    [
      'that expects something else is not asked',
      [aCheck('cart', { expected: { ...login.expected, text: 'v2' } }), pages[1]!, login],
      ['production', 'stock', 'login'],
      '100.1.1 blue=untested',
    ],
    ['is gone', [pages[1]!, login], ['production', 'stock', 'login'], '100.1.1 blue=untested'],
  ])('%s', (_what, checks, names, tag) => {
    const aws = broken();
    expect(cleanRun(aws, bringing({ checks: [...pages, login] })).reason).toBe('blue-fails-on-new-schema');
    expect(cleanRun(aws.copy(), plain({ checks })).reason).toBe('blue-fails-on-new-schema');
    aws.meddle((state) => void (state.breaksBlue = false));
    const run = cleanRun(aws, plain({ checks }));
    const asked = run.steps.flatMap(({ act }) =>
      act.kind === 'check' && act.purpose === 'blue-after' ? [act.job.name] : [],
    );
    expect([run.ending?.result, [...new Set(asked)], greenTag(run)]).toEqual(['released', names, tag]);
    expect(noted(aws)?.tested?.state).toBe(tag === undefined ? 'passed' : 'asked');
  });

  test('is not asked of blue if 24 others are before it, so that the tag holds what all of them answered', () => {
    const aws = broken();
    const checks = Array.from({ length: 50 }, (_, n) => aCheck(`page-${String(n)}`));
    expect(cleanRun(aws, bringing({ checks })).reason).toBe('blue-fails-on-new-schema');
    expect(noted(aws)?.blue).toHaveLength(25 * 3);
  });
});

describe('the test of blue on the new schema', () => {
  test('is not asked for again once it has passed', () => {
    const aws = migrating(5000);
    aws.candidate = 'fails-smoke';
    const run = cleanRun(aws, bringing());
    expect([run.reason, greenTag(run)]).toEqual(['smoke-test-failed', '100.1.1 blue=tested']);
    // Blue fails for another reason, which says nothing about the migration.
    aws.meddle((state) => void (state.breaksBlue = true));
    expect(noted(aws)).toMatchObject({ tested: { set: 'ecs-svc/1', state: 'passed' } });
    for (const [next, tag] of [
      [again(bringing()), '100.1.1 blue=tested'],
      [plain(), undefined],
    ] as const) {
      const later = cleanRun(aws.copy(), next);
      expect([later.reason, askedAfter(later), greenTag(later)]).toEqual(['smoke-test-failed', 0, tag]);
    }
  });

  test('is owed after a kill at any moment', () => {
    const wrong: string[] = [];
    for (const { at, aws } of killedAtEachWrite(broken, bringing()))
      for (const next of [again(bringing()), another(bringing(), 101), plain()]) {
        const account = aws.copy();
        const run = runRelease(account, next);
        const isMigrated = account.state.oneOff.length > 0;
        const isRight =
          run.reason ===
          (isMigrated ? 'blue-fails-on-new-schema' : noted(aws) === null ? 'released' : 'migration-unknown');
        if (!isRight || run.violations.length > 0)
          wrong.push(`${at}, ${next.release.id}: ${run.reason ?? ''} ${run.violations.join()}`);
      }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['passes', migrating(5000), 'released', '100.1.1 blue=tested'],
    ['fails', broken(), 'blue-fails-on-new-schema', 'no green'],
  ])(
    'is made, and the migration started once, if all tags are wiped at any step: it %s',
    (_what, start, reason, tag) => {
      for (let at = 1; ; at += 1) {
        const aws = start.copy();
        let [steps, isOver] = [0, false];
        const run = runRelease(aws, bringing(), {
          onStep: ({ phase }) => {
            steps += 1;
            if (steps !== at) return;
            isOver = phase !== 'prepare' && phase !== 'preflight';
            aws.meddle((state) => void (state.tags = {}));
          },
        });
        if (isOver || steps < at) break;
        const found = [run.reason, greenTag(run), aws.state.oneOff.length, run.violations];
        expect([at, ...found]).toEqual([at, reason, tag, 1, []]);
      }
    },
  );

  test('is owed by a migration that somebody declares done', () => {
    const aws = broken();
    runRelease(aws, bringing(), { dieBefore: isAwaited });
    aws.nowMs += 61 * 60_000;
    expect(cleanRun(aws, saying(plain(), 'done')).reason).toBe('blue-fails-on-new-schema');
    expect(cleanRun(aws, another(aPlan(), 102)).reason).toBe('blue-fails-on-new-schema');
  });

  test('is not owed where nobody noted whose answers the tag has', () => {
    const aws = left();
    const { tested, ...old } = noted(aws)!;
    expect(tested).not.toBeNull();
    aws.meddle(
      (state) => void (state.tags = { ...state.tags, migration: formatNote({ ...old, tested: null }) }),
    );
    expect(cleanRun(aws.copy(), again(bringing())).reason).toBe('blue-fails-on-new-schema');
    aws.meddle((state) => void (state.breaksBlue = false));
    const run = cleanRun(aws, plain());
    expect([run.ending?.result, askedAfter(run)]).toEqual(['released', 0]);
  });
});
