// The language of the stories: what is written to AWS, what others do, and what reads then show.
import type {
  ScalingView,
  ServiceTagName,
  ServiceTags,
  SetTags,
} from '../../src/domain/task-sets/model/world.ts';
import type { LeftOut } from './left-out.ts';

/** The models other than the sandbox, which has to play every story. */
export type SmallModel = 'fake' | 'account';
/** The pair is `a` (live) and `b` (idle); `c` is a third group. */
export type GroupName = 'a' | 'b' | 'c';
/** `http`: the default action of a listener. `https`: a rule with a login, stickiness and a third group. */
export type RuleName = 'http' | 'https';
export type Weights = Readonly<Partial<Record<GroupName, number>>>;
/** How the version that a set runs behaves. `slow`: it answers no health check until the story says so. */
export type Version = 'good' | 'unhealthy' | 'slow' | 'crashing';

/** A fact about AWS as a story that has to end the same way in every model. */
export interface Story {
  /** Its number in docs/ecs-facts.md; `null`: from AWS's API reference. */
  readonly fact: number | null;
  readonly name: string;
  readonly given?: Given;
  readonly steps: readonly Step[];
  /** Models that deliberately leave the fact out; the reasons are in `left-out.ts`. */
  readonly leftOut?: Readonly<Partial<Record<SmallModel, LeftOut>>>;
}

/**
 * Where a story begins. Unless it says otherwise: an EXTERNAL service that wants two tasks, one task set `blue` with
 * two healthy tasks in group `a`, no tags, and both rules hold both groups with all of the pair's weight on `a`.
 */
export interface Given {
  readonly desired?: number;
  /** False: the service has no task set yet. */
  readonly hasBlue?: boolean;
  readonly controller?: 'EXTERNAL' | 'ECS' | 'CODE_DEPLOY';
  readonly http?: Weights;
  readonly https?: Weights;
  readonly scaling?: ScalingView;
  readonly unknowns?: Unknowns;
}

/** Positions of what is not established. A story that names none holds in the first position of each. */
export interface Unknowns {
  /** What the token of a deleted set returns (fact 12). */
  readonly spentToken?: 'old' | 'error' | 'new';
  /** Whether ECS deletes a set above scale 0 without force (fact 17). */
  readonly deleteAboveZero?: 'accept' | 'refuse';
  /** Whether DRAINING sets count towards the limit of five (fact 10). */
  readonly drainingSets?: 'count' | 'do not count';
  /** How DescribeTaskSets answers for a set that does not exist (fact 7). */
  readonly missingSet?: 'failure' | 'absent';
  /** Whether an answer has its empty lists (fact 35). */
  readonly emptyLists?: 'sent' | 'left out';
}

export type StoryWrite =
  | {
      readonly kind: 'create';
      readonly set: string;
      readonly group: GroupName;
      readonly token: string;
      readonly tags: SetTags;
      readonly version: Version;
    }
  | { readonly kind: 'scale'; readonly set: string; readonly percent: number }
  | { readonly kind: 'label' | 'delete'; readonly set: string }
  /** Gives the rule these groups and weights and sends everything else as it was read. */
  | { readonly kind: 'weigh'; readonly rule: RuleName; readonly weights: Weights }
  /** Sends a list of actions that is nothing but a forward. */
  | { readonly kind: 'replace'; readonly rule: RuleName | 'unknown'; readonly weights: Weights }
  /** Adds groups that do not exist to the rule's forward. */
  | { readonly kind: 'add-groups'; readonly rule: RuleName; readonly count: number }
  | { readonly kind: 'tag'; readonly tags: ServiceTags }
  | { readonly kind: 'untag'; readonly names: readonly ServiceTagName[] }
  | { readonly kind: 'register'; readonly hash: string }
  | { readonly kind: 'suspend'; readonly state: ScalingView }
  /** Starts a one-off task that runs until it is stopped. */
  | { readonly kind: 'run'; readonly task: string; readonly token: string }
  | { readonly kind: 'stop'; readonly task: string };

