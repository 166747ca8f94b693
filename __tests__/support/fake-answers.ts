// What a request gets from the fake account: green answers before the switch, production after it.
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { ProbePurpose, ProbeRequest } from '../../src/domain/common/run/step.ts';
import { weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { FakeAws } from './fake-aws.ts';
import { targetsIn } from './fake-state.ts';

/** `null`: no connection. */
export function statusFor(aws: FakeAws, purpose: ProbePurpose): number | null {
  if (purpose === 'smoke' && !aws.areTargetsReachable) return null;
  if (purpose !== 'smoke' && !aws.isProductionReachable) return null;
  const [rule] = aws.state.rules.filter((candidate) =>
    purpose === 'smoke' && aws.testRule !== null ? aws.isTest(candidate) : !aws.isTest(candidate),
  );
  const reached =
    purpose === 'smoke' && aws.testRule === null
      ? aws.sets().at(-1)
      : aws
          .sets()
          .find(
            ({ group, deletedAtMs }) =>
              deletedAtMs === null && rule !== undefined && weightOf(rule, group) > 0,
          );
  if (reached === undefined) return 503;
  if (!targetsIn(aws.state, reached.group, aws.nowMs).some(({ state }) => state === 'healthy')) return 503;
  if (reached.behaviour === 'fails-smoke' && purpose === 'smoke') return 500;
  return reached.behaviour === 'fails-live' && reached.liveSinceMs !== null ? 500 : 200;
}

/** The same answer to each request. `null`: it can't connect. */
export function answersTo(requests: readonly ProbeRequest[], status: number | null): Outcome {
  const hasConnected = status !== null;
  const error = hasConnected ? null : 'timed out after 5 s';
  const answer = { status, hasConnected, ms: 20, error, excerpt: '' };
  return { kind: 'probed', answers: requests.map(({ url, codes }) => ({ url, codes, answer })) };
}
