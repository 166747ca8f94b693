// A proxy between a client and the sandbox's AWS and GitHub, which disturbs calls. It knows what is on the wire, no more.
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeServer, listenOn, readBody } from '../wire/http.ts';
import { createDisturbanceBook } from './disturbances.ts';
import type { Disturbance, DisturbanceKind } from './disturbances.ts';
import { refusalOf } from './refusals.ts';
import type { Answer } from './refusals.ts';
import { readWireCall } from './wire-call.ts';
import type { WireCall, WireRequest } from './wire-call.ts';

export interface PassedCall extends WireCall {
  /** When it arrived; milliseconds since the epoch. */
  readonly at: number;
  readonly disturbedBy: DisturbanceKind | null;
}

export interface Between {
  /** Instead of the sandbox's addresses. */
  readonly env: { readonly AWS_ENDPOINT_URL: string; readonly GITHUB_API_URL: string };
  readonly arm: (disturbance: Disturbance) => void;
  readonly clear: () => void;
  readonly struck: () => number;
  /** Every call so far, oldest first. */
  readonly calls: () => readonly PassedCall[];
  /** Breaks off what is open. */
  readonly stop: () => Promise<void>;
}

type Upstream = 'aws' | 'github';

/** What reads were answered last, by request, and what they are answered while they are stale. */
interface Memory {
  readonly latest: Map<string, Answer>;
  frozen: Map<string, Answer>;
}

/** The answer as it was when the disturbance was armed, or as the first one since. */
async function asItWas({ frozen }: Memory, key: string, carryOut: () => Promise<Answer>): Promise<Answer> {
  const kept = frozen.get(key) ?? (await carryOut());
  frozen.set(key, kept);
  return kept;
}

const notHttp = Buffer.from('\u0000\u0016\u0003garbled, and no HTTP at all\r\n\r\n');

/** Members of a message that belong to one connection. */
const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host'];

function passed(headers: http.IncomingHttpHeaders): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !hopByHop.includes(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function forward(base: URL, agent: http.Agent, request: WireRequest): Promise<Answer> {
  const { method, path, headers, body } = request;
  return new Promise((resolve, reject) => {
    const options = { agent, method, headers: { ...passed(headers), host: base.host } };
    const sent = http.request(new URL(path, base), options, (answer) => {
      readBody(answer).then((text) => {
        const kept = passed(answer.headers) as Record<string, string>;
        resolve({ status: answer.statusCode ?? 502, headers: kept, body: text });
      }, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const keyOf = ({ method, path, body }: WireRequest): string => `${method} ${path}\n${body}`;

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(status === 204 ? undefined : body);
}

interface Exchange {
  readonly call: WireCall;
  readonly request: WireRequest;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly carryOut: () => Promise<Answer>;
}

async function answer(kind: DisturbanceKind | null, memory: Memory, exchange: Exchange): Promise<void> {
  const { call, request, incoming, response, carryOut } = exchange;
  const { socket } = incoming;
  switch (kind) {
    case null:
      send(response, await carryOut());
      return;
    case 'hang':
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'lost-answer':
      await carryOut();
      socket.resetAndDestroy();
      return;
    case 'garbled':
      await carryOut();
      socket.end(notHttp);
      return;
    case 'stale':
      send(response, await asItWas(memory, keyOf(request), carryOut));
      return;
    case 'throttled':
    case 'server-error':
    case 'unavailable':
    case 'access-denied':
    case 'expired-token':
    case 'html':
    case 'empty':
      send(response, refusalOf(kind, call));
  }
}

/** Starts it on free ports, next to what it stands before. */
export async function startBetween(upstreams: Readonly<Record<Upstream, string>>): Promise<Between> {
  const book = createDisturbanceBook();
  const calls: PassedCall[] = [];
  const memory: Memory = { latest: new Map(), frozen: new Map() };
  const agent = new http.Agent({ keepAlive: true });
  const take = async (
    which: Upstream,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const base = new URL(upstreams[which]);
    const { method = 'GET', url: path = '/', headers } = incoming;
    const at = Date.now();
    const request = { method, path, headers, body: await readBody(incoming) };
    const call = readWireCall(which, request);
    const kind = book.strike(call.name);
    calls.push({ ...call, at, disturbedBy: kind });
    const carryOut = async (): Promise<Answer> => {
      const found = await forward(base, agent, request);
      // Links to further pages would lead around the proxy.
      const own = `http://${headers.host ?? ''}`;
      const links = found.headers['link']?.replaceAll(base.origin, own);
      const done = links === undefined ? found : { ...found, headers: { ...found.headers, link: links } };
      if (call.isRead) memory.latest.set(keyOf(request), done);
      return done;
    };
    await answer(kind, memory, { call, request, incoming, response, carryOut });
  };
  const listen = async (which: Upstream): Promise<[http.Server, string]> => {
    const server = http.createServer((incoming, response) => {
      // The sandbox broke the connection off, or is gone: so does the proxy.
      take(which, incoming, response).catch(() => incoming.socket.destroy());
    });
    return [server, await listenOn(server, new URL(upstreams[which]).hostname)];
  };
  const [awsServer, awsUrl] = await listen('aws');
  const [gitHubServer, gitHubUrl] = await listen('github');
  return {
    env: {
      AWS_ENDPOINT_URL: awsUrl,
      GITHUB_API_URL: `${gitHubUrl}${new URL(upstreams.github).pathname.replace(/\/$/, '')}`,
    },
    arm: (disturbance) => {
      memory.frozen = new Map(memory.latest);
      book.arm(disturbance);
    },
    clear: book.clear,
    struck: book.struck,
    calls: () => [...calls],
    async stop() {
      await Promise.all([closeServer(awsServer), closeServer(gitHubServer)]);
      agent.destroy();
    },
  };
}
