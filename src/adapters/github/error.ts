import type { TroubleKind } from '../../domain/common/values/trouble.ts';

/** What was asked of GitHub, in words that fit behind "GitHub refused to", and the permission that it takes. */
export interface GitHubAction {
  readonly does: string;
  readonly permission: 'pull-requests: write' | 'deployments: write' | 'actions: read';
}

/**
 * The one error that the GitHub adapter rejects with. `kind`: `denied` is a matter of the token's permissions,
 * `refused` will be refused again, `busy` is a rate limit (nothing was done), `lost` means no usable answer: it may
 * have been carried out.
 */
export class GitHubError extends Error {
  /** The HTTP status; `null`: no answer came. */
  readonly status: number | null;
  readonly kind: TroubleKind;
  /** How long GitHub asks to wait, in milliseconds; `null`: it doesn't say. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    details: { status: number | null; kind: TroubleKind; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, { cause: details.cause });
    this.name = 'GitHubError';
    this.status = details.status;
    this.kind = details.kind;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }

  /** Whether the workflow has to grant more, as for a fork's read-only token. */
  get isPermission(): boolean {
    return this.kind === 'denied';
  }
}

/** The part of Octokit's RequestError that is read here; not imported, since importing it would load Octokit. */
interface OctokitError {
  readonly status?: number;
  readonly message: string;
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data?: { readonly message?: string };
  };
}

type Answer = NonNullable<OctokitError['response']>;

const isRateLimit = ({ headers, data }: Answer): boolean =>
  headers['retry-after'] !== undefined ||
  headers['x-ratelimit-remaining'] === '0' ||
  /rate limit/i.test(data?.message ?? '');

function kindOf(status: number, answer: Answer): TroubleKind {
  if (status >= 500) return 'lost'; // a gateway's 502 says nothing about what stood behind it
  if (status === 429 || (status === 403 && isRateLimit(answer))) return 'busy';
  return status === 401 || status === 403 ? 'denied' : 'refused';
}

function retryAfterMs({ headers }: Answer): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(seconds)) return seconds * 1000;
  if (headers['x-ratelimit-remaining'] !== '0') return null;
  return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - Date.now());
}

function messageOf(action: GitHubAction, status: number, kind: TroubleKind, said: string): string {
  const first = `GitHub answered ${status} when asked to ${action.does}: ${said.replace(/\.$/, '')}.`;
  if (kind !== 'denied') return first;
  return (
    `${first} The job needs "permissions: ${action.permission}"; ` +
    'a pull request from a fork or from Dependabot gets a read-only token whatever the workflow says.'
  );
}

/** Turns whatever a call to Octokit rejected with into a `GitHubError`. */
export function toGitHubError(action: GitHubAction, error: unknown): GitHubError {
  if (error instanceof GitHubError) return error;
  const { status, response, message } = error as OctokitError;
  if (status === undefined || !response) {
    const text = `GitHub gave no answer when asked to ${action.does}: ${message}`;
    return new GitHubError(text, { status: null, kind: 'lost', cause: error });
  }
  const kind = kindOf(status, response);
  const said = response.data?.message ?? message;
  return new GitHubError(messageOf(action, status, kind, said), {
    status,
    kind,
    retryAfterMs: retryAfterMs(response),
    cause: error,
  });
}
