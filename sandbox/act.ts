// npm run act -- <command> [--event name] [--payload file] [input=value …]: runs the committed bundle as one job against
// the sandbox that is up.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inputsFor, noSandbox, readOffer } from './offer.ts';
import type { Offer } from './offer.ts';
import { eventNames, isEventName, triggerFrom, triggerOf, type Trigger } from './runner/events.ts';
import { runAction } from './runner/run-action.ts';

const usage =
  'npm run act -- <command> [--event name] [--payload file] [input=value …], for example: npm run act -- deploy warm-time=10m';

function pairsOf(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const [, name, value] = /^([a-z-]+)=([\s\S]*)$/.exec(word) ?? [];
      if (name === undefined || value === undefined)
        throw new Error(`"${word}" is not input=value. ${usage}`);
      return [name, value];
    }),
  );
}

/** `body`: it is a POST. */
async function askControl({ controlUrl }: Offer, path: string, body?: object): Promise<unknown> {
  const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${controlUrl}/${path}`, request).catch(() => {
    throw new Error(noSandbox);
  });
  if (!answer.ok) throw new Error(`the sandbox at ${controlUrl} answered ${String(answer.status)}`);
  return answer.json();
}

/** Sets the state of the run in the sandbox's GitHub. Other runs read there whether this run has ended. */
const setRunStatus = (offer: Offer, runId: number, status: string): Promise<unknown> =>
  askControl(offer, 'runs', { id: runId, attempt: 1, status });

/**
 * A push is the one of the pull request's merge. A payload takes the place of the event's own. An event without one here
 * needs it.
 */
async function triggerFor(offer: Offer, name: string, payload: string | undefined): Promise<Trigger> {
  if (!isEventName(name) && payload === undefined)
    throw new Error(
      `"${name}" is none of the events ${eventNames.join(', ')}: name its payload with --payload`,
    );
  const { repository, pull, sha: head } = offer;
  const path = name === 'push' ? 'merge' : 'main';
  const main = (await askControl(offer, path, name === 'push' ? { number: pull } : undefined)) as {
    readonly sha: string;
  };
  const scene = { repository, pull, head, main: main.sha };
  const trigger = isEventName(name) ? triggerOf(name, scene) : triggerFrom(name, scene, { event: {} });
  return payload === undefined
    ? trigger
    : { ...trigger, event: JSON.parse(readFileSync(payload, 'utf8')) as object };
}

const options = { event: { type: 'string', default: 'pull_request' }, payload: { type: 'string' } } as const;

async function act(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [command, ...words] = positionals;
  if (command === undefined) throw new Error(usage);
  const offer = readOffer();
  const inputs = { ...inputsFor(command, offer), ...pairsOf(words) };
  const trigger = await triggerFor(offer, values.event, values.payload);
  const { environment, repository } = offer;
  const runId = Math.floor(Date.now() / 1000);
  await setRunStatus(offer, runId, 'in_progress');
  // Ctrl-C also reaches the bundle, which finishes. Its post step runs after that.
  process.on('SIGINT', () => undefined);
  const run = { repository, runId, attempt: 1, pull: null, ...trigger };
  const onLine = (line: string): void => {
    console.log(line);
  };
  const result = await runAction({ inputs, environment, run, onLine }).finally(() =>
    setRunStatus(offer, runId, 'completed'),
  );
  // `result-json` is for workflows. The other outputs show its parts.
  const outputs = Object.entries(result.outputs).filter(
    ([name, value]) => value !== '' && name !== 'result-json',
  );
  console.log(`\n${outputs.map(([name, value]) => `  ${name}: ${value}`).join('\n')}\n`);
  return result.exitCode ?? 1;
}

act(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
