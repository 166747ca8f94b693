// What GitHub's runner would set up before it starts an action: files, event and variables.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '..');

export interface RunnerFiles {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/** A run for pull request 1 of the sandbox's GitHub. */
export async function createRunnerFiles(repository: string): Promise<RunnerFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-blue-green-'));
  const sha = 'b'.repeat(40);
  const event = {
    pull_request: { number: 1, head: { sha, ref: 'feature' } },
    repository: { full_name: repository },
  };
  const names = {
    GITHUB_OUTPUT: 'output',
    GITHUB_STATE: 'state',
    GITHUB_ENV: 'env',
    GITHUB_STEP_SUMMARY: 'summary.md',
  };
  const files = Object.entries(names).map(([variable, name]) => [variable, join(folder, name)] as const);
  // The runner makes the files; @actions/core refuses to write to one that is missing.
  await Promise.all(files.map(([, file]) => writeFile(file, '')));
  await writeFile(join(folder, 'event.json'), JSON.stringify(event));
  return {
    folder,
    env: {
      ...Object.fromEntries(files),
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_SHA: sha,
      GITHUB_REF: 'refs/pull/1/merge',
      GITHUB_HEAD_REF: 'feature',
      GITHUB_ACTOR: 'octocat',
      GITHUB_WORKFLOW: 'deploy',
      GITHUB_JOB: 'deploy',
      GITHUB_RUN_ID: String(Date.now()),
      GITHUB_RUN_NUMBER: '1',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_SERVER_URL: 'https://github.com',
      RUNNER_TEMP: folder,
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Inputs as the runner passes them: every one of action.yml, with its default; dashes stay in the names. */
export async function inputVariables(
  inputs: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const file = join(root, 'action.yml');
  const action = existsSync(file) ? (parse(await readFile(file, 'utf8')) as ActionFile) : {};
  const defaults = Object.entries(action.inputs ?? {}).map(
    ([name, input]) => [name, String(input?.default ?? '')] as const,
  );
  const all = { ...Object.fromEntries(defaults), ...inputs };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value === '${{ github.token }}' ? 'a-token-of-the-sandbox' : value,
    ]),
  );
}

interface ActionFile {
  readonly inputs?: Readonly<Record<string, { readonly default?: string | number | boolean } | null>>;
}
