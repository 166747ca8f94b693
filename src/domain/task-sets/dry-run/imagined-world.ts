// The world of an imagined release: every write succeeds, and everything is ready after a wait.
import type { RunTask, TaskArn } from '../../common/one-off-tasks/task.ts';
import { tasksAtScale } from '../../common/tasks/scale.ts';
import type { StoppedTask } from '../../common/tasks/view.ts';
import { endpointsOf } from '../../common/tasks/endpoints.ts';
import { arn, type TargetGroupArn, type TaskDefinitionArn } from '../../common/values/arn.ts';
import type { Outcome } from '../evolve/outcome.ts';
import type { Request } from '../../common/request/request.ts';
import { factsAfter, factsWithout } from '../model/aws-tags.ts';
import type { Write } from '../model/step.ts';
import { withActions, withLabel } from '../model/after-write.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { TargetView } from '../../common/load-balancer/view.ts';
import type { TaskView } from '../../common/tasks/view.ts';
import type { Candidate } from '../../common/revision/candidate.ts';

/** The revision that a registration would create. Only AWS knows its number. */
const unnumbered = ({ family }: Candidate): TaskDefinitionArn => arn(`${family}:new`);

/** What AWS would return if the write succeeds, and the world after it. */
export function carriedOut(write: Write, world: World): { readonly world: World; readonly outcome: Outcome } {
  const done: Outcome = { kind: 'done' };
  switch (write.kind) {
    case 'tag-service':
      return { world: withTags(world, factsAfter(world.service.tags, write.tags)), outcome: done };
    case 'untag-service':
      return { world: withTags(world, factsWithout(world.service.tags, write.names)), outcome: done };
    case 'register': {
      const revision = world.candidate === null ? arn<TaskDefinitionArn>('new') : unnumbered(world.candidate);
      return { world, outcome: { kind: 'registered', revision, leftOut: [] } };
    }
    case 'create-green':
      return created(write.request, world);
    case 'label':
      return { world: withLabel(world, write.set), outcome: done };
    case 'write-rule':
      return { world: withActions(world, write), outcome: done };
    case 'scale':
      return { world: scaled(world, write.set, write.percent), outcome: done };
    case 'delete':
      return { world: without(world, (set) => set.arn === write.set), outcome: done };
    case 'run-task':
      return passed(write.request, world);
    case 'stop-task':
      return { world: withoutTask(world, write.task), outcome: done };
    case 'write-scaling':
      return { world: { ...world, scaling: write.state }, outcome: done };
  }
}

const withoutTask = (world: World, task: TaskArn): World => ({
  ...world,
  oneOffTasks: world.oneOffTasks.filter(({ arn: known }) => known !== task),
});

/** The task has run, and has ended well. */
function passed(request: RunTask, world: World): ReturnType<typeof carriedOut> {
  const task = arn<TaskArn>(`task/${request.tryId}`);
  const container = { name: request.container, exitCode: 0, reason: null, isUnhealthy: false, digest: null };
  const stop: StoppedTask = {
    arn: task,
    startedBy: '',
    stopCode: 'EssentialContainerExited',
    stoppedReason: '',
    createdAtMs: world.nowMs,
    endingAtMs: world.nowMs,
    stoppedAtMs: world.nowMs,
    containers: [container],
  };
  const { tryId, taskDefinition, container: name } = request;
  const ended = {
    tryId,
    taskDefinition,
    container: name,
    lastStatus: 'STOPPED',
    isToRun: false,
    createdAtMs: world.nowMs,
  };
  const list = listOf[request.purpose];
  return {
    world: { ...world, [list]: [...world[list], { arn: task, ...ended, stop }] },
    outcome: { kind: 'started', task },
  };
}

const listOf = { test: 'oneOffTasks', migration: 'migrationTasks', contract: 'contractTasks' } as const;

const withTags = (world: World, tags: World['service']['tags']): World => ({
  ...world,
  service: { ...world.service, tags },
});

