// What identifies a write, so that its failures are counted and it is abandoned in the end.
import type { TaskArn } from '../../common/one-off-tasks/task.ts';
import { weightsOf } from '../../common/load-balancer/traffic.ts';
import type { RuleAction, RuleView } from '../../common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import { awsTagsOf } from './aws-tags.ts';
import type { RuleWrite, Write } from './step.ts';
import type { ServiceTagName, TaskSetArn } from './world.ts';

type Direction = TargetGroupArn | 'cut' | null;

export type WriteKey =
  | { readonly kind: 'tag-service' | 'untag-service'; readonly names: readonly ServiceTagName[] }
  /**
   * `direction`: the target group that gains weight; `cut`: none does, and cookies no longer choose; `null`: neither. A move
   * to green that was abandoned must not prevent the rollback of that rule.
   */
  | { readonly kind: 'write-rule'; readonly rule: string; readonly direction: Direction }
  | { readonly kind: 'label'; readonly set: TaskSetArn }
  | { readonly kind: 'delete'; readonly set: TaskSetArn; readonly atScale: number }
  | { readonly kind: 'scale'; readonly set: TaskSetArn; readonly percent: number }
  | { readonly kind: 'run-task'; readonly tryId: string }
  | { readonly kind: 'stop-task'; readonly task: TaskArn }
  | { readonly kind: 'register' | 'create-green' | 'write-scaling' };

/** How memory names a rule. A default action has its listener's ARN. */
export const ruleKey = ({ ref }: RuleView): string => (ref.kind === 'rule' ? ref.rule : ref.listener);

export function writeKey(write: Write): WriteKey {
  switch (write.kind) {
    // The fence, whatever else is written with it.
    case 'tag-service': {
      const names = Object.keys(write.tags) as ServiceTagName[];
      return { kind: write.kind, names: write.tags.fence === undefined ? names : ['fence'] };
    }
    case 'untag-service':
      return { kind: write.kind, names: write.names };
    case 'write-rule':
      return { kind: write.kind, rule: ruleKey(write.rule), direction: directionOf(write) };
    case 'label':
      return { kind: write.kind, set: write.set };
    case 'delete':
      return { kind: write.kind, set: write.set, atScale: write.atScale };
    case 'scale':
      return { kind: write.kind, set: write.set, percent: write.percent };
    case 'run-task':
      return { kind: write.kind, tryId: write.request.tryId };
    case 'stop-task':
      return { kind: write.kind, task: write.task };
    case 'register':
    case 'create-green':
    case 'write-scaling':
      return { kind: write.kind };
  }
}

function directionOf({ rule, actions }: RuleWrite): Direction {
  const before = weightsOf(rule.actions);
  const gaining = weightsOf(actions).find(
    ({ group, weight }) => weight > (before.find((entry) => entry.group === group)?.weight ?? 0),
  );
  return gaining?.group ?? (isCut(rule.actions, actions) ? 'cut' : null);
}

/** A group leaves the forward, or the forward is no longer sticky. */
const isCut = (before: readonly RuleAction[], after: readonly RuleAction[]): boolean =>
  weightsOf(after).length < weightsOf(before).length || (areSticky(before) && !areSticky(after));

const areSticky = (actions: readonly RuleAction[]): boolean =>
  actions.some((action) => action.type === 'forward' && action.stickiness?.enabled === true);

/** Whether both are the same write. For a rule: in the same direction. */
export function isSameWrite(a: WriteKey, b: WriteKey): boolean {
  return isSameInAnyDirection(a, b) && (a.kind !== 'write-rule' || directionIn(a) === directionIn(b));
}

const directionIn = (key: WriteKey): Direction => (key.kind === 'write-rule' ? key.direction : null);

/** The same, but for a rule in any direction: two writes of one rule must not be in flight at the same time. */
export function isSameInAnyDirection(a: WriteKey, b: WriteKey): boolean {
  switch (a.kind) {
    case 'tag-service':
    case 'untag-service':
      return a.kind === b.kind && isSameList(a.names, b.names);
    case 'write-rule':
      return a.kind === b.kind && a.rule === b.rule;
    case 'label':
      return a.kind === b.kind && a.set === b.set;
    case 'delete':
      return a.kind === b.kind && a.set === b.set && a.atScale === b.atScale;
    case 'scale':
      return a.kind === b.kind && a.set === b.set && a.percent === b.percent;
    case 'run-task':
      return a.kind === b.kind && a.tryId === b.tryId;
    case 'stop-task':
      return a.kind === b.kind && a.task === b.task;
    case 'register':
    case 'create-green':
    case 'write-scaling':
      return a.kind === b.kind;
  }
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, index) => name === b[index]);

/** As the end of a run lists it. */
export function formatWriteKey(key: WriteKey): string {
  switch (key.kind) {
    case 'tag-service':
      return `tag ${awsTagsOf(key.names).join(' ')}`;
    case 'untag-service':
      return `untag ${awsTagsOf(key.names).join(' ')}`;
    case 'write-rule':
      return `rule ${key.rule}`;
    case 'label':
      return `label ${key.set}`;
    case 'delete':
      return `delete ${key.set} at ${String(key.atScale)} %`;
    case 'scale':
      return `scale ${key.set} ${String(key.percent)}`;
    case 'run-task':
      return `run task ${key.tryId}`;
    case 'stop-task':
      return `stop ${key.task}`;
    case 'register':
    case 'create-green':
    case 'write-scaling':
      return key.kind;
  }
}
