import { maskSecrets, readRawInputs } from './action-io.ts';
import { createAwsClients } from './adapters/aws-clients.ts';
import { realClock } from './adapters/clock.ts';
import { ecsPort } from './adapters/ecs.ts';
import { loadBalancerPort } from './adapters/elb.ts';
import { httpProbe } from './adapters/http-probe.ts';
import { readRunContext } from './adapters/run-context.ts';
import { scalingPort } from './adapters/scaling.ts';
import { createObserver } from './engine/observe.ts';
import { reconcile } from './engine/reconcile.ts';
import { filesIn } from './inputs/files.ts';
import { planFrom, secretsIn } from './inputs.ts';

/** One run of the action: inputs, ports, the loop, the end. */
export async function main(): Promise<void> {
  const raw = readRawInputs();
  maskSecrets(secretsIn(raw));
  const context = readRunContext(process.env);
  const plan = await planFrom(raw, context, filesIn(process.env['GITHUB_WORKSPACE'] ?? '.'));
  const clients = createAwsClients();
  const ports = {
    ecs: ecsPort(clients, plan),
    loadBalancer: loadBalancerPort(clients),
    scaling: scalingPort(clients),
    probe: httpProbe,
    clock: realClock,
  };
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      abort.abort();
    });
  const listener = {
    onStep: (step: { phase: string; because: string; reason: string }): void => {
      console.log(step.phase, step.reason, step.because);
    },
    onTrouble: (trouble: { message: string }): void => {
      console.log(trouble.message);
    },
  };
  const finished = await reconcile(ports, createObserver(ports, plan), plan, listener, abort.signal);
  console.log(finished.step.act);
  process.exitCode = finished.step.act.result === 'released' ? 0 : 1;
  clients.destroy();
}
