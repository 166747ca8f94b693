// The repository on GitHub, and how its responses are read.
import { readFileSync } from 'node:fs';
import { GitHubError, unreadable } from './error.ts';
import type { GitHubAction } from './error.ts';
import { createRequests } from './requests.ts';
import type { Requests, RequestSettings } from './requests.ts';

type Octokit = ReturnType<(typeof import('./client.ts'))['getOctokit']>;

export interface GitHubSettings extends RequestSettings {
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  /** As in GITHUB_API_URL: an Enterprise Server has a path behind its host. */
  readonly apiUrl: string;
}

/** What every operation needs. */
export interface Repository {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
  readonly requests: Requests;
}

/** Whether there is a page after this one. */
export const hasNextPage = (headers: { readonly link?: string | undefined }): boolean =>
  /\brel="next"/.test(headers.link ?? '');

/** Ten times the comments that GitHub allows on an issue. */
const mostPages = 100;
/** Reporting must not delay the end of a run. */
const listingLimitMs = 30_000;

/** Reads pages until `pick` finds something. `null`: it is on none. A list without an end is refused. */
export async function findOnPages<T, R>(
  action: GitHubAction,
  read: (page: number) => Promise<{ readonly items: readonly T[]; readonly isLast: boolean }>,
  pick: (items: readonly T[]) => R | null | Promise<R | null>,
): Promise<R | null> {
  const endsMs = performance.now() + listingLimitMs;
  for (let page = 1; page <= mostPages && performance.now() < endsMs; page++) {
    const { items, isLast } = await read(page);
    const found = await pick(items);
    if (found !== null || isLast || items.length === 0) return found;
  }
  const text = `GitHub's list has no end when asked to ${action.does}. Its pages are not read on.`;
  throw new GitHubError(text, { status: null, kind: 'refused' });
}

/** The id of what was created or edited. Throws a `GitHubError` if the response has none. */
export function identified(action: GitHubAction, data: unknown): number {
  const id: unknown = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
  if (typeof id !== 'number') throw unreadable(action);
  return id;
}

/** The items of a page. Throws a `GitHubError` if the response isn't a list of them. */
export function listed<T>(action: GitHubAction, data: readonly T[]): readonly T[] {
  const items: readonly unknown[] | null = Array.isArray(data) ? data : null;
  if (items?.every((item) => typeof item === 'object' && item !== null) !== true) throw unreadable(action);
  return data;
}

/** Loads Octokit for this repository. Sends nothing. */
export async function connect(settings: GitHubSettings): Promise<Repository> {
  const [owner = '', repo = ''] = settings.repository.split('/');
  const getOctokit = await loadOctokit();
  const octokit = getOctokit(settings.token, { baseUrl: settings.apiUrl.replace(/\/+$/, '') });
  return { octokit, owner, repo, requests: createRequests(settings) };
}

/** @actions/github parses the event file when it loads, and throws if it is broken. Such a file is hidden from it. */
async function loadOctokit(): Promise<(typeof import('./client.ts'))['getOctokit']> {
  const eventPath = process.env['GITHUB_EVENT_PATH'];
  const isHidden = eventPath !== undefined && !isJsonFile(eventPath);
  if (isHidden) delete process.env['GITHUB_EVENT_PATH'];
  try {
    return (await import('./client.ts')).getOctokit;
  } finally {
    if (isHidden) process.env['GITHUB_EVENT_PATH'] = eventPath;
  }
}

function isJsonFile(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, 'utf8'));
    return true;
  } catch {
    return false;
  }
}
