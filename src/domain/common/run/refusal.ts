// What a failed write means: how long it is retried, and the failure that it becomes.
import { adviceOn, describeFailedCall } from './advice.ts';
import type { Trouble } from '../values/trouble.ts';
import { failureOf, type Failure, type FailureReason } from './failure.ts';

/** How long to wait for a write to show before it counts as lost. A read may be some seconds old. */
export const staleReadMs = 10_000;

/** How long a write that may still succeed is retried before the release is rolled back. */
const patienceMs = { again: 300_000, association: 120_000, full: 600_000 } as const;

export function patienceOf(trouble: Trouble): number {
  if (trouble.kind === 'busy' || trouble.kind === 'lost') return patienceMs.again;
  if (trouble.kind === 'denied' || trouble.kind === 'reverted') return 0;
  // Fact 9: for some seconds after a group is added to a rule, ECS reports that the group has no load balancer.
  if (/does not have an associated load balancer/i.test(trouble.message)) return patienceMs.association;
  // How long a task set that the token did create may stay invisible.
  if (isSpentToken(trouble)) return staleReadMs;
  // Fact 10: task sets that are being deleted may count until they are gone.
  if (/deployments exist on the service|LimitExceeded/i.test(`${trouble.code} ${trouble.message}`))
    return patienceMs.full;
  return 0;
}

/** Fact 12: what ECS answers to the token of a deleted task set is not established. If it refuses, another token is tried. */
export const isSpentToken = ({ kind, message }: Trouble): boolean =>
  kind === 'refused' && /client ?token/i.test(message);

/** Fact 17: sources differ on whether a task set above scale 0 can be deleted without force. */
export const isRefusedForScale = ({ kind, message }: Trouble): boolean =>
  kind === 'refused' && /scale|force/i.test(message);

const reasons: Readonly<Record<Trouble['kind'], FailureReason>> = {
  denied: 'write-denied',
  refused: 'write-refused',
  busy: 'write-kept-failing',
  lost: 'write-kept-failing',
  reverted: 'write-reverted',
};

export const failureOfWrite = (trouble: Trouble, nowMs: number): Failure =>
  failureOf({
    reason: reasons[trouble.kind],
    what: describeFailedCall(trouble),
    advice: adviceOn(trouble),
    atMs: nowMs,
  });
