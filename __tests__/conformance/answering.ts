// What answers at the sandbox's tasks: servers of this process on every address that a task can have, which cost
// nothing until they are asked. The port says which version a task runs.
import { createServer, type Server } from 'node:http';
import { portOf } from './writes.ts';

export interface Answering {
  /** A task of the version `slow` begins to answer. */
  readonly begin: (address: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The hosts of the sandbox's network that tasks get (sandbox/tasks/addresses.ts). */
const hosts = Array.from({ length: 231 }, (_, index) => 20 + index);

/** `network`: the first three numbers of the sandbox's addresses. */
export async function startAnswering(network: string): Promise<Answering> {
  const servers: Server[] = [];
  const start = async (address: string, port: number, health: number): Promise<void> => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/health' ? health : 200;
      response.end();
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(port, address, resolve));
  };
  const addresses = hosts.map((host) => `${network}.${String(host)}`);
  await Promise.all(
    addresses.flatMap((address) => [
      start(address, portOf('good'), 200),
      start(address, portOf('unhealthy'), 503),
    ]),
  );
  return {
    begin: (address) => start(address, portOf('slow'), 200),
    async close() {
      await Promise.all(servers.map(closed));
    },
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
