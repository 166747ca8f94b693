import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadContract } from './contract.ts';
import { answer } from './exchange.ts';
import type { Context, RecordedGitHubCall } from './exchange.ts';
import { FaultList } from './faults.ts';
import type { Faults } from './faults.ts';
import { startJob, type Job } from './job.ts';
import type { TokenPermissions } from './permissions.ts';
import { actionsBot, Store } from './store.ts';
import type {
  Author,
  CheckRun,
  Comment,
  CommitStatus,
  Deployment,
  MergeMethod,
  Pull,
  Seed,
  WorkflowRun,
} from './store.ts';

export interface GitHubOptions extends Partial<Seed> {
  readonly host: string;
  /** A free one without it. */
  readonly port?: number;
  /** '' as on github.com; '/api/v3' as on an Enterprise Server. */
  readonly prefix?: string;
  /** GitHub's own examples show the payload of a Deployment, sent as JSON text, in both forms. */
  readonly deploymentPayload?: 'as-sent' | 'parsed';
  /** Whom the tokens belong to; by default GITHUB_TOKEN's account. */
  readonly tokenLogin?: string;
  /** What the tokens may do; everything without it. */
  readonly permissions?: TokenPermissions;
}

interface GitHubState {
  readonly comments: readonly Comment[];
  /** Oldest first, each with its statuses, newest first. */
  readonly deployments: readonly Deployment[];
  readonly commitStatuses: readonly CommitStatus[];
  readonly checkRuns: readonly CheckRun[];
  /** Refs that a Deployment with `auto_merge` merged the default branch into. */
  readonly mergedRefs: readonly string[];
  readonly calls: readonly RecordedGitHubCall[];
  /** What GitHub would have ignored without a word: members of a request that its description doesn't know. */
  readonly warnings: readonly string[];
}

/** A GitHub on loopback for one repository. */
export interface GitHub {
  /** For GITHUB_API_URL. */
  readonly url: string;
  readonly repository: string;
  readonly faults: Faults;
  /** What the tokens may do from now on. */
  grant(permissions: TokenPermissions): void;
  /** A copy of everything it knows, and every call so far. */
  state(): GitHubState;
  /** What other people and workflows do during a test. */
  readonly others: {
    openPull(pull: Pull): void;
    /** The commit that the default branch is at. */
    head(): string;
    /** Merges it into the default branch, once. The result: the commit that a push event then names, which `as` gives. */
    mergePull(number: number, method: MergeMethod, as?: string): string;
    /** The pull requests that brought a commit to the default branch. */
    pullsOf(sha: string): readonly number[];
    /** Pushes a commit to the default branch, without a pull request. The result: its id. */
    push(message: string): string;
    comment(pull: number, body: string, author?: Author): number;
    deleteComment(id: number): void;
    /** As a person with write access does: it stays a comment of its author. */
    editComment(id: number, body: string): void;
    /** Locks the conversation of a pull request. */
    lock(pull: number): void;
    /** What a workflow run is at; one that was never set is unknown. */
    setRun(run: WorkflowRun): void;
    /** A job that names an environment starts. The result is called when it has ended. */
    startJob(job: Job): (conclusion: 'success' | 'failure') => void;
  };
  /** Breaks every open connection off. A second call does nothing. */
  stop(): Promise<void>;
}

const emptySeed: Seed = {
  repository: 'acme/shop',
  defaultBranch: 'main',
  branches: { main: 'a'.repeat(40) },
  behind: [],
  conflicting: [],
  lockedEdits: 'carried-out',
  pulls: [{ number: 1, headSha: 'b'.repeat(40), headRef: 'feature', fork: null }],
};

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** `undefined`: no body; `null`: not JSON. */
function parseJson(raw: string): unknown {
  if (raw === '') return undefined;
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return null;
  }
}

async function serve(
  context: Context,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', context.url);
  const wire = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: parseJson(await readBody(request)),
  };
  const { status, body, headers, isLost, text } = await answer(context, wire, request.headers.authorization);
  if (isLost) {
    request.socket.destroy();
    return;
  }
  const isEmpty = status === 204;
  response.writeHead(status, {
    ...(isEmpty ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'x-github-request-id': `SANDBOX:${context.calls.length}`,
    ...headers,
  });
  response.end(isEmpty ? undefined : (text ?? JSON.stringify(body)));
}

/** `stopping` has ended a `slow` answer: nobody waits for it any more. */
function serveOrDrop(context: Context, request: http.IncomingMessage, response: http.ServerResponse): void {
  serve(context, request, response).catch(() => {
    request.socket.destroy();
  });
}

async function listen(server: http.Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function stateOf({ store, calls, warnings }: Context): GitHubState {
  const { comments, deployments, commitStatuses, checkRuns, mergedRefs } = store;
  return structuredClone({ comments, deployments, commitStatuses, checkRuns, mergedRefs, calls, warnings });
}

const othersIn = (store: Store): GitHub['others'] => ({
  openPull: (pull) => {
    store.openPull(pull);
  },
  head: () => store.history.head,
  mergePull: (number, method, as) => store.mergePull(number, method, as),
  pullsOf: (sha) =>
    store.pulls.flatMap(({ number, merge }) => (merge?.brought.includes(sha) === true ? [number] : [])),
  push: (message) => store.history.push(message),
  comment: (pull, body, author = actionsBot) => store.addComment(pull, body, author).id,
  deleteComment: (id) => store.deleteComment(id),
  editComment: (id, body) => {
    store.editComment(id, body);
  },
  lock: (pull) => store.locked.add(pull),
  setRun: (run) => store.runs.set(run.id, run),
  startJob: (job) => startJob(store, job),
});

/**
 * Starts a GitHub that knows one repository (by default `acme/shop` with pull request 1). It accepts any token, and
 * refuses calls without one. Rejects if the address isn't available.
 */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const {
    host,
    port = 0,
    prefix = '',
    deploymentPayload = 'as-sent',
    tokenLogin = actionsBot.login,
    permissions = null,
    ...seed
  } = options;
  const server = http.createServer();
  const stopping = new AbortController();
  const store = new Store({ ...emptySeed, ...seed });
  const contract = await loadContract(prefix);
  const url = `http://${host}:${await listen(server, host, port)}${prefix}`;
  const context: Context = {
    store,
    contract,
    url,
    faults: new FaultList(),
    calls: [],
    warnings: [],
    isPayloadParsed: deploymentPayload === 'parsed',
    stopping: stopping.signal,
    tokenLogin,
    permissions,
  };
  server.on('request', (request, response) => {
    serveOrDrop(context, request, response);
  });
  return {
    url,
    repository: store.seed.repository,
    faults: context.faults,
    grant: (granted) => {
      context.permissions = granted;
    },
    state: () => stateOf(context),
    others: othersIn(store),
    async stop() {
      stopping.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
