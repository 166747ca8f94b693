// What a sweep does with production that something else moved to a kept green, or that needs one.
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { staleReadMs } from '../../common/run/refusal.ts';
import { compare, describeComparison } from '../health/comparison.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { wait } from '../model/make-step.ts';
import type { TaskSetView } from '../model/world.ts';
import { formatSet } from '../roles/describe-set.ts';
import { keptGreen } from '../roles/kept-green.ts';
import type { Scene } from '../roles/scene.ts';
import { doing, forPerson, type Finding } from './finding.ts';
import { describeReturn, type KeptReturn } from '../warm/kept-return.ts';
import { byHand } from '../sessions/by-hand.ts';
import { hasBeenAstray, hasBeenUnserved, readAgain } from './moving.ts';
import { moveTo } from './rollback.ts';

interface KeptLive {
  readonly kept: TaskSetView;
  /** PRIMARY, which the rollback returned production to. */
  readonly home: TaskSetView;
}

/**
 * A green whose rollback is over has production traffic, on some rules or on all, and the label says that nobody returned
 * to it. While the tag `lease` names it, its rollback is not over. `null`: that is not so.
 */
export function keptLiveIn({ world, roles: { live } }: Scene): KeptLive | null {
  const kept = keptGreen(world)?.set;
  const home = world.taskSets.find(({ status }) => status === 'PRIMARY');
  if (kept === undefined || home === undefined || home === kept || !live.includes(kept)) return null;
  const isOver = world.service.tags.green !== kept.arn;
  return isOver && live.every((set) => set === kept || set === home) ? { kept, home } : null;
}

/** No release moved it, so a sweep begins nothing, unless `on-drift: restore` asks for it. Then it does so for every rule. */
export function keptLiveFindings(scene: Scene, { kept, home }: KeptLive): readonly Finding[] {
  const { world, request, memory, roles } = scene;
  const [from, to] = [kept.attachment?.group, home.attachment?.group];
  if (from === undefined || to === undefined || from === to) return [];
  if (memory.rollbackBegunMs === null && world.nowMs - (memory.still?.sinceMs ?? 0) < staleReadMs)
    return [
      doing(wait('prepare', 'reading-back', 'a kept green has traffic: the rules are read again', 1000)),
    ];
  const what = `somebody else moved production to ${formatSet(kept)}, which was rolled back and is only kept`;
  const compared = { blue: home, green: kept, carried: null, isForced: false };
  const isBetter = compare(world, compared).isYes;
  if (request.onDrift === 'restore' && isBetter)
    return moveTo(scene, from, home, `${what}: ${describeComparison(world, compared)}`);
  const rules = roles.production.filter((rule) => weightOf(rule, from) > 0);
  const { commands, note } = byHand(scene, rules, from, to);
  const advice = isBetter
    ? `Run the command rollback, the commands below, or sweep with on-drift: restore: each returns it to ${formatSet(home)}.${note}`
    : `It stays there, since ${describeComparison(world, compared)}. Release a version that works`;
  return [
    forPerson(
      `${what}. ${describeTraffic(roles)} Find what writes the rules (infrastructure code that resets weights should ignore ` +
        `them). ${advice}`,
      isBetter ? commands : [],
    ),
  ];
}

/** What is live can't serve, and the kept green can. It was rolled back, so a person decides, unless a run had begun. */
export function returnFindings(scene: Scene, due: KeptReturn): readonly Finding[] {
  const { from, kept } = due;
  const isBegun = kept.status === 'PRIMARY';
  if (!isBegun && !(hasBeenAstray(scene) || hasBeenUnserved(scene))) return [readAgain];
  const numbers = describeReturn(scene.world, due);
  if (isBegun)
    return moveTo(
      scene,
      from.attachment?.group,
      kept,
      `a run that was killed had begun to return production to the kept green: ${numbers}`,
    );
  return [
    forPerson(
      `${formatSet(from)} can't serve: ${numbers}. Run the command rollback, which returns production to the kept green, or ` +
        'release a version that works',
    ),
  ];
}
