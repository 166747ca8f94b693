// What an apply of a Terraform plan would change of the service, and what that would do to users now.
import type { ApplyFinding, PlannedApply } from '../../common/report/apply.ts';
import type { TerraformChange, TerraformPlan } from '../../common/terraform/plan.ts';
import type { Scene } from '../roles/scene.ts';
import { balancerEffect, groupEffect, newTargets } from './groups.ts';
import type { Effect } from './effect.ts';
import { otherRuleEffect } from './other-rules.ts';
import { listenerEffect, ruleEffect } from './rules.ts';
import { newTaskSet, revisionEffect, scalingEffect, serviceEffect } from './service.ts';
import { serviceGroups, subjectOf, type Subject } from './subject.ts';

/** Pure: from the plan and what was observed. */
export function plannedApply(scene: Scene, plan: TerraformPlan): PlannedApply {
  const found = plan.changes.map((change) => {
    const subject = subjectOf(scene, change);
    const effects = subject === null ? [] : effectsOf(scene, change, subject);
    const isOther = subject === null || (subject.kind === 'other-rule' && effects.length === 0);
    return { isOther, findings: effects.map((effect) => finding(change, effect)) };
  });
  return {
    findings: found.flatMap(({ findings }) => findings),
    others: found.filter(({ isOther }) => isOther).length,
    isPartial: plan.isPartial,
    knowsGroups: serviceGroups(scene).length > 0,
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
