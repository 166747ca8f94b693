// Fills the traffic of the report.
import type { SeenTraffic } from '../../common/report/report.ts';
import { describeWhoServes, namesOf, noNames, onlyReceiver } from '../health/describe-traffic.ts';
import type { Scene } from '../roles/scene.ts';
import type { Roles } from '../roles/roles.ts';
import { forwardOf, formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import { formatShare, type RuleShare } from '../../common/report/history.ts';
import { shortName } from '../../common/values/arn.ts';

export const trafficIn = ({ world, roles, request }: Scene, shares: readonly RuleShare[]): SeenTraffic => ({
  sentence: describeWhoServes(world, roles, namesOf(request, roles)),
  plainSentence: describeWhoServes(world, roles, noNames),
  shares,
  byGroup: sharesByGroup(roles),
  isOnGreen: roles.green !== null && onlyReceiver(roles) === roles.green,
});

export function sharesOf({
  pair,
  production,
  ledAway,
}: Pick<Roles, 'pair' | 'production' | 'ledAway'>): readonly RuleShare[] {
  return [...production, ...ledAway].map((rule) => {
    const groups = forwardOf(rule)?.groups ?? [];
    const total = groups.reduce((sum, { weight }) => sum + weight, 0);
    const share = (weight: number): number | null => (total === 0 ? null : (weight / total) * 100);
    const blue = pair?.blue == null ? 0 : weightOf(rule, pair.blue);
    const green = pair === null ? 0 : weightOf(rule, pair.green);
    return {
      rule: formatRule(rule),
      blue: share(blue),
      green: share(green),
      others: share(total - blue - green),
    };
  });
}

/** Two observations have the same text if everything that a table of them shows is the same. */
export const sharesByGroup = ({ production, ledAway }: Pick<Roles, 'production' | 'ledAway'>): string =>
  [...production, ...ledAway]
    .map((rule) => {
      const groups = (forwardOf(rule)?.groups ?? []).filter(({ weight }) => weight > 0);
      const total = groups.reduce((sum, { weight }) => sum + weight, 0);
      const shares = groups.map(
        ({ group, weight }) => `${shortName(group)} ${formatShare((weight / total) * 100)}`,
      );
      return `${formatRule(rule)}: ${shares.toSorted().join(', ')}`;
    })
    .toSorted()
    .join('\n');
