// How an observation shows that a write was carried out.
import { traitsOf } from '../../common/request/commands.ts';
import type { Memory } from '../model/memory.ts';
import type { Request } from '../../common/request/request.ts';
import { isExpired } from './staged.ts';
import { failingOf } from '../model/look.ts';
import type { RuleWrite, Write } from '../model/step.ts';
import { hasSameForward, isSameRule } from '../../common/load-balancer/traffic.ts';
import type { ScalingView, ServiceTagName, TaskSetView, World } from '../model/world.ts';

/** Whether the world shows the result of the write. */
export function isLanded(write: Write, request: Request, world: World, memory: Memory): boolean {
  const set = (arn: string): TaskSetView | undefined =>
    world.taskSets.find((candidate) => candidate.arn === arn);
  switch (write.kind) {
    case 'tag-service':
      return Object.entries(write.tags).every(
        ([name, value]) => world.service.tags[name as ServiceTagName] === value,
      );
    case 'untag-service':
      return write.names.every((name) => world.service.tags[name] === undefined);
    case 'register':
      return memory.registered !== null || world.candidate?.registeredAs !== null;
    case 'create-green':
      return world.taskSets.some(
        (one) => one.status !== 'DRAINING' && (isOwn(request, world, one) || one.arn === memory.created?.set),
      );
    case 'label':
      return set(write.set)?.status === 'PRIMARY';
    case 'write-rule':
      return isRuleWritten(write, world);
    case 'scale':
      return set(write.set)?.scalePercent === write.percent;
    case 'delete':
      return (set(write.set)?.status ?? 'DRAINING') === 'DRAINING';
    case 'run-task':
      return write.request.purpose !== 'test'
        ? memory.migration?.tryId === write.request.tryId && memory.migration.task !== null
        : memory.testTask?.tryId === write.request.tryId && memory.testTask.arn !== null;
    case 'stop-task':
      return !world.oneOffTasks.some(({ arn, isToRun }) => arn === write.task && isToRun);
    case 'write-scaling':
      return world.scaling === null || isScalingSet(world, memory, write.state);
  }
}

/** A run that stages again may have staged the expired task set too, which doesn't count. */
const isOwn = (request: Request, { nowMs }: World, set: TaskSetView): boolean =>
  set.tags.release === request.release.id && !(traitsOf(request).green === 'staged' && isExpired(set, nowMs));

/** Whether the rule already is as this write makes it. */
export function isRuleWritten(write: RuleWrite, world: World): boolean {
  const now = world.rules.find(({ ref }) => isSameRule(ref, write.rule.ref));
  return now !== undefined && hasSameForward(now.actions, write.actions);
}

/** The `scaling` tag: which activities were suspended before this release, e.g. `in:0 out:0 scheduled:1`. */
export const formatScaling = (state: ScalingView): string =>
  `in:${flag(state.scaleInSuspended)} out:${flag(state.scaleOutSuspended)} scheduled:${flag(state.scheduledSuspended)}`;

const flag = (isSet: boolean): string => (isSet ? '1' : '0');

/** While auto scaling can't be read, a write that AWS has accepted stands for it. */
export function isScalingSet(world: World, { accepted }: Memory, wanted: ScalingView): boolean {
  const isUnread = failingOf(world, 'scaling') !== null;
  const written = accepted.map(({ write }) => (write.kind === 'write-scaling' ? write.state : null));
  const known = isUnread ? (written.findLast((state) => state !== null) ?? world.scaling) : world.scaling;
  return known !== null && formatScaling(known) === formatScaling(wanted);
}

export function parseScaling(text: string): ScalingView | null {
  const match = /^in:([01]) out:([01]) scheduled:([01])$/.exec(text);
  if (match === null) return null;
  return {
    scaleInSuspended: match[1] === '1',
    scaleOutSuspended: match[2] === '1',
    scheduledSuspended: match[3] === '1',
  };
}
