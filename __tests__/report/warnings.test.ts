import { expect, test } from '@jest/globals';
import { gitHubWarnings } from '../../src/report/answers/warnings.ts';

const lost = { kind: 'lost', message: 'GitHub returned 502.', permission: null } as const;
const without = (permission: string) => ({ kind: 'denied', message: 'Denied.', permission }) as const;

test.each([
  ['once both places are said to be out of date', [lost, lost], 2],
  ['once one of them is', [lost, null], 1],
  ['where one permission is missing', [without('pull-requests: write'), null], 2],
  ['where nothing was said', [null, null], 1],
])('an end that GitHub does not answer is no further warning %s', (_, [comment, deployment], count) => {
  const shown: string[] = [];
  const runner = { annotate: (_kind: string, title: string) => shown.push(title), debug: () => undefined };
  const warnings = gitHubWarnings({ runner, secrets: [] });
  if (comment) warnings.comment(comment);
  if (deployment) warnings.deployment(deployment);
  warnings.silence(4000);
  expect(shown).toHaveLength(count);
});
