// `npm run sandbox` and `npm run act` as a person uses them: two terminals, one checkout.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { actionRoot } from '../../sandbox/runner/action.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'act-'));
const offer = path.join(folder, 'sandbox.json');
const env = { ...process.env, SANDBOX_OFFER: offer };

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly text: () => string;
}

function start(script: string, ...words: readonly string[]): Started {
  const args = ['--disable-warning=ExperimentalWarning', `sandbox/${script}.ts`, ...words];
  const child = spawn(process.execPath, args, { cwd: actionRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, ended, text: () => text };
}

let sandbox: Started;
beforeAll(async () => {
  sandbox = start('cli');
  await new Promise<void>((resolve, reject) => {
    sandbox.child.stdout?.on('data', () => {
      if (sandbox.text().includes('Ctrl-C ends the sandbox')) resolve();
    });
    void sandbox.ended.then(() => {
      reject(new Error(sandbox.text()));
    });
  });
});
afterAll(() => {
  sandbox.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('a command runs as one job against the running sandbox, and shows its outputs', async () => {
  const status = start('act', 'status');
  expect([await status.ended, status.text()]).toEqual([0, expect.stringMatching(/ {2}result: status/)]);
});

test('a refusal of the action fails the job, and an unknown input is reported', async () => {
  const promote = start('act', 'promote');
  expect([await promote.ended, promote.text()]).toEqual([1, expect.stringMatching(/result: refused/)]);
  const odd = start('act', 'status', 'cluster');
  expect([await odd.ended, odd.text()]).toEqual([2, expect.stringMatching(/"cluster" is not input=value/)]);
});

test('once the sandbox has ended, the command reports that there is none', async () => {
  sandbox.child.kill('SIGINT');
  expect(await sandbox.ended).toBe(0);
  expect(existsSync(offer)).toBe(false);
  const late = start('act', 'status');
  expect([await late.ended, late.text()]).toEqual([2, expect.stringMatching(/no sandbox is up/)]);
});
