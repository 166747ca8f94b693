import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Call } from './answer.ts';
import { notFound } from './answer.ts';
import { commentHandlers } from './comments.ts';
import type { Contract, MatchedRequest, WireRequest } from './contract.ts';
import { deploymentHandlers } from './deployments.ts';
import { refusalOf } from './faults.ts';
import type { Fault, FaultKind, FaultList } from './faults.ts';
import { fill } from './fill.ts';
import { pageOf } from './paging.ts';
import { missingPermission, type TokenPermissions } from './permissions.ts';
import { pullHandlers } from './pulls.ts';
import { repositoryHandlers } from './repository.ts';
import type { Store } from './store.ts';

export interface RecordedGitHubCall {
  readonly seq: number;
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The operation id of GitHub's description, or `null` when it has none for this path. */
  readonly operation: string | null;
  readonly body: unknown;
  readonly isWrite: boolean;
  readonly fault: FaultKind | null;
  /** `null`: the client got no answer. */
  status: number | null;
}

/** Everything one call is answered from. */
export interface Context {
  readonly store: Store;
  readonly contract: Contract;
  readonly faults: FaultList;
  readonly calls: RecordedGitHubCall[];
  readonly warnings: string[];
  readonly isPayloadParsed: boolean;
  readonly stopping: AbortSignal;
  readonly url: string;
  /** Whom the tokens belong to. */
  readonly tokenLogin: string;
  /** What they may do. `null`: everything. */
  permissions: TokenPermissions | null;
}

export interface Reply extends Answer {
  readonly headers: Readonly<Record<string, string>>;
  /** Sent in place of the body. */
  readonly text?: string;
  readonly isLost: boolean;
}

const handlers = { ...commentHandlers, ...deploymentHandlers, ...pullHandlers, ...repositoryHandlers };

const messageBody = (status: number, message: string): Answer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

const authRefusal = (header: string | undefined): Answer | null => {
  if (!header) return messageBody(401, 'Requires authentication');
  return /^(token|bearer) \S+$/i.test(header) ? null : messageBody(401, 'Bad credentials');
};

const reply = (answer: Answer, headers: Readonly<Record<string, string>> = {}): Reply => ({
  ...answer,
  headers,
  isLost: false,
});

const placed = ({ body, listMember }: Answer, items: readonly unknown[]): unknown =>
  listMember === undefined ? items : { ...(body as object), [listMember]: items };

/** Pages a list, completes the members that the sandbox has no opinion on, and holds it against the description. */
function finish(context: Context, request: MatchedRequest, path: string, answer: Answer): Reply {
  const page = answer.list
    ? pageOf(answer.list, request.query, `${new URL(context.url).origin}${path}`)
    : null;
  const schema = context.contract.answerSchema(request.operation, answer.status);
  const known = page ? placed(answer, page.items) : answer.body;
  const body = schema && answer.status < 300 ? fill(schema, known) : known;
  const problems =
    answer.status < 300 ? context.contract.answerProblems(request.operation, answer.status, body) : [];
  if (problems.length > 0) {
    return reply(messageBody(500, `Not an answer of GitHub's: ${problems.join('; ')}`));
  }
  return reply({ status: answer.status, body }, page?.link ? { link: page.link } : {});
}

function carryOut(context: Context, request: MatchedRequest, wire: WireRequest): Reply {
  const { store } = context;
  if (wire.body === null) return reply(messageBody(400, 'Problems parsing JSON'));
  const { owner, repo } = request.params;
  const repository = store.seed.repository;
  if (`${owner ?? ''}/${repo ?? ''}`.toLowerCase() !== repository.toLowerCase()) return reply(notFound);
  if (request.problems.length > 0) {
    return reply(messageBody(422, `Invalid request.\n\n${request.problems.join('\n')}`));
  }
  context.warnings.push(...request.unknownMembers.map((member) => `${request.operation} ignores ${member}`));
  const call: Call = {
    ...request,
    store,
    api: `${context.url}/repos/${repository}`,
    html: `https://github.invalid/${repository}`,
    isPayloadParsed: context.isPayloadParsed,
  };
  return finish(context, request, wire.path, handlers[request.operation]?.(call) ?? notFound);
}

