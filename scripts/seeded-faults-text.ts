// Seeded faults about what enters and leaves the process as text, and about how post starts.
import type { SeededFault } from './seeded-faults-list.ts';

const cancelAtStart = '__tests__/acceptance/cancel-at-start.test.ts';
const hostileText = '__tests__/acceptance/hostile-text.test.ts';

export const textFaults: readonly SeededFault[] = [
  {
    name: 'lets the post step run main',
    patches: [
      {
        file: 'action.ts',
        find: "await (await import('./post-step.ts')).post();",
        replace: "await (await import('./main.ts')).main(new AbortController().signal);",
      },
    ],
    testFile: cancelAtStart,
    test: 'a deploy whose process is killed › as soon as it starts is not released by its post step',
  },
  {
    name: 'prints a reply that is a command to the runner',
    patches: [
      {
        file: 'adapters/runner/harmless.ts',
        find: '.replaceAll(anywhere, String.raw`$1\\[`)',
        replace: '',
      },
    ],
    testFile: hostileText,
    test: 'a reply that reads as a command to the runner › does not keep the post step of a killed run from its rollback',
  },
  {
    name: 'masks a header only as a whole',
    patches: [
      {
        file: 'domain/common/values/secrets.ts',
        find: '[value, ...value.split(/\\s+/), ...value.split(/[\\s;,:=&"\']+/)]',
        replace: '[value]',
      },
    ],
    testFile: hostileText,
    test: 'a green that repeats what the probes send › shows no part of the key anywhere, and links nothing',
  },
  {
    name: 'cuts a reply before it masks it',
    patches: [
      {
        file: 'adapters/probe/http.ts',
        find: 'return masked(text, secrets, body.length > maskedBytes)',
        replace: 'return text',
      },
    ],
    testFile: hostileText,
    test: 'a green that repeats what the probes send › shows no part of the key anywhere, and links nothing',
  },
  {
    name: 'shows every value of a task definition',
    patches: [
      {
        file: 'domain/common/revision/diff.ts',
        find: 'isHidden: !isShown(members, value)',
        replace: 'isHidden: members.length < 1',
      },
    ],
    testFile: hostileText,
    test: 'a plan › shows no password of the file or of the live revision, only that it changed',
  },
  {
    name: 'takes over the comment of any account',
    patches: [
      {
        file: 'adapters/github/comments.ts',
        find: 'viewer !== null && isBy(viewer, user)',
        replace: 'viewer !== null && user !== null',
      },
    ],
    testFile: hostileText,
    test: 'a reason and a comment of others › give no command, link nobody, and the comment of another bot stays as it is',
  },
];
