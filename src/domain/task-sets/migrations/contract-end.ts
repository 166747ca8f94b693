// How a command ends whose contract has not ended well. Green stays live, and no traffic moves.
import { traitsOf } from '../../common/request/commands.ts';
import { describeEnd, isGood } from '../../common/migrations/try-end.ts';
import { taskOf, tokenHoldsMs } from '../../common/migrations/next-of-try.ts';
import type { TryNote } from '../../common/migrations/note.ts';
import type { NextOfContract } from '../../common/migrations/next-of-contract.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import type { FailedTask } from '../../common/tasks/failed-task.ts';
import { lastPart } from '../../common/values/arn.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { failure } from '../model/failure-at.ts';
import { end } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { Scene } from '../roles/scene.ts';
import { formatSet } from '../roles/describe-set.ts';
import { begunContract, isOwed, lostId, planOf, whyForwardOnly } from '../tags/contract.ts';
import type { TaskSetView } from '../model/world.ts';
import { isLate } from './contract.ts';
import { contractOf, nextOf, nextOfBegun } from './contract-sight.ts';
import { adviseAnswer, describeFailed, describeUnseen, failedTaskOf, isUnseen } from './tries.ts';

interface Ending {
  /** What is missing. Not set: the contract itself. */
  readonly title?: string;
  readonly reason: Extract<ReasonCode, `contract-${string}`>;
  /** What happened, without its full stop. */
  readonly what: string;
  readonly advice: string;
}

/** `undone`: what AWS refused. `null`: it has ended well, or there is none. */
export function endContract(scene: Scene, undone: readonly string[]): Step | null {
  const found = contractOf(scene);
  const next = nextOf(scene);
  const ending = found === null || next === null ? null : endingOf(scene, found.set, next);
  if (ending === null) return null;
  const { request, roles } = scene;
  return end(
    'failed',
    ending.reason,
    `${ending.title ?? 'Contract not done'}: ${ending.what}. ${describeTraffic(roles)} Green stays live, and no traffic of service ` +
      `${request.service} was moved. ${ending.advice}`,
    undone,
  );
}

function endingOf(scene: Scene, set: TaskSetView, next: NextOfContract): Ending | null {
  const noted = begunContract(scene.world)?.note ?? null;
  switch (next.kind) {
    case 'done':
    case 'nothing':
      return null;
    case 'failed':
      return next.end === 'not-started'
        ? notStarted(scene, 'AWS refused to start its task')
        : failed(scene, noted);
    case 'unknown':
      return unknown(scene, noted);
    case 'await':
      return goesOn(noted?.id ?? lostId(set));
    case 'not-yet':
      return notStarted(scene, next.why);
    case 'note':
      return unnoted(scene, next);
    case 'start':
      return notStarted(scene, 'AWS did not carry out what is listed');
  }
}

/** AWS did not carry out the tag. What ECS shows of the task holds anyway. */
function unnoted(scene: Scene, { note, why }: Extract<NextOfContract, { kind: 'note' }>): Ending {
  if (why === 'new') return notStarted(scene, 'AWS did not carry out what is listed');
  if (note.end === null) return goesOn(note.id);
  if (!isGood(note.end)) return failed(scene, note);
  return {
    title: 'Contract not noted',
    reason: 'contract-goes-on',
    what: `the contract ${note.id} has run (${describeEnd(note.end)}), and AWS did not carry out the tag that says so`,
    advice: 'Run the command teardown: it notes how it ended, and starts no second task of it.',
  };
}

const failed = (scene: Scene, noted: TryNote | null): Ending => ({
  reason: 'contract-failed',
  what: describeFailed('contract', scene.world.contractTasks, noted),
  advice:
    'The schema may be changed in part. Nothing rolls back from here. Find the reason in its log, repair what it left, and run ' +
    'the command teardown in another run: that starts the contract again.',
});

function unknown(scene: Scene, noted: TryNote | null): Ending {
  const id = noted?.id ?? (scene.roles.green === null ? '' : lostId(scene.roles.green));
  return {
    reason: 'contract-unknown',
    what: describeUnknown(scene, noted, id),
    advice: adviseUnknown(id),
  };
}

export const adviseUnknown = (id: string): string => adviseAnswer(id, 'run the command teardown', true);

export function describeUnknown({ world }: Pick<Scene, 'world'>, noted: TryNote | null, id: string): string {
  return noted === null
    ? `no tag of the service shows whether the contract ${id} has begun`
    : describeUnseen('contract', noted, world.nowMs);
}

const goesOn = (id: string): Ending => ({
  reason: 'contract-goes-on',
  what: `the contract ${id} is not over, and this run does not wait any longer`,
  advice: 'It is never stopped. Run the command teardown: it waits for it, and notes how it ends.',
});

const notStarted = (scene: Scene, why: string): Ending => ({
  reason: 'contract-not-started',
  what: `the contract was not started: ${why}`,
  advice: `Run the command teardown${scene.request.command === 'teardown' ? ' again' : ''} once that has changed. It starts the contract.`,
});

