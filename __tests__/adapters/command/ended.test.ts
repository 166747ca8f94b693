// What a command has started ends with it, wherever it has gone.
import { expect, test } from '@jest/globals';
import { runCommand } from '../../../src/adapters/command/run.ts';
import { isAlive } from '../../support/processes.ts';

/** Starts a process like this one, which starts one itself, and prints their process IDs. */
const started = (options: string): string => `
  const { spawn } = require('node:child_process');
  const wait = 'setInterval(() => {}, 1000)';
  const inner = 'const { pid } = require("node:child_process").spawn(process.execPath, ["-e", "' + wait + '"], ${options}); console.log(process.pid, pid);' + wait;
  spawn(process.execPath, ['-e', inner], { ...${options}, stdio: 'inherit' });
  setInterval(() => {}, 1000);
`;

test.each(['{}', '{ detached: true }', '{ env: {} }', '{ detached: true, env: {} }'])(
  'a cancel ends the child and the grandchild of a command that were started with %s',
  async (options) => {
    const cancel = new AbortController();
    const pids: number[] = [];
    const show = (line: string): void => {
      pids.push(...(/^e2e \| (\d+) (\d+)$/.exec(line)?.slice(1).map(Number) ?? []));
      if (pids.length === 2) cancel.abort();
    };
    const command = {
      name: 'e2e',
      words: [process.execPath, '-e', started(options)],
      ...{ secrets: [], passedOn: [], facts: {} },
    };
    await runCommand(command, cancel.signal, { environment: process.env, show });
    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
  },
);
