// What an observation shows of the contract of a release: the step after which the version before can't run.
import { nextOfContract, type NextOfContract } from '../../common/migrations/next-of-contract.ts';
import { parseNote, type TryNote } from '../../common/migrations/note.ts';
import type { ContractPlan } from '../../common/migrations/plan-text.ts';
import type { RunTask, TaskArn } from '../../common/one-off-tasks/task.ts';
import type { ServiceTask } from '../../common/tasks/view.ts';
import { lastPart } from '../../common/values/arn.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { canServe } from '../health/readiness.ts';
import { isSwitched } from '../health/switch-state.ts';
import type { Memory } from '../model/memory.ts';
import type { SetOutline, TaskSetView, World } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { formatSet } from '../roles/describe-set.ts';
import {
  begunContract,
  hasNotBegun,
  isOwed,
  lostId,
  isLaterRelease,
  olderThan,
  planOf,
  type BegunContract,
} from '../tags/contract.ts';
import { factsFor } from './sight.ts';
import { namedTasks, sightOf, wantedOf } from './tries.ts';

/** The commands that may end a blue. A sweep leaves the contract to a teardown. */
export const runsContracts = (request: Pick<Request, 'command'>): boolean => {
  const { switches, rollsBack, endsWarmTime } = traitsOf(request);
  return (switches && !rollsBack) || endsWarmTime;
};

/** The contract of this release, once all of production is on its green. `null`: it plans none. */
export function contractOf(scene: Scene): { readonly set: TaskSetView; readonly plan: ContractPlan } | null {
  const { green } = scene.roles;
  const plan = green === null ? null : planOf(green);
  return green === null || plan === null || !isSwitched(scene) ? null : { set: green, plan };
}

/** What to do about it. `null`: there is none. */
export function nextOf(scene: Scene): NextOfContract | null {
  const found = contractOf(scene);
  if (found === null) return null;
  const { set, plan } = found;
  const begun = begunContract(scene.world);
  const asked = runsContracts(scene.request) ? requestOf(scene, set, plan) : null;
  return nextOfContract({
    ...sightOf(scene, scene.world.contractTasks),
    noted: begun?.set === set.id ? begun.note : null,
    wanted: asked === null ? null : wantedOf(scene, asked),
    notYet: whyNotYet(scene, set),
    hasNotBegun: hasNotBegun(scene.world, set),
    lost: lostNote(set),
  });
}

/** What has begun, of whichever release, as a command sees it that does not run it. `null`: nothing has. */
export function nextOfBegun(scene: Scene): (BegunContract & { readonly next: NextOfContract }) | null {
  const begun = begunContract(scene.world) ?? lostIn(scene);
  if (begun === null) return null;
  const notYet = 'this command runs no contract';
  const sight = {
    ...sightOf(scene, scene.world.contractTasks),
    noted: begun.note,
    wanted: null,
    notYet,
    hasNotBegun: true,
    lost: begun.note,
  };
  return { ...begun, next: nextOfContract(sight) };
}

/** A contract runs whose tag was wiped. */
function lostIn({ world, roles }: Scene): BegunContract | null {
  const set = roles.live.find((one) => planOf(one) !== null);
  const task = world.contractTasks.find(({ isToRun }) => isToRun);
  if (set === undefined || task === undefined) return null;
  const id = task.tryId === '' ? lastPart(task.arn) : task.tryId;
  return { set: set.id, note: { ...lostNote(set), id } };
}

/** Stands for its tag if that was wiped. */
export const lostNote = (set: TaskSetView): TryNote => ({
  ...{
    id: lostId(set),
    notedAtMs: set.createdAtMs,
    digest: '',
    blue: '',
    tested: null,
    task: null,
    end: null,
  },
});

/** The request of RunTask, still without the name of a try: all of it is in what AWS shows of green. */
export function requestOf(
  { request }: Pick<Scene, 'request'>,
  set: TaskSetView,
  plan: ContractPlan,
): RunTask | null {
  const container = plan.container ?? set.attachment?.containerName ?? null;
  if (container === null) return null;
  const { launchType, capacityProviders, platformVersion, network } = set.settings;
  return {
    purpose: 'contract',
    tokenText: '',
    tryId: '',
    taskDefinition: set.taskDefinition,
    container,
    command: plan.command,
    environment: factsFor(request, set.tags.commit ?? ''),
    placement: { launchType, capacityProviders, platformVersion, network },
    taskRole: plan.taskRole,
  };
}

/** After it has begun, nothing returns. So what it ends has to be gone, and green has to serve. */
function whyNotYet(scene: Scene, set: TaskSetView): string | null {
  const { world, memory } = scene;
  if (!memory.isBakePassed) return 'the bake is not over';
  const other = world.taskSets.find((one) => one.arn !== set.arn && !isLaterRelease(set, one));
  if (other !== undefined) return `${formatSet(other)} is still there`;
  if (world.serviceTasks === null) return 'the tasks of the service were not read';
  const [task, ...more] = tasksBefore(world, set);
  if (task !== undefined)
    return (
      `task ${lastPart(task.arn)} of ${task.startedBy === '' ? 'another task set' : task.startedBy} is still ${task.lastStatus}` +
      (more.length === 0 ? '' : `, and ${String(more.length)} more`)
    );
  if (parseNote(world.service.tags.migration)?.end === null) return 'another migration is not over';
  const able = canServe(world, set, false, memory.healthyDue);
  return able.isYes ? null : able.why;
}

const tasksBefore = ({ serviceTasks, taskSets }: World, set: TaskSetView): readonly ServiceTask[] =>
  (serviceTasks ?? []).filter(
    ({ startedBy }) =>
      startedBy !== set.id && !taskSets.some((one) => one.id === startedBy && isLaterRelease(set, one)),
  );

interface Seen {
  readonly request: Pick<Request, 'command'>;
  readonly memory: Memory;
  readonly world: { readonly service: World['service']; readonly taskSets: readonly SetOutline[] };
}

/** A plan of a standing set whose contract may begin, or may have: no older set is left, and it hasn't ended well. */
const isOpen = ({ service, taskSets }: Seen['world']): boolean =>
  taskSets.some(
    (set) =>
      set.status !== 'DRAINING' &&
      isOwed({ service, taskSets: [] }, set) &&
      olderThan({ taskSets }, set).length === 0,
  );

/** The tasks to ask for by name. `null`: nothing shows that there may be a contract. */
export function contractsToRead({ memory, world }: Seen): readonly TaskArn[] | null {
  const note = begunContract(world)?.note ?? null;
  if (!isOpen(world) && (note === null || note.end !== null)) return null;
  return namedTasks(note, memory, world.service.arn);
}

/** Whether it has to be known that no older task runs. */
export const needsServiceTasks = ({ request, world }: Seen): boolean =>
  runsContracts(request) && isOpen(world);

/** Its release was over before this process began: its tags are cleared, and only the contract is left. */
export function isLeftForContract(scene: Scene): boolean {
  const { world, roles } = scene;
  const isOver = world.service.tags.green === undefined && roles.green?.status === 'PRIMARY';
  return isOver && world.taskSets.length === 1 && contractOf(scene) !== null && isOwed(world, roles.green);
}

/** Since when only what drains is left before it, as this process has seen it. `null`: it isn't due. */
export function evolveContractDue({ world, memory, roles: { green } }: Scene): number | null {
  const isDue =
    green !== null &&
    isOwed(world, green) &&
    olderThan(world, green).every(({ status }) => status === 'DRAINING');
  return isDue ? (memory.contractDueSinceMs ?? world.nowMs) : null;
}