/** A teardown asks for the task of this try again, by the same token. */
const isStartable = ({ world }: Scene, { task, notedAtMs }: TryNote): boolean =>
  task === null && world.nowMs - notedAtMs < tokenHoldsMs;

/** What to do about one whose end nobody saw, for a command that runs none. */
export const adviseBegun = (scene: Scene, note: TryNote): string =>
  isStartable(scene, note)
    ? 'Run the command teardown: it starts it, and ECS starts no second task of it.'
    : adviseUnknown(note.id);

/** Judged by a release that holds the service and is about to make green: the contract of an earlier one is not over. */
export function contractFailure(scene: Scene): Failure | null {
  const { memory, roles, request } = scene;
  if (
    traitsOf(request).rollsBack ||
    roles.green !== null ||
    memory.fence?.isHeld !== true ||
    memory.pending !== null
  )
    return null;
  const begun = nextOfBegun(scene);
  if (begun?.next.kind === 'unknown') {
    const what = describeUnknown(scene, begun.note, begun.note.id);
    const how = adviseBegun(scene, begun.note);
    return failure(scene, 'contract-unknown', what, `${how} Then run the release again.`);
  }
  if (begun?.next.kind !== 'await' || !isLate(scene)) return null;
  const { what, advice } = goesOn(begun.note.id);
  return failure(scene, 'contract-goes-on', what, `${advice} Then run the release again.`);
}

/** The task of a contract that failed. `null`: none has, or ECS does not show it. */
export function failedContractTask(scene: Scene): FailedTask | null {
  const noted = nextOf(scene)?.kind === 'failed' ? begunContract(scene.world)?.note : undefined;
  return failedTaskOf(scene.world.contractTasks, noted ?? null);
}

/** For what an end lists: what is left to do. */
export const describeOpenContract = (scene: Pick<Scene, 'world' | 'roles'>): readonly string[] =>
  stateIn(scene)?.isOpen === true ? describeContract(scene) : [];

/** For the message of a good end. Empty: it has not run. */
export function describeDone({ world, roles: { green } }: Pick<Scene, 'world' | 'roles'>): string {
  const begun = begunContract(world);
  return green === null || begun?.set !== green.id || isOwed(world, green)
    ? ''
    : ` Its contract ${begun.note.id} has run.`;
}

/** The task set whose contract is described. `null`: none that is left has one. */
function stateIn({
  world,
  roles,
}: Pick<Scene, 'world' | 'roles'>): { readonly set: TaskSetView; readonly isOpen: boolean } | null {
  const begun = begunContract(world);
  const set =
    world.taskSets.find(({ id }) => id === begun?.set) ?? roles.live.find((one) => planOf(one) !== null);
  return set === undefined ? null : { set, isOpen: isOwed(world, set) };
}

/** For `status` and for reports. Empty: no release that is left has one. */
export function describeContract(scene: Pick<Scene, 'world' | 'roles'>): readonly string[] {
  const found = stateIn(scene);
  if (found === null) return [];
  const words = describeLeftBehind(scene, found.set) ?? describeState(scene, found.set);
  return [`contract of ${formatSet(found.set)}: ${words}`];
}

/** Teardown starts only the contract of what is live. `null`: it is live, or its contract may still run or has ended well. */
function describeLeftBehind(
  { world, roles }: Pick<Scene, 'world' | 'roles'>,
  set: TaskSetView,
): string | null {
  const begun = begunContract(world);
  const end = begun?.set === set.id ? begun.note.end : null;
  if (begun === null || end === null || roles.live.includes(set) || !isOwed(world, set)) return null;
  return (
    `${begun.note.id} did not end well (${describeEnd(end)}). Another version is live, so no command starts it again ` +
    'unless production returns to this one'
  );
}

function describeState({ world }: Pick<Scene, 'world'>, set: TaskSetView): string {
  const begun = begunContract(world);
  if (begun?.set !== set.id)
    return whyForwardOnly(world, set) === null
      ? 'planned. It runs in the command that ends blue: a deploy that waits for that, or teardown. Until then a rollback works'
      : 'no tag of the service shows whether it has begun. Run the command teardown, which asks for an answer';
  const { note } = begun;
  if (note.end !== null && !isOwed(world, set)) return `${note.id} has run (${describeEnd(note.end)})`;
  if (note.end !== null)
    return `${note.id} did not end well (${describeEnd(note.end)}). Run the command teardown to start it again`;
  if (isUnseen({ world }, world.contractTasks, note))
    return `${describeUnseen('contract', note, world.nowMs)}. Run the command teardown, which asks for an answer`;
  const task = note.task ?? lastPart(taskOf(world.contractTasks, note)?.arn ?? '');
  return task === ''
    ? `${note.id} may run: it is never stopped. The next teardown finds it`
    : `${note.id} (task ${task}) has begun, and no end is noted. It is never stopped. The next teardown waits for it`;
}
