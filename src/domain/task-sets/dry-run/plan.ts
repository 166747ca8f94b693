// How the command plan ends.
import { dryRunLines, describeDryRun } from '../../common/report/describe-plan.ts';
import { dryRunOf } from './dry-run.ts';
import type { Decide } from './imagine.ts';

import { describeTraffic } from '../health/describe-traffic.ts';
import { repairCommands } from '../reset/describe-reset.ts';
import { resetOf } from '../reset/reset.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step } from '../model/make-step.ts';

function commandsFor(scene: Scene): readonly string[] {
  const reset = resetOf(scene);
  return reset === null ? [] : repairCommands(scene, reset);
}

/** plan writes nothing. It fails, with every problem and risk at once, where a deploy would be refused. */
export const endPlan =
  (decide: Decide): Decider =>
  (scene) => {
    const { request, roles } = scene;
    const dryRun = dryRunOf(scene, decide);
    if (dryRun.isReleasable)
      return step('end', 'planned', 'a plan writes nothing', {
        kind: 'end',
        result: 'planned',
        message: `Planned, nothing was written: ${describeDryRun(dryRun)} ${describeTraffic(roles)}`,
        details: dryRunLines(dryRun),
      });
    const problems = [...dryRun.problems, ...(request.isForced ? [] : dryRun.risks)];
    const count = problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`;
    return step('preflight', 'preflight-failed', `preflight found ${count}`, {
      kind: 'end',
      result: 'refused',
      message:
        `Nothing was written, and a deploy would be refused: preflight found ${count} with service ${request.service} ` +
        `in cluster ${request.cluster}. ${describeTraffic(roles)}`,
      details: problems,
      commands: commandsFor(scene),
    });
  };
