import type {
  ListenerArn,
  LoadBalancerArn,
  RuleArn,
  ServiceArn,
  TargetGroupArn,
  TaskDefinitionArn,
  TaskSetArn,
} from '../../common/values/arn.ts';
import type { Json } from '../../common/values/json.ts';

/** Everything one observation saw. Plain data: deciding needs nothing else, and tests write it down as a table. */
export interface World {
  /** When the observation was finished, milliseconds since 1970. The only clock that the domain knows. */
  readonly nowMs: number;
  readonly service: ServiceView;
  /** Every task set of the service, DRAINING ones too. */
  readonly taskSets: readonly TaskSetView[];
  /** Every rule, default actions included, of every listener of the load balancers involved. */
  readonly rules: readonly RuleView[];
  /** The target groups that the rules and the task sets name, and those named by inputs. */
  readonly groups: readonly TargetGroupView[];
  readonly loadBalancers: readonly LoadBalancerView[];
  /** What else could be the idle group, for the text of an error. Empty where the pair is known. */
  readonly candidateGroups: readonly TargetGroupArn[];
  /** Tasks that ECS stopped within the last hour, of every task set of the service (fact 18). */
  readonly stoppedTasks: readonly StoppedTask[];
  /** `null`: Application Auto Scaling does not act on the service. */
  readonly scaling: ScalingView | null;
  /** What this release would run. `null` once green exists: then green says it. */
  readonly candidate: Candidate | null;
  /** The workflow runs that the service's tags and sets name, and whether they are over. Read for a sweep; else empty. */
  readonly runs: readonly RunView[];
  /** Things that could not be read although nothing depends on them alone, in words for the log. */
  readonly notes: readonly string[];
}

export interface RunView {
  readonly runId: number;
  /** `null`: GitHub can't say (no token, no right, another repository). */
  readonly isOver: boolean | null;
}

export interface ServiceView {
  readonly arn: ServiceArn;
  readonly name: string;
  /** As AWS knows it: the cluster's name. */
  readonly cluster: string;
  readonly status: string;
  /** `EXTERNAL`, `ECS` or `CODE_DEPLOY`. */
  readonly controller: string;
  readonly desiredCount: number;
  /** Our tags without the prefix, e.g. `fence`, `lease-until`. Those of others are not carried. */
  readonly tags: ServiceTags;
  /** Newest first. */
  readonly events: readonly ServiceEvent[];
}

export type ServiceTagName =
  | 'fence'
  | 'blue'
  | 'green'
  | 'switched-at'
  | 'lease-until'
  | 'lease-scale'
  | 'baseline'
  | 'scaling'
  | 'rolled-back'
  /** The production rules and the pair of the switch: the way back needs no search for them. */
  | 'rules'
  | 'pair'
  /** Until when the release on the switch is watched. */
  | 'bake-until'
  /** `<first 32 digits of the revision hash>:<run id>` of what was taken back for being bad. */
  | 'quarantined'
  /** `<task set id>:<ISO>`: a green that was taken back and is kept for a look until then. */
  | 'kept-green'
  /** When a sweep last came by. */
  | 'swept-at'
  /** `<release id>:<family>:<revision>` of a staged green that was removed because its time was over. */
  | 'expired';
export type ServiceTags = Readonly<Partial<Record<ServiceTagName, string>>>;

export interface ServiceEvent {
  readonly atMs: number;
  readonly message: string;
}

export type SetTagName =
  | 'release'
  | 'commit'
  | 'repository'
  | 'run'
  | 'pull'
  | 'revision-hash'
  | 'previous-revision'
  | 'blue'
  | 'warm-time'
  | 'expires'
  /** ARN of the rule, or of the listener, that its release had for tests. */
  | 'test-rule'
  | 'test-listener'
  | 'forward-only';
export type SetTags = Readonly<Partial<Record<SetTagName, string>>>;

export interface TaskSetView {
  readonly arn: TaskSetArn;
  /** `ecs-svc/<digits>`: also the `startedBy` of its tasks. */
  readonly id: string;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  readonly isSteady: boolean;
  readonly taskDefinition: TaskDefinitionArn;
  readonly computedDesired: number;
  readonly running: number;
  readonly pending: number;
  readonly scalePercent: number;
  readonly createdAtMs: number;
  readonly tags: SetTags;
  /** `null`: the set is attached to no load balancer. */
  readonly attachment: Attachment | null;
  readonly settings: GreenSettings;
  /** Its running tasks, as the load balancer would know them. */
  readonly tasks: readonly TaskView[];
  /** More load balancers on one task set than version 1 handles. */
  readonly attachmentCount: number;
}

export interface Attachment {
  readonly group: TargetGroupArn;
  readonly containerName: string;
  readonly containerPort: number;
}

