import type { CreateTaskSet } from './domain/task-sets/model/step.ts';
import type {
  ListenerArn,
  LoadBalancerArn,
  ServiceArn,
  TargetGroupArn,
  TaskDefinitionArn,
} from './domain/common/values/arn.ts';
import type { JsonObject } from './domain/common/values/json.ts';
import type { KnownRule } from './domain/task-sets/tags/rollback-tags.ts';
import type {
  ScalingView,
  ServiceTags,
  ServiceTagName,
  ServiceView,
  TaskSetView,
} from './domain/task-sets/model/world.ts';
import type {
  LoadBalancerView,
  RuleAction,
  RuleRef,
  RuleView,
  TargetGroupView,
  TargetView,
} from './domain/common/load-balancer/view.ts';
import type { StoppedTask, TaskView } from './domain/common/tasks/view.ts';
import type { ProbeRequest } from './domain/common/run/step.ts';
import type { ProbeAnswer } from './domain/common/probes/probe-memory.ts';
import type { TaskSetArn } from './domain/task-sets/model/world.ts';

/**
 * What the engine asks of the outside, in the domain's words. Reads are retried by the adapter; a write goes out
 * once, within 5 s, and rejects with a `PortError` that says what is known: the engine observes again and decides.
 */
export interface EcsPort {
  /** The service with its tags and all its task sets with theirs; `null` when ECS says MISSING (fact 7). */
  readService(): Promise<{ service: ServiceView; taskSets: readonly Omit<TaskSetView, 'tasks'>[] } | null>;
  /** What `readOutlined` needs to know first, as soon as one request can tell it; `null` when ECS says MISSING. */
  readOutline(): Promise<Outline | null>;
  /** The sets of an outline with their tags and running tasks, read beside each other. Sets that vanished are left out. */
  readOutlined(outline: Outline): Promise<readonly TaskSetView[]>;
  /** Running (and starting) tasks of one set, with the address that the load balancer knows them by (fact 18). */
  readTasks(set: Pick<TaskSetView, 'id' | 'attachment'>, targetType: string): Promise<readonly TaskView[]>;
  /** Stopped tasks of the service, every set's, of the last hour (fact 18). */
  readStoppedTasks(): Promise<readonly StoppedTask[]>;
  /** Raw, with members that the SDK does not know (fact 21b), and its tags. `null` when there is no such revision. */
  readTaskDefinition(reference: string): Promise<TaskDefinitionDocument | null>;
  /** The active revision of the family that carries this `revision-hash` tag, among the newest 20. */
  findRegistered(family: string, hash: string): Promise<TaskDefinitionArn | null>;

  /** Once only: it has no token (fact 12). `hash` goes into its tags besides those of the content. */
  registerTaskDefinition(content: JsonObject, hash: string): Promise<TaskDefinitionArn>;
  /** May be repeated: `tokenText` is hashed into the clientToken (fact 12). */
  createTaskSet(request: CreateTaskSet): Promise<TaskSetArn>;
  updateScale(set: TaskSetArn, percent: number): Promise<void>;
  /** `withinMs`: given up after so long; `null`: as any write. */
  labelPrimary(set: TaskSetArn, withinMs: number | null): Promise<void>;
  /** Without force, always (fact 17). A set that is gone already counts as deleted. */
  deleteTaskSet(set: TaskSetArn): Promise<void>;
  tagService(service: ServiceArn, tags: ServiceTags): Promise<void>;
  untagService(service: ServiceArn, names: readonly ServiceTagName[]): Promise<void>;
}

/** The service with its tags, its sets as far as it names them itself, and its running (and starting) tasks. */
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

/** What one page of groups tells of each: their attributes would take a call for every group of the account. */
export type CandidateGroup = Pick<
  TargetGroupView,
  'arn' | 'name' | 'targetType' | 'protocol' | 'port' | 'loadBalancers'
>;

