// A load balancer with two groups, blue and green, whose weights and targets a test sets as it likes.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { Agent, IncomingHttpHeaders, RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProxyListener, ProxyRule, ProxyTarget, Stickiness } from '../../sandbox/proxy/data-plane.ts';
import { startLoadBalancer } from '../../sandbox/proxy/load-balancer.ts';
import type { LoadBalancer, LoadBalancerOptions } from '../../sandbox/proxy/load-balancer.ts';

export const host = '127.0.0.1';
export const notSticky: Stickiness = { enabled: false, durationSeconds: 0 };
/** Of a target that has its full share, where zones don't matter. */
export const usual = { zone: 'a', share: 1 } as const;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Looks every few milliseconds until the condition holds; fails with its name after `timeoutMs`, which judges nothing. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await sleep(10);
  }
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

interface RequestOptions {
  readonly agent?: Agent;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly body?: string;
}

/** One request with the stock client, on a connection of its own unless an agent is given. */
export function send(url: string, options: RequestOptions = {}): Promise<Answer> {
  const { agent = false, headers = {}, method = 'GET', body } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { agent, headers, method }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('error', reject);
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers });
      });
    });
    request.on('error', reject).end(body);
  });
}

type Cleanup = () => Promise<void> | void;

export interface World {
  readonly url: string;
  readonly webSocketUrl: string;
  readonly balancer: LoadBalancer;
  /** Adds to what the source returns; `balancer.update()` applies it to the load balancer. */
  readonly listeners: ProxyListener[];
  /** Changes the weights of the default rule and updates the load balancer. */
  setWeights(blue: number, green: number): void;
  setTargets(group: 'blue' | 'green', targets: readonly ProxyTarget[]): void;
}

export interface WorldOptions extends Partial<Omit<LoadBalancerOptions, 'source'>> {
  readonly weights?: readonly [blue: number, green: number];
  readonly actionStickiness?: Stickiness;
  readonly groupStickiness?: Stickiness;
  /** Before the default rule. */
  readonly rules?: readonly ProxyRule[];
}

/** A rule that holds blue and green. */
export function forwardRule(weights: readonly [number, number], changes: Partial<ProxyRule> = {}): ProxyRule {
  return {
    ruleArn: 'rule',
    priority: Number.POSITIVE_INFINITY,
    hosts: [],
    paths: [],
    groups: [
      { groupArn: 'blue', weight: weights[0] },
      { groupArn: 'green', weight: weights[1] },
    ],
    stickiness: notSticky,
    fixedResponse: null,
    ...changes,
  };
}

/** Everything that a test starts, and its end: call `cleanUp` after each test. */
export interface Worlds {
  world(options?: WorldOptions): Promise<World>;
  /** A target inside the test's own process. */
  target(handler: RequestListener, state?: ProxyTarget['state']): Promise<ProxyTarget>;
  /** A target that is a process of the demo's app. */
  app(version: 'v1' | 'v2', env?: Record<string, string>): Promise<App>;
  onCleanUp(cleanup: Cleanup): void;
  cleanUp(): Promise<void>;
}

export interface App {
  readonly target: ProxyTarget;
  readonly process: ChildProcess;
  /** Resolves with the exit code, or null if a signal ended it. */
  readonly exited: Promise<number | null>;
}

export function createWorlds(): Worlds {
  const cleanups: Cleanup[] = [];
  return {
    onCleanUp: (cleanup) => cleanups.push(cleanup),
    async cleanUp() {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    },
    async world(options = {}) {
      const world = await startWorld(options);
      cleanups.push(() => world.balancer.stop());
      return world;
    },
    async target(handler, state = 'healthy') {
      const server = createServer(handler).listen(0, host);
      await once(server, 'listening');
      cleanups.push(() => {
        server.close();
        server.closeAllConnections();
      });
      return { id: host, port: (server.address() as AddressInfo).port, state, ...usual };
    },
    async app(version, env = {}) {
      const app = startApp(version, await freePort(), env);
      cleanups.push(async () => {
        app.process.kill('SIGKILL');
        await app.exited;
      });
      return app;
    },
  };
}

async function startWorld(options: WorldOptions): Promise<World> {
  const listeners: ProxyListener[] = [];
  const targets: Record<string, readonly ProxyTarget[]> = {};
  const port = await freePort();
  const setDefaultRule = (weights: readonly [number, number]): void => {
    const rule = forwardRule(weights, { stickiness: options.actionStickiness ?? notSticky });
    const rules = [...(options.rules ?? []), rule];
    listeners[0] = { listenerArn: 'main', address: host, port, zones: [], shiftedAway: null, rules };
  };
  setDefaultRule(options.weights ?? [1, 0]);
  const balancer = await startLoadBalancer({
    nodes: 1,
    propagationMs: { min: 0, max: 0 },
    ...options,
    source: {
      listeners: () => [...listeners],
      targets: (groupArn) => targets[groupArn] ?? [],
      isCrossZone: () => true,
      groupStickiness: () => options.groupStickiness ?? notSticky,
    },
  });
  return {
    url: `http://${host}:${port}/`,
    webSocketUrl: `ws://${host}:${port}/ws`,
    balancer,
    listeners,
    setWeights(blue, green) {
      setDefaultRule([blue, green]);
      balancer.update();
    },
    setTargets(group, changed) {
      targets[group] = changed;
    },
  };
}

function startApp(version: 'v1' | 'v2', port: number, env: Record<string, string>): App {
  const file = fileURLToPath(new URL(`../../sandbox/apps/${version}.ts`, import.meta.url));
  const child = spawn(process.execPath, [file], {
    env: { HOST: host, PORT: String(port), TASK_ID: `${version}-task`, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { target: { id: host, port, state: 'healthy', ...usual }, process: child, exited };
}

/** Resolves when the app answers on its port. */
export async function answers(app: App): Promise<void> {
  await until('the app answers', () =>
    send(appUrl(app, '/ready')).then(
      () => true,
      () => false,
    ),
  );
}

/** The address of a page of the app itself, past the load balancer. */
export function appUrl(app: App, path: string): string {
  return `http://${app.target.id}:${app.target.port}${path}`;
}
