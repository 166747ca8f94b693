// Production weight on the target group in which this service has nothing.
import { weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { Scene } from '../roles/scene.ts';
import { byHand, type ByHand } from '../sessions/by-hand.ts';

export interface Stray {
  readonly group: TargetGroupArn;
  readonly home: TargetGroupArn;
  readonly rules: readonly RuleView[];
  /** To `home`. */
  readonly byHand: ByHand;
}

/** The production rules that give weight to the pair's other group than `home`; `null`: none does. */
export function strayFrom(scene: Scene, home: TargetGroupArn | null | undefined): Stray | null {
  const { pair, production } = scene.roles;
  const group = [pair?.green, pair?.blue].find((one) => one != null && one !== home);
  if (home == null || group == null) return null;
  const rules = production.filter((rule) => weightOf(rule, group) > 0);
  return rules.length === 0 ? null : { group, home, rules, byHand: byHand(scene, rules, group, home) };
}