function created(
  request: Extract<Write, { kind: 'create-green' }>['request'],
  world: World,
): ReturnType<typeof carriedOut> {
  const set: TaskSetView = {
    arn: arn(`${world.service.arn}/ecs-svc/new`),
    id: 'ecs-svc/new',
    status: 'ACTIVE',
    isSteady: true,
    taskDefinition: request.taskDefinition,
    computedDesired: world.service.desiredCount,
    running: 0,
    pending: 0,
    scalePercent: 100,
    createdAtMs: world.nowMs,
    updatedAtMs: world.nowMs,
    tags: request.tags,
    attachment: request.attachment,
    settings: request.settings,
    tasks: [],
    attachmentCount: 1,
  };
  const withGreen = { ...world, taskSets: [...world.taskSets, set], candidate: null };
  return { world: readied(withGreen, set), outcome: { kind: 'created', set: set.arn } };
}

/** The set with all its tasks running, each with a healthy target. */
function readied(world: World, set: TaskSetView): World {
  const count = set.computedDesired;
  const tasks = Array.from({ length: count }, (_, k): TaskView => ({
    arn: `task ${String(k)} of ${set.id}`,
    lastStatus: 'RUNNING',
    createdAtMs: null,
    endpoint: { id: `task ${String(k)} of ${set.id}`, port: set.attachment?.containerPort ?? 0 },
    ipv6Endpoint: null,
    zone: null,
    images: [],
  }));
  const ready: TaskSetView = { ...set, running: count, pending: 0, isSteady: true, tasks };
  const targets = tasks.flatMap(({ endpoint }): readonly TargetView[] =>
    endpoint === null
      ? []
      : [{ ...endpoint, state: 'healthy', reason: null, description: null, isShiftedAway: false }],
  );
  const emptied = withoutTargets(world, set);
  return {
    ...emptied,
    taskSets: emptied.taskSets.map((one) => (one.arn === set.arn ? ready : one)),
    groups: emptied.groups.map((group) =>
      group.arn === set.attachment?.group ? { ...group, targets: [...group.targets, ...targets] } : group,
    ),
  };
}

function scaled(world: World, name: string, percent: number): World {
  const set = world.taskSets.find(({ arn: one }) => one === name);
  if (set === undefined) return world;
  const computedDesired = tasksAtScale(world.service.desiredCount, percent);
  const sized = { ...set, scalePercent: percent, computedDesired };
  return readied({ ...world, taskSets: world.taskSets.map((one) => (one === set ? sized : one)) }, sized);
}

function without(world: World, isGone: (set: TaskSetView) => boolean): World {
  const gone = world.taskSets.filter(isGone);
  const left = { ...world, taskSets: world.taskSets.filter((set) => !gone.includes(set)) };
  return gone.reduce(withoutTargets, left);
}

const withoutTargets = (world: World, set: TaskSetView): World => {
  const own = new Set(set.tasks.flatMap(endpointsOf).map(keyOf));
  return mapTargets(world, set.attachment?.group, (target) => !own.has(keyOf(target)));
};

const keyOf = ({ id, port }: { readonly id: string; readonly port: number }): string =>
  `${id}:${String(port)}`;

const mapTargets = (
  world: World,
  group: TargetGroupArn | undefined,
  isKept: (target: TargetView) => boolean,
): World => ({
  ...world,
  groups: world.groups.map((one) =>
    group === undefined || one.arn === group ? { ...one, targets: one.targets.filter(isKept) } : one,
  ),
});

/** The world after a wait: draining sets have vanished, and the tasks of this release run. */
export function waited(request: Request, world: World, ms: number): World {
  const later = { ...world, nowMs: world.nowMs + ms, serviceTasks: [] };
  const drained = mapTargets(
    without(later, ({ status }) => status === 'DRAINING'),
    undefined,
    ({ state }) => state !== 'draining',
  );
  const own = drained.taskSets.filter(({ tags }) => tags.release === request.release.id);
  return own.reduce((seen, set) => (isUp(set) ? seen : readied(seen, set)), drained);
}

const isUp = ({ isSteady, running, computedDesired }: TaskSetView): boolean =>
  isSteady && running === computedDesired;
