import type { Answer, Call, Handler } from './answer.ts';
import { listOf, notFound, text, validationFailed } from './answer.ts';
import type { Deployment, DeploymentStatus, Store } from './store.ts';

const statusDescriptionLimit = 140;

function parsed(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? value : payload;
  } catch {
    return payload;
  }
}

function shown(call: Call, deployment: Deployment): object {
  const url = `${call.api}/deployments/${deployment.id}`;
  return {
    id: deployment.id,
    node_id: `DE_${deployment.id}`,
    url,
    statuses_url: `${url}/statuses`,
    repository_url: call.api,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: call.isPayloadParsed ? parsed(deployment.payload) : deployment.payload,
    environment: deployment.environment,
    original_environment: deployment.environment,
    description: deployment.description,
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    created_at: deployment.createdAt,
    updated_at: deployment.statuses[0]?.createdAt ?? deployment.createdAt,
  };
}

function shownStatus(call: Call, deployment: Deployment, status: DeploymentStatus): object {
  const url = `${call.api}/deployments/${deployment.id}`;
  return {
    id: status.id,
    node_id: `DES_${status.id}`,
    url: `${url}/statuses/${status.id}`,
    deployment_url: url,
    repository_url: call.api,
    state: status.state,
    description: status.description,
    environment: status.environment,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

const refusal = (status: number, message: string, errors?: readonly object[]): Answer => ({
  status,
  body: {
    message,
    ...(errors ? { errors } : {}),
    documentation_url: 'https://docs.github.com/rest',
    status: `${status}`,
  },
});

/** GitHub brings the default branch into a ref that is behind, and makes no Deployment then (fact "GitHub"). */
function autoMerge({ store }: Call, ref: string): Answer | null {
  const { behind, conflicting, defaultBranch } = store.seed;
  if (!behind.includes(ref) || store.mergedRefs.includes(ref)) return null;
  if (conflicting.includes(ref)) return refusal(409, `Conflict merging ${defaultBranch} into ${ref}.`);
  store.mergedRefs.push(ref);
  return { status: 202, body: { message: `Auto-merged ${defaultBranch} into ${ref} on deployment.` } };
}

function failedContexts({ store, body }: Call, ref: string, sha: string): Answer | null {
  const all = store.contextsOf(sha);
  const required = body['required_contexts'] as readonly string[] | undefined;
  const checked = required?.map(
    (name) => all.find(({ context }) => context === name) ?? { context: name, state: 'missing' },
  );
  const failed = (checked ?? all).filter(({ state }) => state !== 'success');
  if (failed.length === 0) return null;
  const error = { contexts: failed, resource: 'Deployment', field: 'required_contexts', code: 'invalid' };
  return refusal(409, `Conflict: Commit status checks failed for ${ref}.`, [error]);
}

function createDeployment(call: Call): Answer {
  const { store, body } = call;
  const ref = text(call, 'ref', '');
  const sha = store.resolve(ref);
  if (sha === null) return refusal(422, `No ref found for: ${ref}`);
  const refused =
    (body['auto_merge'] === false ? null : autoMerge(call, ref)) ?? failedContexts(call, ref, sha);
  if (refused) return refused;

  const environment = text(call, 'environment', 'production');
  const deployment: Deployment = {
    id: store.nextId(),
    ref,
    sha,
    environment,
    task: text(call, 'task', 'deploy'),
    payload: body['payload'] ?? '',
    description: typeof body['description'] === 'string' ? body['description'] : null,
    isTransient: body['transient_environment'] === true,
    isProduction:
      body['production_environment'] === undefined
        ? environment === 'production'
        : body['production_environment'] === true,
    createdAt: new Date().toISOString(),
    statuses: [],
  };
  store.deployments.push(deployment);
  return { status: 201, body: shown(call, deployment) };
}

/** `auto_inactive` touches earlier Deployments of the environment that succeeded, but no production or transient ones. */
function inactivateEarlier(store: Store, current: Deployment): void {
  for (const earlier of store.deployments) {
    const latest = earlier.statuses[0];
    const isOfSameKind = earlier.id < current.id && earlier.environment === current.environment;
    if (!isOfSameKind || earlier.isTransient || earlier.isProduction || latest?.state !== 'success') continue;
    store.addStatus(earlier, { ...latest, state: 'inactive' });
  }
}

const findDeployment = (call: Call): Deployment | undefined =>
  call.store.deployments.find(({ id }) => id === Number(call.params['deployment_id']));

function createStatus(call: Call): Answer {
  const deployment = findDeployment(call);
  if (!deployment) return notFound;
  const description = text(call, 'description', '');
  if (description.length > statusDescriptionLimit) {
    const message = `description is too long (maximum is ${statusDescriptionLimit} characters)`;
    return validationFailed({ resource: 'DeploymentStatus', field: 'description', code: 'custom', message });
  }
  const state = text(call, 'state', '');
  const status = call.store.addStatus(deployment, {
    state,
    description,
    environment: text(call, 'environment', deployment.environment),
    environmentUrl: text(call, 'environment_url', ''),
    logUrl: text(call, 'log_url', text(call, 'target_url', '')),
  });
  if (state === 'success' && call.body['auto_inactive'] !== false) inactivateEarlier(call.store, deployment);
  return { status: 201, body: shownStatus(call, deployment, status) };
}

export const deploymentHandlers: Readonly<Record<string, Handler>> = {
  'repos/list-deployments': (call) => {
    const filters = ['sha', 'ref', 'task', 'environment'] as const;
    const isAsked = (deployment: Deployment): boolean =>
      filters.every(
        (name) => (call.query[name] ?? 'none') === 'none' || call.query[name] === deployment[name],
      );
    return listOf(
      call.store.deployments
        .filter(isAsked)
        .toReversed()
        .map((deployment) => shown(call, deployment)),
    );
  },
  'repos/create-deployment': createDeployment,
  'repos/get-deployment': (call) => {
    const deployment = findDeployment(call);
    return deployment ? { status: 200, body: shown(call, deployment) } : notFound;
  },
  'repos/list-deployment-statuses': (call) => {
    const deployment = findDeployment(call);
    return deployment
      ? listOf(deployment.statuses.map((status) => shownStatus(call, deployment, status)))
      : notFound;
  },
  'repos/create-deployment-status': createStatus,
};
