// What the engine needs from the outside, in the domain's terms.
import type { AlarmView } from './domain/common/alarms/view.ts';
import type { Identity } from './domain/common/environment/identity.ts';
import type { ScalingPlan } from './domain/common/scaling/view.ts';
import type { CreateTaskSet } from './domain/task-sets/model/step.ts';
import type {
  ListenerArn,
  LoadBalancerArn,
  ServiceArn,
  TargetGroupArn,
  TaskDefinitionArn,
} from './domain/common/values/arn.ts';
import type { Probed } from './domain/common/probes/probe-memory.ts';
import type { LogStream } from './domain/common/logs/place.ts';
import type { FoundEvents } from './domain/common/logs/tail.ts';
import type { OneOffTask, RunTask, TaskArn, TaskPurpose } from './domain/common/one-off-tasks/task.ts';
import type { EcrImage, FoundImage } from './domain/common/revision/image.ts';
import type { JsonObject } from './domain/common/values/json.ts';
import type { KnownRule } from './domain/task-sets/tags/rollback-tags.ts';
import type {
  ListedService,
  ListedServices,
  SetOutline,
  ScalingView,
  ServiceTags,
  ServiceTagName,
  ServiceView,
  TaskSetArn,
  TaskSetView,
} from './domain/task-sets/model/world.ts';
import type {
  CandidateGroup,
  LoadBalancerView,
  RuleAction,
  RuleRef,
  RuleView,
  TargetGroupView,
  TargetView,
} from './domain/common/load-balancer/view.ts';
import type { ServiceTask, StoppedTask, TaskView } from './domain/common/tasks/view.ts';
import type { ProbePurpose, ProbeRequest } from './domain/common/run/step.ts';
import type { AskedJob, CheckPurpose, CheckState } from './domain/common/probes/check-job.ts';

export type {
  CommentKey,
  DeploymentId,
  DeploymentPlace,
  ShownRelease,
  DeploymentRequest,
  DeploymentStatus,
  GitHubPort,
} from './github-port.ts';

/**
 * The adapter retries reads. A write is sent once, within 5 s, and rejects with a `PortError` that says what is known.
 * The engine then observes again and decides.
 */
export interface EcsPort {
  /** The service with its tags and all its task sets with theirs; `null`: ECS reports it as MISSING (fact 7). */
  readService(): Promise<{ service: ServiceView; taskSets: readonly SetOutline[] } | null>;
  /** What `readOutlined` needs, in one round of requests. `null`: ECS reports the service as MISSING. */
  readOutline(): Promise<Outline | null>;
  /** The sets of an outline with their tags and running tasks, read in parallel. Sets that are gone are left out. */
  readOutlined(outline: Outline): Promise<readonly TaskSetView[]>;
  /** Running and starting tasks of one set, with the address at which the load balancer reaches them (fact 18). */
  readTasks(set: Pick<TaskSetView, 'id' | 'attachment'>, targetType: string): Promise<readonly TaskView[]>;
  /** Stopped tasks of all sets of the service, of the last hour (fact 18). */
  readStoppedTasks(): Promise<readonly StoppedTask[]>;
  readServiceTasks(): Promise<readonly ServiceTask[]>;
  /** Raw, with members that the SDK doesn't know (fact 21b), and its tags. `null`: there is no such revision. */
  readTaskDefinition(reference: string): Promise<TaskDefinitionDocument | null>;
  /** The active revision of the family with this `revision-hash` tag, among the newest 20. */
  findRegistered(family: string, hash: string): Promise<TaskDefinitionArn | null>;

  /** Never repeated: the call has no token (fact 12). `hash` is added to the tags of the content. */
  registerTaskDefinition(content: JsonObject, hash: string): Promise<TaskDefinitionDocument>;
  /** May be repeated: the clientToken is a hash of `tokenText` (fact 12). */
  createTaskSet(request: CreateTaskSet): Promise<TaskSetArn>;
  updateScale(set: TaskSetArn, percent: number): Promise<void>;
  /** `withinMs`: its time limit. `null`: as for any write. */
  labelPrimary(set: TaskSetArn, withinMs: number | null): Promise<void>;
  /** Always without force (fact 17). A set that is already gone counts as deleted. */
  deleteTaskSet(set: TaskSetArn): Promise<void>;
  tagService(service: ServiceArn, tags: ServiceTags): Promise<void>;
  untagService(service: ServiceArn, names: readonly ServiceTagName[]): Promise<void>;

  /** One-off tasks of this service that should run, and those of `known` that are still visible (fact 40). */
  readOneOffTasks(purpose: TaskPurpose, known: readonly TaskArn[]): Promise<readonly OneOffTask[]>;
  /** Sent once. With the same `tokenText`, it returns the task that the first request started (fact 40). */
  runTask(request: RunTask): Promise<TaskArn>;
  /** A task that is gone counts as stopped. */
  stopTask(task: TaskArn, reason: string): Promise<void>;
}

/** The service with its tags, its sets as far as DescribeServices shows them, and its running and starting tasks. */
export interface Outline {
  readonly service: ServiceView;
  readonly sets: readonly Pick<TaskSetView, 'arn' | 'id' | 'status' | 'attachment'>[];
  readonly tasks: readonly string[];
}

