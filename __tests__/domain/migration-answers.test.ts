// The input migration-answer: one that can't count is refused before anything is written, and the refusal names the right one.
import { describe, expect, test } from '@jest/globals';
import type { MigrationAnswer } from '../../src/domain/common/migrations/migration.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { statusLines } from '../../src/domain/task-sets/status/status.ts';
import { another, cleanRun, commandPlan, said } from '../support/commands.ts';
import * as contracts from '../support/contracts.ts';
import { again, bringing, isAwaited, migrating, migration, noted, saying } from '../support/expanding.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease } from '../support/fake-release.ts';
import { aMemory, aPlan } from '../support/worlds.ts';

const minute = 60_000;
const says: readonly MigrationAnswer['says'][] = ['done', 'again'];
const { teardown, later } = contracts;

/** A release of something else. */
const other = (n: number): Request =>
  another(bringing({ migration: { ...migration, command: ['node', 'other.js'] } }), n);
/** A release that brings no migration. */
const plain = (n: number): Request => another(aPlan(), n);

const isStarting = ({ act }: { readonly act: { readonly kind: string } }): boolean => act.kind === 'run-task';

/** The run was killed between the tag and RunTask. */
function unstarted(laterMs: number): FakeAws {
  const aws = migrating(5000);
  runRelease(aws, bringing(), { dieBefore: isStarting });
  aws.nowMs += laterMs;
  return aws;
}

/** The run was killed while its task ran. */
function unwatched(laterMs: number): FakeAws {
  const aws = migrating(5000);
  runRelease(aws, bringing(), { dieBefore: isAwaited });
  aws.nowMs += laterMs;
  return aws;
}

function unstartedContract(laterMs: number): FakeAws {
  const aws = contracts.warm();
  runRelease(aws, teardown, { dieBefore: isStarting });
  aws.nowMs += laterMs;
  return aws;
}

function wipedContract(): FakeAws {
  const aws = contracts.warm();
  runRelease(aws, teardown);
  aws.meddle((state) => void (state.tags = {}));
  aws.nowMs += 61 * minute;
  return aws;
}

function refusal(aws: FakeAws, request: Request): string {
  const run = cleanRun(aws, request);
  expect([run.ending?.result, run.writes]).toEqual(['refused', []]);
  return said(run);
}

const each = <T>(list: readonly T[]): readonly (readonly [T, MigrationAnswer['says']])[] =>
  list.flatMap((one) => says.map((word) => [one, word] as const));

describe('an answer for another try', () => {
  test.each(each([0, 10_000, minute, 49 * minute, 61 * minute]))(
    '%d ms after one that never started was noted: %s is refused',
    (ms, word) => {
      for (const request of [other(101), plain(102)]) {
        const text = refusal(unstarted(ms), saying(request, word, '99.1.1'));
        expect(text).toMatch(
          /names the try 99\.1\.1, and not the one whose end is unknown: the migration 100\.1\.1 of 12:00 UTC, of which ECS shows no task\./,
        );
        expect(text).toContain('release with migration-answer: 100.1.1=done');
        expect(text.includes('This release brings no migration')).toBe(request.migration === null);
      }
    },
  );

  test.each(each([61 * minute]))('%d ms after a task that is gone: %s is refused', (ms, word) => {
    expect(refusal(unwatched(ms), saying(other(101), word, '99.1.1'))).toContain('the migration 100.1.1 of');
  });

  test.each(each(['begun', 'wiped'] as const))('for a contract that has %s: %s is refused', (which, word) => {
    const [aws, id] = which === 'wiped' ? [wipedContract(), '100.1.0'] : [contracts.begun(5000), '200.1.1'];
    aws.nowMs += 61 * minute;
    const text = refusal(aws, contracts.saying(later(teardown, 301), '99.1.1', word));
    expect(text).toContain(`not the one whose end is unknown: the contract ${id} of`);
    expect(text).toContain(`run the command teardown with migration-answer: ${id}=done`);
  });

  test.each(each([minute, 61 * minute]))(
    '%d ms after a contract that never started: %s is refused by a release, which names teardown',
    (ms, word) => {
      const text = refusal(unstartedContract(ms), saying(plain(301), word, '99.1.1'));
      expect(text).toContain('the contract 200.1.1 of');
      expect(text.match(/the command teardown/g)).toHaveLength(1);
      expect(text).toContain('Then release again.');
    },
  );

  test('has no effect on what this run starts itself, or on what runs', () => {
    for (const aws of [unstarted(minute), unwatched(0)]) {
      const left = saying(again(bringing()), 'again', '99.1.1');
      expect(cleanRun(aws, left).ending?.result).toBe('released');
      expect(aws.state.oneOff).toHaveLength(1);
    }
  });
});

describe('again', () => {
  test.each([
    ['never started', () => unstarted(minute)],
    ['is gone', () => unwatched(61 * minute)],
  ])('is refused in a release without a migration, after a try that %s', (_what, make) => {
    const text = refusal(make(), saying(plain(101), 'again'));
    expect(text).toContain(
      "would start the migration 100.1.1 of 12:00 UTC once more, which this run can't do.",
    );
    expect(text).toContain(
      'To start it once more, release one that does, with migration-answer: 100.1.1=again.',
    );
  });

  test('is refused in a release after a contract, which teardown starts', () => {
    const text = refusal(unstartedContract(61 * minute), saying(plain(301), 'again', '200.1.1'));
    expect(text).toContain('would start the contract 200.1.1 of');
    expect(text).toContain('run the command teardown');
  });
});

describe('the right answer counts within the first hour, too', () => {
  const same = (n: number): Request => another(bringing(), n);
  test.each([
    ['done', 'brings no migration', plain, [], 'said-done'],
    ['done', 'brings the same', same, [], 'said-done'],
    ['done', 'brings another one', other, ['101.1.1'], '0'],
    ['again', 'brings another one', other, ['101.1.1'], '0'],
  ] as const)('%s, in a release that %s', (word, _what, request, tries, end) => {
    const aws = unstarted(minute);
    expect(cleanRun(aws, saying(request(101), word)).ending?.result).toBe('released');
    expect(aws.state.oneOff.map(({ request: { tryId } }) => tryId)).toEqual(tries);
    expect(noted(aws)?.end).toBe(end);
  });
});

test('status describes a try that nobody saw start', () => {
  const aws = unstarted(61 * minute);
  const lines = statusLines(sceneOf(commandPlan('status'), aws.observe('300-shop'), aMemory()));
  expect(lines.filter((line) => line.startsWith('migration: '))).toEqual([
    expect.stringMatching(/whether the migration 100\.1\.1 .* was started.* asks for an answer$/),
  ]);
});
