// What GitHub gives a workflow for each kind of event: the payload, GITHUB_SHA and GITHUB_REF.
// As in "Events that trigger workflows" of GitHub's documentation. The payloads have the members that name a commit or a
// pull request.

/** What the event is about. */
export interface Scene {
  /** `owner/name`. */
  readonly repository: string;
  /** The commit that the default branch is at. */
  readonly main: string;
  readonly pull: number;
  /** The newest commit of the pull request. */
  readonly head: string;
}

export interface Trigger {
  readonly eventName: string;
  /** GITHUB_SHA */
  readonly sha: string;
  /** GITHUB_REF */
  readonly ref: string;
  readonly event: object;
}

type Made = Pick<Trigger, 'event'> & Partial<Trigger>;

const testMerge = 'e'.repeat(40);
const mainRef = 'refs/heads/main';

const pullOf = ({ repository, pull, head, main }: Scene): object => ({
  number: pull,
  merged: false,
  merge_commit_sha: testMerge,
  head: { ref: 'feature', sha: head, repo: { full_name: repository } },
  base: { ref: 'main', sha: main, repo: { full_name: repository } },
  labels: [{ name: 'staging' }],
});

const pullEvent = (scene: Scene): object => ({ number: scene.pull, pull_request: pullOf(scene) });

function mergeGroup({ pull, head, main }: Scene): Made {
  const ref = `refs/heads/gh-readonly-queue/main/pr-${String(pull)}-${main}`;
  const group = { head_sha: head, head_ref: ref, base_sha: main, base_ref: mainRef };
  return { sha: head, ref, event: { action: 'checks_requested', merge_group: group } };
}

const deploymentOf = ({ head }: Scene): object => ({ id: 1, sha: head, ref: 'feature', environment: 'qa' });

const kinds = {
  push: ({ main }) => ({
    event: {
      ref: mainRef,
      after: main,
      head_commit: { id: main, message: 'Change' },
      commits: [{ id: main }],
    },
  }),
  pull_request: (scene) => ({
    sha: testMerge,
    ref: `refs/pull/${String(scene.pull)}/merge`,
    event: { action: 'synchronize', ...pullEvent(scene) },
  }),
  pull_request_target: (scene) => ({ event: { action: 'synchronize', ...pullEvent(scene) } }),
  pull_request_review: (scene) => ({
    sha: testMerge,
    ref: `refs/pull/${String(scene.pull)}/merge`,
    event: { action: 'submitted', review: { state: 'approved' }, ...pullEvent(scene) },
  }),
  merge_group: mergeGroup,
  workflow_dispatch: () => ({ event: { ref: mainRef, inputs: {} } }),
  schedule: () => ({ event: { schedule: '17 * * * *' } }),
  release: () => ({
    ref: 'refs/tags/v1',
    event: { action: 'published', release: { tag_name: 'v1', target_commitish: 'main' } },
  }),
  repository_dispatch: ({ head }) => ({ event: { action: 'released', client_payload: { sha: head } } }),
  workflow_run: ({ head, pull }) => ({
    event: {
      action: 'completed',
      workflow_run: { id: 1, head_sha: head, event: 'pull_request', pull_requests: [{ number: pull }] },
    },
  }),
  deployment: (scene) => ({ sha: scene.head, ref: '', event: { deployment: deploymentOf(scene) } }),
  deployment_status: (scene) => ({
    ...{ sha: scene.head, ref: '' },
    event: { deployment: deploymentOf(scene), deployment_status: { state: 'success' } },
  }),
  check_run: ({ head }) => ({ event: { action: 'completed', check_run: { head_sha: head } } }),
  check_suite: ({ head }) => ({ event: { action: 'completed', check_suite: { head_sha: head } } }),
  status: ({ head }) => ({ event: { sha: head, state: 'success', context: 'ci' } }),
  issue_comment: ({ pull }) => ({
    event: { action: 'created', issue: { number: pull, pull_request: {} }, comment: { body: '/deploy' } },
  }),
} satisfies Readonly<Record<string, (scene: Scene) => Made>>;

export type EventName = keyof typeof kinds;
export const eventNames = Object.keys(kinds) as readonly EventName[];

export const isEventName = (name: string): name is EventName => Object.hasOwn(kinds, name);

export const triggerOf = (eventName: EventName, scene: Scene): Trigger =>
  triggerFrom(eventName, scene, kinds[eventName](scene));

/** Unless `made` names others, a run has the newest commit of the default branch. */
export const triggerFrom = (eventName: string, { main }: Scene, made: Made): Trigger => ({
  ...{ eventName, sha: main, ref: mainRef },
  ...made,
});
