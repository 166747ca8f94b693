import { describe, expect, test } from '@jest/globals';
import { mayReplace, stampIn, stampLine, stampOfNews, type Stamp } from '../../src/report/stamp.ts';

const own: Stamp = { releaseId: '101-web', attempt: 1, begunMs: 1000, runId: 101 };
const showing = (changes: Partial<Stamp>): string =>
  `<!-- marker -->\n${stampLine({ ...own, ...changes })}\n### Text`;

test('a stamp is read as it was written', () => {
  expect(stampIn(showing({}))).toEqual(own);
  expect(stampIn('### Text')).toBeNull();
  expect(stampIn(`Quoted: ${stampLine(own)}`)).toBeNull();
});

describe('the run of a release writes', () => {
  test.each<[string, string | null, Partial<Stamp>, boolean]>([
    ['the first comment', null, {}, true],
    ['over a comment without a stamp', '### Text', {}, true],
    ['over its own', showing({}), {}, true],
    ['over that of an earlier release', showing({ releaseId: '99-web', begunMs: 900, runId: 99 }), {}, true],
    [
      'over that of a newer release if it was run again later',
      showing({ releaseId: '103-web', begunMs: 2000, runId: 103 }),
      { attempt: 2, begunMs: 3000 },
      true,
    ],
    [
      'never over that of a newer release',
      showing({ releaseId: '103-web', begunMs: 2000, runId: 103 }),
      {},
      false,
    ],
    ['never over the news of a later run', showing({ runId: 102 }), {}, false],
    ['over the news of a later run if it was run again since', showing({ runId: 102 }), { attempt: 2 }, true],
  ])('%s', (_what, comment, changes, isAllowed) => {
    expect(mayReplace(comment, { ...own, ...changes })).toBe(isAllowed);
  });
});

describe('news of a release', () => {
  test.each<[string, string | null, number, boolean]>([
    ['replace what its run wrote', showing({}), 102, true],
    ['replace older news', showing({ runId: 102 }), 104, true],
    ['never replace newer news', showing({ runId: 104 }), 102, false],
    ['never replace the text of another release', showing({ releaseId: '103-web' }), 104, false],
    ['make no comment', null, 102, false],
  ])('%s', (_what, comment, runId, isAllowed) => {
    expect(stampOfNews(comment, '101-web', runId)).toEqual(isAllowed ? { ...own, runId } : null);
  });
});
