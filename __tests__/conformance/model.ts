// What a model of AWS has to offer, so that stories can be played in it.
import type { TroubleKind } from '../../src/domain/common/values/trouble.ts';
import type { OneOffTask, TaskArn } from '../../src/domain/common/one-off-tasks/task.ts';
import type { TaskSetArn } from '../../src/domain/task-sets/model/world.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import type { StoppedTask } from '../../src/domain/common/tasks/view.ts';
import type { TargetView } from '../../src/domain/common/load-balancer/view.ts';
import type { TargetGroupArn, TaskDefinitionArn } from '../../src/domain/common/values/arn.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { ScalingView, ServiceView, TaskSetView } from '../../src/domain/task-sets/model/world.ts';
import type { Event, Expected, GroupName, PlainCall, Version } from './story.ts';

export interface Model {
  /** Goes into tokens and hashes: stories that share an account must not meet. */
  readonly scope: string;
  readonly groups: Readonly<Record<GroupName, TargetGroupArn>>;
  /** How long targets drain. */
  readonly delayMs: number;
  /** How long a story waits for anything. */
  readonly patienceMs: number;
  readonly now: () => number;
  /** A little time. */
  readonly pass: () => Promise<void>;
  /** What a set of this version has to run. */
  readonly revision: (version: Version) => TaskDefinitionArn;
  readonly send: (write: Write) => Promise<Outcome>;
  /** Returns the task set that was made, or the refusal as `<code>: <message>`. */
  readonly plain: (call: PlainCall, set: TaskSetArn | null) => Promise<PlainAnswer>;
  readonly happen: (event: Event, set: TaskSetArn | null) => Promise<void>;
  readonly reads: Reads;
}

export interface PlainAnswer {
  readonly made: TaskSetArn | null;
  readonly refusal: string | null;
}

export type BareSet = Omit<TaskSetView, 'tasks'>;

/** What the engine reads, one thing at a time: a story that asks for tags has no need of targets. */
export interface Reads {
  readonly service: () => Promise<{ readonly service: ServiceView; readonly sets: readonly BareSet[] }>;
  readonly tasks: (set: BareSet) => Promise<TaskSetView['tasks']>;
  readonly rules: () => Promise<readonly RuleView[]>;
  readonly targets: (group: TargetGroupArn) => Promise<readonly TargetView[]>;
  readonly oneOff: (known: readonly TaskArn[]) => Promise<readonly OneOffTask[]>;
  readonly stops: () => Promise<readonly StoppedTask[]>;
  readonly scaling: () => Promise<ScalingView | null>;
  readonly answer: () => Promise<number | null>;
  readonly isRegistered: (hash: string) => Promise<boolean>;
  /** The sets as the service names them now, described whenever the returned function is called. */
  readonly outline: () => Promise<() => Promise<readonly BareSet[]>>;
}

/** The model has no way to play the step. */
class CannotPlay extends Error {
  override readonly name = 'CannotPlay';
}
export function cannot(what: string): never {
  throw new CannotPlay(`has no ${what}`);
}

/** What became of a step, in the words in which a story expects it. */
export type Answer =
  Exclude<Expected, { kind: 'refused' }> | { readonly kind: TroubleKind; readonly says: string };
