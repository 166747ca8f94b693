import { parseArgs } from 'node:util';

export interface MeterOptions {
  /** Requests go to these in turn. */
  readonly urls: readonly string[];
  /** Requests a second, over all URLs. */
  readonly rate: number;
  /** Null: until it is stopped. */
  readonly durationMs: number | null;
  /** Every nth request opens a connection of its own: 2 for half of them, 1 for all, null for none. */
  readonly freshEvery: number | null;
  readonly keepsCookies: boolean;
  /** Every request belongs to a client that keeps cookies: users who come again and again. */
  readonly isReturning: boolean;
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly webSocketUrl: string | null;
  readonly webSockets: number;
}

export const usage = `node sandbox/meter/meter.ts --url <http url> [--url …] [--rate 300] [--duration <seconds>]
  [--connections mix|fresh|kept] [--cookies] [--returning] [--timeout-ms 10000] [--header 'Name: value' …]
  [--ws-url <ws url> --sockets 4]
Runs until --duration is over, SIGTERM or SIGINT, a line "stop" on stdin, or the end of stdin.`;

const freshEvery: Readonly<Record<string, number | null>> = { mix: 2, fresh: 1, kept: null };

/** Reads the command line. Throws an Error whose message says what is wrong. */
export function readOptions(args: readonly string[]): MeterOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string', multiple: true, default: [] },
      rate: { type: 'string', default: '300' },
      duration: { type: 'string' },
      connections: { type: 'string', default: 'mix' },
      cookies: { type: 'boolean', default: false },
      returning: { type: 'boolean', default: false },
      'timeout-ms': { type: 'string', default: '10000' },
      header: { type: 'string', multiple: true, default: [] },
      'ws-url': { type: 'string' },
      sockets: { type: 'string', default: '4' },
    },
  });
  if (values.url.length === 0) throw new Error('--url is missing');
  const every = freshEvery[values.connections];
  if (every === undefined) throw new Error(`--connections is "${values.connections}": mix, fresh or kept`);
  return {
    urls: values.url,
    rate: positive('--rate', values.rate),
    durationMs: values.duration === undefined ? null : positive('--duration', values.duration) * 1000,
    freshEvery: every,
    keepsCookies: values.cookies,
    isReturning: values.returning,
    timeoutMs: positive('--timeout-ms', values['timeout-ms']),
    headers: Object.fromEntries(values.header.map(readHeader)),
    webSocketUrl: values['ws-url'] ?? null,
    webSockets: positive('--sockets', values.sockets),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${name} is "${text}", which is not a number above 0`);
  return value;
}

function readHeader(text: string): [name: string, value: string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new Error(`--header is "${text}", which is not "Name: value"`);
  return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
}
