// Loopback addresses: each sandbox claims a 127.a.b.0/24 of its own, so that many can run at once.
import { createServer } from 'node:net';
import type { Server } from 'node:net';

/** Held for as long as the sandbox lives; who finds it taken looks for another network. */
const markerPort = 47_913;
const firstTask = 20;
const lastTask = 250;

export interface Addresses {
  /** False where only 127.0.0.1 exists (macOS): then all tasks share it and differ by port. */
  readonly areMany: boolean;
  /** Where the APIs listen. */
  readonly api: string;
  /** The address of the n-th load balancer, counted from 0; all listeners of one share it. */
  readonly loadBalancer: (index: number) => string;
  /** The address of the n-th container instance, counted from 0. */
  readonly instance: (index: number) => string;
  /** An address that no running task has; as late as possible one that was used before. */
  readonly takeForTask: () => string;
  readonly release: (address: string) => void;
  readonly close: () => Promise<void>;
}

function listen(address: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => {
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}

/** A port that is free at this moment, and none of those that were given out before and may not be in use yet. */
export async function freePort(address: string, given: ReadonlySet<number>): Promise<number> {
  const port = await unboundPort(address);
  return given.has(port) ? freePort(address, given) : port;
}

async function unboundPort(address: string): Promise<number> {
  const server = await listen(address, 0);
  const bound = server.address();
  await close(server);
  if (bound === null || typeof bound === 'string') throw new Error(`no port on ${address}`);
  return bound.port;
}

/** Whether this machine has all of 127.0.0.0/8. */
export async function hasManyAddresses(): Promise<boolean> {
  try {
    await close(await listen('127.83.1.1', 0));
    return true;
  } catch {
    return false;
  }
}

function manyAddresses(network: string, marker: Server): Addresses {
  const taken = new Set<number>();
  let last = firstTask - 1;
  const next = (): number => (last = last >= lastTask ? firstTask : last + 1);
  return {
    areMany: true,
    api: `${network}.1`,
    loadBalancer: (index) => `${network}.${2 + index}`,
    instance: (index) => `${network}.${12 + index}`,
    takeForTask() {
      for (let tries = firstTask; tries <= lastTask; tries++) {
        const host = next();
        if (taken.has(host)) continue;
        taken.add(host);
        return `${network}.${host}`;
      }
      throw new Error('every task address of the sandbox is taken');
    },
    release: (address) => void taken.delete(Number(address.split('.')[3])),
    close: () => close(marker),
  };
}

function oneAddress(): Addresses {
  const only = '127.0.0.1';
  return {
    areMany: false,
    api: only,
    loadBalancer: () => only,
    instance: () => only,
    takeForTask: () => only,
    release: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** Null if another sandbox has this network. Under jest, an error of Node is not an instance of `Error`, so its code decides. */
async function claimNetwork(network: string): Promise<Addresses | null> {
  try {
    return manyAddresses(network, await listen(`${network}.254`, markerPort));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
}

const anyNetwork = (): string =>
  `127.${64 + Math.floor(Math.random() * 128)}.${1 + Math.floor(Math.random() * 254)}`;

/** The first network of these that no other sandbox on this machine has. */
export async function claimFreeNetwork(networks: Iterable<string>): Promise<Addresses> {
  for (const network of networks) {
    const addresses = await claimNetwork(network);
    if (addresses !== null) return addresses;
  }
  throw new Error('no free 127.a.b.0/24 for the sandbox');
}

/** `auto` takes many where there are many. */
export async function claimAddresses(mode: 'auto' | 'many' | 'one'): Promise<Addresses> {
  if (mode === 'one') return oneAddress();
  if (mode === 'auto' && !(await hasManyAddresses())) return oneAddress();
  return claimFreeNetwork(Array.from({ length: 200 }, anyNetwork));
}
