import { readFileSync } from 'node:fs';
import { InputError } from '../../errors.ts';

/** Where this run comes from, as the runner says. */
export interface RunContext {
  /** `owner/name`. */
  readonly repository: string;
  readonly runId: number;
  /** Counts from 1; a re-run keeps the run id. */
  readonly runAttempt: number;
  readonly runUrl: string;
  /** For GITHUB_API_URL of an Enterprise Server too. */
  readonly apiUrl: string;
  /** The commit that people know: the head of a pull request, not the merge commit that GITHUB_SHA names for it. */
  readonly sha: string;
  /** Number of the pull request; `null` outside of one. */
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
 * Reads the runner's variables and its event file. An event file that is missing or broken costs the pull request's
 * details, not the run. Throws `InputError` that names every missing or malformed variable at once.
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
  return `${what}: GitHub's runner sets it, outside of a workflow it has to be given (for example: ${example}).`;
}

function readPullRequest(
  env: Readonly<Record<string, string | undefined>>,
  eventName: string,
  repository: string,
): PullRequest {
  const event = readEvent(env['GITHUB_EVENT_PATH']);
  const fromEvent = pullOfEvent(event, repository);
  if (fromEvent.number !== null || !eventName.startsWith('pull_request')) return fromEvent;
  // Without a usable event file the ref still names the pull request: refs/pull/12/merge.
  const number = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1];
  return number === undefined ? noPull : { ...noPull, number: Number(number) };
}

function pullOfEvent(event: unknown, repository: string): PullRequest {
  const pull = member(event, 'pull_request');
  const number = member(pull, 'number');
  if (typeof number !== 'number') return pullOfComment(event);
  const head = member(pull, 'head');
  const headSha = member(head, 'sha');
  // A deleted fork has no repository any more, so what isn't known to be this one counts as a fork.
  const isFork = member(member(head, 'repo'), 'full_name') !== repository;
  return { number, headSha: typeof headSha === 'string' ? headSha : null, isFork };
}

/** `issue_comment` names the pull request as an issue and runs on the default branch, so the sha stays the runner's. */
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
