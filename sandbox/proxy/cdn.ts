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

/** In front of this address, until it bars everybody. */
export async function firewall(origin: string): Promise<Server & { readonly bar: () => void }> {
  let isBarring = false;
  const server = await serve((request, response) => {
    const passed = isBarring
      ? Promise.resolve({ status: 429, body: 'slow down' })
      : copyOf(origin + (request.url ?? '/'));
    void passed.then(({ status, body }) => response.writeHead(status).end(body));
  });
  return {
    ...server,
    bar: () => {
      isBarring = true;
    },
  };
}

async function copyOf(url: string): Promise<{ status: number; body: string }> {
  const answer = await fetch(url);
  return { status: answer.status, body: await answer.text() };
}
