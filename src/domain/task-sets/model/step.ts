// Writes and steps.
import type { RunTask, TaskArn } from '../../common/one-off-tasks/task.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import type { JsonObject } from '../../common/values/json.ts';
import type {
  Attachment,
  GreenSettings,
  ScalingView,
  ServiceTagName,
  ServiceTags,
  SetTags,
} from './world.ts';
import type { RuleAction, RuleView } from '../../common/load-balancer/view.ts';
import type { Part } from './look.ts';
import type { TaskSetArn } from './world.ts';
import type { AskedJob, CheckPurpose } from '../../common/probes/check-job.ts';
import type { ProbePurpose, ProbeRequest, Ending, StepHeader } from '../../common/run/step.ts';

/** One write to AWS. */
export type Write =
  | { readonly kind: 'tag-service'; readonly tags: ServiceTags }
  | { readonly kind: 'untag-service'; readonly names: readonly ServiceTagName[] }
  | { readonly kind: 'register'; readonly content: JsonObject; readonly hash: string }
  | { readonly kind: 'create-green'; readonly request: CreateTaskSet }
  /** `withinMs`: time limit; `null`: the limit of any write. */
  | { readonly kind: 'label'; readonly set: TaskSetArn; readonly withinMs: number | null }
  | { readonly kind: 'write-rule'; readonly rule: RuleView; readonly actions: readonly RuleAction[] }
  | { readonly kind: 'scale'; readonly set: TaskSetArn; readonly percent: number }
  /** `atScale`: the task set's scale at the decision. ECS may refuse above 0 and accept at 0 (fact 17). */
  | { readonly kind: 'delete'; readonly set: TaskSetArn; readonly atScale: number }
  | { readonly kind: 'write-scaling'; readonly state: ScalingView }
  | { readonly kind: 'run-task'; readonly request: RunTask }
  /** `why`: ECS shows it as the reason of the stop. */
  | { readonly kind: 'stop-task'; readonly task: TaskArn; readonly why: string };

export type RuleWrite = Extract<Write, { kind: 'write-rule' }>;

export interface CreateTaskSet {
  /** Hashed into the clientToken: the same text creates the same task set, once (fact 12). */
  readonly tokenText: string;
  readonly externalId: string;
  readonly taskDefinition: TaskDefinitionArn;
  readonly attachment: Attachment;
  readonly settings: GreenSettings;
  readonly tags: SetTags;
}

export type Act =
  | Write
  /** These parts are read again, since the write, or the end (`null`), was due on a look that is too old. `afterMs`: a pause before it. */
  | {
      readonly kind: 'look';
      readonly parts: readonly Part[];
      readonly before: Write | null;
      readonly afterMs: number;
    }
  /** `pauseMs`: how long the step lasts at least, where it takes the place of a wait. */
  | {
      readonly kind: 'probe';
      readonly purpose: ProbePurpose;
      readonly requests: readonly ProbeRequest[];
      readonly pauseMs?: number;
    }
  /** Begins the check, or asks how it stands. */
  | {
      readonly kind: 'check';
      readonly purpose: CheckPurpose;
      readonly job: AskedJob;
      /** Its ID, where blue is asked before and after a migration. */
      readonly question?: string;
    }
  | { readonly kind: 'wait'; readonly ms: number }
  | Ending;

/**
 * What memory has to recognise in a step, whatever the step is called. rollback: part of a rollback. restore-traffic: the
 * part of a rollback that returns traffic (the label and the production rules). switch: moves a production rule to green.
 * restore-drift: returns a rule to green after somebody else changed it. idle: no decider applies.
 */
type Aim = 'rollback' | 'restore-traffic' | 'switch' | 'restore-drift' | 'idle';

/** The one thing to do next, and why. */
export type Step = StepHeader & {
  readonly act: Act;
  readonly aim: Aim | null;
  /** Of a write: until when what justifies it counts. It must not be sent later. Not set: no limit. */
  readonly countsUntilMs?: number;
};

export const isRollback = ({ aim }: Step): boolean => aim === 'rollback' || aim === 'restore-traffic';

export const isWrite = (act: Act): act is Write =>
  act.kind !== 'probe' &&
  act.kind !== 'check' &&
  act.kind !== 'wait' &&
  act.kind !== 'look' &&
  act.kind !== 'end';

/** Whether it may be left for the next teardown: users don't notice. */
export const canBeLeft = ({ kind }: Write): boolean =>
  kind === 'delete' || kind === 'scale' || kind === 'write-scaling' || kind === 'stop-task';
