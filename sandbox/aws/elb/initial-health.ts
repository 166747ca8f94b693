import type { TargetState } from '../state.ts';

type Health = Pick<TargetState, 'health' | 'reason' | 'description' | 'passes' | 'failures' | 'nextCheckAt'>;

/** Of a target that was just registered, or whose group just came into use. */
export function initialHealth(now: number, delay: number): Health {
  return {
    health: 'initial',
    reason: 'Elb.RegistrationInProgress',
    description: 'Target registration is in progress',
    passes: 0,
    failures: 0,
    nextCheckAt: now + delay,
  };
}
