// What a sweep finds wrong with production traffic.
import { healSplit, raiseLive } from '../forward/heal.ts';
import { resetOf } from '../reset/reset.ts';
import { resetFindings } from './reset.ts';
import { byHand } from '../sessions/by-hand.ts';
import { forPerson, tryingTo, type Finding } from './finding.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import { isOnThirdGroup } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';
import { astrayFindings, strandedFindings } from './astray.ts';
import { keptLiveFindings, keptLiveIn, returnFindings } from './kept-live.ts';
import { dueReturnIn } from '../warm/kept-return.ts';
import { rollbackFindings } from './rollback.ts';

/**
 * What is wrong with production traffic, to be fixed before anything is removed: production on two sets, an unfinished
 * rollback, weight on a group without healthy targets. Empty: every production rule leads to healthy targets.
 */
export function trafficFindings(scene: Scene): readonly Finding[] {
  const [only, ...more] = scene.roles.live;
  const keptLive = keptLiveIn(scene);
  if (keptLive !== null) return keptLiveFindings(scene, keptLive);
  if (more.length > 0) return splitFindings(scene);
  const reset = resetOf(scene);
  if (reset !== null) return resetFindings(scene, reset);
  if (only === undefined) return strandedFindings(scene);
  const due = dueReturnIn(scene);
  if (due?.from === only) return returnFindings(scene, due);
  const rollback = rollbackFindings(scene, only);
  const found = rollback.length > 0 ? rollback : astrayFindings(scene, only);
  return found.length > 0 ? found : tryingTo(scene, raiseLive(scene));
}

function splitFindings(scene: Scene): readonly Finding[] {
  const { live, production } = scene.roles;
  const names = live.map(formatSet).join(' and ');
  if (!isOfASwitch(scene))
    return [
      forPerson(
        `production is split between ${names}, but not by a release of this action. ` +
          'If one of the rules is for tests, name it with test-rule. Otherwise set its weights to one group',
      ),
    ];
  const next = tryingTo(scene, healSplit(scene));
  if (next.length > 0) return next;
  const [first, second] = live.map(({ attachment }) => attachment?.group);
  const onSecond = production.filter((rule) => second !== undefined && weightOf(rule, second) > 0);
  const { commands, note } = byHand(scene, onSecond, second, first);
  return [
    forPerson(
      `production is split between ${names}, and AWS refused to move it to one of them.${note}`,
      commands,
    ),
  ];
}

/**
 * The lease is written before the first rule, also by a sweep that finishes a rollback without one. If it was wiped during a
 * switch, green still has the label and names its blue.
 */
function isOfASwitch({ roles, world }: Scene): boolean {
  const { live } = roles;
  if (isOnThirdGroup(world, live)) return false;
  if (live.some(({ arn }) => arn === world.service.tags.green)) return true;
  const primary = live.find(({ status }) => status === 'PRIMARY');
  return live.some((set) => set !== primary && set.id === primary?.tags.blue);
}
