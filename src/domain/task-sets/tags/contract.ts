// The contract of a release: green's own tag `contract` plans it, and the service's tag `contract` says that it has begun.
import { isRollbackId } from '../../common/request/release-id.ts';
import { formatNote, parseNote, type TryNote } from '../../common/migrations/note.ts';
import { parseContract, type ContractPlan } from '../../common/migrations/plan-text.ts';
import type { SetOutline, SetTags, TaskSetView, World } from '../model/world.ts';
import { partsOf } from './long-value.ts';

/** How many tags of a task set it may take. Some 1,500 characters are enough for a command that names a script. */
export const contractParts = partsOf('contract', 6);

/** What it runs. `null`: its release plans none. */
export const planOf = ({ tags }: Pick<TaskSetView, 'tags'>): ContractPlan | null =>
  parseContract(tags.contract);

export interface BegunContract {
  /** The ID of the task set whose release planned it. */
  readonly set: string;
  readonly note: TryNote;
}

/** `null`: the tag is not there, or not readable. */
export function begunContract({ service }: Pick<World, 'service'>): BegunContract | null {
  const text = service.tags.contract;
  const note = parseNote(text);
  const set = / set=(ecs-svc\/\S+)$/.exec(text ?? '')?.[1];
  return note === null || set === undefined ? null : { set, note };
}

export const formatBegun = ({ set, note }: BegunContract): string => `${formatNote(note)} set=${set}`;

type Seen = Pick<World, 'service' | 'taskSets'>;

/** Task sets that are older than this one, also if they are being deleted: what they run can't live with its contract. */
export const olderThan = <S extends SetOutline>(
  { taskSets }: { readonly taskSets: readonly S[] },
  set: Pick<SetOutline, 'arn' | 'createdAtMs'>,
): readonly S[] => taskSets.filter((one) => one.arn !== set.arn && one.createdAtMs <= set.createdAtMs);

/**
 * Whether this set's contract has nothing to do with the other: that is of a later release, whose code knows both schemas. A
 * rollback releases an earlier version again.
 */
export const isLaterRelease = (
  { createdAtMs }: Pick<SetOutline, 'createdAtMs'>,
  other: Pick<SetOutline, 'createdAtMs' | 'tags'>,
): boolean =>
  other.createdAtMs > createdAtMs && other.tags.release !== undefined && !isRollbackId(other.tags.release);

/** The service's tag while the contract of this task set has not begun, although no lease shows that any more. */
export const formatPlanned = ({ id }: Pick<TaskSetView, 'id'>): string => `planned set=${id}`;

/** It begins only when none of these is so. `false`: nothing shows it, as after somebody wiped the tags of the service. */
export const hasNotBegun = (world: Seen, set: TaskSetView): boolean =>
  begunContract(world)?.set !== set.id && (isShownPlanned(world, set) || olderThan(world, set).length > 0);

/** A tag of the service shows it. */
export const isShownPlanned = ({ service: { tags } }: Pick<World, 'service'>, set: TaskSetView): boolean =>
  tags.green === set.arn || tags.contract === formatPlanned(set);

/** The lease is all that shows that the contract has not begun: it stays if the tag that would show it can't be written. */
export const isLeaseNeeded = (world: Seen): boolean =>
  world.taskSets.some(
    (set) =>
      set.status === 'PRIMARY' &&
      world.service.tags.green === set.arn &&
      olderThan(world, set).every(({ status }) => status === 'DRAINING') &&
      isOwed(world, set) &&
      begunContract(world)?.set !== set.id &&
      world.service.tags.contract !== formatPlanned(set),
  );

/** The service's tag is of a task set that is gone. */
export function isContractTagOver({ service, taskSets }: Seen): boolean {
  const id = / ?set=(ecs-svc\/\S+)$/.exec(service.tags.contract ?? '')?.[1];
  return id !== undefined && !taskSets.some((set) => set.id === id);
}

/** Whether a contract of its release is planned, and has not ended well. */
export function isOwed(world: Seen, set: Pick<TaskSetView, 'id' | 'tags'>): boolean {
  const begun = begunContract(world);
  const end = begun?.set === set.id ? begun.note.end : null;
  return planOf(set) !== null && end !== '0' && end !== 'said-done';
}

/** Why nothing returns from this task set to the version before it, in words. `null`: a rollback may. */
export function whyForwardOnly(world: Seen, set: TaskSetView): string | null {
  const tagged = set.tags['forward-only'];
  if (tagged !== undefined) return tagged;
  const begun = begunContract(world);
  if (begun?.set === set.id) return `contract ${begun.note.id}`;
  return planOf(set) === null || hasNotBegun(world, set)
    ? null
    : 'its contract may have begun: no tag of the service shows that it has not';
}

/** The ID by which a person answers for a contract that nothing shows. */
export const lostId = ({ tags, id }: { readonly tags: SetTags; readonly id: string }): string =>
  `${tags.run ?? id.replace('/', '-')}.0`;
