import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { actionRoot, inputVariables, readAction } from './action.ts';
import { withConfigFile } from './config-file.ts';
import { createRunnerFiles } from './files.ts';
import { stateInLog } from './log-commands.ts';

export interface ActionRun {
  readonly inputs: Readonly<Record<string, string>>;
  /** Where AWS and GitHub are, and the credentials: what earlier steps of a job would have set. */
  readonly environment: Readonly<Record<string, string>>;
  readonly run: RunIdentity;
  readonly onLine?: (line: string) => void;
  /** Called with the process of main, so that a test can kill or cancel it. */
  readonly onStart?: (main: ChildProcess) => void;
  /** A runner that vanishes runs no post step. */
  readonly isPostSkipped?: boolean;
  /** What is otherwise by the time that post runs: AWS may be out of reach. */
  readonly postEnvironment?: Readonly<Record<string, string>>;
  /** Where the checkout of the workflow is; files that inputs name are read from here. */
  readonly workspace?: string;
  /** Bundle to run instead of the committed one, e.g. one with a seeded fault. */
  readonly bundle?: string;
}
export interface RunIdentity {
  readonly repository: string;
  readonly runId: number;
  readonly attempt: number;
  readonly sha: string;
  /** `null`: not a pull request. */
  readonly pull: number | null;
  readonly eventName?: string;
  readonly ref?: string;
  /** The event as GitHub would save it, in place of the one of a push or a pull request. */
  readonly event?: object;
}
export interface ActionResult {
  /** Of main; `null` when it was killed. */
  readonly exitCode: number | null;
  readonly log: string;
  readonly postLog: string;
  /** Of post; `null`: it was skipped, or killed. */
  readonly postExitCode: number | null;
  readonly postSeconds: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly seconds: number;
}

/**
 * Runs the committed bundle as a runner does: main with INPUT_* and the GITHUB_* files, then post with what main
 * saved, also after a failure. Node is spawned without a shell, since `sh` drops variables with dashes.
 */
export async function runAction(options: ActionRun): Promise<ActionResult> {
  const files = createRunnerFiles(eventOf(options.run));
  const started = performance.now();
  try {
    const inputs = withConfigFile(options.inputs, files.variables['RUNNER_TEMP'] ?? '');
    const base = { ...baseEnvironment({ ...options, inputs }), ...files.variables };
    const main = await runOnce('main', options, base);
    const saved = { ...files.state(), ...stateInLog(main.log) };
    const state = Object.entries(saved).map(([name, value]) => [`STATE_${name}`, value]);
    const ended = performance.now();
    const left = {
      ...base,
      ...options.postEnvironment,
      ...(Object.fromEntries(state) as Record<string, string>),
    };
    const post = options.isPostSkipped ? { log: '', exitCode: null } : await runOnce('post', options, left);
    return {
      exitCode: main.exitCode,
      log: main.log,
      postLog: post.log,
      postExitCode: post.exitCode,
      postSeconds: (performance.now() - ended) / 1000,
      outputs: files.outputs(),
      summary: files.summary(),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    files.remove();
  }
}

export const serverUrl = 'https://github.example';

function baseEnvironment({ inputs, environment, run, workspace }: ActionRun): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: run.repository,
    GITHUB_RUN_ID: String(run.runId),
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_SHA: run.sha,
    GITHUB_REF: run.ref ?? (run.pull === null ? 'refs/heads/main' : `refs/pull/${String(run.pull)}/merge`),
    GITHUB_EVENT_NAME: run.eventName ?? (run.pull === null ? 'push' : 'pull_request'),
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_ACTOR: 'ada',
    GITHUB_TRIGGERING_ACTOR: 'ada',
    GITHUB_WORKFLOW: 'deploy',
    GITHUB_JOB: 'deploy',
    GITHUB_WORKSPACE: workspace ?? actionRoot,
    ...environment,
    ...inputVariables(inputs, 'sandbox-token'),
  };
}

const eventOf = ({ pull, sha, repository, event }: RunIdentity): unknown => ({
  repository: { full_name: repository },
  ...(event !== undefined
    ? event
    : pull === null
      ? {}
      : { number: pull, pull_request: { number: pull, head: { sha, repo: { full_name: repository } } } }),
});

interface Once {
  readonly exitCode: number | null;
  readonly log: string;
}

function runOnce(which: 'main' | 'post', options: ActionRun, env: Record<string, string>): Promise<Once> {
  const file = path.join(options.bundle ?? actionRoot, readAction().runs[which]);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    let rest = '';
    const take = (chunk: Buffer): void => {
      log += chunk.toString();
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, log });
    });
    if (which === 'main') options.onStart?.(child);
  });
}
