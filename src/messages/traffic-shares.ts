import type { Roles } from '../domain/task-sets/roles/roles.ts';
import { forwardOf, formatRule, weightOf } from '../domain/common/load-balancer/traffic.ts';

/** Where one production rule sends requests, in percent of its weights; `null`: all of them are 0. */
export interface RuleShare {
  readonly rule: string;
  readonly blue: number | null;
  readonly green: number | null;
  /** Groups besides the pair. */
  readonly others: number | null;
}

export function sharesOf({ pair, production }: Pick<Roles, 'pair' | 'production'>): readonly RuleShare[] {
  return production.map((rule) => {
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

/** `100 %`; a share that is there but tiny is never shown as none. */
export function shareWords(share: number | null): string {
  if (share === null) return 'nothing';
  const rounded = Math.round(share);
  if (rounded === 0 && share > 0) return '< 1 %';
  if (rounded === 100 && share < 100) return '> 99 %';
  return `${rounded} %`;
}
