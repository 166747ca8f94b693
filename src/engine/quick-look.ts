// The short first observation of a rollback.
import { allReadAt } from '../domain/task-sets/model/look.ts';
import type { Memory } from '../domain/task-sets/model/memory.ts';
import type { Request } from '../domain/common/request/request.ts';
import { isQuickLookEnough } from '../domain/task-sets/decide/quick-look.ts';
import { parseRollbackTags } from '../domain/task-sets/tags/rollback-tags.ts';
import type { World } from '../domain/task-sets/model/world.ts';
import { PortError } from '../errors.ts';
import type { StoppedTask } from '../domain/common/tasks/view.ts';
import type { Clock, EcsPort, LoadBalancerPort, TimingPort } from '../ports.ts';

interface LookingPorts {
  readonly ecs: EcsPort;
  readonly loadBalancer: LoadBalancerPort;
  readonly clock: Clock;
  readonly timing: Pick<TimingPort, 'within'>;
}

/**
 * The first look of a rollback: two rounds of requests instead of some eight, since the tags `rules` and `pair` say
 * where to look. `null`: they don't, or something could not be read, or the decision needs more; then look everywhere.
 */
export async function quickLook(
  ports: LookingPorts,
  request: Request,
  memory: Memory,
): Promise<World | null> {
  try {
    const world = await look(ports);
    return world !== null && isQuickLookEnough(request, world, memory) ? world : null;
  } catch (error) {
    if (error instanceof PortError) return null;
    throw error;
  }
}

/** How much longer than for the rest it waits for the stopped tasks. A service that keeps losing tasks has many of them. */
const stopsLateMs = 500;

async function look({ ecs, loadBalancer, clock, timing }: LookingPorts): Promise<World | null> {
  const startedMs = clock.now();
  const stopped = readStops(ecs);
  const outline = await ecs.readOutline();
  const known = outline === null ? null : parseRollbackTags(outline.service);
  if (outline === null || known === null) return null;
  const pair = [known.pair.green, known.pair.blue];
  const [taskSets, rules, groups, ...targets] = await Promise.all([
    ecs.readOutlined(outline),
    loadBalancer.readKnownRules(known.rules),
    loadBalancer.readGroupsBriefly(pair),
    ...pair.map((group) => loadBalancer.readTargets(group)),
  ]);
  const stops = await timing.within(stopsLateMs, stopped);
  const nowMs = clock.now();
  const readings = allReadAt(startedMs);
  const ofStops = { ...readings['stopped-tasks'], isNew: stops !== null };
  return {
    nowMs,
    look: { isWhole: false, endedMs: nowMs, readings: { ...readings, 'stopped-tasks': ofStops } },
    service: outline.service,
    taskSets,
    rules,
    groups: groups.map((group) => ({ ...group, targets: targets[pair.indexOf(group.arn)] ?? [] })),
    loadBalancers: [],
    candidateGroups: [],
    stoppedTasks: stops ?? [],
    oneOffTasks: [],
    migrationTasks: [],
    contractTasks: [],
    serviceTasks: null,
    scaling: null,
    scalingPlan: null,
    alarms: null,
    runs: [],
    candidate: null,
    testRevisions: [],
    lostImages: [],
    stopSeconds: {},
    sizes: {},
    changes: null,
    notes: ['read only what the rollback needs, as named by the service tags; the rest is read afterwards'],
    neighbors: null,
  };
}

/** Next to the other reads. `null`: they can't be read, and the look decides without them if it can. */
async function readStops(ecs: EcsPort): Promise<readonly StoppedTask[] | null> {
  try {
    return await ecs.readStoppedTasks();
  } catch (error) {
    if (error instanceof PortError) return null;
    throw error;
  }
}
