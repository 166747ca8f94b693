// Checks on the fake account: they pass where a probe gets a 200.
import type { AskedJob, CheckPurpose } from '../../src/domain/common/probes/check-job.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { FakeAws } from './fake-aws.ts';

/** Before the switch, production answers with another version. */
export function checkIn(aws: FakeAws, purpose: CheckPurpose, job: AskedJob): Outcome {
  if (job.kind === 'command') return { kind: 'checked', result: aws.command };
  const { name, requests } = job;
  if (purpose === 'blue-after' && aws.state.breaksBlue === true)
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