export interface TaskDefinitionDocument {
  readonly arn: TaskDefinitionArn;
  readonly status: string;
  readonly content: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LoadBalancerPort {
  /** All rules and default actions of all listeners (fact 26). */
  readRules(balancer: LoadBalancerArn): Promise<readonly RuleView[]>;
  /** Only these rules and default actions, in the order of `rules`. Those that don't exist are left out. */
  readKnownRules(rules: readonly KnownRule[]): Promise<readonly RuleView[]>;
  /** Read in one request. It doesn't return the deregistration delay, so AWS's default is used. */
  readGroupsBriefly(groups: readonly TargetGroupArn[]): Promise<readonly Omit<TargetGroupView, 'targets'>[]>;
  /** Without targets. Groups that don't exist are left out. */
  readGroups(groups: readonly TargetGroupArn[]): Promise<readonly Omit<TargetGroupView, 'targets'>[]>;
  /** These target groups as one page shows them. Groups that don't exist are left out. */
  readListedGroups(groups: readonly TargetGroupArn[]): Promise<readonly CandidateGroup[]>;
  /** All target groups of this load balancer, or of none, for the text of an error. */
  readCandidateGroups(balancer: LoadBalancerArn): Promise<readonly CandidateGroup[]>;
  readTargets(group: TargetGroupArn): Promise<readonly TargetView[]>;
  readBalancers(balancers: readonly LoadBalancerArn[]): Promise<readonly LoadBalancerView[]>;
  /** The load balancer of a listener. `null`: there is no such listener. */
  balancerOf(listener: ListenerArn): Promise<LoadBalancerArn | null>;

  /** Replaces the rule's whole list of actions (fact 23). */
  writeActions(rule: RuleRef, actions: readonly RuleAction[]): Promise<void>;
}

export interface ScalingPort {
  /** `null`: the service has no auto scaling. */
  readScaling(cluster: string, service: string): Promise<ScalingView | null>;
  /** What decides when it scales. */
  readScalingPlan(cluster: string, service: string): Promise<ScalingPlan>;
  writeScaling(cluster: string, service: string, state: ScalingView): Promise<void>;
}

type Probes = readonly Probed[];
/** Sends probes next to the loop: of each purpose, one round at a time. */
export interface ProbePort {
  /**
   * Sends the requests unless the same round runs, each on a new connection, and waits for the answers for a moment.
   * `null`: some are still to come. Never rejects: a failure is a value.
   */
  look(purpose: ProbePurpose, asked: readonly ProbeRequest[], signal: AbortSignal): Promise<Probes | null>;
  /** Ends the rounds of all other purposes. What they would have brought is not used. */
  stopAllBut(purposes: readonly ProbePurpose[]): void;
}

/** Carries out checks next to the loop: of each purpose, one at a time. */
export interface ChecksPort {
  /** Begins the check unless it runs, and waits for its end for a moment. */
  look(purpose: CheckPurpose, job: AskedJob, signal: AbortSignal): Promise<CheckState>;
  /** Asks what runs for any other purpose to end, with everything that it started. */
  stopAllBut(purposes: readonly CheckPurpose[]): void;
  /** Stops what runs, and waits for its end: some seconds at most. */
  ended(): Promise<void>;
}

/** How old a read is, and until when a write may be sent. */
export interface TimingPort {
  /** `readAtMs`: when the last attempt of the earliest call of this work was sent, on the run's clock. */
  read<T>(work: () => Promise<T>): Promise<Timed<T>>;
  /** Rejects with `TooLate` if an attempt was due after `untilMs`: it was not sent. */
  sendBy<T>(untilMs: number, work: () => Promise<T>): Promise<T>;
  /** `null`: the work is not done after `ms`. It goes on. */
  within<T>(ms: number, work: Promise<T>): Promise<T | null>;
  /** How far the run's clock is ahead of AWS's, as the last answer showed; negative: behind. `null`: no answer yet. */
  skewMs(): number | null;
}
export interface Timed<T> {
  readonly value: T;
  readonly readAtMs: number;
  /** Requests that were sent, repeated ones included. */
  readonly calls: number;
  readonly isThrottled: boolean;
}

export interface Clock {
  /** Milliseconds since 1970 by the machine's clock when the process started, plus the time since. It never jumps. */
  now(): number;
  /** Ends early, without an error, if the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface ServicesPort {
  /** The names of all active clusters of the account and region. */
  clusters(): Promise<readonly string[]>;
  /** All active services of the cluster with the controller EXTERNAL, by name. A few calls at once. */
  externalServices(cluster: string): Promise<ListedServices>;
  taggedSets(listed: ListedService): Promise<readonly SetOutline[]>;
}

export interface AlarmsPort {
  /** Those of these alarms that exist, metric and composite. */
  readAlarms(names: readonly string[]): Promise<readonly AlarmView[]>;
}

export interface RegistryPort {
  /** The digest of the image that is there now. Never rejects because of an answer: a failed call is a value, too. */
  digestOf(image: EcrImage): Promise<FoundImage>;
}

export interface LogsPort {
  /** The newest events of a stream. Never rejects because of an answer: a failed call is a value, too. */
  lastEvents(place: LogStream): Promise<FoundEvents>;
}

export interface IdentityPort {
  /** Whose credentials these are. `null`: STS didn't say. Never rejects, and sends one request at most. */
  whoAmI(): Promise<Identity | null>;
}

export interface RunsPort {
  /**
   * Whether the newest attempt of the workflow run is completed. `null`: not known (no token, no permission, deleted, or
   * in another repository). Never rejects.
   */
  isOver(runId: number): Promise<boolean | null>;
}

interface Log {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
}

/** The log and the page of this run. */
export interface RunnerPort extends Log {
  /** Folds all lines until `closeGroup` under the title. */
  openGroup(title: string): void;
  closeGroup(): void;
  /** An annotation on the run's page, and a line in the log. */
  annotate(kind: 'warning' | 'notice', title: string, message: string): void;
  /** Fails the run, with the reason on its page. To be called once. */
  fail(title: string, message: string): void;
  /** Rejects if the runner has no job summary. */
  writeSummary(markdown: string): Promise<void>;
}
