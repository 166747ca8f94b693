// What the acceptance tests of checks share: a version that knows its commit, and servers between users and it.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webService } from '../../sandbox/seeds.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs } from './acceptance-stage.ts';
import { v2 } from './bad-luck.ts';

/** Of every run of a case. */
export const commit = 'b'.repeat(40);

/** The usual world. `/version` of v1 answers with the commit `before`, that of v2 with the run's. `env`: more variables of v2. */
export function knownVersions(
  env: Readonly<Record<string, string>> = {},
  options: WebServiceOptions = {},
  before = 'a'.repeat(40),
): SandboxSpec {
  const spec = webService(options);
  const app = (file: string, more: Readonly<Record<string, string>>): object => ({
    command: ['node', `sandbox/apps/${file}.ts`],
    env: more,
  });
  return {
    ...spec,
    apps: {
      ...spec.apps,
      'web:v1': app('v1', { COMMIT: before }),
      'web:v2': app('v2', { COMMIT: commit, ...env }),
    },
  };
}

/** A release with these checks. */
export const checkedBy = (...checks: readonly object[]): Inputs => ({
  ...v2,
  'smoke-passes': '1',
  checks: JSON.stringify(checks),
});

/** The proof of the switch. */
export const versionCheck = { name: 'version', path: '/version', json: { commit: '${commit}' } };

export interface Server {
  /** Ends without a slash. */
  readonly url: string;
  readonly close: () => void;
}

export async function serve(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A case that fails before it closes this must not keep the test process alive.
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

async function copyOf(url: string): Promise<{ status: number; body: string }> {
  const answer = await fetch(url);
  return { status: answer.status, body: await answer.text() };
}
