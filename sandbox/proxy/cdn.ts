// Servers between users and a load balancer.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Server {
  /** Ends without a slash. */
  readonly url: string;
  readonly close: () => void;
}

export async function serve(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // What fails before it closes this must not keep the process alive.
  server.unref();
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** In front of this address. It asks it once for each path, and keeps the answer for ever. */
export function cdn(origin: string): Promise<Server> {
  const copies = new Map<string, Promise<{ status: number; body: string }>>();
  return serve((request, response) => {
    const path = request.url ?? '/';
    const copy = copies.get(path) ?? copyOf(origin + path);
    copies.set(path, copy);
    void copy.then(({ status, body }) => response.writeHead(status).end(body));
  });
}

interface Firewall extends Server {
  /** From now on it answers instead of the address, but for every n-th request if that is given. */
  readonly bar: (letThroughEvery?: number) => void;
  /** The methods of what it has answered itself. */
  readonly barred: readonly string[];
}

/** In front of this address. `status`: what it answers once it bars. */
export async function firewall(origin: string, status = 429): Promise<Firewall> {
  let letThroughEvery: number | null = null;
  let asked = 0;
  const barred: string[] = [];
  const isLetThrough = (): boolean => letThroughEvery === null || ++asked % letThroughEvery === 0;
  const server = await serve((request, response) => {
    const isPassed = isLetThrough();
    if (!isPassed) barred.push(request.method ?? '');
    const answer = isPassed
      ? copyOf(origin + (request.url ?? '/'))
      : Promise.resolve({ status, body: 'slow down' });
    void answer.then(({ status: code, body }) => response.writeHead(code).end(body));
  });
  return {
    ...server,
    barred,
    bar: (every = Infinity) => {
      letThroughEvery = every;
    },
  };
}

async function copyOf(url: string): Promise<{ status: number; body: string }> {
  const answer = await fetch(url);
  return { status: answer.status, body: await answer.text() };
}