export interface LoadBalancerPort {
  /** Every rule and default action on every listener, all pages (fact 26). */
  readRules(balancer: LoadBalancerArn): Promise<readonly RuleView[]>;
  /** Just these rules and default actions, in the order of `rules`. Those that don't exist are left out. */
  readKnownRules(rules: readonly KnownRule[]): Promise<readonly RuleView[]>;
  /** What one request tells of each group; the delay of its deregistration is not among it, and AWS's default stands in. */
  readGroupsBriefly(groups: readonly TargetGroupArn[]): Promise<readonly Omit<TargetGroupView, 'targets'>[]>;
  /** Groups that don't exist are left out. Without their targets. */
  readGroups(groups: readonly TargetGroupArn[]): Promise<readonly Omit<TargetGroupView, 'targets'>[]>;
  /** All groups of the account that hang on the balancer, or on none: candidates for an error's text. */
  readCandidateGroups(balancer: LoadBalancerArn): Promise<readonly CandidateGroup[]>;
  readTargets(group: TargetGroupArn): Promise<readonly TargetView[]>;
  readBalancers(balancers: readonly LoadBalancerArn[]): Promise<readonly LoadBalancerView[]>;
  /** The balancer that a listener (or a rule's listener) belongs to; `null` when there is none such. */
  balancerOf(listener: ListenerArn): Promise<LoadBalancerArn | null>;

  /** Replaces the rule's whole list of actions (fact 23). */
  writeActions(rule: RuleRef, actions: readonly RuleAction[]): Promise<void>;
}

export interface ScalingPort {
  /** `null`: nothing scales the service. */
  readScaling(cluster: string, service: string): Promise<ScalingView | null>;
  writeScaling(cluster: string, service: string, state: ScalingView): Promise<void>;
}

export interface ProbePort {
  /** One request, on a connection of its own. Never rejects: what happened is the value. */
  get(request: ProbeRequest): Promise<ProbeAnswer>;
}
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends early, without an error, when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface ServicesPort {
  /** Names of the active services of the cluster whose deployment controller is EXTERNAL, all pages, sorted. */
  externalServices(cluster: string): Promise<readonly string[]>;
}

export interface RunsPort {
  /**
   * Whether the workflow run is completed, its newest attempt included; `null`: GitHub can't say (no token, no right,
   * deleted, another repository). Never rejects.
   */
  isOver(runId: number): Promise<boolean | null>;
}

interface Log {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
}

/** The runner's log and page of this run. */
export interface RunnerPort extends Log {
  /** Lines until `closeGroup` fold under the title. */
  openGroup(title: string): void;
  closeGroup(): void;
  /** A note on the run's page, and a line in the log. */
  annotate(kind: 'warning' | 'notice', title: string, message: string): void;
  /** Makes the run red, and says why on its page. To be called once. */
  fail(title: string, message: string): void;
  /** Rejects where the runner has no place for it. */
  writeSummary(markdown: string): Promise<void>;
}

/** Where the release is told to people. Its failures are the reporter's to swallow (invariant 9), so it may reject. */
export interface GitHubPort {
  /** Edits the comment that holds `marker`, wherever it stands among the pages, or creates it. */
  upsertComment(pull: number, marker: string, body: string): Promise<{ readonly url: string }>;
  /** The text of the comment that `upsertComment` would edit; `null`: there is none. */
  findComment(pull: number, marker: string): Promise<string | null>;
  createDeployment(request: DeploymentRequest): Promise<DeploymentId>;
  /** The newest Deployment of this environment whose payload is `payload`; `null`: none. */
  findDeployment(environment: string, sha: string, payload: string): Promise<DeploymentId | null>;
  setDeploymentStatus(id: DeploymentId, status: DeploymentStatus): Promise<void>;
  /**
   * Deployments of this environment that are still queued or in progress, among the newest 3 of each owner. `ownerOf`:
   * whose a payload is; `null`: nobody's who is asked for.
   */
  findOpenDeployments(
    environment: string,
    ownerOf: (payload: string) => string | null,
  ): Promise<readonly OpenDeployment[]>;
}
export interface OpenDeployment {
  readonly id: DeploymentId;
  readonly payload: string;
}
export type DeploymentId = number;
export interface DeploymentRequest {
  readonly environment: string;
  readonly sha: string;
  readonly description: string;
  /** What finds it again: the release id. */
  readonly payload: string;
}
export interface DeploymentStatus {
  readonly state: 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  /** Cut to GitHub's 140 characters by the adapter. */
  readonly description: string;
  readonly environmentUrl: string | null;
  readonly logUrl: string;
}
