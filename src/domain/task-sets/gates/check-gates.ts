// Fills the gates of the list of checks, and of the proof of the switch.
import { gate, type Gate } from '../../common/report/gates.ts';
import { describeAtOwn } from '../../common/probes/barring.ts';
import { shortCommit } from '../../common/request/commit.ts';
import { formatCount } from '../../common/values/count.ts';
import { checksOf, commitOfGreen } from '../checks/jobs.ts';
import { isProofAbandoned, isProven } from '../checks/proof.ts';
import { proofJob, versionCheckOf } from '../checks/proof-job.ts';
import { isGreenLive } from '../health/switch-state.ts';
import { proofPasses } from '../health/times.ts';
import type { Scene } from '../roles/scene.ts';

/** Each check before the switch, in order. */
export function checksGate(scene: Scene): Gate | null {
  const all = checksOf(scene);
  const { passed, startedAtMs, isRunning, lastFailure } = scene.memory.checks;
  if (all.length === 0) return null;
  const names = all.map(({ name }) => name);
  if (passed >= all.length)
    return gate('passed', `${formatCount(all.length, 'check')} passed: ${names.join(', ')}${atOwnOf(scene)}`);
  // A run that continues after the switch doesn't know what an earlier one tested.
  if (isGreenLive(scene)) return null;
  if (passed === 0 && startedAtMs === null) return null;
  const last = isRunning ? ' runs' : lastFailure === null ? '' : `: ${lastFailure}`;
  return gate(
    'waiting',
    `${String(passed)} of ${formatCount(all.length, 'check')} passed; ${names[passed] ?? ''}${last}`,
  );
}

const atOwnOf = (scene: Scene): string =>
  scene.memory.checks.atOwn
    .map(
      ({ index, by, lastFailure }) =>
        `; ${checksOf(scene)[index]?.name ?? ''} ${describeAtOwn(by)} (${lastFailure})`,
    )
    .join('');

/** Whether production answered with the version of green after the switch. */
export function proofGate(scene: Scene): Gate | null {
  const check = versionCheckOf(scene);
  const { proof, switchedAtMs, isBakePassed } = scene.memory;
  if (check === null || switchedAtMs === null) return null;
  const commit = `commit ${shortCommit(commitOfGreen(scene) ?? 'unknown')}`;
  const { left } = proofJob(scene, check);
  const notAsked = left.length === 0 ? '' : `. Not asked: ${left.join('; ')}`;
  if (isProven(scene) && proof.before === 'same')
    return gate('skipped', `the switch is not proven: blue answered with ${commit}, too`);
  if (isProven(scene))
    return gate(
      'passed',
      `production answered with ${commit} ${formatCount(proofPasses, 'time')} in a row${notAsked}`,
    );
  const last = proof.lastFailure === null ? '' : `; last: ${proof.lastFailure}`;
  if (isProofAbandoned(scene))
    return gate('skipped', `the switch is not proven: this runner is not let through${last}`);
  // A bake that an earlier attempt passed isn't proven again.
  if (isBakePassed) return null;
  return gate(
    'waiting',
    `production answered with ${commit} ${String(proof.passesInRow)} of ${formatCount(proofPasses, 'time')} in a row${last}${notAsked}`,
  );
}
