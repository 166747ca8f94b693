// The last status of a Deployment, and what is true of its release: what is set.
import { describe, expect, test } from '@jest/globals';
import {
  correctState,
  finalOfOther,
  mayBeHidden,
  newestChecked,
  type ShownStatus,
} from '../../src/domain/common/shown/deployment.ts';
import type { ReleaseState } from '../../src/domain/common/shown/state.ts';

const runs = 'https://github.com/acme/shop/actions/runs';
const status = (state: string, run = 95, atMs = 1000): ShownStatus => ({
  ...{ state, description: `${state} by ${String(run)}`, logUrl: `${runs}/${String(run)}`, atMs },
});

describe('a Deployment', () => {
  const seenMs = 5000;
  const shown = ['success', 'failure', 'error', 'inactive', 'in_progress', 'queued'] as const;
  const changes = (is: ReleaseState): readonly string[] =>
    shown.map((state) => correctState([status(state)], is, seenMs) ?? '-');

  test.each<[ReleaseState, readonly string[]]>([
    ['warm', ['-', 'success', 'success', 'success', '-', '-']],
    ['live', ['-', 'success', 'success', 'success', '-', '-']],
    ['warm-shared', ['-', 'success', 'success', 'success', '-', '-']],
    ['live-shared', ['-', 'success', 'success', 'success', '-', '-']],
    ['rolled-back', ['failure', '-', '-', '-', '-', '-']],
    ['replaced', ['inactive', '-', '-', '-', '-', '-']],
    ['unstaged', ['inactive', '-', '-', '-', '-', '-']],
    ['removed', ['inactive', '-', '-', '-', '-', '-']],
    ['being-replaced', ['-', '-', '-', '-', '-', '-']],
    ['staged', ['-', '-', '-', '-', '-', '-']],
    ['begun', ['-', '-', '-', '-', '-', '-']],
    ['none', ['-', '-', '-', '-', '-', '-']],
  ])(`of a release that is %s is set, where it shows one of ${shown.join(', ')}, to %j`, (is, expected) => {
    expect(changes(is)).toEqual(expected);
  });

  test('keeps a status that is newer than what the command saw', () => {
    expect(correctState([status('success', 95, seenMs + 1)], 'rolled-back', seenMs)).toBeNull();
  });

  test('without a status is left to its run', () => {
    expect(correctState([], 'live', seenMs)).toBeNull();
  });

  test.each<[readonly string[], boolean]>([
    [['inactive', 'success'], true],
    [['inactive', 'in_progress'], false],
    [['failure', 'success'], false],
    [[], false],
  ])('that shows %j, the newest first, may be hidden by that of another service: %s', (states, expected) => {
    expect(mayBeHidden(states.map((state) => status(state)))).toBe(expected);
  });
});

describe('a run that left its release to another run', () => {
  const own = `${runs}/95`;
  test.each<[string, readonly ShownStatus[], string | null]>([
    ['finds its end', [status('failure', 96), status('in_progress')], 'failure by 96, shown'],
    [
      'finds it below what it has set since',
      [status('in_progress'), status('failure', 96), status('in_progress')],
      'failure by 96, hidden',
    ],
    ['finds none that is open', [status('in_progress', 96), status('in_progress')], null],
    ['finds none of its own', [status('inactive'), status('in_progress')], null],
    ['finds none of before its time', [status('in_progress'), status('success', 80)], null],
    ['finds none in an empty list', [], null],
    [
      'knows its own by the page of its job',
      [{ ...status('failure'), logUrl: `${own}/job/7` }, status('in_progress')],
      null,
    ],
  ])('%s', (_what, statuses, expected) => {
    const found = finalOfOther(statuses, own);
    const text = found === null ? null : `${found.description}, ${found.isNewest ? 'shown' : 'hidden'}`;
    expect(text).toBe(expected);
  });
});

// prettier-ignore
test.each([[1, 10], [3, 10], [5, 6], [10, 3], [100, 3]])('of %d services, the newest %d Deployments of each are checked', (services, count) => {
  expect(newestChecked(services)).toBe(count);
});
