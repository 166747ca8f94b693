import { maskSecrets, readRawInputs, saveState, writeOutputs } from './action-io.ts';
import { createAwsClients, type AwsClients } from './adapters/aws-clients.ts';
import { awsPorts } from './adapters/aws-ports.ts';
import { realClock } from './adapters/clock.ts';
import { createGitHub } from './adapters/github.ts';
import { readRunContext } from './adapters/run-context.ts';
import { runner } from './adapters/runner.ts';
import { readTimeLimit } from './adapters/time-limit.ts';
import { isBoundByTime } from './domain/common/run/time-limit.ts';
import type { Request, TimeLimit } from './domain/common/request/request.ts';
import { createObserver } from './engine/observe.ts';
import { reconcile } from './engine/reconcile.ts';
import { createReporter, type Reporter } from './engine/reporter.ts';
import { reportRefusal } from './report/refusal.ts';
import { filesIn } from './inputs/files.ts';
import { unknownInputs } from './inputs/unknown.ts';
import { planFrom, reportSettingsFrom, secretsIn } from './inputs.ts';
import { sweep } from './sweep.ts';

/** One run of the action: inputs, ports, the loop, the end. */
export async function main(): Promise<void> {
  const raw = readRawInputs();
  const secrets = secretsIn(raw);
  maskSecrets(secrets);
  for (const problem of unknownInputs(process.env)) runner.annotate('warning', 'Unknown input', problem);
  try {
    const context = readRunContext(process.env);
    const asked = await planFrom(raw, context, filesIn(process.env['GITHUB_WORKSPACE'] ?? '.'));
    if (asked.command === 'sweep') {
      await sweep(asked, raw, context, reportSettingsFrom(raw), secrets, cancelSignal());
      return;
    }
    const clients = createAwsClients();
    const plan = { ...asked, timeLimit: isBoundByTime(asked) ? await limitOf(clients, asked) : null };
    const { token, ...settings } = reportSettingsFrom(raw);
    const github = token === null ? null : createGitHub({ token, ...context });
    const clock = realClock;
    await release(
      clients,
      plan,
      createReporter(plan, { ...settings, github, secrets, runner, clock, saveState, writeOutputs }),
    );
  } catch (error) {
    await reportRefusal(error, { runner, secrets, saveState, writeOutputs });
  }
}

async function release(clients: AwsClients, request: Request, reporter: Reporter): Promise<void> {
  const ports = awsPorts(clients, request);
  const signal = cancelSignal();
  try {
    await reporter.finish(await reconcile(ports, createObserver(ports, request), request, reporter, signal));
  } catch (error) {
    await reporter.crash(error);
  } finally {
    clients.destroy();
  }
}

const limitOf = (clients: AwsClients, { timeLimitSeconds }: Request): Promise<TimeLimit | null> =>
  readTimeLimit(clients, process.env, realClock.now(), timeLimitSeconds);

/** Fires when the runner cancels the job. */
function cancelSignal(): AbortSignal {
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      cancel.abort();
    });
  return cancel.signal;
}
