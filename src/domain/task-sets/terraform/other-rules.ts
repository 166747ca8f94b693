// What an apply would do with a rule that isn't one of the service yet: it comes before them, or leads to its groups.
import { overlapOf, type Overlap } from '../../common/terraform/conditions.ts';
import { isSameForward } from '../../common/terraform/forward.ts';
import type { TerraformChange } from '../../common/terraform/plan.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { Scene } from '../roles/scene.ts';
import { changes, moves, type Effect } from './effect.ts';
import { describeListener, describeRule, serviceGroups, type ServiceRule } from './subject.ts';
import {
  describeNow,
  describeThen,
  hasSameShares,
  liveForward,
  servesNobody,
  someoneServes,
} from './traffic.ts';

interface Taken {
  readonly of: ServiceRule;
  readonly overlap: Overlap;
}

export function otherRuleEffect(
  scene: Scene,
  change: TerraformChange,
  rules: readonly ServiceRule[],
): readonly Effect[] {
  const taken = rules.flatMap((of) => {
    const overlap = newOverlap(change, of.rule);
    return overlap === null ? [] : [{ of, overlap }];
  });
  if (leadsToService(scene, change)) return [ownRule(scene, change, { rules, taken })];
  const what = change.kind === 'create' ? 'adds a rule to' : 'changes a rule of another service on';
  const where = describeListener(rules);
  return taken.map(({ of, overlap }) => {
    const before = `${what} ${where} before ${describeRule(of)}, now ${describeNow(scene, of.rule)}.`;
    if (overlap === 'part')
      return changes(
        `${before} It takes over only the requests that its own host, header or query string matches.`,
      );
    return (of.isTest ? changes : moves)(`${before} It takes over the requests that its conditions match.`);
  });
}

/** A rule that an apply points to a group of the service. The next release moves it, so it becomes one of the service. */
function ownRule(
  scene: Scene,
  { kind, after: { forward, conditions } }: TerraformChange,
  { rules, taken }: { readonly rules: readonly ServiceRule[]; readonly taken: readonly Taken[] },
): Effect {
  const then = forward ?? { groups: [], stickySeconds: 0 };
  const isProduction = rules.some(({ isTest }) => !isTest);
  const changed = taken.filter(
    ({ of, overlap }) => !of.isTest && overlap === 'whole' && !hasSameShares(liveForward(of.rule), then),
  );
  const isFailing = isProduction && !conditions.isNarrow && someoneServes(scene) && servesNobody(scene, then);
  const takes = changed.map(
    ({ of }) => ` It takes over requests of ${describeRule(of)}, now ${describeNow(scene, of.rule)}.`,
  );
  const what = kind === 'create' ? 'adds a rule for this service to' : 'points a rule to this service on';
  const sentence =
    `${what} ${describeListener(rules)}: ${describeThen(scene, then)}${takes.join('')} ` +
    'The next release moves it together with the others.';
  return (changed.length > 0 || isFailing ? moves : changes)(sentence);
}

const leadsToService = (scene: Scene, { kind, before, after }: TerraformChange): boolean =>
  after.forward !== null &&
  serviceGroups(scene).some((own) => after.forward?.groups.some(({ group }) => group === own)) &&
  (kind === 'create' || before.forward === null || !isSameForward(before.forward, after.forward));

/** Which requests of the live rule it gets that it doesn't get now. `null`: none. */
function newOverlap({ kind, before, after, written }: TerraformChange, rule: RuleView): Overlap | null {
  const overlapIn = ({ priority, conditions }: TerraformChange['after']): Overlap | null =>
    isBefore(priority, rule) ? overlapOf(conditions, rule) : null;
  const then = overlapIn(after);
  const isKnown = kind !== 'create' && !written.includes('condition') && overlapIn(before) === then;
  return isKnown ? null : then;
}

/** Without a priority, a rule is added after all others but the default action. */
const isBefore = (priority: number | null, { priority: own }: RuleView): boolean =>
  own === null || (priority !== null && priority < own);
