import type { Answer, Call, Handler } from './answer.ts';
import { listOf, notFound, text } from './answer.ts';
import type { CheckRun, CommitStatus, Pull, WorkflowRun } from './store.ts';

const nameOf = (repository: string): string => repository.split('/')[1] ?? repository;

const shownRepository = (call: Call, repository: string): object => ({
  id: 1,
  name: nameOf(repository),
  full_name: repository,
  fork: repository !== call.store.seed.repository,
  owner: { login: repository.split('/')[0], type: 'Organization' },
  default_branch: call.store.seed.defaultBranch,
  html_url: call.html,
  url: call.api,
});

function shownPull(call: Call, pull: Pull): object {
  const { repository, defaultBranch, branches } = call.store.seed;
  const headRepository = pull.fork ?? repository;
  const owner = headRepository.split('/')[0] ?? '';
  return {
    id: pull.number,
    number: pull.number,
    state: 'open',
    title: `Pull request ${pull.number}`,
    url: `${call.api}/pulls/${pull.number}`,
    html_url: `${call.html}/pull/${pull.number}`,
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
      sha: branches[defaultBranch],
      user: { login: repository.split('/')[0], type: 'Organization' },
      repo: shownRepository(call, repository),
    },
  };
}

const shownStatus = (call: Call, status: CommitStatus): object => ({
  id: status.id,
  url: `${call.api}/statuses/${status.sha}`,
  state: status.state,
  context: status.context,
  description: status.description,
  target_url: status.targetUrl,
  created_at: status.createdAt,
  updated_at: status.createdAt,
});

function shownRun(call: Call, { id, attempt, status }: WorkflowRun): object {
  const url = `${call.api}/actions/runs/${id}`;
  return {
    id,
    url,
    html_url: `${call.html}/actions/runs/${id}`,
    run_attempt: attempt,
    status,
    conclusion: status === 'completed' ? 'success' : null,
  };
}

function shownCheckRun(call: Call, run: CheckRun): object {
  const { output, ...members } = run.members;
  const url = `${call.api}/check-runs/${run.id}`;
  return {
    status: members['conclusion'] === undefined ? 'queued' : 'completed',
    ...members,
    id: run.id,
    url,
    html_url: `${call.html}/runs/${run.id}`,
    output: { ...(output as object | undefined), annotations_url: `${url}/annotations` },
  };
}

function updateCheckRun(call: Call): Answer {
  const at = call.store.checkRuns.findIndex(({ id }) => id === Number(call.params['check_run_id']));
  const run = call.store.checkRuns[at];
  if (!run) return notFound;
  const updated = { ...run, members: { ...run.members, ...call.body } };
  call.store.checkRuns[at] = updated;
  return { status: 200, body: shownCheckRun(call, updated) };
}

function createCommitStatus(call: Call): Answer {
  const sha = call.store.resolve(call.params['sha'] ?? '');
  if (sha === null)
    return { status: 422, body: { message: `No commit found for SHA: ${call.params['sha'] ?? ''}` } };
  const status = {
    id: call.store.nextId(),
    sha,
    state: text(call, 'state', ''),
    context: text(call, 'context', 'default'),
    description: text(call, 'description', '') || null,
    targetUrl: text(call, 'target_url', '') || null,
    createdAt: new Date().toISOString(),
  };
  call.store.commitStatuses.push(status);
  return { status: 201, body: shownStatus(call, status) };
}

export const repositoryHandlers: Readonly<Record<string, Handler>> = {
  'repos/get': (call) => ({ status: 200, body: shownRepository(call, call.store.seed.repository) }),
  'pulls/get': (call) => {
    const pull = call.store.pulls.find(({ number }) => number === Number(call.params['pull_number']));
    return pull ? { status: 200, body: shownPull(call, pull) } : notFound;
  },
  'repos/list-pull-requests-associated-with-commit': (call) =>
    listOf(
      call.store.pulls
        .filter(({ headSha }) => headSha === call.params['commit_sha'])
        .map((pull) => shownPull(call, pull)),
    ),
  'actions/get-workflow-run': (call) => {
    const run = call.store.runs.get(Number(call.params['run_id']));
    return run === undefined ? notFound : { status: 200, body: shownRun(call, run) };
  },

  'checks/create': (call) => {
    const run = { id: call.store.nextId(), sha: text(call, 'head_sha', ''), members: call.body };
    call.store.checkRuns.push(run);
    return { status: 201, body: shownCheckRun(call, run) };
  },
  'checks/get': (call) => {
    const run = call.store.checkRuns.find(({ id }) => id === Number(call.params['check_run_id']));
    return run ? { status: 200, body: shownCheckRun(call, run) } : notFound;
  },
  'checks/update': updateCheckRun,
  'checks/list-for-ref': (call) => {
    const sha = call.store.resolve(call.params['ref'] ?? '');
    const runs = call.store.checkRuns.filter((run) => run.sha === sha).map((run) => shownCheckRun(call, run));
    return { status: 200, body: { total_count: runs.length }, list: runs, listMember: 'check_runs' };
  },

  'repos/create-commit-status': createCommitStatus,
  'repos/list-commit-statuses-for-ref': (call) => {
    const sha = call.store.resolve(call.params['ref'] ?? '');
    const ofCommit = call.store.commitStatuses.filter((status) => status.sha === sha).toReversed();
    return listOf(ofCommit.map((status) => shownStatus(call, status)));
  },
};