/** What a task set has besides revision, group and tags: copied from blue, or given by inputs. Absent is `null`. */
export interface GreenSettings {
  readonly launchType: string | null;
  readonly capacityProviders: readonly CapacityProvider[] | null;
  readonly platformVersion: string | null;
  readonly network: Network | null;
  readonly serviceRegistries: readonly Json[];
}
export interface CapacityProvider {
  readonly name: string;
  readonly weight: number | null;
  readonly base: number | null;
}
export interface Network {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** `ENABLED` or `DISABLED`; `null` leaves it to ECS. */
  readonly assignPublicIp: string | null;
}

export interface TaskView {
  readonly arn: string;
  readonly lastStatus: string;
  /** The target's id (IP address or instance id) and port; `null` while the task has no address yet. */
  readonly endpoint: Endpoint | null;
}
export interface Endpoint {
  readonly id: string;
  readonly port: number;
}

export interface StoppedTask {
  readonly arn: string;
  /** The id of its task set, `ecs-svc/<digits>`. */
  readonly startedBy: string;
  readonly stopCode: string | null;
  readonly stoppedReason: string;
  readonly stoppedAtMs: number;
  readonly containers: readonly StoppedContainer[];
}
export interface StoppedContainer {
  readonly name: string;
  readonly exitCode: number | null;
  readonly reason: string | null;
}

export interface TargetGroupView {
  readonly arn: TargetGroupArn;
  readonly name: string;
  readonly targetType: string;
  readonly protocol: string;
  readonly port: number;
  /** `HTTP` or `HTTPS` health checks carry a path; `null` for others. */
  readonly healthPath: string | null;
  readonly healthIntervalSeconds: number;
  readonly deregistrationDelaySeconds: number;
  readonly loadBalancers: readonly LoadBalancerArn[];
  readonly targets: readonly TargetView[];
}
export interface TargetView extends Endpoint {
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining' | 'unavailable';
  readonly reason: string | null;
  readonly description: string | null;
}

export interface LoadBalancerView {
  readonly arn: LoadBalancerArn;
  /** `application`, `network` or `gateway`. */
  readonly type: string;
  readonly dnsName: string;
}

/** What a write names: a default action belongs to its listener, every other rule has an ARN (fact 23). */
export type RuleRef =
  | { readonly kind: 'default'; readonly listener: ListenerArn }
  | { readonly kind: 'rule'; readonly rule: RuleArn };

export interface RuleView {
  readonly ref: RuleRef;
  readonly listener: ListenerArn;
  readonly loadBalancer: LoadBalancerArn;
  readonly listenerPort: number;
  /** `HTTP` or `HTTPS`. */
  readonly listenerProtocol: string;
  /** `null` for a default action. */
  readonly priority: number | null;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** Conditions other than host and path, in words, e.g. `http-header`. */
  readonly otherConditions: readonly string[];
  readonly actions: readonly RuleAction[];
}

export type RuleAction = ForwardAction | OtherAction;
export interface ForwardAction {
  readonly type: 'forward';
  readonly order: number | null;
  readonly groups: readonly WeightedGroup[];
  /** `null`: the rule carries no stickiness block; then none is written. */
  readonly stickiness: Stickiness | null;
}
export interface Stickiness {
  readonly enabled: boolean;
  readonly durationSeconds: number | null;
}
export interface WeightedGroup {
  readonly group: TargetGroupArn;
  readonly weight: number;
}
/** Authenticate, redirect, fixed response: carried as AWS gave it and written back as it was. */
export interface OtherAction {
  readonly type: 'other';
  readonly kind: string;
  readonly raw: Json;
}

/** Auto scaling of the service's desired count. */
export interface ScalingView {
  readonly scaleInSuspended: boolean;
  readonly scaleOutSuspended: boolean;
  readonly scheduledSuspended: boolean;
}

/** The revision that this release would run, worked out from the inputs and the live revision. */
export interface Candidate {
  /** Where the base came from, in words: `file deploy/web.yaml`, `revision web:41 of the live task set`. */
  readonly source: string;
  readonly family: string;
  /** Over the content that would be registered. */
  readonly hash: string;
  /** What RegisterTaskDefinition gets, as raw JSON (fact 21b). `null` when an existing revision is deployed as it is. */
  readonly content: Json | null;
  /** Set when nothing needs registering: named by the input, equal to the live one, or found by its hash. */
  readonly registeredAs: TaskDefinitionArn | null;
  /** Why nothing needs registering, in words. */
  readonly registeredBecause: string | null;
  readonly networkMode: string | null;
  readonly containers: readonly CandidateContainer[];
  /** Of the task and of its execution: what the caller hands to ECS. */
  readonly roleArns: readonly string[];
  /** What differs from the live revision, a line for each value, secret ones masked; `null`: nothing to compare with. */
  readonly changes: readonly string[] | null;
  readonly problems: readonly string[];
}
export interface CandidateContainer {
  readonly name: string;
  readonly ports: readonly number[];
}
