import { readRawInputs, readState, saveState, maskSecrets } from './action-io.ts';
import { createAwsClients } from './adapters/aws-clients.ts';
import { awsPorts } from './adapters/aws-ports.ts';
import { realClock } from './adapters/clock.ts';
import { createGitHub } from './adapters/github.ts';
import { readRunContext } from './adapters/run-context.ts';
import { runner } from './adapters/runner.ts';
import { mayBeFinished } from './domain/task-sets/roles/handover.ts';
import { finishRelease } from './engine/finish.ts';
import { parseHandover } from './engine/handover.ts';
import { createObserver } from './engine/observe.ts';
import { closeRelease } from './engine/close.ts';
import { parseMainEnding, type MainEnding } from './report/main-ending.ts';
import { filesIn } from './inputs/files.ts';
import { planFrom, reportSettingsFrom, secretsIn } from './inputs.ts';

/** So long post works at AWS; a write under way, and telling, come on top and end within a minute. */
const finishMs = 40_000;
/** A read that hangs must not outlast that. */
const readAttempts = 3;

/**
 * What runs after the job's steps, always. Where main was killed, or stopped by a bug, it does what the moment calls for
 * and tells the end; where main had ended by itself it tells that, if nobody has. Never rejects: the job has ended as it has.
 */
export async function post(): Promise<void> {
  const ending = parseMainEnding(readState('ending'));
  const hasBegun = readState('release-id') !== null;
  if (!hasBegun || (ending?.isReported === true && !ending.isCrash)) return;
  try {
    await close(ending);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    runner.warn(`The end could not be told, and nothing was taken back: ${what}`);
  }
}

async function close(ending: MainEnding | null): Promise<void> {
  const raw = readRawInputs();
  const secrets = secretsIn(raw);
  maskSecrets(secrets);
  const context = readRunContext(process.env);
  // The file may be gone by now; nothing forward is done any more, so nobody needs it.
  const given = { ...raw, 'task-definition': null };
  const asked = await planFrom(given, context, filesIn(process.env['GITHUB_WORKSPACE'] ?? '.'));
  const plan = { ...asked, finishByMs: realClock.now() + finishMs };
  const { token, ...settings } = reportSettingsFrom(raw);
  const clients = createAwsClients(process.env, readAttempts);
  const ports = awsPorts(clients, plan);
  const deployment = Number(readState('deployment') ?? Number.NaN);
  const telling = {
    ...settings,
    ...{ secrets, runner, clock: realClock, save: saveState },
    github: token === null ? null : createGitHub({ token, ...context }),
    deployment: Number.isNaN(deployment) ? null : deployment,
  };
  const handover = mayBeFinished(plan) ? parseHandover(readState('handover')) : null;
  const isCrash = ending?.isCrash === true;
  try {
    const observe = createObserver(ports, plan);
    if (handover !== null && (ending === null || isCrash))
      await finishRelease(plan, ports, observe, { handover, crash: ending }, telling);
    else await closeRelease(plan, observe, { ending }, telling);
  } finally {
    clients.destroy();
  }
}
