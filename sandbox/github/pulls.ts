// Pull requests, the commits that they brought, and comparisons.
import type { Answer, Call, Handler } from './answer.ts';
import { listOf, notFound } from './answer.ts';
import type { Commit } from './history.ts';
import { shownRepository } from './shown-repository.ts';
import type { Pull } from './store.ts';

/** Without paging, a comparison shows the newest of its commits. */
const mostCompared = 250;
/** A comparison shows the first of its files. */
const mostFiles = 300;

export function shownPull(call: Call, pull: Pull): object {
  const { repository, defaultBranch } = call.store.seed;
  const { merge } = pull;
  const headRepository = pull.fork ?? repository;
  const owner = headRepository.split('/')[0] ?? '';
  return {
    id: pull.number,
    number: pull.number,
    state: merge === undefined ? 'open' : 'closed',
    title: pull.title ?? `Pull request ${pull.number}`,
    url: `${call.api}/pulls/${pull.number}`,
    html_url: `${call.html}/pull/${pull.number}`,
    // While it is open: the commit that GitHub makes to test the merge.
    merge_commit_sha: merge?.sha ?? 'e'.repeat(40),
    merged_at: merge?.at ?? null,
    closed_at: merge?.at ?? null,
    updated_at: updatedAt(call, pull),
    comments: call.store.comments.filter((comment) => comment.pull === pull.number).length,
    user: { login: owner, type: 'User' },
    head: {
      label: `${owner}:${pull.headRef}`,
      ref: pull.headRef,
      sha: pull.headSha,
      user: { login: owner, type: 'User' },
      repo: shownRepository(call, headRepository),
    },
    base: {
      label: `${repository.split('/')[0] ?? ''}:${defaultBranch}`,
      ref: defaultBranch,
      sha: call.store.history.head,
      user: { login: repository.split('/')[0], type: 'Organization' },
      repo: shownRepository(call, repository),
    },
  };
}

/** A comment counts as an update. */
function updatedAt({ store }: Call, { number, merge, openedAt }: Pull): string {
  const comments = store.comments.filter(({ pull }) => pull === number).map((comment) => comment.updatedAt);
  return [merge?.at ?? openedAt ?? '', ...comments].toSorted().at(-1) || new Date(0).toISOString();
}

/** Of a commit of the default branch, only the pull request that brought it. */
function pullsOfCommit(call: Call): Answer {
  const { store } = call;
  const sha = call.params['commit_sha'] ?? '';
  if (store.history.find(sha) === undefined)
    return { status: 422, body: { message: `No commit found for SHA: ${sha}`, status: '422' } };
  const isIntroduced = store.history.isInDefaultBranch(sha);
  const pulls = store.pulls.filter(({ commits, headSha, merge }) =>
    isIntroduced ? merge?.brought.includes(sha) === true : [headSha, ...(commits ?? [])].includes(sha),
  );
  return listOf(pulls.map((pull) => shownPull(call, pull)));
}

function listPulls(call: Call): Answer {
  const { state = 'open', sort = 'created', direction = 'desc' } = call.query;
  const wanted = call.store.pulls.filter(
    ({ merge }) => state === 'all' || (merge === undefined) === (state === 'open'),
  );
  const keyOf = (pull: Pull): string =>
    sort === 'updated' ? updatedAt(call, pull) : String(pull.number).padStart(9, '0');
  const sorted = wanted.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const ordered = direction === 'asc' ? sorted : sorted.toReversed();
  return listOf(ordered.map((pull) => shownPull(call, pull)));
}

const shownCommit = (call: Call, { sha, message, parents, date }: Commit): object => {
  const by = { name: 'ada', email: 'ada@github.invalid', date };
  return {
    sha,
    url: `${call.api}/commits/${sha}`,
    html_url: `${call.html}/commit/${sha}`,
    commit: { message, author: by, committer: by, tree: { sha, url: `${call.api}/git/trees/${sha}` } },
    parents: parents.map((parent) => ({ sha: parent, url: `${call.api}/commits/${parent}` })),
  };
};

function compare(call: Call): Answer {
  const { history } = call.store;
  const [base = '', head = ''] = (call.params['basehead'] ?? '').split('...');
  const ahead = history.between(base, head);
  const behind = history.between(head, base);
  const [from, shared] = [history.find(base), history.mergeBase(base, head)];
  if (ahead === null || behind === null || from === undefined || shared === undefined) return notFound;
  const statuses = behind.length === 0 ? ['identical', 'ahead'] : ['behind', 'diverged'];
  const body = {
    status: statuses[ahead.length === 0 ? 0 : 1],
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    base_commit: shownCommit(call, from),
    merge_base_commit: shownCommit(call, shared),
    files: [...new Set(ahead.flatMap(({ files }) => files))].slice(0, mostFiles).map(shownFile),
  };
  const commits = ahead.map((commit) => shownCommit(call, commit));
  const isPaged = call.query['per_page'] !== undefined || call.query['page'] !== undefined;
  return isPaged
    ? { status: 200, body, list: commits, listMember: 'commits' }
    : { status: 200, body: { ...body, commits: commits.slice(-mostCompared) } };
}

function shownFile(name: string): object {
  const [before, after] = name.split(' => ');
  const is =
    after === undefined
      ? { filename: name, status: 'modified' }
      : { filename: after, status: 'renamed', previous_filename: before };
  return { ...is, sha: 'f'.repeat(40), additions: 1, deletions: 0, changes: 1 };
}

const findPull = (call: Call): Pull | undefined =>
  call.store.pulls.find(({ number }) => number === Number(call.params['pull_number']));

export const pullHandlers: Readonly<Record<string, Handler>> = {
  'pulls/get': (call) => {
    const pull = findPull(call);
    return pull ? { status: 200, body: shownPull(call, pull) } : notFound;
  },
  'pulls/list': listPulls,
  'pulls/list-files': (call) => {
    const pull = findPull(call);
    return pull === undefined ? notFound : listOf((pull.files ?? []).map(shownFile));
  },
  'repos/list-pull-requests-associated-with-commit': pullsOfCommit,
  'repos/compare-commits-with-basehead': compare,
};
