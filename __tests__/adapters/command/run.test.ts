// What a command prints must not keep the run from its other work.
import { EOL } from 'node:os';
import { afterEach, expect, jest, test } from '@jest/globals';
import { runCommand } from '../../../src/adapters/command/run.ts';

const megabytes = 8;
const printed = `const part = 'x'.repeat(2 ** 16);
  let left = ${String(megabytes * 16)};
  const go = () => { while (left > 0) { left -= 1; if (!OUT.write(part)) return OUT.once('drain', go); } OUT.write('\\nlast'); };
  go();`;

/** Number of characters that were searched for the end of a line. */
function countSearched(): () => number {
  let searched = 0;
  const indexOf: (this: string, text: string, from?: number) => number = Reflect.get(
    String.prototype,
    'indexOf',
  );
  jest.spyOn(String.prototype, 'indexOf').mockImplementation(function (this: string, text, from) {
    if (text === EOL) searched += this.length;
    return indexOf.call(this, text, from);
  });
  return () => searched;
}

afterEach(() => {
  jest.restoreAllMocks();
});

test.each(['stdout', 'stderr'])(
  'searches a line of %s that does not end only once, and shows its beginning and what follows',
  async (stream) => {
    const searched = countSearched();
    const shown: string[] = [];
    const command = {
      name: 'e2e',
      words: [process.execPath, '-e', printed.replaceAll('OUT', `process.${stream}`)],
      secrets: [],
      passedOn: [],
      facts: {},
    };
    const show = (line: string): number => shown.push(line);
    const { signal } = new AbortController();
    const ended = await runCommand(command, signal, { environment: process.env, show });
    expect(ended).toMatchObject({ kind: 'ended', exitCode: 0 });
    expect(searched()).toBeLessThan(2 * megabytes * 2 ** 20);
    expect(shown.map((line) => line.length < 9000)).toEqual([true, true]);
    expect(shown[0]).toMatch(/^e2e \| x{8000} … \(cut\)$/);
    expect(shown[1]).toBe('e2e | last');
  },
);

test.each([
  ['SIGKILL', 137],
  ['SIGTERM', 143],
])('ends with the exit code that a shell has for a command that %s ends', async (by, exitCode) => {
  const command = {
    name: 'e2e',
    words: [process.execPath, '-e', `process.kill(process.pid, '${by}')`],
    secrets: [],
    passedOn: [],
    facts: {},
  };
  const { signal } = new AbortController();
  const ended = await runCommand(command, signal, { environment: process.env, show: () => undefined });
  expect(ended).toMatchObject({ kind: 'ended', exitCode });
});
