// What the Deployment of a release shows, and when a command changes that.
import type { ReleaseState } from './state.ts';

/** How many characters GitHub takes for a description. */
export const descriptionLimit = 140;

/** A status of a Deployment, as GitHub lists it. */
export interface ShownStatus {
  readonly state: string;
  readonly description: string;
  readonly logUrl: string;
  /** When GitHub got it. */
  readonly atMs: number;
}

/** That of a release. */
export interface ReleaseDeployment {
  readonly id: number;
  /** Names the release and its service (`payloadOf`). */
  readonly payload: string;
  readonly sha: string;
  readonly environment: string;
  /** Names the service and its cluster. */
  readonly description: string | null;
  /** That of its newest status. `queued`: it has none. */
  readonly state: string;
}

/** Whether the state is not final. GitHub shows a Deployment without a status as queued. */
export const isOpen = (state = 'queued'): boolean =>
  ['queued', 'pending', 'waiting', 'in_progress'].includes(state);

/** Maximum number of Deployments that one command checks in an environment, unless it is about more than a third as many services. */
const mostChecked = 30;

/**
 * How many of the newest Deployments of each service are checked. Several runs may have died while GitHub could not be
 * reached. Each costs a request.
 */
export const newestChecked = (services: number): number =>
  Math.min(10, Math.max(3, Math.floor(mostChecked / services)));

/** The final state of a Deployment. `null`: it has none, because the release isn't over. */
export function finalStateOf(state: ReleaseState): 'success' | 'failure' | 'inactive' | null {
  switch (state) {
    case 'warm':
    case 'live':
    case 'warm-shared':
    case 'live-shared':
      return 'success';
    case 'partly':
    case 'rolled-back':
      return 'failure';
    case 'led-away':
    case 'replaced':
    case 'unstaged':
    case 'removed':
    case 'gone':
      return 'inactive';
    case 'none':
    case 'staged':
    case 'begun':
    case 'being-replaced':
      return null;
  }
}

/**
 * What to set where a command finds a release in this state. `null`: nothing. What is not live is shown so by any final state
 * but `success`. An open state is closed once its run is over (`report/deployments/open.ts`), and a status that is newer than
 * what the command saw (`seenMs`) stays.
 */
export function correctState(
  [newest]: readonly ShownStatus[],
  state: ReleaseState,
  seenMs: number,
): 'success' | 'failure' | 'inactive' | null {
  const final = finalStateOf(state);
  if (final === null || newest === undefined || isOpen(newest.state) || newest.atMs > seenMs) return null;
  return (newest.state === 'success') === (final === 'success') ? null : final;
}

/** The success of another Deployment to the environment may have made it inactive: GitHub adds that status. */
export const mayBeHidden = ([newest, before]: readonly ShownStatus[]): boolean =>
  newest?.state === 'inactive' && before?.state === 'success';

const finals = ['success', 'failure', 'error', 'inactive'] as const;

export interface FinalStatus extends ShownStatus {
  readonly state: (typeof finals)[number];
  /** Whether GitHub shows it. */
  readonly isNewest: boolean;
}

/**
 * The last final status that another run than this one has set. It knows what became of a release that this run left to it.
 * `null`: there is none.
 */
export function finalOfOther(statuses: readonly ShownStatus[], runUrl: string): FinalStatus | null {
  const isOwn = ({ logUrl }: ShownStatus): boolean => logUrl === runUrl || logUrl.startsWith(`${runUrl}/`);
  const began = statuses.findLastIndex(isOwn);
  for (const [place, status] of statuses.slice(0, Math.max(0, began)).entries()) {
    const state = finals.find((one) => one === status.state);
    if (state !== undefined && !isOwn(status)) return { ...status, state, isNewest: place === 0 };
  }
  return null;
}
