// Carries out one step.
import type { Act, Step, Write } from '../domain/task-sets/model/step.ts';
import type { Outcome } from '../domain/task-sets/evolve/outcome.ts';

import type { World } from '../domain/task-sets/model/world.ts';
import { leftOutOf } from '../domain/common/revision/diff.ts';
import { withTags } from '../domain/common/revision/revision.ts';
import type { JsonObject } from '../domain/common/values/json.ts';
import { PortError, TooLate } from '../errors.ts';
import type {
  ChecksPort,
  Clock,
  EcsPort,
  LoadBalancerPort,
  ProbePort,
  ScalingPort,
  TaskDefinitionDocument,
  TimingPort,
} from '../ports.ts';
import { runCheck } from './checks/run-check.ts';

export interface Ports {
  readonly ecs: EcsPort;
  readonly loadBalancer: LoadBalancerPort;
  readonly scaling: ScalingPort;
  readonly probe: ProbePort;
  readonly checks: ChecksPort;
  readonly clock: Clock;
  readonly timing: TimingPort;
}

/** Carries out the step. The outcome contains what went wrong. Only the next observation shows whether a write landed. */
export async function act(ports: Ports, world: World, step: Step, signal: AbortSignal): Promise<Outcome> {
  const { act: what } = step;
  if (what.kind === 'end') return { kind: 'done' };
  if (what.kind === 'wait') {
    await ports.clock.sleep(what.ms, signal);
    return { kind: 'done' };
  }
  if (what.kind === 'look') {
    if (what.afterMs > 0) await ports.clock.sleep(what.afterMs, signal);
    return { kind: 'done' };
  }
  if (what.kind === 'check') return { kind: 'checked', result: await runCheck(ports.checks, what, signal) };
  if (what.kind === 'probe') return probed(ports, what, signal);
  try {
    const untilMs = step.countsUntilMs ?? Number.POSITIVE_INFINITY;
    return await ports.timing.sendBy(untilMs, () => write(ports, world, what));
  } catch (error) {
    if (error instanceof TooLate) return { kind: 'too-late' };
    if (error instanceof PortError) return { kind: 'failed', trouble: error.trouble };
    throw error;
  }
}

async function write(ports: Ports, { service }: World, what: Write): Promise<Outcome> {
  const { ecs, loadBalancer, scaling } = ports;
  switch (what.kind) {
    case 'tag-service':
      return done(ecs.tagService(service.arn, what.tags));
    case 'untag-service':
      return done(ecs.untagService(service.arn, what.names));
    case 'register':
      return registered(what.content, await ecs.registerTaskDefinition(what.content, what.hash));
    case 'create-green':
      return { kind: 'created', set: await ecs.createTaskSet(what.request) };
    case 'label':
      return done(ecs.labelPrimary(what.set, what.withinMs));
    case 'write-rule':
      return done(loadBalancer.writeActions(what.rule.ref, what.actions));
    case 'scale':
      return done(ecs.updateScale(what.set, what.percent));
    case 'delete':
      return done(ecs.deleteTaskSet(what.set));
    case 'run-task':
      return { kind: 'started', task: await ecs.runTask(what.request) };
    case 'stop-task':
      return done(ecs.stopTask(what.task, what.why));
    case 'write-scaling':
      return done(scaling.writeScaling(service.cluster, service.name, what.state));
  }
}

function registered(sent: JsonObject, { arn, content, tags }: TaskDefinitionDocument): Outcome {
  // A tag was sent with it, so an answer without any doesn't show tags at all.
  const compared = Object.keys(tags).length === 0 ? { ...sent, tags: [] } : sent;
  return { kind: 'registered', revision: arn, leftOut: leftOutOf(compared, withTags(content, tags)) };
}

async function done(writing: Promise<void>): Promise<Outcome> {
  await writing;
  return { kind: 'done' };
}

async function probed(
  { probe, clock }: Ports,
  { purpose, requests, pauseMs = 0 }: Extract<Act, { kind: 'probe' }>,
  signal: AbortSignal,
): Promise<Outcome> {
  const pause = pauseMs > 0 ? clock.sleep(pauseMs, signal) : null;
  const [answers] = await Promise.all([probe.look(purpose, requests, signal), pause]);
  return answers === null ? { kind: 'probing' } : { kind: 'probed', answers };
}
