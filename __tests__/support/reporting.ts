import type { ReleaseDeployment, ShownStatus } from '../../src/domain/common/shown/deployment.ts';
import type { CommitPull } from '../../src/domain/common/report/pulls.ts';
import type { ShownService } from '../../src/domain/common/report/deployments.ts';
import type { Clock, DeploymentId, DeploymentStatus, GitHubPort, RunnerPort } from '../../src/ports.ts';

/** A runner that keeps what is reported to it. */
export interface RecordingRunner extends RunnerPort {
  readonly lines: string[];
  readonly annotations: { readonly kind: string; readonly title: string; readonly message: string }[];
  readonly failures: { readonly title: string; readonly message: string }[];
  readonly summaries: string[];
}

export function recordingRunner(): RecordingRunner {
  const [lines, summaries]: [string[], string[]] = [[], []];
  const annotations: RecordingRunner['annotations'] = [];
  const failures: RecordingRunner['failures'] = [];
  return {
    lines,
    annotations,
    failures,
    summaries,
    debug: () => undefined,
    info: (line) => lines.push(line),
    warn: (line) => lines.push(`warning: ${line}`),
    openGroup: (title) => lines.push(`> ${title}`),
    closeGroup: () => lines.push('<'),
    annotate: (kind, title, message) => annotations.push({ kind, title, message }),
    fail: (title, message) => failures.push({ title, message }),
    writeSummary: (markdown) => {
      summaries.push(markdown);
      return Promise.resolve();
    },
  };
}

/** A clock that stands still unless it is moved; a sleep ends when it is moved past its end, or by its signal. */
export interface HandClock extends Clock {
  move(ms: number): Promise<void>;
}

export function handClock(startMs: number): HandClock {
  let nowMs = startMs;
  const sleepers = new Set<{ readonly untilMs: number; readonly wake: () => void }>();
  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { untilMs: nowMs + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          resolve();
        });
      }),
    move: async (ms) => {
      nowMs += ms;
      for (const sleeper of [...sleepers].filter(({ untilMs }) => untilMs <= nowMs)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await settled();
    },
  };
}

/** After everything that is due now has run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A GitHub that keeps what is reported to it. `answer` is awaited before each call is carried out: it may reject, or never end. */
export interface RecordingGitHub extends GitHubPort {
  readonly comments: string[];
  readonly statuses: DeploymentStatus[];
  readonly deployments: string[];
  /** The statuses of each Deployment, newest first. `null`: what was set. */
  shown: readonly ShownStatus[] | null;
  /** That GitHub made for the job of the run. */
  jobDeployment: DeploymentId | 'several' | null;
  /** The service whose Deployment is active. */
  active: ShownService | null;
  /** The newest Deployments of releases, as listed. */
  newest: readonly ReleaseDeployment[];
  /** Their new states. */
  readonly closed: (readonly [DeploymentId, DeploymentStatus['state']])[];
  answer: (call: string) => Promise<void>;
  /** By commit. */
  readonly pulls: Map<string, readonly CommitPull[]>;
}

export function recordingGitHub(): RecordingGitHub {
  const [comments, deployments]: [string[], string[]] = [[], []];
  const statuses: DeploymentStatus[] = [];
  const github: RecordingGitHub = {
    comments,
    statuses,
    deployments,
    shown: null,
    jobDeployment: null,
    active: null,
    newest: [],
    closed: [],
    answer: () => Promise.resolve(),
    pulls: new Map(),
    pullsOfCommit: async (sha) => {
      await github.answer('pulls');
      return github.pulls.get(sha) ?? [];
    },
    commitsBetween: async () => {
      await github.answer('compare');
      return null;
    },
    mergedPulls: () => Promise.resolve({ pulls: [], isWhole: true }),
    filesOf: () => Promise.resolve([]),
    updateComment: async (_pull, _markers, textFor) => {
      await github.answer('comment');
      const body = await textFor(comments.at(-1) ?? null);
      if (body !== null) comments.push(body);
    },
    createDeployment: async ({ environment, sha, payload }) => {
      await github.answer('deployment');
      deployments.push(`${environment} ${sha} ${payload}`);
      return deployments.length;
    },
    findDeployment: async (environment, sha, payload) => {
      await github.answer('find');
      const index = deployments.indexOf(`${environment} ${sha} ${payload}`);
      return index < 0 ? null : index + 1;
    },
    findJobDeployment: async (_where, _runId, _own, shown = null) => {
      await github.answer('find job');
      const index = deployments.findIndex((one) => shown !== null && one.endsWith(` ${shown.payload}`));
      return index < 0 ? github.jobDeployment : index + 1;
    },
    findActiveService: async () => {
      await github.answer('find');
      return github.active;
    },
    newestDeployments: async (_environment, ownerOf) => {
      await github.answer('find newest');
      return github.newest.filter(({ payload, description }) => ownerOf(payload, description) !== null);
    },
    deploymentStatuses: async () => {
      await github.answer('read status');
      return github.shown ?? statuses.toReversed().map((status) => ({ ...status, atMs: 0 }));
    },
    setDeploymentStatus: async (id, status) => {
      await github.answer('status');
      if (github.newest.some((one) => one.id === id)) github.closed.push([id, status.state]);
      else statuses.push(status);
    },
  };
  return github;
}
