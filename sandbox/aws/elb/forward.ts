import type {
  Action,
  ForwardActionConfig,
  TargetGroupTuple,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** The forward of an action, whichever of its two spellings was used. */
export function forwardOf(action: Action): ForwardActionConfig | null {
  if (action.Type !== 'forward') return null;
  if (action.ForwardConfig !== undefined) return action.ForwardConfig;
  return action.TargetGroupArn === undefined
    ? {}
    : { TargetGroups: [{ TargetGroupArn: action.TargetGroupArn }] };
}

function tuplesOf(actions: readonly Action[]): TargetGroupTuple[] {
  return actions.flatMap((action) => forwardOf(action)?.TargetGroups ?? []);
}

export function groupArnsOf(actions: readonly Action[]): string[] {
  return tuplesOf(actions).flatMap(({ TargetGroupArn: arn }) => (arn === undefined ? [] : [arn]));
}
