// Scheduled actions of Application Auto Scaling: they set the bounds of a scalable target, and its desired count to within.
import type { ScalableTargetState, ScheduledActionState } from '../aws/scaling-state.ts';
import type { Turn } from './deps.ts';

const isDue = ({ schedule, done }: ScheduledActionState, now: number): boolean => {
  const [, at] = /^at\((.+)\)$/.exec(schedule) ?? [];
  return at !== undefined && done !== schedule && Date.parse(`${at}Z`) <= now;
};

function carryOut({ state }: Turn, target: ScalableTargetState, action: ScheduledActionState): void {
  action.done = action.schedule;
  target.min = action.min ?? target.min;
  target.max = action.max ?? target.max;
  const [, clusterName, name] = target.resourceId.split('/');
  const service = state.services.find((one) => one.clusterName === clusterName && one.name === name);
  if (service !== undefined)
    service.desiredCount = Math.min(Math.max(service.desiredCount, target.min), target.max);
}

export function runScheduled(turn: Turn): void {
  for (const target of turn.state.scalableTargets.filter(({ suspended }) => !suspended.scheduled))
    for (const action of target.scheduled.filter((one) => isDue(one, turn.now)))
      carryOut(turn, target, action);
}
