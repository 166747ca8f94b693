// What one observation shows.
import type {
  ServiceTask,
  StoppedTask,
  TaskView,
  CapacityProvider,
  Network,
  ServiceEvent,
} from '../../common/tasks/view.ts';
import type { OneOffTask } from '../../common/one-off-tasks/task.ts';
import type { ReleaseChanges } from '../../common/migrations/changes.ts';
import type { RunView } from '../../common/run/view.ts';
import type { TaskSize } from '../../common/tasks/size.ts';
import type { Candidate } from '../../common/revision/candidate.ts';
import type { NamedRevision } from '../../common/one-off-tasks/revision.ts';
import type { RuleView, TargetGroupView, LoadBalancerView } from '../../common/load-balancer/view.ts';
import type { Arn, ServiceArn, TargetGroupArn, TaskDefinitionArn } from '../../common/values/arn.ts';
import type { AlarmsView } from '../../common/alarms/view.ts';
import type { ScalingPlan } from '../../common/scaling/view.ts';
import type { Look } from './look.ts';
import type { Json } from '../../common/values/json.ts';

/** Everything that a decision needs from AWS and GitHub, as plain data. */
export interface World {
  /** When it is decided on, milliseconds since 1970. The domain has no other clock. */
  readonly nowMs: number;
  /** How old its parts are. `null`: all were read at `nowMs`. */
  readonly look: Look | null;
  readonly service: ServiceView;
  /** Every task set of the service, including DRAINING ones. */
  readonly taskSets: readonly TaskSetView[];
  /** Every rule of every listener of the load balancers involved, including default actions. */
  readonly rules: readonly RuleView[];
  /** The target groups that the rules, the task sets and the inputs name. */
  readonly groups: readonly TargetGroupView[];
  readonly loadBalancers: readonly LoadBalancerView[];
  /** What could be the idle group, for the text of an error. Empty if the pair is known. */
  readonly candidateGroups: readonly TargetGroupArn[];
  /** Tasks that ECS stopped within the last hour, of every task set of the service (fact 18). */
  readonly stoppedTasks: readonly StoppedTask[];
  /** Tasks of tests that run, or that this process started. Empty if nothing shows that there are any. */
  readonly oneOffTasks: readonly OneOffTask[];
  /** Tasks of migrations, likewise. They are never stopped. */
  readonly migrationTasks: readonly OneOffTask[];
  /** Tasks of contracts, likewise. */
  readonly contractTasks: readonly OneOffTask[];
  /** The tasks of the service that have not stopped, of whichever task set. `null`: not read. Only what runs a contract needs them. */
  readonly serviceTasks: readonly ServiceTask[] | null;
  /** `null`: Application Auto Scaling does not scale the service. */
  readonly scaling: ScalingView | null;
  /** Its policies and scheduled actions. `null`: they were not read. They are once, before the first write of a release. */
  readonly scalingPlan: ScalingPlan | null;
  /** The alarms that the run was given. `null`: it was given none, or they were never read. */
  readonly alarms: AlarmsView | null;
  /** What this release would run. `null` once green exists. */
  readonly candidate: Candidate | null;
  /** How long tasks of a revision take to stop at most, in seconds, by its ARN. Of a blue that the request drains, and of others as far as they have been read. */
  readonly stopSeconds: Readonly<Record<string, number>>;
  /** What one task of a revision takes, by its ARN, as far as it has been read. Nothing waits for it. */
  readonly sizes: Readonly<Record<string, TaskSize>>;
  /** The task definitions that tests name, or that their green runs. Empty once preflight has passed. */
  readonly testRevisions: readonly NamedRevision[];
  /** The workflow runs that the tags of the service and of its task sets name. Only a sweep and `status` ask for them. */
  readonly runs: readonly RunView[];
  /** A sentence for each image that its registry no longer has, although production or a rollback depends on it. */
  readonly lostImages: readonly string[];
  /** The files that this release changes. `null`: nothing asks for them, or it is too late to. */
  readonly changes: ReleaseChanges | null;
  /** What could not be read and isn't required, for the log. */
  readonly notes: readonly string[];
  /** Other services that the Terraform plan may change. `null`: they were not looked for. Only plan does. */
  readonly neighbors: Neighbors | null;
}

