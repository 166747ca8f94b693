// Reads the world, in as few requests as deciding allows.
import { stopSecondsOf } from '../domain/common/tasks/stop-timeout.ts';
import { skewNotes } from '../domain/common/run/clock-skew.ts';
import { traitsOf } from '../domain/common/request/commands.ts';
import type { Request } from '../domain/common/request/request.ts';
import { unreadNotes } from '../domain/task-sets/health/last-known.ts';
import { everything, type Look, type Part, type Wanted } from '../domain/task-sets/model/look.ts';
import type { Memory } from '../domain/task-sets/model/memory.ts';
import type { World } from '../domain/task-sets/model/world.ts';
import { expiredStage } from '../domain/task-sets/revision/restage.ts';
import { revisionsOfTests } from '../domain/task-sets/revision/tests.ts';
import { rolesOf, type Roles } from '../domain/task-sets/roles/roles.ts';
import { createCandidateReader } from './revision/candidate.ts';
import { createLostImagesReader } from './revision/lost-images.ts';
import {
  groupsOfInterest,
  readCandidates,
  readCore,
  readGroupsOf,
  readScaling,
  readScalingPlan,
  readTargets,
  type At,
  type Known,
  type ReadingPorts,
} from './observe-parts.ts';
import { createRunsReader } from './observe-runs.ts';
import { createPartReader, keeping, type Dated } from './part-reader.ts';
import { readAlarms } from './parts/alarms.ts';
import { readStopped } from './parts/stopped.ts';
import { readTasks } from './parts/tasks.ts';
import { quickLook } from './quick-look.ts';
import { createImageReader } from './revision/registries.ts';
import { createKnownRevisions } from './revision/known-revisions.ts';
import { createRevisionReader, readNamed } from './revision/revisions.ts';

/** `last`: what the observation before showed. */
export type Observe = (memory: Memory, last?: World | null, wanted?: Wanted) => Promise<World>;

/**
 * Reads the world at each call. Reads only, in parallel where one read doesn't need another. Rejects with a
 * `PortError` when something that deciding needs can't be read. A rollback first tries what its tags lead to.
 */
export function createObserver(ports: ReadingPorts, request: Request): Observe {
  const observe = createFullObserver(ports, request);
  let isFirst = traitsOf(request).rollsBack;
  return async (memory, last = null, wanted = everything) => {
    const quick = isFirst ? await quickLook(ports, request, memory) : null;
    isFirst = false;
    return quick ?? observe(memory, last, wanted);
  };
}

/** What `complete` adds. */
const toComplete = {
  stopSeconds: {},
  sizes: {},
  testRevisions: [],
  lostImages: [],
  changes: null,
} as const satisfies Partial<World>;

function createFullObserver(
  ports: ReadingPorts,
  request: Request,
): (memory: Memory, last: World | null, wanted: Wanted) => Promise<World> {
  const known: Known = {
    groups: new Map(),
    balancers: [],
    candidateGroups: null,
    isScaled: null,
    scalingPlan: null,
  };
  const readers = createRevisionReaders(ports, request);
  const runsOf = createRunsReader(ports, request);
  const readPart = createPartReader(ports);
  const keys = new Map<Part, string>();
  return async (memory, last, wanted) => {
    const at = { ports, request, known, read: keeping(readPart, { memory, last, wanted, keys }) };
    const { service, rules } = await readCore(at);
    const { taskSets } = service.value;
    const groups = await readGroupsOf(at, groupsOfInterest(at, service.value, rules.value));
    const [tasks, targets, stopped, scaling, alarms, runs] = await Promise.all([
      readTasks(at, service.value, memory),
      readTargets(at, groups.value, taskSets),
      readStopped(at, service.value, { memory, isFirst: last === null }),
      readScaling(at),
      readAlarms(at, memory, last),
      runsOf(service.value.service, taskSets),
    ]);
    const nowMs = ports.clock.now();
    const parts = { service, rules, groups, targets, tasks, 'stopped-tasks': stopped, scaling, alarms };
    const readings = readingsOf(parts);
    const bare: World = {
      nowMs,
      look: { isWhole: true, endedMs: nowMs, readings },
      service: service.value.service,
      taskSets: taskSets.map((set) => ({ ...set, tasks: tasks.value.ofSets.get(set.arn) ?? [] })),
      rules: rules.value,
      groups: groups.value.map((group) => ({ ...group, targets: targets.value.get(group.arn) ?? [] })),
      loadBalancers: known.balancers,
      candidateGroups: [],
      stoppedTasks: stopped.value,
      oneOffTasks: tasks.value.oneOff,
      migrationTasks: tasks.value.migrations,
      contractTasks: tasks.value.contracts,
      serviceTasks: tasks.value.ofService,
      scaling: scaling.value,
      scalingPlan: null,
      alarms: alarms.value,
      candidate: null,
      runs,
      ...toComplete,
      notes: [...skewNotes(ports.timing.skewMs()), ...unreadNotes(readings)],
      neighbors: null,
    };
    return complete({ ...at, memory, ...readers }, bare);
  };
}

