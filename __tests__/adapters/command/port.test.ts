// Commands of checks as real processes.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { commandPort } from '../../../src/adapters/command/port.ts';
import type { Command, CommandState } from '../../../src/domain/common/checks/command.ts';
import type { CommandPort } from '../../../src/ports.ts';
import { isAlive } from '../../support/processes.ts';

const never = new AbortController().signal;
const shown: string[] = [];
let port: CommandPort = commandPort({}, () => undefined);

const started = (environment: NodeJS.ProcessEnv = {}): CommandPort =>
  (port = commandPort({ PATH: process.env['PATH'], ...environment }, (line) => shown.push(line)));

afterEach(async () => {
  await port.ended();
  shown.length = 0;
});

const node = (script: string, more: Partial<Command> = {}): Command => ({
  key: '1',
  name: 'e2e',
  words: [process.execPath, '-e', script],
  passedOn: [],
  facts: {},
  secrets: [],
  ...more,
});

async function ended(command: Command): Promise<CommandState & { kind: 'ended' }> {
  for (;;) {
    const state = await port.look(command, never);
    if (state.kind === 'ended') return state;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
}

/** It starts a child, prints both process IDs, and ends only by a signal. */
const family = `
const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
console.log('pids ' + process.pid + ' ' + child.pid);
setInterval(() => {}, 1000);
`;

async function pidsOf(command: Command): Promise<readonly number[]> {
  void port.look(command, never);
  await until(() => shown.some((line) => line.startsWith('e2e | pids ')));
  return shown[0]!.split(' ').slice(3).map(Number);
}

describe('a command', () => {
  test('ends with its exit code and its last lines, each shown under its name', async () => {
    started();
    const state = await ended(node("console.log('one'); console.error('two'); process.exitCode = 3"));
    expect(state).toMatchObject({ exitCode: 3 });
    expect(state.lines.toSorted()).toEqual(['one', 'two']);
    expect(shown.toSorted()).toEqual(['e2e | one', 'e2e | two']);
  });

  test('keeps the end of a long output, and cuts a line without end', async () => {
    started();
    const script =
      "for (let n = 1; n <= 100; n++) console.log('line ' + n); process.stdout.write('x'.repeat(30000))";
    const { lines } = await ended(node(script));
    expect(lines).toHaveLength(30);
    expect(lines).toContain('line 100');
    expect(lines).not.toContain('line 1');
    expect(lines.at(-1)).toMatch(/^x{8000} … \(cut\)$/);
    expect(shown.at(-1)).toBe(`e2e | ${String(lines.at(-1))}`);
  });

  test('shows no secret while it runs: of the step, of the check, or one that looks like one', async () => {
    started({ DEMO_TOKEN: 'from-the-step' });
    const script = `console.log('\\u001b[31mfrom-the-\\u001b[0mstep of-the-check password=abc123');
      console.log('-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\n-----END PRIVATE KEY-----\\ndone')`;
    const { lines } = await ended(node(script, { secrets: ['of-the-check'] }));
    expect(lines).toEqual(['*** *** password=***', '***', 'done']);
    expect(shown).toEqual(lines.map((line) => `e2e | ${line}`));
  });

  test('is ended at once although what NODE_OPTIONS loads writes first', async () => {
    const loud = path.join(mkdtempSync(path.join(tmpdir(), 'loud-')), 'loud.cjs');
    writeFileSync(loud, "process.stdout.write('hello\\n123\\nno end')");
    started({ NODE_OPTIONS: `--require=${loud}` });
    const waits = node("console.log('begun'); setInterval(() => {}, 1000)");
    void port.look(waits, never);
    await until(() => shown.some((line) => line.endsWith('begun')));
    port.stop();
    expect(await ended(waits)).toMatchObject({ exitCode: 143 });
    expect(shown.join('\n')).not.toMatch(/[0-9a-f]{8}-/);
  });

  test('that does not exist is reported', async () => {
    started();
    const { exitCode, lines } = await ended({ ...node(''), words: ['no-such-program'] });
    expect(exitCode).toBe(127);
    expect(lines.join()).toContain('ENOENT');
  });

  test('has the environment of the step without what belongs to the action, and with the facts of the release', async () => {
    started({
      AWS_SECRET_ACCESS_KEY: 'a',
      GITHUB_TOKEN: 'b',
      ACTIONS_ID: 'c',
      INPUT_X: 'd',
      AWS_REGION: 'e',
      MINE: 'f',
    });
    const script =
      'console.log(Object.keys(process.env).filter((name) => /^(AWS|GITHUB|ACTIONS|INPUT|MINE|ECS)/.test(name)).sort().join())';
    const { lines } = await ended(
      node(script, { passedOn: ['AWS_REGION'], facts: { ECS_BLUE_GREEN_URL: 'http://x' } }),
    );
    expect(lines).toEqual(['AWS_REGION,ECS_BLUE_GREEN_URL,MINE']);
  });

  test('goes on while it is looked at, and is begun once', async () => {
    started();
    const command = node(family);
    await pidsOf(command);
    expect(await port.look(command, never)).toEqual({ kind: 'running' });
    expect(shown).toHaveLength(1);
  });

  test('is not waited for once the run is cancelled', async () => {
    started();
    const cancelled = new AbortController();
    const looking = port.look(node(family), cancelled.signal);
    cancelled.abort();
    expect(await looking).toEqual({ kind: 'running' });
  });
});

describe('an end', () => {
  test('ends the command and what it started', async () => {
    started();
    const pids = await pidsOf(node(family));
    await port.ended();
    await until(() => !pids.some(isAlive));
    expect(pids).toHaveLength(2);
  });

  test('ends a command that ignores the first signal', async () => {
    started();
    const pids = await pidsOf(node(`process.on('SIGTERM', () => {});${family}`));
    await port.ended();
    await until(() => !pids.some(isAlive));
    expect(pids).toHaveLength(2);
  }, 20_000);

  test('comes with another command', async () => {
    started();
    const pids = await pidsOf(node(family));
    expect(await ended(node('', { key: '2' }))).toMatchObject({ exitCode: 0 });
    await until(() => !pids.some(isAlive));
  });

  test('comes when the action is killed', async () => {
    const script = `
      const { commandPort } = await import('${new URL('../../../src/adapters/command/port.ts', import.meta.url).href}');
      await commandPort(process.env, (line) => console.log(line)).look(${JSON.stringify(node(family))}, new AbortController().signal);
      await new Promise((done) => setTimeout(done, 100000));
    `;
    const { spawn } = await import('node:child_process');
    const action = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await new Promise<string>((done) =>
      action.stdout.once('data', (data: Buffer) => {
        done(data.toString());
      }),
    );
    const pids = said.trim().split(' ').slice(3).map(Number);
    action.kill('SIGKILL');
    await until(() => !pids.some(isAlive));
    expect(pids).toHaveLength(2);
  });
});
