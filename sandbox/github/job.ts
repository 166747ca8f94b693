// The Deployment that GitHub makes for a job that names an environment. It sets the final state from the job's conclusion,
// and each success makes the other Deployments of that environment inactive (facts "GitHub").
import type { Deployment, Store } from './store.ts';

export interface JobEnvironment {
  readonly name: string;
  /** `false`: the job has the environment's reviewers and secrets, and no Deployment. */
  readonly deployment?: boolean;
  readonly url?: string;
}

export interface Job {
  readonly environment: JobEnvironment;
  readonly sha: string;
  readonly ref: string;
  readonly runId: number;
  /** The page of the repository. */
  readonly html: string;
}

/** Called as the job starts. The result is called with its conclusion. */
export function startJob(store: Store, job: Job): (conclusion: 'success' | 'failure') => void {
  const { environment, sha, ref, runId, html } = job;
  if (environment.deployment === false) return () => undefined;
  const deployment: Deployment = {
    ...{ id: store.nextId(), ref, sha, task: 'deploy', payload: {}, environment: environment.name },
    ...{ description: null, isTransient: false, isProduction: environment.name === 'production' },
    createdAt: new Date().toISOString(),
    statuses: [],
  };
  store.deployments.push(deployment);
  const logUrl = `${html}/actions/runs/${String(runId)}/job/${String(store.nextId())}`;
  const add = (to: Deployment, state: string): void => {
    store.addStatus(to, {
      ...{ state, description: '', environment: to.environment, environmentUrl: environment.url ?? '' },
      logUrl: to === deployment ? logUrl : (to.statuses[0]?.logUrl ?? ''),
    });
  };
  add(deployment, 'queued');
  add(deployment, 'in_progress');
  return (conclusion) => {
    add(deployment, conclusion);
    if (conclusion !== 'success') return;
    for (const other of store.deployments)
      if (other !== deployment && other.environment === environment.name && stateOf(other) === 'success')
        add(other, 'inactive');
  };
}

const stateOf = ({ statuses }: Deployment): string => statuses[0]?.state ?? '';
