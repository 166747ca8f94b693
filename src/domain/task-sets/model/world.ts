import type { StoppedTask, TaskView, CapacityProvider, Network } from '../../common/tasks/view.ts';
import type { RunView } from '../../common/run/view.ts';
import type { Candidate } from '../../common/revision/candidate.ts';
import type { RuleView, TargetGroupView, LoadBalancerView } from '../../common/load-balancer/view.ts';
import type { Arn, ServiceArn, TargetGroupArn, TaskDefinitionArn } from '../../common/values/arn.ts';
import type { Json } from '../../common/values/json.ts';
import type { ServiceEvent } from '../../common/tasks/view.ts';

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

/** Auto scaling of the service's desired count. */
export interface ScalingView {
  readonly scaleInSuspended: boolean;
  readonly scaleOutSuspended: boolean;
  readonly scheduledSuspended: boolean;
}

export type TaskSetArn = Arn<'task-set'>;
