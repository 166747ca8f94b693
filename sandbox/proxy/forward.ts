// One HTTP request to one target. A failure is reported to the client; the request is never sent again.
import { request as httpRequest, STATUS_CODES } from 'node:http';
import type { Agent, ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { ProxyTarget } from './data-plane.ts';
import { headersForClient, headersForTarget } from './headers.ts';
import type { Ledger } from './ledger.ts';

/** What metrics count. */
export type Traffic =
  | { readonly kind: 'request'; readonly groupArn: string }
  /** `groupArn`: of the target that answered. Null: the load balancer answered itself. */
  | { readonly kind: 'answer'; readonly groupArn: string | null; readonly status: number };

/** A request, or the opening of a WebSocket, at the moment its node chooses who gets it. */
export interface SeenRequest {
  /** There is nobody to send it to: it is answered 503. */
  readonly isNobody: boolean;
  /** The node has still to pick up a change of the rules (fact 28). */
  readonly isBehind: boolean;
  /** Whether the answer is 500 or above, or was cut off. A client that leaves, as a probe may, has lost nothing. */
  readonly isLost: Promise<boolean>;
}

export interface ForwardDeps {
  readonly agent: Agent;
  readonly ledger: Ledger;
  readonly onTraffic: (traffic: Traffic) => void;
  readonly onRequest: (seen: SeenRequest) => void;
  /** How long a target may be silent before its request fails (an ALB's idle timeout). */
  readonly targetTimeoutMs: number;
}

export interface ChosenTarget {
  readonly groupArn: string;
  readonly target: ProxyTarget;
  readonly cookies: readonly string[];
}

class TargetTimeout extends Error {}

/** 504 if the target was silent for too long, 502 for everything else that goes wrong with it. */
export function statusOfFailure(error: Error): 502 | 504 {
  return error instanceof TargetTimeout ? 504 : 502;
}

/** Destroys the request with a failure that `statusOfFailure` knows when its socket is idle for `ms`. */
export function giveUpWhenSilent(upstream: ClientRequest, ms: number): void {
  upstream.setTimeout(ms, () => upstream.destroy(new TargetTimeout(`the target was silent for ${ms} ms`)));
}

/** An answer of the load balancer itself, in the form an ALB gives it. */
export function ownPage(status: number): string {
  const title = `${status} ${STATUS_CODES[status] ?? ''}`;
  return `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>\n`;
}

/** Answers without a target: 502, 503, 504, or a fixed response. */
export function answerItself(
  response: ServerResponse,
  status: number,
  body: string,
  { ledger, onTraffic }: Pick<ForwardDeps, 'ledger' | 'onTraffic'>,
): void {
  ledger.ownAnswer(status);
  onTraffic({ kind: 'answer', groupArn: null, status });
  const type = body.startsWith('<') ? 'text/html' : 'text/plain; charset=utf-8';
  response.writeHead(status, {
    server: 'awselb/2.0',
    'content-type': type,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Passes the request to the target and its answer back, both as streams. */
export function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { groupArn, target, cookies }: ChosenTarget,
  deps: ForwardDeps,
): void {
  const upstream = httpRequest({
    host: target.id,
    port: target.port,
    method: request.method,
    path: request.url,
    headers: headersForTarget(request),
    agent: deps.agent,
  });
  const end = deps.ledger.begin('request', groupArn, target, () =>
    upstream.destroy(new Error('the deregistration delay of the target is over')),
  );
  deps.onTraffic({ kind: 'request', groupArn });
  giveUpWhenSilent(upstream, deps.targetTimeoutMs);
  upstream.on('response', (answer) => {
    deps.onTraffic({ kind: 'answer', groupArn, status: answer.statusCode ?? 502 });
    response.writeHead(answer.statusCode ?? 502, headersForClient(answer, cookies));
    // A target that dies in the middle of its answer cuts the client off too: a whole answer must not be pretended.
    answer.on('error', (error) => response.destroy(error));
    answer.pipe(response);
  });
  upstream.on('error', (error) => {
    end();
    // The client may still be sending: what it sends is read and dropped, so that it can see the answer.
    request.unpipe(upstream).resume();
    if (response.headersSent || response.destroyed) response.destroy(error);
    else answerItself(response, statusOfFailure(error), ownPage(statusOfFailure(error)), deps);
  });
  response.on('close', () => {
    end();
    if (!response.writableFinished) upstream.destroy();
  });
  request.pipe(upstream);
}
