// What a failed write means: how long it is sent again, and how the release fails of it.
import type { Trouble } from '../values/trouble.ts';
import { failureOf, type Failure, type FailureReason } from './failure.ts';

/** A read may be some seconds old. How long a write that doesn't show yet is waited for before it counts as lost. */
export const staleReadMs = 10_000;

/** How long a write that may still succeed is sent again before the release is rolled back. */
const patienceMs = { again: 300_000, association: 120_000, full: 600_000 } as const;

export function patienceOf(trouble: Trouble): number {
  if (trouble.kind === 'busy' || trouble.kind === 'lost') return patienceMs.again;
  if (trouble.kind === 'denied') return 0;
  // Fact 9: for some seconds after a group was added to a rule, ECS still says that it has no load balancer.
  if (/does not have an associated load balancer/i.test(trouble.message)) return patienceMs.association;
  // How long a set that the token did create may stay invisible.
  if (isSpentToken(trouble)) return staleReadMs;
  // Fact 10: sets that are being deleted may count until they have vanished.
  if (/deployments exist on the service|LimitExceeded/i.test(`${trouble.code} ${trouble.message}`))
    return patienceMs.full;
  return 0;
}

/** Fact 12: what the token of a deleted set returns is not established. Where it is a refusal, another token is tried. */
export const isSpentToken = ({ kind, message }: Trouble): boolean =>
  kind === 'refused' && /client ?token/i.test(message);

/** Fact 17: the sources differ on whether a set above scale 0 may be deleted without force. */
export const isRefusedForScale = ({ kind, message }: Trouble): boolean =>
  kind === 'refused' && /scale|force/i.test(message);

const reasons: Readonly<Record<Trouble['kind'], FailureReason>> = {
  denied: 'write-denied',
  refused: 'write-refused',
  busy: 'write-kept-failing',
  lost: 'write-kept-failing',
};

export const failureOfWrite = (trouble: Trouble, nowMs: number): Failure =>
  failureOf({
    reason: reasons[trouble.kind],
    what: `${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}`,
    advice:
      trouble.kind === 'denied'
        ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
        : 'Mend what AWS names, then run the release again.',
    atMs: nowMs,
  });
