// The comment on a pull request: find, create, edit.
import { GitHubError } from './error.ts';
import type { GitHubAction } from './error.ts';
import { findOnPages, hasNextPage, identified, listed } from './repository.ts';
import type { Repository } from './repository.ts';
import type { CommentKey } from '../../ports.ts';
import { isMarked, markedComment } from './text.ts';
import { isBy, viewerOf } from './viewer.ts';

interface OwnComment {
  readonly id: number;
}

interface CommentText {
  readonly pull: number;
  readonly marker: string;
  readonly body: string;
}

const commenting = (does: string): GitHubAction => ({ does, permission: 'pull-requests: write' });

interface Found extends OwnComment {
  readonly body: string;
}

interface Sought {
  readonly pull: number;
  readonly key: CommentKey;
}

/**
 * Reads the comment with this id, or else searches for the one of the key, and writes what `textFor` makes of it. `null`: there is
 * no comment, and none was asked for.
 */
export async function updateComment(
  repository: Repository,
  knownId: number | null,
  { pull, key }: Sought,
  textFor: (current: string | null) => string | null | Promise<string | null>,
): Promise<OwnComment | null> {
  const known = knownId === null ? null : await readComment(repository, knownId, pull);
  const current = known ?? (await findComment(repository, { pull, key }));
  const body = await textFor(current?.body ?? null);
  if (body === null) return current;
  const text = { pull, marker: key.marker, body };
  const edited = current === null ? null : await editComment(repository, current.id, text);
  return edited ?? createComment(repository, text);
}

/** `null`: it was deleted. */
async function readComment(
  { octokit, owner, repo, requests }: Repository,
  id: number,
  pull: number,
): Promise<Found | null> {
  const action = commenting(`read the comment on pull request ${pull}`);
  return unlessGone(
    requests.repeatable(action, async (signal) => {
      const target = { owner, repo, comment_id: id };
      const { data } = await octokit.rest.issues.getComment({ ...target, request: { signal } });
      return { id: identified(action, data), body: data.body ?? '' };
    }),
  );
}

async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GitHubError && (error.status === 404 || error.status === 410)) return null;
    throw error;
  }
}

/** `null`: it was deleted. */
async function editComment(
  { octokit, owner, repo, requests }: Repository,
  id: number,
  { pull, marker, body }: CommentText,
): Promise<OwnComment | null> {
  const action = commenting(`edit the comment on pull request ${pull}`);
  const text = markedComment(marker, body);
  return unlessGone(
    requests.repeatable(action, async (signal) => {
      const { data } = await octokit.rest.issues.updateComment({
        ...{ owner, repo, comment_id: id, body: text, request: { signal } },
      });
      return { id: identified(action, data) };
    }),
  );
}

function createComment(repository: Repository, text: CommentText): Promise<OwnComment> {
  const { octokit, owner, repo, requests } = repository;
  const action = commenting(`comment on pull request ${text.pull}`);
  const { marker } = text;
  const body = markedComment(marker, text.body);
  return requests.creation(
    action,
    async (signal) => {
      const { data } = await octokit.rest.issues.createComment({
        ...{ owner, repo, issue_number: text.pull, body, request: { signal } },
      });
      return { id: identified(action, data) };
    },
    () =>
      findComment(repository, { pull: text.pull, key: { marker, isOwn: (one) => isMarked(marker, one) } }),
  );
}

/**
 * The one that the account of this token wrote, on any page. `null`: there is none. Anybody may post the marker,
 * and could then change what we write into that comment; another bot's comment isn't ours to change.
 */
async function findComment(repository: Repository, { pull, key }: Sought): Promise<Found | null> {
  const { octokit, owner, repo, requests } = repository;
  const action = commenting(`list the comments of pull request ${pull}`);
  let viewer: string | null = null;
  const read = (page: number) =>
    requests.repeatable(action, async (signal) => {
      const target = { owner, repo, issue_number: pull, per_page: 100, page };
      const { data, headers } = await octokit.rest.issues.listComments({ ...target, request: { signal } });
      return { items: listed(action, data), isLast: !hasNextPage(headers) };
    });
  return findOnPages(action, read, async (comments) => {
    const marked = comments.filter(({ body }) => key.isOwn(body ?? ''));
    // Most pull requests have no such comment yet, and then nobody has to be known.
    viewer = marked.length === 0 ? viewer : (viewer ?? (await viewerOf(repository)));
    const own = marked.find(({ user }) => viewer !== null && isBy(viewer, user));
    return own ? { id: own.id, body: own.body ?? '' } : null;
  });
}