/** The call as it is kept for tests; tokens are not. */
function record(
  context: Context,
  wire: WireRequest,
  operation: string | null,
  fault: Fault | null,
): RecordedGitHubCall {
  const call: RecordedGitHubCall = {
    seq: context.calls.length + 1,
    atMs: Date.now(),
    method: wire.method,
    path: wire.path,
    query: wire.query,
    operation,
    body: wire.body,
    isWrite: wire.method !== 'GET',
    fault: fault?.kind ?? null,
    status: null,
  };
  context.calls.push(call);
  return call;
}

function refusedReply(
  fault: Fault | null,
  authorization: string | undefined,
  missing: string | null = null,
): Reply | null {
  const unauthorized = authRefusal(authorization);
  if (unauthorized) return reply(unauthorized);
  if (missing !== null)
    return reply(messageBody(403, 'Resource not accessible by integration'), {
      'x-accepted-github-permissions': missing,
    });
  if (fault?.kind === 'strange')
    return { ...reply({ status: fault.status ?? 200, body: null }), text: fault.text ?? '' };
  const refusal = refusalOf(fault);
  return refusal && reply(messageBody(refusal.status, refusal.message), refusal.headers);
}

/** The one query of GraphQL that it knows: whose token this is. REST has no answer for the token of a job. */
async function viewerReply(
  context: Context,
  wire: WireRequest,
  authorization: string | undefined,
): Promise<Reply> {
  const fault = context.faults.take('graphql/viewer', false);
  const call = { ...record(context, wire, 'graphql/viewer', fault), isWrite: false };
  context.calls.splice(-1, 1, call);
  await late(context, fault);
  const { query } = (wire.body ?? {}) as { readonly query?: string };
  const isKnown = query?.replaceAll(/\s+/g, ' ') === 'query { viewer { login } }';
  const unknown = { errors: [{ message: 'the sandbox knows no such query' }] };
  const data = isKnown ? { data: { viewer: { login: context.tokenLogin } } } : unknown;
  const sent = refusedReply(fault, authorization) ?? reply({ status: 200, body: data });
  call.status = sent.status;
  return { ...sent, isLost: fault?.kind === 'answer-lost' };
}

function carriedOut(
  context: Context,
  request: MatchedRequest | null,
  wire: WireRequest,
  fault: Fault | null,
): Reply {
  if (!request) return reply(notFound);
  if (fault?.kind !== 'endless') return carryOut(context, request, wire);
  const first = { ...request, query: { ...request.query, page: '1' } };
  const url = new URL(`${new URL(context.url).origin}${wire.path}`);
  const page = String(Number(wire.query['page'] ?? '1') + 1);
  url.search = new URLSearchParams({ ...wire.query, page }).toString();
  const answered = carryOut(context, first, wire);
  return { ...answered, headers: { ...answered.headers, link: `<${url.href}>; rel="next"` } };
}

async function late({ stopping }: Context, fault: Fault | null): Promise<void> {
  if (fault?.kind === 'slow') await delay(fault.delayMs ?? 1000, undefined, { signal: stopping });
}

/** Answers one call: refusals first, so that a refused call has done nothing, then the operation, then what befalls its answer. */
export async function answer(
  context: Context,
  wire: WireRequest,
  authorization: string | undefined,
): Promise<Reply> {
  if (wire.path.endsWith('/graphql')) return viewerReply(context, wire, authorization);
  const request = context.contract.match(wire);
  const fault = request && context.faults.take(request.operation, wire.method !== 'GET');
  const call = record(context, wire, request?.operation ?? null, fault);
  await late(context, fault);
  const missing = request && missingPermission(context.permissions, request.operation, call.isWrite);
  const refused = refusedReply(fault, authorization, missing);
  if (!refused && fault?.kind === 'answer-lost' && request) {
    return { ...carryOut(context, request, wire), isLost: true };
  }
  const result = refused ?? carriedOut(context, request, wire, fault);
  const sent = fault?.kind === 'server-error-after' ? reply(messageBody(502, 'Server Error')) : result;
  call.status = sent.status;
  return sent;
}