const readingsOf = (dated: Readonly<Record<Part, Dated<unknown>>>): Look['readings'] =>
  Object.fromEntries(Object.entries(dated).map(([part, { reading }]) => [part, reading])) as Look['readings'];

/** Of revisions and their images. */
function createRevisionReaders(ports: ReadingPorts, request: Request) {
  const { ecs, timing, registry } = ports;
  const revisions = createRevisionReader(ecs);
  const images = createImageReader(registry, request);
  return {
    candidateOf: createCandidateReader({ ecs, images }, revisions, request),
    revisions,
    knownRevisions: createKnownRevisions(revisions, request),
    lostImagesIn: createLostImagesReader({ images, timing, revisions }, request),
  };
}

type Ahead = At & ReturnType<typeof createRevisionReaders> & { readonly memory: Memory };

async function complete(at: Ahead, bare: World): Promise<World> {
  const { request, memory, lostImagesIn, revisions } = at;
  const roles = rolesOf(request, bare, memory);
  const isPast = memory.isPreflightPassed || memory.interrupted !== null;
  const named = isPast ? [] : revisionsOfTests({ request, memory, roles, world: bare });
  const [world, lostImages, testRevisions, stopSeconds] = await Promise.all([
    withAhead(at, bare, roles),
    isPast ? [] : lostImagesIn(roles),
    readNamed(revisions, named),
    readStopSeconds(at, roles),
  ]);
  const known = at.knownRevisions(memory, roles);
  return {
    ...world,
    ...known,
    lostImages,
    testRevisions,
    stopSeconds: { ...known.stopSeconds, ...stopSeconds },
  };
}

/** Of a blue that is to be drained. A revision is read once in a run. */
async function readStopSeconds(
  { request, memory, revisions }: Ahead,
  { blue }: Roles,
): Promise<World['stopSeconds']> {
  const isDrained = request.drain !== null && !traitsOf(request).rollsBack;
  // Returning traffic waits for nothing that it doesn't need.
  if (!isDrained || blue === null || memory.failure !== null || memory.interrupted !== null) return {};
  const document = await revisions(blue.taskDefinition);
  return document === null ? {} : { [blue.taskDefinition]: stopSecondsOf(document.content) };
}

/** With what is read only before green exists. */
async function withAhead(at: Ahead, bare: World, roles: Roles): Promise<World> {
  const { ports, request, known, memory, candidateOf } = at;
  // A sweep makes no green, nor does who finishes for another.
  const isMaking = traitsOf(request).green !== 'stranded' && memory.interrupted === null;
  if (roles.green !== null || memory.failure !== null || !isMaking) return bare;
  const isAsked = bare.scaling !== null && !memory.isPreflightPassed && !traitsOf(request).rollsBack;
  const [candidate, candidateGroups, { plan, notes }] = await Promise.all([
    candidateOf(roles.blue, memory, expiredStage(request, bare, roles)?.revision ?? null),
    roles.pair === null ? readCandidates(ports, known) : [],
    isAsked ? readScalingPlan(at) : { plan: null, notes: [] },
  ]);
  return {
    ...bare,
    candidate,
    candidateGroups,
    scalingPlan: plan,
    notes: [...bare.notes, ...notes],
    nowMs: ports.clock.now(),
  };
}
