// Whether production can return to the kept green, and how messages say so (ADR 29).
import { lastPart } from '../../common/values/arn.ts';
import { describeServing, isBlueToServe, neededOf } from '../health/comparison.ts';
import { hasNoHealthyTarget } from '../health/readiness.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { formatSet } from '../roles/describe-set.ts';
import { isOwnSet } from '../roles/green-role.ts';
import { describeKept, keptGreen } from '../roles/kept-green.ts';
import type { Scene } from '../roles/scene.ts';
import { versionBefore } from '../roles/version-before.ts';
import { lastSwitchIn } from '../tags/rollback-tags.ts';
import { lastRolledBack } from '../tags/rolled-back.ts';
import { whyUnfit } from './fallback.ts';

/** The kept green is what a rollback returns to, and `from` is what it leaves. */
export interface KeptReturn {
  readonly from: TaskSetView;
  readonly kept: TaskSetView;
}

/** `null`: no green is kept, or what is live is not one other task set. */
export function keptReturnIn({ world, roles }: Pick<Scene, 'world' | 'roles'>): KeptReturn | null {
  const kept = keptGreen(world)?.set;
  if (kept === undefined) return null;
  const [other, ...more] = roles.live.filter((set) => set !== kept);
  const from = other ?? leftBy(world, kept);
  if (from === undefined || more.length > 0 || from.attachment?.group === kept.attachment?.group) return null;
  return { from, kept };
}

/** A return moves the label first, and clears the tag last. Until then, a killed one shows what it left. */
const leftBy = (world: World, kept: TaskSetView): TaskSetView | undefined =>
  isReturnUnfinished(world, kept)
    ? world.taskSets.find(({ id, status }) => id === kept.tags.blue && status !== 'DRAINING')
    : undefined;

/** No release switches to it, and yet it has the label. */
export const isReturnUnfinished = ({ service }: World, kept: TaskSetView): boolean =>
  kept.status === 'PRIMARY' && service.tags.green !== kept.arn;

/** The same, if what is live can't serve and the kept green can. */
export function dueReturnIn(scene: Pick<Scene, 'world' | 'roles'>): KeptReturn | null {
  const found = keptReturnIn(scene);
  return found !== null && isBlueToServe(scene.world, found.from, found.kept) ? found : null;
}

/** Both numbers, and what production needs. */
export const describeReturn = (world: World, { from, kept }: KeptReturn): string =>
  `${formatSet(from)}, which is live, has ${describeServing(world, from)}, the kept green ${formatSet(kept)} has ` +
  `${describeServing(world, kept)}, and production needs ${String(neededOf(world, from, null))}`;

/**
 * For a person who rolls back what was rolled back before: by hand or by the release itself, whether it had traffic or not.
 * `''`: nothing shows that.
 */
export function describeReturned({ world, roles: { live } }: Pick<Scene, 'world' | 'roles'>): string {
  const [only, ...more] = live;
  if (only === undefined || more.length > 0) return '';
  const left = leftGreen(world, only) ?? leftSwitch(world, only);
  return left === null ? '' : `${left} was already rolled back, and production is on ${formatSet(only)}`;
}

function leftGreen(world: World, live: TaskSetView): string | null {
  const kept = keptGreen(world)?.set;
  if (kept !== undefined && kept !== live) return `green ${formatSet(kept)}`;
  const last = lastRolledBack(world);
  return last?.to === live.id ? `green ${last.set}` : null;
}

/** A green that failed in its bake may not be kept, and no person rolled it back. Its switch is still noted. */
function leftSwitch({ service }: World, live: TaskSetView): string | null {
  const last = lastSwitchIn(service.tags);
  return last === null || last.set === live.id ? null : `green ${last.set}`;
}

/**
 * Two people may roll back at once, or one after the release has rolled back itself: neither means a version further back.
 * `null`: this rollback may go where it goes, or goes nowhere. Nobody is asked while the live version has no healthy target.
 */
export function describeFurther(scene: Scene): string | null {
  const { request, world, memory, roles } = scene;
  const [from, other] = [roles.green ?? roles.blue, roles.green === null ? null : roles.blue];
  if (from === null || other !== null || request.goal.rollbackTo !== null || request.isForced) return null;
  const [returned, before] = [describeReturned(scene), versionBefore(from)];
  if (returned === '' || before === undefined || isOwnSet(request, world, memory, from)) return null;
  if (hasNoHealthyTarget(world, from.attachment?.group)) return null;
  return (
    `${returned}. No blue is kept, so a rollback would move production on to revision ${lastPart(before)}. If that is ` +
    'meant, name it with rollback-to'
  );
}

/** Until when it is kept, what deletes it, and whether production can return to it; empty: none is kept. */
export function describeKeptGreen(scene: Scene): string {
  const { world, roles } = scene;
  const kept = keptGreen(world);
  if (kept === null) return '';
  const who = `green ${formatSet(kept.set)}`;
  if (roles.live.includes(kept.set))
    return `${who} was rolled back and kept, and has production traffic again`;
  const unfit = whyUnfit(scene, kept.set);
  const way =
    unfit === null
      ? "If the live version can't serve, the command rollback returns production to it, and a deploy or stage is refused"
      : `It could not serve production now: ${unfit}`;
  return (
    `${who} ${describeKept(world, kept)}, without traffic. The next deploy or stage deletes it, or the command sweep after that ` +
    `time. ${way}`
  );
}
