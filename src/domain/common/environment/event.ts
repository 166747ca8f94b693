// What the event of a workflow run says of the commit and the pull request.

export interface EventFacts {
  /** The commit that the event is about. `null`: it names none, so it is the one of GITHUB_SHA. */
  readonly commit: string | null;
  /** Number of the pull request. `null`: there is none. */
  readonly pull: number | null;
  /** Whether the pull request comes from another repository: its token can't write. */
  readonly isFork: boolean;
}

/** The event as the runner saves it: any JSON, or `null`. */
type Member = unknown;

/**
 * Where an event names a commit that GITHUB_SHA doesn't. For these events GITHUB_SHA is the head of the default branch,
 * or the merge commit that GitHub makes to test a pull request.
 */
const commitPaths: Readonly<Record<string, readonly (readonly string[])[]>> = {
  check_run: [['check_run', 'head_sha']],
  check_suite: [['check_suite', 'head_sha']],
  deployment: [['deployment', 'sha']],
  deployment_status: [['deployment', 'sha']],
  merge_group: [['merge_group', 'head_sha']],
  repository_dispatch: [
    ['client_payload', 'sha'],
    ['client_payload', 'commit'],
  ],
  status: [['sha']],
  workflow_run: [['workflow_run', 'head_sha']],
};

export function factsOf(eventName: string, event: Member, repository: string): EventFacts {
  const pull = pullOf(event, repository) ?? pullOfRun(event) ?? pullOfComment(event) ?? pullOfQueue(event);
  return { commit: commitOf(eventName, event), ...(pull ?? { pull: null, isFork: false }) };
}

/** Workflows that a comment starts usually release the pull request. `null`: the commit is the right one. */
export const describeUnnamedCommit = (
  eventName: string,
  { pull, commit }: { readonly pull: number | null; readonly commit: string },
): string | null =>
  eventName !== 'issue_comment' || pull === null
    ? null
    : `The event issue_comment does not name the commit of pull request ${String(pull)}, so the comment, the Deployment and the ` +
      `tags name ${commit} (GITHUB_SHA), the head of the default branch. If another commit is released, such as the head of ` +
      'the pull request, name it with the input commit.';

function commitOf(eventName: string, event: Member): string | null {
  const pull = member(event, 'pull_request');
  const ofPull = member(pull, 'merged') === true ? ['merge_commit_sha'] : ['head', 'sha'];
  const named = (commitPaths[eventName] ?? []).map((path) => at(event, path));
  return [at(pull, ofPull), ...named].map(lowered).find(isCommit) ?? null;
}

/** A repository_dispatch may write it in capitals. */
const lowered = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** The full id of a commit, by SHA-1 or SHA-256. */
export const commitForm = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

export const isCommit = (value: unknown): value is string =>
  typeof value === 'string' && commitForm.test(value);

type Pull = Omit<EventFacts, 'commit'>;

function pullOf(event: Member, repository: string): Pull | null {
  const pull = member(event, 'pull_request');
  const number = member(pull, 'number');
  // A deleted fork has no repository, so everything that isn't known to be this repository counts as a fork.
  return typeof number === 'number'
    ? { pull: number, isFork: at(pull, ['head', 'repo', 'full_name']) !== repository }
    : null;
}

/** `workflow_run` lists the pull requests of the run that it follows. Of a push, they are those that others opened. */
function pullOfRun(event: Member): Pull | null {
  const run = member(event, 'workflow_run');
  const trigger = member(run, 'event');
  const pulls = member(run, 'pull_requests');
  if (typeof trigger !== 'string' || !trigger.startsWith('pull_request') || !Array.isArray(pulls))
    return null;
  const [number, ...others] = pulls.map((pull) => member(pull, 'number'));
  // Its token is one of this repository, even for the pull request of a fork.
  return typeof number === 'number' && others.length === 0 ? { pull: number, isFork: false } : null;
}

/** `issue_comment` calls the pull request an issue, and doesn't name its commit. */
function pullOfComment(event: Member): Pull | null {
  const issue = member(event, 'issue');
  const number = member(issue, 'number');
  const isPull = member(issue, 'pull_request') !== undefined;
  return isPull && typeof number === 'number' ? { pull: number, isFork: false } : null;
}

/** `merge_group` names it only in the branch of the queue: `refs/heads/gh-readonly-queue/main/pr-104-<commit>`. */
function pullOfQueue(event: Member): Pull | null {
  const ref = at(event, ['merge_group', 'head_ref']);
  const [, number] =
    typeof ref === 'string'
      ? (/^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]+$/.exec(ref) ?? [])
      : [];
  return number === undefined ? null : { pull: Number(number), isFork: false };
}

const at = (value: Member, path: readonly string[]): unknown => path.reduce(member, value);

function member(value: Member, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
