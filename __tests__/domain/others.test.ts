import { describe, expect, test } from '@jest/globals';
import { othersOf, spanOf, type MergedPull } from '../../src/domain/common/report/others.ts';
import type { KnownRelease } from '../../src/domain/common/report/releases.ts';
import { isAnyInPaths, isInPath } from '../../src/domain/common/values/path-pattern.ts';

const [base, middle, head] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];

const aRelease = (changes: Partial<KnownRelease> = {}): KnownRelease => ({
  ...{ id: '91-shop', set: 'ecs-svc/1', revision: 'web:1', repository: 'acme/shop', pull: 4, commit: base },
  ...{ environment: null, standing: 'live', hasBlue: false, liveSinceMs: null, isShared: false },
  ...{
    before: null,
    beforeQuarantined: 'no',
    isReturnedTo: false,
    forwardOnly: null,
    rollbackWorkflow: null,
  },
  ...{ onSchema: null, restores: null, ...changes },
});
const own = { releaseId: '95-shop', repository: 'acme/shop', commit: head };

describe('a release goes from the commit of what was live to its own', () => {
  const kept = aRelease({ standing: 'kept' });
  const itself = aRelease({ id: '95-shop', commit: head });

  test.each<[string, readonly KnownRelease[] | null, object | null]>([
    ['what is live', [kept, aRelease({ commit: middle })], { base: middle, head }],
    ['blue, where its own run went on after the switch', [itself, kept], { base, head }],
    ['nothing before the first observation', null, null],
    ['nothing on a first release', [], null],
    ['nothing if the commit is not known', [aRelease({ commit: null })], null],
    ['nothing if the same commit is released again', [aRelease({ commit: head })], null],
    ['nothing if another repository released what is live', [aRelease({ repository: 'acme/other' })], null],
  ])('from %s', (_from, releases, span) => {
    expect(spanOf(own, releases)).toEqual(span);
  });

  test('nowhere if its own commit is not known', () => {
    expect(spanOf({ ...own, commit: null }, [aRelease()])).toBeNull();
  });
});

describe('the other pull requests of a release', () => {
  const pull = (number: number, mergeCommit: string): MergedPull => ({ number, mergeCommit });
  const older = 'd'.repeat(40);

  test('are those that were merged in between, newest first, without its own', () => {
    const merged = [pull(4, base), pull(7, older), pull(5, middle), pull(6, head)];
    expect(othersOf({ base, head }, [older, middle, head], merged, null)).toEqual([5, 7]);
  });

  test('do not include the one that the event names', () => {
    expect(othersOf({ base, head }, [middle, head], [pull(5, middle)], 5)).toEqual([]);
  });
});

describe('a path of a service', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['services/web', ['services/web/app.ts', 'services/web'], ['services/web2/app.ts', 'a/services/web/b']],
    ['./services/web/', ['services/web/app.ts'], ['services/api/app.ts']],
    ['*.md', ['README.md'], ['docs/page.md', 'README.mdx']],
    ['libs/**/*.ts', ['libs/a.ts', 'libs/a/b/c.ts'], ['libs/a.js', 'lib/a.ts']],
    ['**/Dockerfile', ['Dockerfile', 'a/b/Dockerfile'], ['a/NoDockerfile']],
    ['services/*/deploy', ['services/web/deploy/web.yml'], ['services/a/b/deploy/web.yml']],
    ['libs/v?', ['libs/v2/a'], ['libs/v10/a']],
    ['a+(b)[c]$.ts', ['a+(b)[c]$.ts'], ['aab.ts']],
  ])('%s', (pattern, inside, outside) => {
    expect([inside, outside].map((files) => files.filter((file) => isInPath(pattern, file)))).toEqual([
      inside,
      [],
    ]);
  });

  test('is any, if none is named', () => {
    expect([
      isAnyInPaths([], []),
      isAnyInPaths(['web'], ['api/a', 'web/b']),
      isAnyInPaths(['web'], []),
    ]).toEqual([true, true, false]);
  });
});
