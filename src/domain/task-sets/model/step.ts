import type { TaskDefinitionArn, TaskSetArn } from '../../common/values/arn.ts';
import type { JsonObject } from '../../common/values/json.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import type {
  Attachment,
  GreenSettings,
  RuleAction,
  RuleView,
  ScalingView,
  ServiceTagName,
  ServiceTags,
  SetTags,
} from './world.ts';

/** Where the release stands, as people see it. */
export type Phase =
  | 'preflight'
  | 'prepare'
  | 'start'
  | 'ready'
  | 'smoke'
  | 'switch'
  | 'bake'
  | 'warm'
  | 'teardown'
  | 'back'
  | 'end';

/** What every step says of itself. */
export interface Said {
  readonly phase: Phase;
  readonly reason: ReasonCode;
  /** A sentence for the log. */
  readonly because: string;
}

/** One write to AWS. */
export type Write =
  | { readonly kind: 'tag-service'; readonly tags: ServiceTags }
  | { readonly kind: 'untag-service'; readonly names: readonly ServiceTagName[] }
  | { readonly kind: 'register'; readonly content: JsonObject; readonly hash: string }
  | { readonly kind: 'create-green'; readonly request: CreateTaskSet }
  /** `withinMs`: it is given up after so long, `null`: after as long as any write. */
  | { readonly kind: 'label'; readonly set: TaskSetArn; readonly withinMs: number | null }
  | { readonly kind: 'write-rule'; readonly rule: RuleView; readonly actions: readonly RuleAction[] }
  | { readonly kind: 'scale'; readonly set: TaskSetArn; readonly percent: number }
  /** `atScale`: the set's scale when this was decided; ECS may refuse above 0 and accept at 0 (fact 17). */
  | { readonly kind: 'delete'; readonly set: TaskSetArn; readonly atScale: number }
  | { readonly kind: 'write-scaling'; readonly state: ScalingView };

export interface CreateTaskSet {
  /** Hashed into the clientToken: the same text creates the same set, once (fact 12). */
  readonly tokenText: string;
  readonly externalId: string;
  readonly taskDefinition: TaskDefinitionArn;
  readonly attachment: Attachment;
  readonly settings: GreenSettings;
  readonly tags: SetTags;
}

export type ProbePurpose = 'smoke' | 'baseline' | 'bake' | 'after-back';
export interface ProbeRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export type EndResult =
  | 'released'
  | 'staged'
  | 'rolled-back'
  | 'torn-down'
  | 'swept'
  | 'seen'
  | 'planned'
  | 'failed'
  | 'refused'
  | 'stood-down';

/** How a run ends, in words for the one who reads it at night. */
export interface Ending {
  readonly kind: 'end';
  readonly result: EndResult;
  /** What happened, to which resource, where traffic is now, what to do. */
  readonly message: string;
  /** More findings, a line each: problems of preflight, things left behind. */
  readonly details: readonly string[];
}

export type Act =
  | Write
  | { readonly kind: 'probe'; readonly purpose: ProbePurpose; readonly requests: readonly ProbeRequest[] }
  | { readonly kind: 'wait'; readonly ms: number }
  | Ending;

/** The one thing to do next, and why. */
export type Step = Said & { readonly act: Act };

export const isWrite = (act: Act): act is Write =>
  act.kind !== 'probe' && act.kind !== 'wait' && act.kind !== 'end';
