// A service as a Terraform plan meets it: live in one group, with two production rules and a test listener.
import type { ApplyFinding, PlannedApply } from '../../src/domain/common/report/apply.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { readTerraformPlan } from '../../src/domain/common/terraform/plan.ts';
import type { Json, JsonObject } from '../../src/domain/common/values/json.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { plannedApply } from '../../src/domain/task-sets/terraform/findings.ts';
import { forwardTo, terraformPlan } from './terraform.ts';
import { a, aMemory, aPlan, aRule, aSet, aWorld, b, c, listener, revision } from './worlds.ts';

export type Resource = Parameters<typeof terraformPlan>[0][number];

/** Set 2 serves everything from group `b` through a default action and a rule; `a` is idle; a test listener. */
const live = aSet(2, { group: b, tags: { 'previous-revision': revision(1) } });
const toB = [
  [a, 0],
  [b, 100],
] as const;
const world = aWorld({
  taskSets: [live],
  rules: [
    aRule(toB),
    aRule(toB, { priority: 10, port: 443 }),
    aRule([[c, 100]], { priority: 20, port: 443 }),
    aRule(toB, { port: 8443 }),
  ],
});
const request = aPlan({ command: 'plan', traffic: { testListener: listener(8443) } });

export function applyOf(json: Json, at: World = world, of: Request = request): PlannedApply {
  const reading = readTerraformPlan(json);
  if ('problem' in reading) throw new Error(reading.problem);
  return plannedApply(sceneOf(of, at, aMemory()), reading.plan);
}
export const findingsOf = (resource: Resource, at?: World, of?: Request): readonly ApplyFinding[] =>
  applyOf(terraformPlan([resource]), at, of).findings;

export const listenerPlan = (before: Json, after: Json, more: JsonObject = {}): Resource => ({
  address: 'module.lb.aws_lb_listener.https',
  before: { arn: listener(80), id: listener(80), default_action: before, port: 80 },
  after: { arn: listener(80), id: listener(80), default_action: after, port: 80, ...more },
});
export const now = forwardTo({ [a]: 0, [b]: 100 });
export const reset = forwardTo({ [a]: 100, [b]: 0 });

export const arnOf = (
  address: string,
  arn: string,
  after: JsonObject | null = null,
  before: JsonObject = {},
): Resource => ({
  address,
  before: { arn, id: arn, ...before },
  after: after === null ? null : { arn, id: arn, ...before, ...after },
});
export const gone = (resource: Resource, ...actions: readonly string[]): Resource => ({
  ...resource,
  actions,
});
export const created = (address: string, after: JsonObject): Resource => ({
  address,
  actions: ['create'],
  after,
});
/** A change of the most tasks to which auto scaling may go, from 10. */
export const scalingTo = (most: number): Resource => ({
  address: 'aws_appautoscaling_target.web',
  before: { resource_id: 'service/main/shop', max_capacity: 10 },
  after: { resource_id: 'service/main/shop', max_capacity: most },
});
