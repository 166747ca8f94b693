// Findings about checks that can't be run: they would remove every green, or roll back every release.
import type { Check } from '../../common/checks/check.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Scene } from '../roles/scene.ts';
import { bakeJob, checksOf, gatePlan } from './jobs.ts';
import { proofJob, versionCheckOf } from './proof-job.ts';

/** A rollback isn't refused for what only its inputs say. */
export function checkProblems(scene: Scene): readonly string[] {
  const { isRelease, rollsBack, hasSwitchAhead } = traitsOf(scene.request);
  if (!isRelease || rollsBack) return [];
  const all = checksOf(scene);
  return [
    ...all.flatMap((check) => gateProblem(scene, check)),
    ...(hasSwitchAhead ? all.flatMap((check) => bakeProblem(scene, check)) : []),
    ...(hasSwitchAhead ? proofProblem(scene) : []),
  ];
}

function gateProblem(scene: Scene, check: Check): readonly string[] {
  const why = check.kind === 'http' ? gatePlan(scene, check) : null;
  return why === null
    ? []
    : [
        `tests.checks: the check ${check.name} can't be sent to green: ${why}. Give it a url, or name a test rule or ` +
          'test-url that can be asked.',
      ];
}

function bakeProblem(scene: Scene, check: Check): readonly string[] {
  if (!check.isInBake || check.kind !== 'http' || scene.roles.production.length === 0) return [];
  const next = bakeJob(scene, check);
  return next.job !== null
    ? []
    : [
        `tests.checks: the check ${check.name} can't be sent to production in the bake: ${next.why}. Name a production-url, ` +
          'or leave bake out of the check.',
      ];
}

function proofProblem(scene: Scene): readonly string[] {
  const check = versionCheckOf(scene);
  if (check?.kind !== 'http' || scene.roles.production.length === 0) return [];
  const { job, ...next } = proofJob(scene, check);
  return job !== null || !('why' in next)
    ? []
    : [
        `tests.checks: the check version can't prove the switch: ${next.why}. Give it a path, name a production-url, or give ` +
          'it another name: then it only tests green.',
      ];
}
