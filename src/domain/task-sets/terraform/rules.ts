// What an apply would do to listeners and rules.
import { isSameForward, type PlannedForward } from '../../common/terraform/forward.ts';
import type { TerraformChange } from '../../common/terraform/plan.ts';
import { arn, shortName } from '../../common/values/arn.ts';
import type { Scene } from '../roles/scene.ts';
import { changes, endOf, isUnreadable, moves, unreadable, writtenAmong, type Effect } from './effect.ts';
import { describeListener, describeRule, type ServiceRule } from './subject.ts';
import { describeMove, describeNow, hasSameShares, liveForward } from './traffic.ts';

/** Only production is marked. Users never reach a test rule. */
const onRule = ({ isTest }: ServiceRule): ((sentence: string) => Effect) => (isTest ? changes : moves);

export function ruleEffect(scene: Scene, change: TerraformChange, of: ServiceRule): readonly Effect[] {
  const mark = onRule(of);
  const end = endOf(change);
  const what = describeRule(of);
  if (isUnreadable(change)) return [mark(unreadable(what))];
  if (end === 'deletes')
    return [mark(`deletes ${what}: now ${describeNow(scene, of.rule)}. ${fallThrough} from then on.`)];
  if (end === 'replaces')
    return [
      mark(
        `replaces ${what}: now ${describeNow(scene, of.rule)}. ${fallThrough} until it is created again, and ` +
          'its ARN changes.',
      ),
      ...forwardEffect(scene, change, of),
    ];
  return [...forwardEffect(scene, change, of), ...conditionEffect(change, of)];
}

const fallThrough = 'Its requests go to a later rule or to the default action of the listener';

function conditionEffect(change: TerraformChange, of: ServiceRule): readonly Effect[] {
  const written = writtenAmong(change, ['condition', 'priority']);
  if (written.length === 0) return [];
  const sentence = `changes ${written.join(' and ')} of ${describeRule(of)}, so it gets other requests than now.`;
  return [onRule(of)(sentence)];
}

/** An apply writes the actions only if they differ from what Terraform read (the AWS provider compares the two). */
function forwardEffect(scene: Scene, change: TerraformChange, of: ServiceRule): readonly Effect[] {
  const { forward: read } = change.before;
  const { forward: then } = change.after;
  if (then === null || (change.kind === 'update' && read !== null && isSameForward(read, then))) return [];
  const now = liveForward(of.rule);
  const stale =
    read === null || hasSameShares(read, now)
      ? ''
      : ' The weights have changed since Terraform read them, so plan again.';
  const what = describeRule(of);
  if (!hasSameShares(now, then))
    return [onRule(of)(`sets the weights of ${what}: ${describeMove(scene, now, then)}${stale}`)];
  return lesserEffects(now, then, of).map((sentence) => changes(`${sentence}${stale}`));
}

function lesserEffects(now: PlannedForward, then: PlannedForward, of: ServiceRule): readonly string[] {
  const what = describeRule(of);
  const gone = now.groups.filter(({ group }) => !then.groups.some((entry) => entry.group === group));
  return [
    ...gone.map(
      ({ group }) =>
        `takes target group ${shortName(arn(group ?? ''))} out of ${what}: its targets are no longer checked, so a ` +
        'rollback to it would have to wait for health checks.',
    ),
    ...(now.stickySeconds === then.stickySeconds
      ? []
      : [
          `sets the stickiness of ${what} from ${String(now.stickySeconds)} s to ${String(then.stickySeconds)} s.`,
        ]),
  ];
}

export function listenerEffect(
  scene: Scene,
  change: TerraformChange,
  rules: readonly ServiceRule[],
): readonly Effect[] {
  const isProduction = rules.some(({ isTest }) => !isTest);
  const mark = isProduction ? moves : changes;
  const where = describeListener(rules);
  const end = endOf(change);
  if (isUnreadable(change)) return [mark(unreadable(where))];
  if (end !== null)
    return [
      mark(
        `${end} ${where} with all its rules. Its requests fail ${end === 'deletes' ? 'from then on' : 'until it is created again'}.`,
      ),
    ];
  const [door, lesser] = [
    writtenAmong(change, ['port', 'protocol']),
    writtenAmong(change, ['certificate_arn', 'ssl_policy', 'mutual_authentication']),
  ];
  const own = rules.find(({ rule }) => rule.ref.kind === 'default');
  return [
    ...(own === undefined ? [] : forwardEffect(scene, change, own)),
    ...(door.length === 0
      ? []
      : [mark(`changes ${door.join(' and ')} of ${where}. Users of the present one no longer reach it.`)]),
    ...(lesser.length === 0 ? [] : [changes(`changes ${lesser.join(', ')} of ${where}. Its weights stay.`)]),
  ];
}
