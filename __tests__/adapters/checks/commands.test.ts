// Commands of checks as real processes.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { checksPort } from '../../../src/adapters/checks/port.ts';
import type { Command } from '../../../src/domain/common/checks/command.ts';
import type { AskedJob, CheckState } from '../../../src/domain/common/probes/check-job.ts';
import type { ChecksPort } from '../../../src/ports.ts';
import { isAlive } from '../../support/processes.ts';

const never = new AbortController().signal;
const shown: string[] = [];
let port: ChecksPort = checksPort({}, () => undefined);

const started = (environment: NodeJS.ProcessEnv = {}): ChecksPort =>
  (port = checksPort({ PATH: process.env['PATH'], ...environment }, (line) => shown.push(line)));

afterEach(async () => {
  await port.ended();
  shown.length = 0;
});

const node = (script: string, more: Partial<Command> = {}): Command => ({
  name: 'e2e',
  words: [process.execPath, '-e', script],
  passedOn: [],
  facts: {},
  secrets: [],
  ...more,
});

const look = (command: Command, signal = never): Promise<CheckState> =>
  port.look('gate', jobOf(command), signal);

const jobOf = (command: Command): AskedJob => ({
  ...{ kind: 'command', name: command.name, line: 'npm run e2e', isRepeatable: false, command },
});

async function ended(command: Command): Promise<CheckState & { kind: 'ended' }> {
  for (;;) {
    const state = await look(command);
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
  void look(command);
  await until(() => shown.some((line) => line.startsWith('e2e | pids ')));
  return pidsIn('e2e | pids ');
}

const pidsIn = (beginning: string): readonly number[] =>
  shown
    .flatMap((line) => (line.startsWith(beginning) ? line.slice(beginning.length).split(' ') : []))
    .map(Number);

/** What it starts has a session of its own. When that is asked to end, it starts one that soon ends only by SIGKILL. */
const last = `
process.on('SIGTERM', () => {});
setInterval(() => {}, 1000);
`;
const inBetween = `
const start = (script) => require('node:child_process').spawn(process.execPath, ['-e', script], { detached: true, stdio: 'inherit' });
process.once('SIGTERM', () => {
  const child = start(${JSON.stringify(last)});
  console.log('more ' + child.pid);
  child.unref();
  process.exit();
});
console.log('pids ' + process.ppid + ' ' + process.pid);
setInterval(() => {}, 1000);
`;
const escaped = `
const { spawn } = require('node:child_process');
spawn(process.execPath, ['-e', ${JSON.stringify(inBetween)}], { detached: true, stdio: 'inherit' }).unref();
`;

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
    void look(waits);
    await until(() => shown.some((line) => line.endsWith('begun')));
    await port.ended();
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
    expect(lines).toEqual(['AWS_REGION,ECS_BLUE_GREEN_CHECK,ECS_BLUE_GREEN_URL,MINE']);
  });

  test('goes on while it is looked at, and is begun once', async () => {
    started();
    const command = node(family);
    await pidsOf(command);
    expect(await look(command)).toEqual({ kind: 'running', hasConnected: true });
    expect(shown).toHaveLength(1);
  });

  test('is not waited for once the run is cancelled', async () => {
    started();
    const cancelled = new AbortController();
    const looking = look(node(family), cancelled.signal);
    cancelled.abort();
    expect(await looking).toEqual({ kind: 'running', hasConnected: true });
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

  test('ends what has a session of its own, and what that starts when it is asked to end', async () => {
    started();
    const pids = await pidsOf(node(`${escaped} setInterval(() => {}, 1000);`));
    await port.ended();
    const all = [...pids, ...pidsIn('e2e | more ')];
    expect(all).toHaveLength(3);
    expect(all.some(isAlive)).toBe(false);
  }, 20_000);

  test('that a command finds by itself leaves what has a session of its own', async () => {
    started();
    expect(await ended(node(escaped))).toMatchObject({ exitCode: 0 });
    await until(() => pidsIn('e2e | pids ').length === 2);
    const [, left = 0] = pidsIn('e2e | pids ');
    expect(isAlive(left)).toBe(true);
    process.kill(left, 'SIGKILL');
  });

  test('that comes before the command has begun ends it, too', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'early-')), 'pid');
    const script = `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
    for (let turn = 0; turn < 5; turn += 1) {
      started();
      void look(node(script));
      await port.ended();
    }
    expect(existsSync(file) && isAlive(Number(readFileSync(file, 'utf8')))).toBe(false);
  }, 20_000);

  test('comes with another command', async () => {
    started();
    const pids = await pidsOf(node(family));
    expect(await ended(node('', { name: 'other' }))).toMatchObject({ exitCode: 0 });
    await until(() => !pids.some(isAlive));
  });

  test('comes when the action is killed', async () => {
    const script = `
      const { checksPort } = await import('${new URL('../../../src/adapters/checks/port.ts', import.meta.url).href}');
      const port = checksPort(process.env, (line) => console.log(line));
      await port.look('gate', ${JSON.stringify(jobOf(node(family)))}, new AbortController().signal);
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
