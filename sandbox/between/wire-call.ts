// What a call is, read from the wire alone: AWS by its target header or its form, GitHub by method and path.
import type { IncomingHttpHeaders } from 'node:http';

export type Protocol = 'aws-json' | 'aws-query' | 'github';

export interface WireRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WireCall {
  /** `DescribeRules`, or `GET /repos/{owner}/{repo}/issues/{number}/comments`. */
  readonly name: string;
  readonly isRead: boolean;
  readonly protocol: Protocol;
}

const readsOnly = /^(Describe|List|Get)/;

export function readWireCall(upstream: 'aws' | 'github', request: WireRequest): WireCall {
  if (upstream === 'github') {
    const name = `${request.method} ${templateOf(request.path)}`;
    return { name, isRead: request.method === 'GET' || request.method === 'HEAD', protocol: 'github' };
  }
  const target = request.headers['x-amz-target'];
  const name =
    typeof target === 'string'
      ? target.slice(target.lastIndexOf('.') + 1)
      : (new URLSearchParams(request.body).get('Action') ?? '?');
  const protocol = typeof target === 'string' ? 'aws-json' : 'aws-query';
  return { name, isRead: readsOnly.test(name), protocol };
}

/** The path without what differs from one resource to the next. */
function templateOf(path: string): string {
  const [plain = ''] = path.split('?');
  return plain
    .replace(/^(.*?\/repos)\/[^/]+\/[^/]+/, '$1/{owner}/{repo}')
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? '{number}' : /^[0-9a-f]{40}$/.test(part) ? '{sha}' : part))
    .join('/');
}
