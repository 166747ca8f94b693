// What each command is about, worked out from the account alone: the judge does not ask the deciders.
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { setArn } from '../support/worlds.ts';
import { isLive, type Account } from './account.ts';
import { canNotServe, healthyOf, isVanished, isWorse, type SetState } from './set-state.ts';
import type { Actor, Capacity, Taken } from './state.ts';

/** The account and the run in whose name it is judged. */
export interface Situation {
  readonly account: Account;
  readonly nowMs: number;
  readonly plan: Request;
  readonly from: Taken | null;
  readonly phase: Step['phase'];
  /** When this process of the run looked first. */
  readonly lookedFromMs: number;
  /** What this process knows of its green's capacity. */
  readonly capacity: Capacity | null;
}

export const present = ({ account, nowMs }: Pick<Situation, 'account' | 'nowMs'>): readonly SetState[] =>
  account.sets.filter((set) => !isVanished(set, nowMs) && set.deletedAtMs === null);
export const named = (situation: Situation, name: string): SetState | undefined =>
  present(situation).find(({ n }) => setArn(n) === name);

/** Whether the set is what the command brings forward: what it made, or for promote what was staged. */
export const isOwn = ({ release, more }: SetState, { command, release: { id } }: Request): boolean =>
  command === 'promote' ? more.expires !== undefined : release === id;

/** What a rollback has to roll back: what was begun next to what the service calls green, or else what is live, or else that green. */
export function takenFrom(account: Account, request: Request, nowMs: number): Taken | null {
  const { command, release } = request;
  if (command !== 'rollback') return null;
  // An earlier process of the run noted it.
  const note = account.tags['rolled-back'];
  const noted = account.sets.find(({ n }) => note === `${String(release.runId)}:ecs-svc/${String(n)}`);
  if (noted !== undefined) return { n: noted.n, side: noted.side };
  const standing = account.sets.filter(({ deletedAtMs }) => deletedAtMs === null);
  const live = standing.filter((set) => isLive(account, set)).toSorted((one, other) => other.n - one.n);
  const tagged = standing.find(({ n }) => setArn(n) === account.tags.green);
  // A green that is kept was rolled back already.
  const isKept = ({ n }: SetState): boolean =>
    account.tags['kept-green']?.startsWith(`ecs-svc/${String(n)}:`) === true;
  const kept = standing.find(isKept);
  const other = live.find((set) => !isKept(set));
  const isLeft = kept !== undefined && other !== undefined && isLeftFor(kept, other, nowMs);
  // A person who forces production off it doesn't want it again.
  const isForced = request.isForced && other !== undefined && healthyOf(other, nowMs) > 0;
  const named = tagged === kept && isLeft && !isForced ? undefined : tagged;
  const serving = named ?? (isLeft ? other : undefined) ?? leftFor(kept, standing) ?? live[0];
  const isBegun = (set: SetState): boolean =>
    set.blue === `ecs-svc/${String(serving?.n)}` &&
    set.more.expires === undefined &&
    !live.includes(set) &&
    !isKept(set);
  const begun = tagged === undefined || live.includes(tagged) ? standing.find(isBegun) : undefined;
  const taken = begun ?? serving;
  return taken === undefined ? null : { n: taken.n, side: taken.side };
}

/** What is live can't serve, and the kept green can; or a return to the kept green has begun. */
const isLeftFor = (kept: SetState, live: SetState, nowMs: number): boolean =>
  kept.label === 'PRIMARY' || (canNotServe(live, nowMs) && !isWorse(kept, live, nowMs));

/** A return to the kept green begins with its label, and ends with its tag: another rollback completes one in between. */
const leftFor = (kept: SetState | undefined, standing: readonly SetState[]): SetState | undefined =>
  kept?.label === 'PRIMARY' ? standing.find(({ n }) => `ecs-svc/${String(n)}` === kept.blue) : undefined;

/** Whether a new process can see what was to be rolled back. Sets of another tool carry no tags; for them only the note shows it. */
function isTold({ sets, tags }: Account, { release }: Request, { n }: Taken): boolean {
  const set = sets.find((one) => one.n === n);
  return set?.release !== null || tags['rolled-back']?.startsWith(`${String(release.runId)}:`) === true;
}

/** What a rollback is about, from the first look that shows it: later ones don't change that. */
export function goalAt(
  { from, memory: before, plan }: Actor,
  after: Memory,
  seen: Account,
  nowMs: number,
): Taken | null {
  const isFirstLook = before.failure === null;
  const known = from !== null && isFirstLook && !isTold(seen, plan, from) ? null : from;
  return known ?? (after.failure === null ? null : takenFrom(seen, plan, nowMs));
}

/** The set that users return to if the release fails: for a rollback, the set that it rolls back. */
export const greenIn = (situation: Situation): SetState | undefined =>
  ownIn(situation) ?? present(situation).find(({ n }) => n === situation.from?.n);

/** What the command brings forward; a rollback without a set of its own goes on with one that another rollback made live. */
export function ownIn(at: Pick<Situation, 'account' | 'nowMs' | 'plan'>): SetState | undefined {
  // A run that has created its own set doesn't continue with a set of another run.
  const isGoingOn = at.plan.command === 'rollback' && !hasMade(at.account, at.plan);
  const isBegunAnew = (set: SetState): boolean =>
    isGoingOn && set.release?.endsWith('-rollback') === true && isLive(at.account, set);
  return present(at).find((set) => isOwn(set, at.plan)) ?? present(at).find(isBegunAnew);
}

/** Where green says that it came from; between two sets without tags the only other one. */
export function blueOf(situation: Situation, green: SetState): SetState | undefined {
  const others = present(situation).filter((set) => set !== green);
  if (green.release === null) return others.length === 1 ? others[0] : undefined;
  return others.find(({ n }) => `ecs-svc/${String(n)}` === green.blue);
}

/** Whether any process of the run asked ECS for a set. */
export const hasMade = ({ tokens }: Account, { release }: Request): boolean =>
  Object.keys(tokens).some((text) => text.includes(` ${String(release.runId)} `));

/** Staged, and its promotion may still come. */
export const isWaiting = ({ more }: SetState, nowMs: number): boolean =>
  more.expires !== undefined && Date.parse(more.expires) > nowMs;
