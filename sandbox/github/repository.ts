import type { Answer, Call, Handler } from './answer.ts';
import { listOf, notFound, text } from './answer.ts';
import { shownRepository } from './shown-repository.ts';
import type { CheckRun, CommitStatus, WorkflowRun } from './store.ts';

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
