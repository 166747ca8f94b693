// Fills the traffic shares of the report.
import type { Roles } from '../roles/roles.ts';
import { forwardOf, formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleShare } from '../../common/report/history.ts';

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
