// The sweep of several services: a few at a time, with one report.
import { decideNextStep } from '../domain/task-sets/decide/decide.ts';
import type { Request } from '../domain/common/request/request.ts';
import { isWrite, type Step } from '../domain/task-sets/model/step.ts';
import type { World } from '../domain/task-sets/model/world.ts';
import { requestFor, type SweepScope, type Target } from '../inputs/sweep-scope.ts';
import { bugEnding } from '../report/messages/endings.ts';
import { masked } from '../domain/common/values/secrets.ts';
import { describeTrouble } from '../report/messages/log-lines.ts';
import type { SweptService } from '../report/sweep/summary.ts';
import type { ServicesPort } from '../ports.ts';
import type { Ports } from './act.ts';
import type { ReadingPorts } from './observe-parts.ts';
import { fewAtOnce } from '../few-at-once.ts';
import { createObserver, type Observe } from './observe.ts';
import { reconcile, type Listener } from './reconcile.ts';
import { finishSweep, type SweepContext } from '../report/sweep/finish.ts';
import { sweepOnGitHub, type SweepOnGitHub } from '../report/sweep/github.ts';
import { sceneOf } from '../domain/task-sets/roles/scene.ts';
import { describeLive } from '../domain/task-sets/sweep/sweep.ts';
import { sweptBeyondLease } from '../domain/task-sets/report/beyond-lease.ts';
import { sweptState } from '../domain/task-sets/report/swept.ts';
import { beginReport } from '../domain/common/report/report.ts';
import { linesOf } from '../domain/common/run/step.ts';
import { messageOf } from '../errors.ts';

export interface Sweeping extends SweepContext {
  /** The request that the inputs gave. Each service gets its own from it. */
  readonly request: Request;
  readonly scope: SweepScope;
  readonly services: Pick<ServicesPort, 'externalServices'>;
  readonly portsFor: (request: Request) => Ports & ReadingPorts;
}

/**
 * Sweeps services independently: a failure at one doesn't stop the others. Ends with one summary, one result and one exit
 * code for all. Never rejects.
 */
export async function sweepAll(sweeping: Sweeping, signal: AbortSignal): Promise<void> {
  const { request, clock } = sweeping;
  const startedAtMs = clock.now();
  const unlisted: SweptService[] = [];
  const gitHub = sweepOnGitHub(sweeping);
  const targets = await targetsOf(sweeping, unlisted);
  const swept = await fewAtOnce(targets, (target) =>
    sweepOne(sweeping, requestFor(request, target), gitHub, signal),
  );
  await finishSweep(sweeping, gitHub, { request, startedAtMs, services: [...unlisted, ...swept] });
}

/** The services that were named, or all of the clusters. What can't be listed or read is a failed entry of its own. */
async function targetsOf(
  { scope, services }: Sweeping,
  unlisted: SweptService[],
): Promise<readonly Target[]> {
  if (scope.services.length > 0) return scope.services;
  const found = await Promise.all(
    scope.clusters.map(async (cluster) => {
      try {
        const listed = await services.externalServices(cluster);
        for (const { service, why } of listed.unread)
          unlisted.push(notSwept(cluster, service, `Service ${service} could not be read: ${why}`));
        return listed.services.map(({ service }) => ({ cluster, service: service.name }));
      } catch (error) {
        const what = messageOf(error);
        unlisted.push(
          notSwept(cluster, '', `The services of cluster ${cluster} could not be listed: ${what}`),
        );
        return [];
      }
    }),
  );
  return found.flat();
}

const nothing = { done: [], leftAlone: [], details: [], commands: [], beyondLease: [] } as const;

const notSwept = (cluster: string, service: string, message: string): SweptService => ({
  ...{ cluster, service, result: 'failed', reason: 'reads-failed', message },
  ...nothing,
});

async function sweepOne(
  { portsFor, clock, runner, secrets }: Sweeping,
  request: Request,
  gitHub: SweepOnGitHub,
  signal: AbortSignal,
): Promise<SweptService> {
  const { cluster, service } = request;
  const say = (line: string): void => {
    runner.info(masked(`${service}: ${line}`, secrets));
  };
  const ports = portsFor(request);
  const { observe, first } = keepingFirst(createObserver(ports, request));
  try {
    const { step, world, memory } = await reconcile({
      ports,
      observe,
      request,
      decide: decideNextStep,
      listener: logTo(request, say),
      signal,
    });
    if (world !== null)
      gitHub.add(sweptState(request, { first: first() ?? world, last: world, done: memory.swept }));
    const { result, message, leftAlone = [], details, commands = [] } = step.act;
    for (const line of [message, ...linesOf(step.act)]) say(line);
    const end = { result, reason: step.reason, message, leftAlone, details, commands };
    const beyondLease = world === null ? [] : sweptBeyondLease(request, world);
    return { cluster, service, ...end, done: memory.swept, beyondLease };
  } catch (error) {
    const { message, reason } = bugEnding(beginReport(request, clock.now()), error);
    say(error instanceof Error ? (error.stack ?? message) : message);
    return { cluster, service, result: 'failed', reason, message, ...nothing };
  }
}

/** Keeps the first observation: by the end, some of what the sweep found is gone. */
function keepingFirst(look: Observe): { readonly observe: Observe; readonly first: () => World | null } {
  const worlds: World[] = [];
  return {
    observe: async (memory, last, wanted) => {
      const world = await look(memory, last, wanted);
      if (worlds.length === 0) worlds.push(world);
      return world;
    },
    first: () => worlds[0] ?? null,
  };
}

/** Each write, each move of traffic, and each wait once. */
function logTo(request: Request, say: (line: string) => void): Listener {
  let last = '';
  let traffic: string | null = null;
  const once = (line: string): void => {
    if (line !== last) say(line);
    last = line;
  };
  return {
    onStep: (step: Step, world, memory) => {
      const now = describeLive(sceneOf(request, world, memory));
      if (traffic !== null && now !== traffic) say(`traffic: ${now}`);
      traffic = now;
      if (isWrite(step.act)) say(`${step.reason}: ${step.because}`);
      else if (step.act.kind === 'wait') once(`waiting (${step.reason}): ${step.because}`);
    },
    onTrouble: (trouble) => {
      once(describeTrouble(trouble));
    },
  };
}
