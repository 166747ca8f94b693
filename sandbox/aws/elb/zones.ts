// Where a load balancer has nodes, and from where a zonal shift keeps traffic away.
import type { AdministrativeOverride } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsState, LoadBalancerState, TargetGroupState, TargetState } from '../state.ts';
import { loadBalancersOf } from './find.ts';

/** The letters of the zones in which it is enabled. */
export const zonesOf = ({ subnets }: LoadBalancerState): readonly string[] => [
  ...new Set(subnets.map(({ zone }) => zone)),
];

/** Of the load balancers whose rules hold the group. */
export function enabledZones(state: AwsState, groupArn: string): readonly string[] {
  const own = loadBalancersOf(state, groupArn);
  return state.loadBalancers.filter(({ arn }) => own.includes(arn)).flatMap(zonesOf);
}

/** What a zonal shift means for a target. `undefined`: none of its load balancers takes part in zonal shifts. */
export function overrideOf(
  state: AwsState,
  group: TargetGroupState,
  { zone }: TargetState,
): AdministrativeOverride | undefined {
  const own = loadBalancersOf(state, group.arn);
  const shifting = state.loadBalancers.filter(({ arn, hasZonalShift }) => hasZonalShift && own.includes(arn));
  if (shifting.length === 0) return undefined;
  return shifting.some(({ shiftedAway }) => shiftedAway === zone)
    ? {
        State: 'zonal_shift_active',
        Reason: 'AdministrativeOverride.ZonalShiftActive',
        Description: 'Zonal shift is active for this target',
      }
    : {
        State: 'no_override',
        Reason: 'AdministrativeOverride.NoOverride',
        Description: 'No override is currently active on target',
      };
}