export interface Neighbors {
  /** Services of this action. */
  readonly worlds: readonly World[];
  readonly unread: readonly UnreadNeighbors[];
}
/** `what` (`service api in cluster demo`) could not be read, because of `why` (an IAM action and an error code). */
export interface UnreadNeighbors {
  readonly what: string;
  readonly why: string;
}

/** A service as a list of the services of a cluster shows it. Task sets come without their tags. */
export interface ListedService {
  readonly service: ServiceView;
  readonly sets: readonly SetOutline[];
}

export interface ListedServices {
  readonly services: readonly ListedService[];
  /** Services that the cluster lists and that could not be described. */
  readonly unread: readonly UnreadService[];
}
export interface UnreadService {
  readonly service: string;
  /** An IAM action and an error code. */
  readonly why: string;
}

export interface ServiceView {
  readonly arn: ServiceArn;
  readonly name: string;
  /** The cluster's name. */
  readonly cluster: string;
  readonly status: string;
  /** `EXTERNAL`, `ECS` or `CODE_DEPLOY`. */
  readonly controller: string;
  readonly desiredCount: number;
  /** How long ECS doesn't replace a starting task for failed health checks of the load balancer. */
  readonly graceSeconds: number;
  /** Whether ECS automatically moves tasks between Availability Zones. */
  readonly isRebalanced: boolean;
  /** An Express service, or one behind a gateway of ECS: its resources belong to ECS. */
  readonly isManagedByEcs: boolean;
  /** Tasks that ECS shows in deployments, not in task sets: the controller was changed from another one. `null`: none. */
  readonly outside: OutsideTasks | null;
  /** What a service with another controller than EXTERNAL runs. `null`: it has task sets, or has none yet. */
  readonly otherwise: OtherwiseServed | null;
  /** The facts that our tags hold, e.g. `fence`, `lease-until`. See `tags/service-tags.ts`. */
  readonly tags: ServiceTags;
  /** The number of tags of others that count toward the limit of AWS. */
  readonly otherTags: number;
  /** Newest first. */
  readonly events: readonly ServiceEvent[];
}

export interface OutsideTasks {
  /** `ecs-svc/<digits>`. */
  readonly deployments: readonly string[];
  readonly running: number;
}

/** What ECS or CodeDeploy runs for the service, for advice on how to move it to task sets. */
export interface OtherwiseServed {
  readonly revision: TaskDefinitionArn | null;
  readonly attachments: readonly Attachment[];
  readonly settings: Pick<GreenSettings, 'launchType' | 'capacityProviders' | 'network'>;
  /** What it uses that task sets don't have (fact 21), e.g. `Service Connect`. */
  readonly unsupported: readonly string[];
}

export type ServiceTagName =
  /** See `common/run/fence.ts`. */
  | 'fence'
  | 'blue'
  | 'green'
  | 'switched-at'
  | 'lease-until'
  /** See `tags/lease.ts`. */
  | 'lease-scale'
  /** How blue is scaled down after its lease, and when the step that `lease-scale` names was written. See `warm/drain.ts`. */
  | 'drain'
  | 'drained-at'
  | 'baseline'
  /** What was known of the alarms at the switch. See `common/alarms/judging.ts`. */
  | 'alarms'
  /** See `roles/writes.ts`. */
  | 'scaling'
  /** See `roles/green-role.ts`. */
  | 'rolled-back'
  /** The run that repairs reset rules. See `reset/reset.ts`. */
  | 'repaired'
  /** The production rules and the pair of the last switch. They outlast the release. See `tags/rollback-tags.ts`. */
  | 'rules'
  | 'pair'
  /** Which task set the last switch made live, and when. It outlasts the release too. */
  | 'live-since'
  /** Whose users hold cookies of the load balancer, and what a cut has changed. See `tags/sessions.ts`. */
  | 'sessions'
  /** Until when the bake lasts. */
  | 'bake-until'
  /** Content that was rolled back because it failed. See `common/revision/quarantine.ts`. */
  | 'quarantined'
  /** The green that is kept for inspection. See `roles/kept-green.ts`. */
  | 'kept-green'
  /** When a sweep last ran. */
  | 'swept-at'
  /** A staged green that was deleted because it expired. See `revision/restage.ts`. */
  | 'expired'
  /** The last try of a migration. See `common/migrations/note.ts`. */
  | 'migration'
  /** The last try of a contract: from then on, its release is forward-only. See `tags/contract.ts`. */
  | 'contract';
