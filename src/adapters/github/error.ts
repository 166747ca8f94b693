// What a failed request to GitHub means, and how it is reported.
import type { TroubleKind } from '../../domain/common/values/trouble.ts';
import { adviceOnPermission, otherReason } from './refusals.ts';

/** A request to GitHub, as a phrase that completes "when asked to …", and the permission that it needs. */
export interface GitHubAction {
  readonly does: string;
  readonly permission:
    | 'pull-requests: write'
    | 'pull-requests: read'
    | 'deployments: write'
    | 'contents: read'
    | 'actions: read';
  /** What to do if GitHub refuses the request itself, as with 409 and 422. */
  readonly ifRefused?: string;
}

/**
 * The only error that the GitHub adapter rejects with. `kind`: `denied`: the token lacks a permission. `refused`: a
 * repeat would be refused too. `busy`: a rate limit, nothing was done. `lost`: no usable response, so the request may
 * have been carried out.
 */
export class GitHubError extends Error {
  /** The HTTP status. `null`: no response came. */
  readonly status: number | null;
  readonly kind: TroubleKind;
  /** How long GitHub asks to wait. `null`: it doesn't say. */
  readonly retryAfterMs: number | null;
  /** The permission that the job lacks. `null`: another reason. */
  readonly permission: string | null;

  constructor(
    message: string,
    details: {
      status: number | null;
      kind: TroubleKind;
      retryAfterMs?: number | null;
      permission?: string | null;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.name = 'GitHubError';
    this.status = details.status;
    this.kind = details.kind;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.permission = details.permission ?? null;
  }

  /** Whether the workflow has to grant a permission, as with the read-only token of a fork. */
  get isPermission(): boolean {
    return this.kind === 'denied';
  }
}

/** The part of Octokit's RequestError that is read here. Importing its type from Octokit would load Octokit. */
interface OctokitError {
  readonly status?: number;
  readonly message: string;
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    /** Whatever the body holds. */
    readonly data?: { readonly message?: unknown };
  };
}

type Answer = NonNullable<OctokitError['response']>;

const isRateLimit = ({ headers, data }: Answer): boolean =>
  headers['retry-after'] !== undefined ||
  headers['x-ratelimit-remaining'] === '0' ||
  /rate limit|submitted too quickly/i.test(saidIn(data) ?? '');

const saidIn = (data: Answer['data']): string | null =>
  typeof data?.message === 'string' ? data.message : null;

function kindOf(status: number, answer: Answer): TroubleKind {
  if (status >= 500) return 'lost'; // a gateway's 502 doesn't show whether the request was carried out
  if (status === 429 || ((status === 403 || status === 422) && isRateLimit(answer))) return 'busy';
  return status === 401 || status === 403 ? 'denied' : 'refused';
}

/** GitHub: "Otherwise, wait for at least one minute before retrying." A client that goes on may be blocked. */
const untoldLimitMs = 60_000;

function retryAfterMs(kind: TroubleKind, { headers }: Answer): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(seconds)) return seconds * 1000;
  if (headers['x-ratelimit-remaining'] !== '0') return kind === 'busy' ? untoldLimitMs : null;
  return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - Date.now());
}

function messageOf(action: GitHubAction, status: number, kind: TroubleKind, said: string): string {
  const first = `GitHub returned ${status} when asked to ${action.does}: ${said.replace(/\.+$/, '')}.`;
  if (kind === 'denied') return `${first} ${otherReason(said) ?? adviceOnPermission(action.permission)}`;
  return kind === 'refused' && action.ifRefused !== undefined ? `${first} ${action.ifRefused}` : first;
}

/** Octokit also returns a body that was cut off, and that of another server. The response then counts as lost. */
export const unreadable = ({ does }: GitHubAction, cause?: unknown): GitHubError =>
  new GitHubError(`GitHub's response could not be read when asked to ${does}.`, {
    ...{ status: null, kind: 'lost', cause },
  });

/** The `GitHubError` for any rejection of a call to Octokit. `route`: how GitHub is reached. */
export function toGitHubError(action: GitHubAction, error: unknown, route?: string): GitHubError {
  if (error instanceof GitHubError) return error;
  // A member that every response of GitHub has is missing. Octokit's own errors have a status.
  if (error instanceof TypeError && !('status' in error)) return unreadable(action, error);
  const { status, response, message } = error as OctokitError;
  if (status === undefined || !response) {
    const called = route === undefined ? '' : ` (called ${route})`;
    const text = `GitHub did not respond when asked to ${action.does}: ${message}${called}`;
    return new GitHubError(text, { status: null, kind: 'lost', cause: error });
  }
  const kind = kindOf(status, response);
  const said = saidIn(response.data) ?? message;
  return new GitHubError(messageOf(action, status, kind, said), {
    status,
    kind,
    retryAfterMs: retryAfterMs(kind, response),
    permission: kind === 'denied' && otherReason(said) === null ? action.permission : null,
    cause: error,
  });
}
