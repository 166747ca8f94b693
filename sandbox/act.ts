// npm run act -- <command> [input=value …]: runs the committed bundle as one job against the sandbox that is up.
import { runAction } from './runner/run-action.ts';
import { inputsFor, noSandbox, readOffer } from './offer.ts';
import type { Offer } from './offer.ts';

const usage = 'npm run act -- <command> [input=value …], for example: npm run act -- deploy warm-time=10m';

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

/** Sets the state of the run in the sandbox's GitHub. Other runs read there whether this run has ended. */
async function setRunStatus({ controlUrl }: Offer, runId: number, status: string): Promise<void> {
  const body = JSON.stringify({ id: runId, attempt: 1, status });
  const answer = await fetch(`${controlUrl}/runs`, { method: 'POST', body }).catch(() => {
    throw new Error(noSandbox);
  });
  if (!answer.ok) throw new Error(`the sandbox at ${controlUrl} answered ${String(answer.status)}`);
}

async function act([command, ...words]: readonly string[]): Promise<number> {
  if (command === undefined) throw new Error(usage);
  const offer = readOffer();
  const inputs = { ...inputsFor(command, offer), ...pairsOf(words) };
  const { environment, repository, sha, pull } = offer;
  const runId = Math.floor(Date.now() / 1000);
  await setRunStatus(offer, runId, 'in_progress');
  // Ctrl-C also reaches the bundle, which finishes. Its post step runs after that.
  process.on('SIGINT', () => undefined);
  const run = { repository, runId, attempt: 1, sha, pull };
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
