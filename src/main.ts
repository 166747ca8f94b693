// The job's step: one run of the action.
import { saveState, writeOutputs } from './adapters/runner/io.ts';
import { readTimeLimit } from './adapters/aws/time-limit.ts';
import { servicesPort } from './adapters/ecs/services.ts';
import { awsPorts } from './adapters/ports.ts';
import { identityPort } from './adapters/sts/port.ts';
import { runner } from './adapters/runner/runner.ts';
import { describeUnnamedCommit } from './domain/common/environment/event.ts';
import { describeCancel } from './domain/common/environment/concurrency.ts';
import { traitsOf } from './domain/common/request/commands.ts';
import type { Request } from './domain/common/request/request.ts';
import { decideReleasing } from './domain/task-sets/decide/releasing.ts';
import { documentWarnings } from './domain/task-sets/preflight/revision.ts';
import { describeCredentials } from './domain/common/run/place.ts';
import type { Ports } from './engine/act.ts';
import type { TailReader } from './engine/logs/tail.ts';
import { createObserver, type Observe } from './engine/observe.ts';
import type { ReadingPorts } from './engine/observe-parts.ts';
import { reconcile, type Finished, type Listener } from './engine/reconcile.ts';
import { createReporter } from './engine/reporter.ts';
import { identityLog, type IdentityLog } from './report/identity.ts';
import { reportRefusal } from './report/refusal.ts';
import { unknownInputs } from './inputs/unknown.ts';
import { unreadLine } from './inputs/unread.ts';
import { findRollbackWorkflow } from './inputs/workflows/rollback.ts';
import { readWorkflowFile } from './inputs/workflows/own.ts';
import {
  clusterStatusOf,
  wire,
  readInputs,
  sweepingOf,
  workflowNames,
  workspace,
  type Wiring,
} from './wiring.ts';

/** Inputs, ports, the loop, the end. `cancelled` fires when the runner cancels the job. Never rejects. */
export async function main(cancelled: AbortSignal): Promise<void> {
  const inputs = await readInputs();
  for (const note of inputs.environment.proxies.notes) runner.annotate('warning', 'Proxy not used', note);
  for (const problem of unknownInputs(process.env)) runner.annotate('warning', 'Unknown input', problem);
  const unread = unreadLine(inputs.raw);
  if (unread !== null) runner.info(unread);
  try {
    const wiring = await wire(inputs, false);
    if (inputs.config?.problems.length === 0) saveState('config', JSON.stringify(inputs.config.file));
    for (const warning of documentWarnings(wiring.request))
      runner.annotate('warning', 'Task definition', warning);
    const unnamed = unnamedCommit(wiring.request, inputs.raw.commit ?? null);
    if (unnamed !== null) runner.annotate('warning', 'Commit', unnamed);
    const whose = identityLog(identityPort(wiring.clients), inputs.environment.aws.description, runner);
    try {
      // A rollback asks once it has time.
      if (!traitsOf(wiring.request).rollsBack) void whose.ask();
      const clusters = clusterStatusOf(wiring, inputs);
      if (wiring.request.command === 'sweep')
        await (await import('./engine/sweep-all.ts')).sweepAll(sweepingOf(wiring, inputs), cancelled);
      else if (clusters !== null) await (await import('./engine/status-all.ts')).statusOfClusters(clusters);
      else await release(wiring, whose, cancelled);
    } finally {
      whose.close();
      wiring.clients.destroy();
    }
  } catch (error) {
    await reportRefusal(error, { runner, secrets: inputs.secrets, saveState, writeOutputs });
  }
}

const unnamedCommit = ({ command, release: named }: Request, input: string | null): string | null =>
  input !== null || !traitsOf({ command }).bringsOwnCommit
    ? null
    : describeUnnamedCommit(process.env['GITHUB_EVENT_NAME'] ?? '', named);

async function release(wiring: Wiring, whose: IdentityLog, signal: AbortSignal): Promise<void> {
  const request = await bound(wiring);
  const ports = { ...awsPorts(wiring.clients, request), runs: wiring.reporting.runs };
  const readTail = tailOf(wiring, ports);
  const reporter = createReporter(request, { ...wiring.reporting, saveState, writeOutputs, readTail });
  try {
    const listener: Listener = {
      ...reporter,
      onStep: (step, world, memory) => {
        reporter.onStep(step, world, memory);
        if (step.act.kind === 'wait') void whose.ask();
      },
    };
    const observe = await observerOf(wiring, ports, request);
    const finished = await reconcile({ ports, observe, request, decide: decideReleasing, listener, signal });
    await reporter.finish(await explained(finished, request, whose));
  } catch (error) {
    await reporter.crash(error);
  } finally {
    ports.probe.stopAllBut([]);
    await ports.checks.ended();
  }
}

/** Loaded only for a task that failed. */
const tailOf =
  ({ clients, reporting }: Wiring, ports: Ports): TailReader =>
  async (failed) => {
    const { failedTaskTail } = await import('./engine/logs/tail.ts');
    const { logsPort } = await import('./adapters/logs/port.ts');
    return failedTaskTail({ ...ports, logs: logsPort(clients) }, reporting.secrets)(failed);
  };

/** Only a plan of Terraform's looks at other services, and only a service that names its migrations at what changed. */
async function observerOf(wiring: Wiring, ports: ReadingPorts, request: Request): Promise<Observe> {
  const { clients, reporting } = wiring;
  let observe = createObserver(ports, request);
  if (request.goal.terraformPlan !== null) {
    const { withNeighbors } = await import('./engine/neighbors.ts');
    const portsFor = (of: Request): ReadingPorts => awsPorts(clients, of);
    const from = { services: servicesPort(clients), loadBalancer: ports.loadBalancer, portsFor };
    observe = withNeighbors(observe, from, request);
  }
  if (request.schemaFiles === null) return observe;
  const { withChanges } = await import('./engine/parts/changes.ts');
  return withChanges(observe, { ...ports, github: reporting.github }, request);
}

/** The end with what only the job knows. Nothing is left to do at AWS. */
async function explained(finished: Finished, request: Request, whose: IdentityLog): Promise<Finished> {
  const { step, world } = finished;
  const more = [
    ...(world === null ? await credentialLines(request, whose) : []),
    ...(step.reason === 'cancelled' ? await cancelLines() : []),
  ];
  return { ...finished, step: { ...step, act: { ...step.act, details: [...step.act.details, ...more] } } };
}

/** If not even the first reads worked, the credentials may be of another account than was meant. */
async function credentialLines(request: Request, whose: IdentityLog): Promise<readonly string[]> {
  const identity = await whose.ask();
  return identity === null ? [] : describeCredentials(request, identity);
}

/** GitHub sends the same signal if a person cancels the run and if a newer run of its concurrency group does. */
async function cancelLines(): Promise<readonly string[]> {
  const why = describeCancel(await readWorkflowFile(process.env, workspace()));
  return why === null ? [] : [why];
}

/** The request with the time at which the job or its credentials end, and with the workflow that its green names. */
async function bound({ request, clients, reporting }: Wiring): Promise<Request> {
  if (!traitsOf(request).isBoundByTime) return request;
  const { timeLimitSeconds } = request;
  const [timeLimit, rollbackWorkflow] = await Promise.all([
    readTimeLimit(clients, process.env, reporting.clock.now(), timeLimitSeconds),
    findRollbackWorkflow(request, process.env, workspace(), workflowNames()),
  ]);
  return { ...request, timeLimit, release: { ...request.release, rollbackWorkflow } };
}
