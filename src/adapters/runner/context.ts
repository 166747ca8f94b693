// What the runner knows about this run: repository, run, commit, pull request.
import { readFileSync } from 'node:fs';
import { InputError } from '../../errors.ts';

export interface RunContext {
  /** `owner/name`. */
  readonly repository: string;
  readonly runId: number;
  /** Starts at 1. A re-run keeps the run id. */
  readonly runAttempt: number;
  readonly runUrl: string;
  /** GITHUB_API_URL, also of an Enterprise Server. */
  readonly apiUrl: string;
  /** The commit that people know. In a pull request it is the head, not the merge commit of GITHUB_SHA. */
  readonly sha: string;
  /** Number of the pull request. `null`: there is none. */
  readonly pull: number | null;
  /** Whether the pull request comes from another repository: its token can't write. */
  readonly isFork: boolean;
  readonly actor: string;
  readonly eventName: string;
}

interface PullRequest {
  readonly number: number | null;
  readonly headSha: string | null;
  readonly isFork: boolean;
}

const noPull: PullRequest = { number: null, headSha: null, isFork: false };

/**
 * Reads the runner's variables and its event file. If the event file is missing or broken, the run continues without
 * the details of the pull request. Throws an `InputError` that names all missing and malformed variables.
 */
export function readRunContext(env: Readonly<Record<string, string | undefined>>): RunContext {
  const problems: string[] = [];
  const required = (name: string, shape: RegExp, example: string): string => {
    const value = env[name] ?? '';
    if (!shape.test(value)) problems.push(problemWith(name, value, example));
    return value;
  };
  const repository = required('GITHUB_REPOSITORY', /^[^/\s]+\/[^/\s]+$/, 'acme/shop');
  const runId = required('GITHUB_RUN_ID', /^\d+$/, '1658821493');
  const sha = required('GITHUB_SHA', /^[0-9a-f]{40,64}$/, 'the full id of a commit');
  const attempt =
    env['GITHUB_RUN_ATTEMPT'] === undefined ? '1' : required('GITHUB_RUN_ATTEMPT', /^[1-9]\d*$/, '1');
  if (problems.length > 0) throw new InputError(problems);

  const eventName = env['GITHUB_EVENT_NAME'] ?? '';
  const pull = readPullRequest(env, eventName, repository);
  const server = (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
  return {
    repository,
    runId: Number(runId),
    runAttempt: Number(attempt),
    runUrl: `${server}/${repository}/actions/runs/${runId}`,
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    sha: pull.headSha ?? sha,
    pull: pull.number,
    isFork: pull.isFork,
    actor: env['GITHUB_ACTOR'] ?? '',
    eventName,
  };
}

function problemWith(name: string, value: string, example: string): string {
  const what = value === '' ? `${name} is missing` : `${name} is "${value}"`;
  return `${what}: GitHub's runner sets it. Outside a workflow, set it yourself, e.g. to ${example}.`;
}

function readPullRequest(
  env: Readonly<Record<string, string | undefined>>,
  eventName: string,
  repository: string,
): PullRequest {
  const event = readEvent(env['GITHUB_EVENT_PATH']);
  const fromEvent = pullOfEvent(event, repository);
  if (fromEvent.number !== null || !eventName.startsWith('pull_request')) return fromEvent;
  // Without a usable event file, the ref still names the pull request: refs/pull/12/merge.
  const number = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1];
  return number === undefined ? noPull : { ...noPull, number: Number(number) };
}

function pullOfEvent(event: unknown, repository: string): PullRequest {
  const pull = member(event, 'pull_request');
  const number = member(pull, 'number');
  if (typeof number !== 'number') return pullOfComment(event);
  const head = member(pull, 'head');
  const headSha = member(head, 'sha');
  // A deleted fork has no repository, so everything that isn't known to be this repository counts as a fork.
  const isFork = member(member(head, 'repo'), 'full_name') !== repository;
  return { number, headSha: typeof headSha === 'string' ? headSha : null, isFork };
}

/** `issue_comment` calls the pull request an issue, and runs on the default branch: the commit is GITHUB_SHA. */
function pullOfComment(event: unknown): PullRequest {
  const issue = member(event, 'issue');
  const number = member(issue, 'number');
  const isPull = member(issue, 'pull_request') !== undefined;
  return isPull && typeof number === 'number' ? { ...noPull, number } : noPull;
}

function readEvent(path: string | undefined): unknown {
  if (!path) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return null;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
