import type { Plan } from './plan.ts';
import type { Roles } from './roles.ts';
import { forwardOf, ruleWords } from './traffic.ts';

/**
 * What is only risky: preflight stops for it unless the run is forced, and then it is said.
 * Cookies of the forward beat weights, so users with one stay on blue until it ends (fact 30).
 */
export function preflightRisks(plan: Plan, { production }: Roles): readonly string[] {
  return production.flatMap((rule) => {
    const sticky = forwardOf(rule)?.stickiness;
    const seconds = sticky?.enabled === true ? (sticky.durationSeconds ?? 0) : 0;
    if (seconds <= plan.warmSeconds) return [];
    return [
      `${ruleWords(rule)} keeps users on their target group for ${String(seconds)} s (stickiness of the forward action), ` +
        `longer than blue is kept (warm-time ${String(plan.warmSeconds)} s), so some would lose their answers at the teardown: ` +
        `set warm-time to at least ${String(seconds)}s, or shorten the stickiness of the rule, or turn it off.`,
    ];
  });
}
