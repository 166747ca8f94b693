import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The files that a runner gives a step, in a folder of their own. */
interface RunnerFiles {
  readonly variables: Readonly<Record<string, string>>;
  /** What main saved for post. */
  state(): Record<string, string>;
  outputs(): Record<string, string>;
  /** Markdown. */
  summary(): string;
  remove(): void;
}

/** `event`: the webhook payload that GITHUB_EVENT_PATH points to. */
export function createRunnerFiles(event: unknown): RunnerFiles {
  const folder = mkdtempSync(path.join(tmpdir(), 'runner-'));
  const file = (name: string, text = ''): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const variables = {
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
    RUNNER_TEMP: folder,
  };
  return {
    variables,
    state: () => parseCommandFile(readFileSync(variables.GITHUB_STATE, 'utf8')),
    outputs: () => parseCommandFile(readFileSync(variables.GITHUB_OUTPUT, 'utf8')),
    summary: () => readFileSync(variables.GITHUB_STEP_SUMMARY, 'utf8'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `name<<delimiter`, the value on lines of its own, `delimiter`: the form in which a runner reads outputs and state. */
function parseCommandFile(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const blocks = text.matchAll(/^([^\n=]+?)<<([^\n]+)\n([\s\S]*?)\n?\2$/gm);
  for (const [, name, , value] of blocks) if (name !== undefined) found[name] = value ?? '';
  return found;
}
