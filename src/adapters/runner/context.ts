// What the runner knows about this run: repository, run, commit, pull request.
import { readFileSync } from 'node:fs';
import { isHosted } from '../../domain/common/environment/hosted.ts';
import { commitForm, factsOf, type EventFacts } from '../../domain/common/environment/event.ts';

export interface RunContext {
  /** `owner/name`. */
  readonly repository: string;
  readonly runId: number;
  /** Starts at 1. A re-run keeps the run id. */
  readonly runAttempt: number;
  readonly runUrl: string;
  /** GITHUB_API_URL, also of an Enterprise Server. */
  readonly apiUrl: string;
  /** The commit that the event is about. In a pull request it is the head, not the merge commit of GITHUB_SHA. */
  readonly sha: string;
  /** GITHUB_SHA, which is `github.sha` in a workflow. */
  readonly runnerSha: string;
  /** Number of the pull request. `null`: there is none. */
  readonly pull: number | null;
  /** Whether the pull request comes from another repository: its token can't write. */
  readonly isFork: boolean;
  /** Whose rights the token has. */
  readonly actor: string;
  /** Who started this attempt. A re-run keeps the actor. */
  readonly startedBy: string;
  readonly eventName: string;
  /** Whether GitHub hosts the runner. */
  readonly isHosted: boolean;
  /** Missing and malformed variables, a sentence each. Then what they say is not to be used. */
  readonly problems: readonly string[];
}

/**
 * Reads the runner's variables and its event file. If the event file is missing or broken, the run continues without
 * the details of the pull request. Never throws.
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
  const sha = required('GITHUB_SHA', commitForm, 'the full id of a commit');
  const attempt =
    env['GITHUB_RUN_ATTEMPT'] === undefined ? '1' : required('GITHUB_RUN_ATTEMPT', /^[1-9]\d*$/, '1');
  const eventName = env['GITHUB_EVENT_NAME'] ?? '';
  const { commit, pull, isFork } = readEventFacts(env, eventName, repository);
  const server = (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
  return {
    repository,
    runId: Number(runId),
    runAttempt: Number(attempt),
    runUrl: `${server}/${repository}/actions/runs/${runId}`,
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    sha: commit ?? sha,
    runnerSha: sha,
    pull,
    isFork,
    actor: env['GITHUB_ACTOR'] ?? '',
    startedBy: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || '',
    eventName,
    isHosted: isHosted(env),
    problems,
  };
}

function problemWith(name: string, value: string, example: string): string {
  const what = value === '' ? `${name} is missing` : `${name} is "${value}"`;
  return `${what}: GitHub's runner sets it. Outside a workflow, set it yourself, e.g. to ${example}.`;
}

function readEventFacts(
  env: Readonly<Record<string, string | undefined>>,
  eventName: string,
  repository: string,
): EventFacts {
  const facts = factsOf(eventName, readEvent(env['GITHUB_EVENT_PATH']), repository);
  if (facts.pull !== null || !eventName.startsWith('pull_request')) return facts;
  // Without a usable event file, the ref still names the pull request: refs/pull/12/merge.
  const number = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1];
  return number === undefined ? facts : { ...facts, pull: Number(number) };
}

function readEvent(path: string | undefined): unknown {
  if (!path) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