/** Calls that no port makes: only a plain client of the SDK can send them. */
export type PlainCall =
  | 'CreateTaskSet without a scale'
  | 'CreateTaskSet in an unknown cluster'
  | 'CreateTaskSet for an unknown service'
  | 'DeleteTaskSet with force'
  | 'UpdateServicePrimaryTaskSet without a task set'
  | 'DescribeServices of an unknown service'
  | 'DescribeServices in an unknown cluster'
  | 'DescribeTaskSets without task sets'
  | 'ListTasks by startedBy and service'
  | 'ModifyRule on a default action';

/** What happens without a write of the story. */
export type Event =
  | { readonly kind: 'desired'; readonly count: number }
  | { readonly kind: 'starts-to-answer'; readonly set: string }
  | { readonly kind: 'tags-wiped' };

export type Step =
  | { readonly kind: 'write'; readonly write: StoryWrite; readonly expects: Expected }
  /** Sent again until it is accepted. */
  | { readonly kind: 'retry'; readonly write: StoryWrite }
  | { readonly kind: 'plain'; readonly call: PlainCall; readonly set: string; readonly expects: Expected }
  | { readonly kind: 'event'; readonly event: Event }
  /** The sets as the service names them, to be described later (`recalls`). */
  | { readonly kind: 'outline' }
  | { readonly kind: 'recalls'; readonly sets: readonly string[] }
  | { readonly kind: 'shows'; readonly picture: Wanted<Picture> }
  /** `isAfterDelay`: not before the deregistration delay has passed since the last write that was accepted. */
  | { readonly kind: 'eventually'; readonly picture: Wanted<Picture>; readonly isAfterDelay: boolean };

/** `answers`: the write returns this set, or this task. */
export type Expected =
  { readonly kind: 'accepted' } | { readonly kind: 'answers'; readonly set: string } | Refusal;
/** Of `<code>: <message>`. */
export interface Refusal {
  readonly kind: 'refused';
  readonly says: RegExp;
}

/** What reads show, in names of the story. */
export interface Picture {
  readonly controller: string;
  readonly setCount: number;
  /** By the names under which the story made them; `null`: it is not there. */
  readonly sets: Readonly<Record<string, SetPicture | null>>;
  /** States of the targets at which the set's running tasks listen, sorted. */
  readonly own: Readonly<Record<string, readonly string[]>>;
  /** States of all targets of the group, sorted. */
  readonly groups: Readonly<Record<GroupName, readonly string[]>>;
  /** Why they are in their states, as far as AWS says. */
  readonly reasons: Readonly<Record<GroupName, readonly string[]>>;
  readonly rules: Readonly<Record<RuleName, RulePicture>>;
  readonly tags: ServiceTags;
  readonly scaling: ScalingView | null;
  /** The newest stopped task of each set that has one. */
  readonly stops: Readonly<Record<string, StopPicture>>;
  /** One-off tasks, by the names under which the story started them. */
  readonly oneOff: Readonly<Record<string, 'to run' | 'ended'>>;
  /** The status that production answers with on `http`. */
  readonly answer: number | null;
  /** Whether a revision with this hash is found. */
  readonly registered: Readonly<Record<string, boolean>>;
}
export interface SetPicture {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  readonly scale: number;
  readonly computed: number;
  readonly running: number;
  readonly pending: number;
  readonly isSteady: boolean;
  readonly tags: SetTags;
}
export interface RulePicture {
  readonly weights: Weights;
  readonly kinds: readonly string[];
  /** 0: not sticky. */
  readonly stickySeconds: number;
}
export interface StopPicture {
  readonly code: string | null;
  readonly reason: string;
  readonly exitCodes: readonly (number | null)[];
}

/** As much of it as matters. Lists are compared whole. */
export type Wanted<T> = T extends readonly (infer Item)[]
  ? readonly Item[]
  : T extends object
    ? { readonly [Key in keyof T]?: Wanted<T[Key]> }
    : T extends string
      ? T | RegExp
      : T;