export type ServiceTags = Readonly<Partial<Record<ServiceTagName, string>>>;

type SetTagName =
  | 'release'
  | 'commit'
  | 'repository'
  | 'run'
  | 'pull'
  /** The GitHub environment of its Deployment. */
  | 'environment'
  /** See `tags/rollback-workflow.ts`. */
  | 'rollback-workflow'
  | 'revision-hash'
  | 'previous-revision'
  /** The commit of that revision. */
  | 'previous-commit'
  /** Its release, and the one that a re-release makes live again. See `tags/earlier-release.ts`. */
  | 'previous-release'
  | 'restores'
  /** What a re-release rolls back. See `tags/rolled-back.ts`. */
  | 'rolled-back'
  | 'blue'
  | 'warm-time'
  /** How its blue is scaled down after the warm time. See `warm/drain.ts`. */
  | 'drain'
  | 'expires'
  /** ARN of the release's test rule, or of its test listener. */
  | 'test-rule'
  | 'test-listener'
  /** The production rules and the pair when it was created. See `tags/rollback-tags.ts`. */
  | 'rules'
  | 'pair'
  /** How long the cookies of the production rules last. See `tags/sessions.ts`. */
  | 'sessions'
  /** `task`: its release tests it with one-off tasks. See `checks/left-tasks.ts`. */
  | 'tests'
  /** The try that came before it, and how often blue passed on its schema. See `migrations/green-tag.ts`. */
  | 'migration'
  /** The contract that its release plans. See `tags/contract.ts`. */
  | 'contract'
  | 'forward-only';
export type SetTags = Readonly<Partial<Record<SetTagName, string>>>;

export interface TaskSetView {
  readonly arn: TaskSetArn;
  /** `ecs-svc/<digits>`, which is also the `startedBy` of its tasks. */
  readonly id: string;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  readonly isSteady: boolean;
  readonly taskDefinition: TaskDefinitionArn;
  readonly computedDesired: number;
  readonly running: number;
  readonly pending: number;
  readonly scalePercent: number;
  readonly createdAtMs: number;
  /**
   * When it was last changed. A deletion is its last write, but whether ECS counts its own changes too is not established
   * (fact 21g). `null`: ECS doesn't say.
   */
  readonly updatedAtMs: number | null;
  readonly tags: SetTags;
  /** `null`: the task set has no load balancer. */
  readonly attachment: Attachment | null;
  readonly settings: GreenSettings;
  /** Its running tasks, with the addresses of their targets. */
  readonly tasks: readonly TaskView[];
  /** The number of load balancers of the task set. This action supports one. */
  readonly attachmentCount: number;
}

/** A task set without its tasks, which take further calls. */
export type SetOutline = Omit<TaskSetView, 'tasks'>;

export interface Attachment {
  readonly group: TargetGroupArn;
  readonly containerName: string;
  readonly containerPort: number;
}

/** What a task set has in addition to revision, group and tags, copied from blue or from inputs. */
export interface GreenSettings {
  readonly launchType: string | null;
  readonly capacityProviders: readonly CapacityProvider[] | null;
  readonly platformVersion: string | null;
  readonly network: Network | null;
  readonly serviceRegistries: readonly Json[];
  /** Tags of others, by key, without those of AWS. */
  readonly otherTags: Readonly<Record<string, string>>;
}

/** Auto scaling of the service's desired count. */
export interface ScalingView {
  readonly scaleInSuspended: boolean;
  readonly scaleOutSuspended: boolean;
  readonly scheduledSuspended: boolean;
}

export type TaskSetArn = Arn<'task-set'>;
