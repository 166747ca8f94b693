// How the command plan ends.
import { formatCount } from '../../common/values/count.ts';
import { applyLines, applyProblems, applyWarnings, neighborsMoved } from '../../common/report/apply.ts';
import { describeDryRun, dryRunLines, warningLines } from '../../common/report/describe-plan.ts';
import type { DryRun } from '../../common/report/plan.ts';
import type { Step } from '../model/step.ts';
import { dryRunOf } from './dry-run.ts';
import type { Decide } from './imagine.ts';

import { describeTraffic, describeWhoServes } from '../health/describe-traffic.ts';
import { repairByHand } from '../reset/describe-reset.ts';
import { resetOf } from '../reset/reset.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step } from '../model/make-step.ts';

function commandsFor(scene: Scene): readonly string[] {
  const reset = resetOf(scene);
  return reset === null ? [] : repairByHand(scene, reset).commands;
}

/** plan writes nothing. It fails, with every problem and risk at once, where a deploy would be refused. */
export const endPlan =
  (decide: Decide): Decider =>
  (scene) => {
    const { request, roles } = scene;
    const dryRun = dryRunOf(scene, decide);
    const applies = applyProblems(dryRun.apply);
    if (dryRun.isReleasable && applies.length > 0) return endApply(dryRun, roles);
    if (dryRun.isReleasable)
      return step('end', 'planned', 'a plan writes nothing', {
        kind: 'end',
        result: 'planned',
        message: `Planned, nothing was written: ${describeDryRun(dryRun)} ${describeTraffic(roles)}`,
        details: dryRunLines(dryRun),
      });
    const problems = [...dryRun.problems, ...dryRun.risks];
    const ofTerraform = [...applies, ...applyWarnings(dryRun.apply), ...applyLines(dryRun.apply)].map(
      formatApply,
    );
    const count = problems.length === 1 ? 'a problem' : formatCount(problems.length, 'problem');
    return step('preflight', 'preflight-failed', `preflight found ${count}`, {
      kind: 'end',
      result: 'refused',
      message:
        `Nothing was written, and a deploy would be refused: preflight found ${count} with service ${request.service} ` +
        `in cluster ${request.cluster}. ${applies.length === 0 ? '' : `${movesProduction(dryRun)} `}${describeWhoServes(scene.world, roles)}`,
      details: [...problems, ...warningLines(dryRun), ...ofTerraform],
      commands: commandsFor(scene),
    });
  };

/** Other services are named: what follows is about traffic of the service of the inputs. */
function movesProduction({ apply }: DryRun): string {
  const others = neighborsMoved(apply);
  const of =
    others.length === 0 ? '' : ` It is about ${others.join(' and ')}${movesOwn(apply) ? ' too' : ''}.`;
  return `An apply of the Terraform plan would move production traffic, end it, or take tasks from it.${of}`;
}

const movesOwn = (apply: DryRun['apply']): boolean =>
  (apply?.findings ?? []).some(({ movesProduction: moves, service }) => moves && service === null);

const formatApply = (line: string): string => `terraform: ${line}`;

/** A release would work, but the apply of the Terraform plan must not run. */
function endApply(dryRun: DryRun, roles: Scene['roles']): Step {
  const problems = applyProblems(dryRun.apply);
  return step('end', 'apply-moves-production', 'the Terraform plan would move production', {
    kind: 'end',
    result: 'refused',
    message:
      `Nothing was written. ${movesProduction(dryRun)} ` +
      `${describeTraffic(roles)} Add what this action manages to ignore_changes, or plan again, before you apply.`,
    details: [...problems.map(formatApply), ...dryRunLines(dryRun)],
  });
}
