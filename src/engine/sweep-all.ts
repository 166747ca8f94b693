import type { OutputName } from '../action-io.ts';
import type { Request } from '../domain/common/request/request.ts';
import { isWrite, type Step } from '../domain/task-sets/model/step.ts';
import type { World } from '../domain/task-sets/model/world.ts';
import { requestFor, type SweepScope, type Target } from '../inputs/sweep-scope.ts';
import { bugEnding } from '../messages/endings.ts';
import { masked } from '../messages/masked.ts';
import { describeTrouble } from '../messages/step-log.ts';
import { beginStory } from '../messages/story.ts';
import { isWell, sweepSentence, sweepSummary, type SweptService } from '../messages/sweep.ts';
import type { Clock, RunnerPort, ServicesPort } from '../ports.ts';
import type { Ports } from './act.ts';
import { createObserver, type Observe, type ReadingPorts } from './observe.ts';
import { reconcile, type Listener } from './reconcile.ts';
import { closeComments } from './sweep-comments.ts';
import { closeDeployments, type Closing, type LastSeen } from './sweep-deployments.ts';
import { sweepOutputs } from './sweep-result.ts';
import { linesOf } from '../domain/common/run/step.ts';

export interface Sweeping extends Closing {
  /** The plan that the inputs gave; each service gets one of its own from it. */
  readonly plan: Request;
  readonly scope: SweepScope;
  readonly services: ServicesPort;
  readonly portsFor: (request: Request) => Ports & ReadingPorts;
  readonly runner: RunnerPort;
  readonly clock: Clock;
  readonly writeOutputs: (values: Readonly<Record<OutputName, string | null>>) => void;
}

/** So many services at once: most of a sweep is waiting, and reads of load balancers share 10 a second (fact 19). */
const atOnce = 3;

/**
 * Sweeps one service after the other, some side by side, each for itself: what fails at one does not stop the others.
 * Ends with one summary, one result and one exit code for all. Never rejects.
 */
export async function sweepAll(sweeping: Sweeping, signal: AbortSignal): Promise<void> {
  const { plan: request, runner, clock, secrets } = sweeping;
  const startedAtMs = clock.now();
  const swept: SweptService[] = [];
  const seen: LastSeen[] = [];
  const targets = await targetsOf(sweeping, swept);
  const waiting = [...targets];
  const worker = async (): Promise<void> => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      const own = requestFor(request, target);
      swept.push(await sweepOne(sweeping, own, seen, signal));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const services = inOrder(swept, targets);
  const closed = await closeDeployments(sweeping, seen);
  const told = await closeComments(sweeping, seen);
  for (const line of [...closed, ...told, sweepSentence(services)]) runner.info(masked(line, secrets));
  const page = [sweepSummary(services), ...[...closed, ...told].map((line) => `- ${line}`)].join('\n');
  const times = { startedAtMs, endedAtMs: clock.now() };
  sweeping.writeOutputs(sweepOutputs(request, services, closed, times));
  const red = services.filter((one) => !isWell(one));
  const problems = red.flatMap((one) => [one.message, ...linesOf(one)]);
  if (red.length > 0) runner.fail('Not all swept', masked(problems.join('\n'), secrets));
  try {
    await runner.writeSummary(masked(`${page}\n`, secrets));
  } catch (error) {
    runner.annotate('warning', 'No job summary', error instanceof Error ? error.message : String(error));
  }
}

/** Those that were named, or all of the clusters. A cluster that can't be listed is a red line of its own. */
async function targetsOf({ scope, services }: Sweeping, swept: SweptService[]): Promise<readonly Target[]> {
  if (scope.services.length > 0) return scope.services;
  const found = await Promise.all(
    scope.clusters.map(async (cluster) => {
      try {
        const names = await services.externalServices(cluster);
        return names.map((service) => ({ cluster, service }));
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        const message = `The services of cluster ${cluster} could not be listed: ${what}`;
        swept.push({
          cluster,
          service: '',
          result: 'failed',
          reason: 'reads-failed',
          message,
          done: [],
          details: [],
          commands: [],
        });
        return [];
      }
    }),
  );
  return found.flat();
}

async function sweepOne(
  { portsFor, clock, runner, secrets }: Sweeping,
  request: Request,
  seen: LastSeen[],
  signal: AbortSignal,
): Promise<SweptService> {
  const { cluster, service } = request;
  const say = (line: string): void => {
    runner.info(masked(`${service}: ${line}`, secrets));
  };
  const ports = portsFor(request);
  const { observe, first } = keepingFirst(createObserver(ports, request));
  try {
    const { step, world, memory } = await reconcile(ports, observe, request, logTo(say), signal);
    if (world !== null)
      seen.push({ plan: request, world, found: (first() ?? world).taskSets, done: memory.swept });
    const { result, message, details, commands = [] } = step.act;
    for (const line of [message, ...linesOf(step.act)]) say(line);
    const end = { result, reason: step.reason, message, details, commands };
    return { cluster, service, ...end, done: memory.swept };
  } catch (error) {
    const { message, reason } = bugEnding(beginStory(request, clock.now()), error);
    say(error instanceof Error ? (error.stack ?? message) : message);
    return { cluster, service, result: 'failed', reason, message, done: [], details: [], commands: [] };
  }
}

/** What a sweep found: at its end some of it is gone. */
function keepingFirst(look: Observe): { readonly observe: Observe; readonly first: () => World | null } {
  const worlds: World[] = [];
  return {
    observe: async (memory) => {
      const world = await look(memory);
      if (worlds.length === 0) worlds.push(world);
      return world;
    },
    first: () => worlds[0] ?? null,
  };
}

/** Each write, and each wait once. */
function logTo(say: (line: string) => void): Listener {
  let last = '';
  const once = (line: string): void => {
    if (line !== last) say(line);
    last = line;
  };
  return {
    onStep: (step: Step) => {
      if (isWrite(step.act)) say(`${step.reason}: ${step.because}`);
      else if (step.act.kind === 'wait') once(`waiting (${step.reason}): ${step.because}`);
    },
    onTrouble: (trouble) => {
      once(describeTrouble(trouble));
    },
  };
}

const inOrder = (swept: readonly SweptService[], targets: readonly Target[]): readonly SweptService[] => {
  const place = ({ cluster, service }: Target): number =>
    targets.findIndex((target) => target.cluster === cluster && target.service === service);
  return swept.toSorted((a, b) => place(a) - place(b));
};
