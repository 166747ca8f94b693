// What an apply of a Terraform plan would change of the service, and what that would do to users now.
import type { ApplyFinding, PlannedApply } from '../../common/report/apply.ts';
import type { TerraformChange, TerraformPlan } from '../../common/terraform/plan.ts';
import type { Scene } from '../roles/scene.ts';
import { balancerEffect, groupEffect, newTargets } from './groups.ts';
import type { Effect } from './effect.ts';
import { listenerEffect, newRule, ruleEffect } from './rules.ts';
import { newTaskSet, revisionEffect, scalingEffect, serviceEffect } from './service.ts';
import { subjectOf, type Subject } from './subject.ts';

/** Pure: from the plan and what was observed. */
export function plannedApply(scene: Scene, plan: TerraformPlan): PlannedApply {
  const found = plan.changes.map((change) => ({ change, subject: subjectOf(scene, change) }));
  return {
    findings: found.flatMap(({ change, subject }) =>
      subject === null ? [] : effectsOf(scene, change, subject).map((effect) => finding(change, effect)),
    ),
    others: found.filter(({ subject }) => subject === null).length,
    isPartial: plan.isPartial,
  };
}

const finding = ({ address, arns }: TerraformChange, effect: Effect): ApplyFinding => ({
  address,
  arn: arns[0] ?? null,
  ...effect,
});

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
    case 'new-rule':
      return newRule(scene, change, subject.rules);
    case 'targets':
      return newTargets(scene, change, subject.group);
    case 'new-task-set':
      return newTaskSet(scene);
    case 'scaling':
      return scalingEffect(change);
  }
}
