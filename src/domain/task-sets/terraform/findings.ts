// What an apply of a Terraform plan would change of the services, and what that would do to users now.
import type { ApplyFinding, ChangeName, PlannedApply } from '../../common/report/apply.ts';
import { formatFew } from '../../common/values/count.ts';
import type { TerraformChange, TerraformPlan } from '../../common/terraform/plan.ts';
import type { UnreadNeighbors } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { balancerEffect, groupEffect, newTargets } from './groups.ts';
import type { Effect } from './effect.ts';
import { isOutOfReach, nameOf, neighborScene, sharedChanges } from './neighbors.ts';
import { otherRuleEffect } from './other-rules.ts';
import { listenerEffect, ruleEffect } from './rules.ts';
import { newTaskSet, revisionEffect, scalingEffect, serviceEffect } from './service.ts';
import { serviceGroups, subjectOf, type Subject } from './subject.ts';

/** Pure: from the plan and what was observed. Each change is judged for every service that was. */
export function plannedApply(scene: Scene, plan: TerraformPlan): PlannedApply {
  const { worlds = [], unread = [] } = scene.world.neighbors ?? {};
  const scenes = [scene, ...worlds.map((world) => neighborScene(scene, world))];
  const judged = plan.changes.map((change) => ({
    change,
    of: scenes.map((one) => ({ one, effects: effectsFor(one, change) })),
  }));
  return {
    findings: judged.flatMap(({ change, of }) =>
      of.flatMap(({ one, effects }) =>
        (effects ?? []).map((effect) => finding(change, effect, one === scene ? null : one)),
      ),
    ),
    others: judged.filter(({ of }) => of.every(({ effects }) => effects === null)).length,
    isPartial: plan.isPartial,
    knowsGroups: serviceGroups(scene).length > 0,
    neighbors: worlds.map(({ service }) => nameOf(service)),
    withoutTestRule: scenes
      .filter((one) => one !== scene && hasUnknownTestRule(one, plan))
      .map(({ world }) => nameOf(world.service)),
    unjudged: unjudged(scene, plan, unread),
  };
}

/** `null`: the change is not about this service. */
function effectsFor(scene: Scene, change: TerraformChange): readonly Effect[] | null {
  const subject = subjectOf(scene, change);
  if (subject === null) return null;
  const effects = effectsOf(scene, change, subject);
  return subject.kind === 'other-rule' && effects.length === 0 ? null : effects;
}

/** The inputs name the test rule of their own service. That of another one is only known from its last release. */
const hasUnknownTestRule = (scene: Scene, { changes }: TerraformPlan): boolean =>
  scene.roles.test.length === 0 &&
  changes.some(
    (change) =>
      ofRules.some((kind) => kind === subjectOf(scene, change)?.kind) &&
      effectsFor(scene, change)?.some(({ movesProduction }) => movesProduction),
  );

const ofRules = ['rule', 'listener', 'other-rule'] as const;

const finding = (
  { address, arns }: TerraformChange,
  effect: Effect,
  neighbor: Scene | null,
): ApplyFinding => ({
  address,
  arn: arns[0] ?? null,
  service: neighbor === null ? null : nameOf(neighbor.world.service),
  ...effect,
});

/** What was not judged, and which changes may be about that. */
function unjudged(
  scene: Scene,
  plan: TerraformPlan,
  unread: readonly UnreadNeighbors[],
): PlannedApply['unjudged'] {
  const changes = sharedChanges(scene, plan);
  const away = changes.filter((change) => isOutOfReach(scene, change));
  const near = changes.filter((change) => !away.includes(change));
  return [
    ...(unread.length === 0 ? [] : [{ what: describeUnread(unread), changes: near.map(nameIn) }]),
    ...(away.length === 0
      ? []
      : [{ what: ['services of another account or region'], changes: away.map(nameIn) }]),
  ];
}

/** The most services and clusters that a warning lists for one reason. */
const mostListed = 5;

/** `service api in cluster jobs (ecs:DescribeTaskSets: AccessDeniedException)`, each reason once. */
const describeUnread = (unread: readonly UnreadNeighbors[]): readonly string[] =>
  [...Map.groupBy(unread, ({ why }) => why)].map(
    ([why, those]) =>
      `${formatFew(
        those.map(({ what }) => what),
        mostListed,
      )} (${why})`,
  );

const nameIn = ({ address, arns }: TerraformChange): ChangeName => ({ address, arn: arns[0] ?? null });

function effectsOf(scene: Scene, change: TerraformChange, subject: Subject): readonly Effect[] {
  switch (subject.kind) {
    case 'service':
      return serviceEffect(scene, change);
    case 'rule':
      return ruleEffect(scene, change, subject.rule);
    case 'listener':
      return listenerEffect(scene, change, subject.rules);
    case 'group':
      return groupEffect(scene, change, subject.group);
    case 'balancer':
      return balancerEffect(change);
    case 'revision':
      return revisionEffect(scene, change, subject.revision);
    case 'other-rule':
      return otherRuleEffect(scene, change, subject.rules);
    case 'targets':
      return newTargets(scene, change, subject.group);
    case 'new-task-set':
      return newTaskSet(scene);
    case 'scaling':
      return scalingEffect(scene, change);
  }
}
