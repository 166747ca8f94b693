// Sends one request and reports its outcome. Requests are never retried.
import { Agent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createCookieJar } from './cookie-jar.ts';
import type { CookieJar } from './cookie-jar.ts';
import type { MeterOptions } from './options.ts';

export type Outcome =
  { readonly ok: true; readonly version: string } | { readonly ok: false; readonly reason: string };

export interface Sending {
  readonly url: string;
  readonly connection: 'fresh' | 'kept';
  readonly outcome: Promise<Outcome>;
}

export interface Clients {
  send(sequence: number): Sending;
  close(): void;
}

/** How many clients keep connections alive, and how many keep cookies: enough for every node of a load balancer. */
const keptClients = 8;
const cookieClients = 8;
/** Every fourth request belongs to a client that keeps cookies. */
const cookieEvery = 4;
const longestBody = 65_536;

/**
 * The clients take turns by the sequence number, so that URL, kind of connection and cookies mix in every combination.
 * A server that closes idle connections races with the next request on them. Such a loss is counted like any other:
 * a load balancer that is to be measured must keep idle client connections open for as long as the traffic lasts.
 */
export function createClients(options: MeterOptions): Clients {
  const agents = Array.from({ length: keptClients }, () => new Agent({ keepAlive: true }));
  // Keeps nothing alive: a connection for each request, without an agent made for each.
  const fresh = new Agent({ keepAlive: false });
  const jars = Array.from({ length: cookieClients }, () => createCookieJar());
  const { urls, freshEvery } = options;
  return {
    send(sequence) {
      const url = urls[sequence % urls.length] ?? '';
      const round = Math.floor(sequence / urls.length);
      const isFresh = freshEvery !== null && round % freshEvery === 0;
      const turn = Math.floor(round / (freshEvery ?? 1));
      const hasCookies = options.isReturning || (options.keepsCookies && turn % cookieEvery === 0);
      const client = options.isReturning ? sequence : Math.floor(turn / cookieEvery);
      const jar = hasCookies ? (jars[client % cookieClients] ?? null) : null;
      const agent = isFresh ? fresh : (agents[turn % keptClients] ?? fresh);
      return {
        url,
        connection: isFresh ? 'fresh' : 'kept',
        outcome: sendOnce(url, agent, jar, options),
      };
    },
    close() {
      for (const agent of agents) agent.destroy();
    },
  };
}

function sendOnce(
  url: string,
  agent: Agent,
  jar: CookieJar | null,
  { headers, timeoutMs }: MeterOptions,
): Promise<Outcome> {
  const cookie = jar?.header() ?? null;
  const sentHeaders = cookie === null ? headers : { ...headers, cookie };
  return new Promise((resolve) => {
    const request = httpRequest(url, { agent, headers: sentHeaders });
    const finish = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (reason: string): void => {
      finish({ ok: false, reason });
      request.destroy();
    };
    const timer = setTimeout(() => {
      fail(`no answer within ${timeoutMs} ms`);
    }, timeoutMs);
    request.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.code ?? error.message);
    });
    request.on('response', (answer) => {
      jar?.take(answer.headers['set-cookie'] ?? []);
      readBody(
        answer,
        (body) => {
          finish(judge(answer.statusCode ?? 0, body));
        },
        fail,
      );
    });
    request.end();
  });
}

function readBody(
  answer: IncomingMessage,
  done: (body: string) => void,
  fail: (reason: string) => void,
): void {
  let body = '';
  answer.setEncoding('utf8');
  answer.on('data', (text: string) => {
    body += text;
    if (body.length > longestBody) fail('body too long');
  });
  answer.on('end', () => {
    done(body);
  });
  answer.on('error', (error: NodeJS.ErrnoException) => {
    fail(`cut off in the body: ${error.code ?? error.message}`);
  });
}

function judge(status: number, body: string): Outcome {
  if (status < 200 || status > 299) return { ok: false, reason: `status ${status}` };
  const version = versionIn(body);
  return version === null ? { ok: false, reason: 'body without a version' } : { ok: true, version };
}

/** The `version` of a JSON body, or null. */
export function versionIn(body: string): string | null {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || !('version' in value)) return null;
    return typeof value.version === 'string' ? value.version : null;
  } catch {
    return null;
  }
}
