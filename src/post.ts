import { readRawInputs, readState, saveState, maskSecrets } from './action-io.ts';
import { createAwsClients } from './adapters/aws-clients.ts';
import { realClock } from './adapters/clock.ts';
import { ecsPort } from './adapters/ecs.ts';
import { loadBalancerPort } from './adapters/elb.ts';
import { createGitHub } from './adapters/github.ts';
import { readRunContext } from './adapters/run-context.ts';
import { runner } from './adapters/runner.ts';
import { scalingPort } from './adapters/scaling.ts';
import { createObserver } from './engine/observe.ts';
import { closeStory, parseLeft } from './engine/report-close.ts';
import { filesIn } from './inputs/files.ts';
import { planFrom, reportSettingsFrom, secretsIn } from './inputs.ts';

/**
 * What runs after the job's steps, always: it tells the end where main was killed before it could. It reads AWS once
 * and writes nothing to it. Never rejects: whatever goes wrong here, the job has ended as it has.
 */
export async function post(): Promise<void> {
  const ending = parseLeft(readState('ending'));
  const hasBegun = readState('release-id') !== null;
  if (ending?.isTold === true || !hasBegun) return;
  try {
    await close(ending);
  } catch (error) {
    runner.warn(`The end could not be told: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function close(ending: ReturnType<typeof parseLeft>): Promise<void> {
  const raw = readRawInputs();
  const secrets = secretsIn(raw);
  maskSecrets(secrets);
  const context = readRunContext(process.env);
  // The file may be gone by now, and where traffic is can be told without it.
  const given = { ...raw, 'task-definition': null };
  const plan = await planFrom(given, context, filesIn(process.env['GITHUB_WORKSPACE'] ?? '.'));
  const { token, ...settings } = reportSettingsFrom(raw);
  const clients = createAwsClients();
  const reading = {
    ecs: ecsPort(clients, plan),
    loadBalancer: loadBalancerPort(clients),
    scaling: scalingPort(clients),
    clock: realClock,
  };
  const deployment = Number(readState('deployment') ?? Number.NaN);
  const telling = {
    ...settings,
    ...{ secrets, runner, clock: realClock, save: saveState },
    github: token === null ? null : createGitHub({ token, ...context }),
    deployment: Number.isNaN(deployment) ? null : deployment,
  };
  try {
    await closeStory(plan, createObserver(reading, plan), { ending }, telling);
  } finally {
    clients.destroy();
  }
}
