// `npm run sandbox` and `npm run act` as a person uses them: two terminals, one checkout.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Offer } from '../../sandbox/offer.ts';
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

const commentsOn = async (pull: number): Promise<readonly string[]> => {
  const { environment } = JSON.parse(readFileSync(offer, 'utf8')) as Offer;
  const url = `${environment['GITHUB_API_URL'] ?? ''}/repos/acme/shop/issues/${String(pull)}/comments`;
  const answer = await fetch(url, { headers: { authorization: 'token any' } });
  return ((await answer.json()) as { body: string }[]).map(({ body }) => body);
};

test('the job is for the event that is named, and a push is the merge of the pull request', async () => {
  for (const event of ['merge_group', 'push']) {
    const plan = start('act', 'plan', '--event', event);
    expect([event, await plan.ended, plan.text()]).toEqual([
      event,
      0,
      expect.stringMatching(/result: planned/),
    ]);
  }
  expect((await commentsOn(1)).join()).toContain('planned, nothing was written');
});

test('a payload takes the place of the one of the event, and an unknown event is reported', async () => {
  const payload = path.join(folder, 'event.json');
  const run = { head_sha: 'd'.repeat(40), event: 'pull_request', pull_requests: [{ number: 1 }] };
  writeFileSync(payload, JSON.stringify({ workflow_run: run }));
  const plan = start('act', 'plan', '--event', 'workflow_run', '--payload', payload);
  expect([await plan.ended, plan.text()]).toEqual([0, expect.stringMatching(/result: planned/)]);
  expect((await commentsOn(1)).join()).toContain('for commit ddddddd');
  const odd = start('act', 'plan', '--event', 'pushed');
  expect([await odd.ended, odd.text()]).toEqual([
    2,
    expect.stringMatching(/"pushed" is none of the events push,.*--payload/),
  ]);
});

test('an event that is not known here is played with its payload', async () => {
  const payload = path.join(folder, 'package.json');
  writeFileSync(payload, JSON.stringify({ action: 'published', registry_package: { name: 'web' } }));
  const plan = start('act', 'plan', '--event', 'registry_package', '--payload', payload);
  expect([await plan.ended, plan.text()]).toEqual([0, expect.stringMatching(/result: planned/)]);
});

test('once the sandbox has ended, the command reports that there is none', async () => {
  sandbox.child.kill('SIGINT');
  expect(await sandbox.ended).toBe(0);
  expect(existsSync(offer)).toBe(false);
  const late = start('act', 'status');
  expect([await late.ended, late.text()]).toEqual([2, expect.stringMatching(/no sandbox is up/)]);
});
