// Whose token this is. A comment is ours if the same account wrote it.
import type { Repository } from './repository.ts';

/** The account of the token that every job gets. */
const workflowBot = 'github-actions[bot]';
/** One request. The comment waits for it. */
const limitMs = 5_000;

/**
 * The name of the token's account. Only GraphQL knows it for every kind of token: REST has no answer for the token of a
 * job or of an app. If it isn't known, the token counts as that of a job. The worst that can follow is a second comment.
 */
export async function viewerOf({ octokit }: Pick<Repository, 'octokit'>): Promise<string> {
  try {
    const request = { signal: AbortSignal.timeout(limitMs) };
    const answer: unknown = await octokit.graphql('query { viewer { login } }', { request });
    return loginIn(answer) ?? workflowBot;
  } catch {
    return workflowBot;
  }
}

function loginIn(answer: unknown): string | null {
  const { viewer } = (answer ?? {}) as { readonly viewer?: { readonly login?: unknown } | null };
  return typeof viewer?.login === 'string' && viewer.login !== '' ? viewer.login : null;
}

export interface Author {
  readonly login: string;
  readonly type: string;
}

/** For an app, GraphQL may leave out the suffix. GitHub gives no app the name of another account. */
export const isBy = (viewer: string, author: Author | null): boolean =>
  author !== null &&
  (author.login === viewer || (author.type === 'Bot' && author.login === `${viewer}[bot]`));
