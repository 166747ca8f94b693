// A headless Chromium, driven over a pipe: no port is opened.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Readable, Writable } from 'node:stream';

export interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}
export interface Browser {
  /** The page of this file as PNG, as long as it is, once it and its diagrams are drawn. */
  picture(file: string, look: Look): Promise<Buffer>;
  close(): Promise<void>;
}

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const onMacs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The first that answers. Throws with what to do if there is none. */
export function findChromium(named = process.env['CHROMIUM'] ?? ''): string {
  const candidates = named === '' ? [...names, onMacs] : [named];
  const found = candidates.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
  if (found !== undefined) return found;
  throw new Error(
    named === ''
      ? `There is no Chromium on this machine (looked for ${candidates.join(', ')}). Install one, or name it: CHROMIUM=/path/to/chrome npm run pictures`
      : `CHROMIUM names ${named}, which doesn't run. Name the program itself, e.g. /usr/bin/chromium.`,
  );
}

export async function openBrowser(program = findChromium()): Promise<Browser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'pictures-'));
  const args = ['--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--hide-scrollbars'];
  // Chromium's own sandbox refuses to run as root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const send = connect(child);
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const page: Send = (method, params) => send(method, params, sessionId as string);
  await page('Page.enable');
  return {
    picture: (file, look) => takePicture(page, file, look),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await Promise.all([ended, send('Browser.close').catch(() => ({}))]);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Answer = Readonly<Record<string, unknown>>;
type Send = (method: string, params?: object, sessionId?: string) => Promise<Answer>;
interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Messages are JSON with a zero byte after each. */
function connect(child: ChildProcess): Send {
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, Waiting>();
  let rest = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) settle(waiting, message);
  });
  const fail = (why: string): void => {
    for (const each of waiting.values()) each.reject(new Error(why));
  };
  child.once('error', (error) => {
    fail(error.message);
  });
  child.once('exit', () => {
    fail('Chromium has ended.');
  });
  let last = 0;
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}

function settle(waiting: Map<number, Waiting>, message: string): void {
  const { id, result, error } = JSON.parse(message) as {
    readonly id?: number;
    readonly result?: Answer;
    readonly error?: { readonly message: string };
  };
  const asked = id === undefined ? undefined : waiting.get(id);
  if (id === undefined || asked === undefined) return;
  waiting.delete(id);
  if (error === undefined) asked.resolve(result ?? {});
  else asked.reject(new Error(error.message));
}

/** Its fonts, pictures and diagrams are there. */
const isDrawn = `document.readyState === 'complete' && document.fonts.ready.then(() => window.mermaid
  ? mermaid.run().then(() => document.querySelectorAll('.mermaid').forEach((each) => each.classList.add('drawn'))).then(() => true)
  : true)`;

/** Where the widest article ends, with its margin, and where the page does. */
const extent = `[
  Math.max(...[...document.querySelectorAll('article')].map((each) => Math.ceil(each.getBoundingClientRect().right) + 8)),
  Math.ceil(document.documentElement.getBoundingClientRect().height)
]`;

async function takePicture(send: Send, file: string, { width, scheme }: Look): Promise<Buffer> {
  const size = { width, height: 800, deviceScaleFactor: 1, mobile: width < 500 };
  await send('Emulation.setDeviceMetricsOverride', size);
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  await send('Page.navigate', { url: pathToFileURL(file).href });
  while (!(await evaluate(send, isDrawn))) await new Promise((resolve) => setTimeout(resolve, 20));
  const [right, height] = (await evaluate(send, extent)) as readonly [number, number];
  const clip = { x: 0, y: 0, width: Math.min(width, right), height, scale: 1 };
  const { data } = await send('Page.captureScreenshot', { captureBeyondViewport: true, clip });
  return Buffer.from(String(data), 'base64');
}

async function evaluate(send: Send, expression: string): Promise<unknown> {
  const { result } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  return (result as { readonly value?: unknown }).value;
}
