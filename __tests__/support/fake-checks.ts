// Checks on the fake account: they pass where a probe gets a 200.
import type { AskedJob, CheckPurpose } from '../../src/domain/common/probes/check-job.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { FakeAws } from './fake-aws.ts';

/** The first task set can't run on what a migration left, whoever asks it. */
export const isBlueBroken = (aws: FakeAws): boolean =>
  aws.state.breaksBlue === true &&
  aws.live().some(({ n }) => n === 1) &&
  aws.state.oneOff.some(({ request: { purpose }, exitCode, startedMs, lastsMs }) => {
    return purpose === 'migration' && exitCode === 0 && startedMs + lastsMs <= aws.nowMs;
  });

/** Before the switch, production answers with another version. */
export function checkIn(aws: FakeAws, purpose: CheckPurpose, job: AskedJob): Outcome {
  if (job.kind === 'command') return { kind: 'checked', result: aws.command };
  const { name, requests } = job;
  if ((purpose === 'blue-before' || purpose === 'blue-after') && isBlueBroken(aws))
    return {
      kind: 'checked',
      result: { kind: 'failed', what: `${name} answered 500`, hasConnected: true, isAnyPassed: false },
    };
  const asked = requests.map(({ expected, ...request }) => ({ ...request, codes: expected.codes }));
  const outcome = aws.probe(purpose === 'gate' ? 'smoke' : 'bake', asked);
  if (outcome.kind !== 'probed') return outcome;
  const hasConnected = outcome.answers.some(({ answer }) => answer.hasConnected);
  const isPassed = outcome.answers.every(({ answer }) => answer.status === 200);
  if (isPassed && purpose !== 'version-before') return { kind: 'checked', result: { kind: 'passed' } };
  const what = `${name} answered ${String(outcome.answers[0]?.answer.status)}`;
  const faults = outcome.answers.map(({ url, answer }) => ({ place: url, status: answer.status }));
  return { kind: 'checked', result: { kind: 'failed', what, hasConnected, isAnyPassed: false, faults } };
}
