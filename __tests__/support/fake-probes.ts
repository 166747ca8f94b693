// What a probe of the fake account gets for an answer.
import { weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { ProbePurpose } from '../../src/domain/common/run/step.ts';
import type { FakeAws } from './fake-aws.ts';
import { targetsIn } from './fake-state.ts';

/** The status; `null`: it can't connect. */
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
