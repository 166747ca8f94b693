// What a command has started ends with it, wherever it has gone.
import { expect, test } from '@jest/globals';
import { runCommand } from '../../../src/adapters/command/run.ts';
import { isAlive } from '../../support/processes.ts';

/** Runs until it is ended. */
const waits = 'setInterval(() => {}, 1000);';
const deaf = "process.on('SIGTERM', () => {});";

/** Starts a process with this text, and then goes on with `after`. */
const starting = (options: string, text: string, after: string, stdio = "'inherit'"): string =>
  `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(text)}], { ...${options}, stdio: ${stdio} });${after}`;

/** Prints its process ID, once it listens to signals. */
const known = (text: string): string => `${text};console.log('pid', process.pid);`;

/** Prints each signal that it sends to a group. */
const record =
  "const { kill } = process; process.kill = (pid, name) => { if (pid < 0) process.stderr.write('group ' + name + '\\n'); return kill.call(process, pid, name); };";

/** Cancels the command once it has shown so many process IDs. What is then still alive is ended here. */
async function cancelled(
  text: string,
  count: number,
): Promise<{
  readonly shown: number;
  readonly alive: readonly number[];
  readonly toGroup: readonly string[];
}> {
  const cancel = new AbortController();
  const pids: number[] = [];
  const toGroup: string[] = [];
  const show = (line: string): void => {
    pids.push(...(/^e2e \| pid (\d+)$/.exec(line)?.slice(1).map(Number) ?? []));
    toGroup.push(...(/^e2e \| group (\w+)$/.exec(line)?.slice(1) ?? []));
    if (pids.length === count) cancel.abort();
  };
  const command = {
    name: 'e2e',
    words: [process.execPath, '-e', text],
    ...{ secrets: [], passedOn: [], facts: {} },
  };
  const preload = `--import=data:text/javascript,${encodeURIComponent(record)}`;
  await runCommand(command, cancel.signal, { environment: { ...process.env, NODE_OPTIONS: preload }, show });
  const alive = pids.filter(isAlive);
  for (const pid of alive) process.kill(pid, 'SIGKILL');
  return { shown: pids.length, alive, toGroup };
}

test.each(['{}', '{ detached: true }', '{ env: {} }', '{ detached: true, env: {} }'])(
  'a cancel ends the child and the grandchild of a command that were started with %s',
  async (options) => {
    const child = known(starting(options, known(waits), waits));
    expect(await cancelled(starting(options, child, waits), 2)).toMatchObject({ shown: 2, alive: [] });
  },
);

test('a cancel ends what has another session and environment and whose parent is gone, by the output that it shares', async () => {
  const own = 'detached: true, env: {}';
  // Its input ends with its parent.
  const orphan = `process.stdin.on('end', () => {${known(waits)}}).resume();`;
  const parent = starting(`{ ${own} }`, orphan, 'process.exit();', "['pipe', 'inherit', 'inherit']");
  expect(await cancelled(starting(`{ ${own} }`, parent, waits), 1)).toMatchObject({ shown: 1, alive: [] });
});

test.concurrent.each([
  ['the command', known(deaf + waits), 1],
  ['its child', known(starting('{}', known(deaf + waits), waits)), 2],
  ['each of them', known(deaf + starting('{ detached: true, env: {} }', known(deaf + waits), waits)), 2],
])('SIGKILL ends what ignores SIGTERM: %s', async (_which, text, count) => {
  expect(await cancelled(text, count)).toMatchObject({ shown: count, alive: [] });
});

test.concurrent(
  'sends nothing more to the group of a command that has ended, since its number may be that of another by then',
  async () => {
    const child = known(deaf + waits);
    const { alive, toGroup } = await cancelled(known(starting('{ detached: true }', child, waits)), 2);
    expect(alive).toEqual([]);
    // The command ends at the first. The second is for what it leaves in its group, and the child gets its own.
    expect(toGroup).toEqual(['SIGTERM', 'SIGKILL']);
  },
);
