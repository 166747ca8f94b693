// What the sandbox's AWS holds: plain data, so that it can be copied for stale reads. Processes are kept elsewhere.
import type {
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  DeploymentControllerType,
  LaunchType,
  LoadBalancer as EcsLoadBalancer,
  ServiceRegistry,
  TaskOverride,
} from '@aws-sdk/client-ecs';
import type { Action, RuleCondition, TargetTypeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AlarmState } from './alarm-state.ts';
import type { HealthCheckState } from './health-check-state.ts';
import type { ScalableTargetState } from './scaling-state.ts';
import type { RunTokenState } from './token-state.ts';

export type Tags = Record<string, string>;

export interface ClusterState {
  readonly name: string;
  readonly arn: string;
}

export interface ServiceEvent {
  readonly id: string;
  readonly at: number;
  readonly message: string;
}

export interface ServiceState {
  readonly name: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly clusterName: string;
  controller: DeploymentControllerType;
  /** Null: the controller was never changed to EXTERNAL. */
  controllerBefore: 'ECS' | null;
  readonly createdAt: number;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  healthCheckGracePeriodSeconds: number;
  enableExecuteCommand: boolean;
  enableECSManagedTags: boolean;
  propagateTags: 'TASK_DEFINITION' | 'SERVICE' | 'NONE';
  /** Only shown: tasks are spread over zones when they start, and never moved. */
  readonly availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
  readonly resourceManagementType: 'CUSTOMER' | 'ECS';
  tags: Tags;
  /** Newest first, as AWS gives them. */
  events: ServiceEvent[];
}

export interface TaskSetState {
  readonly id: string;
  readonly arn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly createdAt: number;
  readonly taskDefinitionArn: string;
  readonly externalId: string | null;
  readonly launchType: LaunchType | null;
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  readonly platformVersion: string | null;
  readonly network: AwsVpcConfiguration | null;
  readonly loadBalancers: readonly EcsLoadBalancer[];
  readonly serviceRegistries: readonly ServiceRegistry[];
  readonly tags: Tags;
  status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  scale: number;
  stability: 'STEADY_STATE' | 'STABILIZING';
  stabilityAt: number;
  updatedAt: number;
  /** Tasks in a row that could not even start, and when the next may: only those are slowed down. */
  failedStarts: number;
  nextStartAt: number;
}

type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'STOPPED';

interface PortBinding {
  readonly containerPort: number;
  readonly hostPort: number;
}

export interface ContainerState {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly bindings: readonly PortBinding[];
  status: 'PENDING' | 'RUNNING' | 'STOPPED';
  exitCode: number | null;
  reason: string | null;
  /** Of the image that it pulled; null before that. */
  imageDigest: string | null;
  /** Whether what it runs has started and not ended yet; a container without a command runs nothing. */
  isUp: boolean;
  /** Of its process; null without one, and for what runs inside the sandbox's own. */
  pid: number | null;
}

export interface OneOffState {
  readonly group: string;
  readonly startedBy: string | null;
  readonly overrides: TaskOverride;
  readonly capacityProvider: string | null;
  readonly platformVersion: string | null;
  readonly tags: Tags;
}

export interface TaskState {
  readonly id: string;
  readonly arn: string;
  readonly clusterArn: string;
  /** Null, like the set: RunTask started it. */
  readonly serviceName: string | null;
  readonly taskSetId: string | null;
  /** What RunTask was asked for; null: a service started it. */
  readonly oneOff: OneOffState | null;
  readonly taskDefinitionArn: string;
  readonly launchType: LaunchType;
  readonly awsvpc: boolean;
  /** The letter of its zone, as everywhere in the state. */
  readonly zone: string;
  readonly address: string;
  readonly containerInstanceArn: string | null;
  readonly createdAt: number;
  readonly containers: ContainerState[];
  desiredStatus: 'RUNNING' | 'STOPPED';
  /** Until when scale-in may not stop it (fact 21e). `null`: it is not protected. */
  protectedUntil: number | null;
  status: TaskStatus;
  startAt: number;
  startedAt: number | null;
  registered: boolean;
  /** When its targets leave the group; null: not asked for. */
  deregisterAt: number | null;
  /** When SIGTERM may be sent: after the targets have drained. */
  stopAt: number | null;
  stoppingAt: number | null;
  stoppedAt: number | null;
  stopCode:
    'TaskFailedToStart' | 'EssentialContainerExited' | 'UserInitiated' | 'ServiceSchedulerInitiated' | null;
  stoppedReason: string | null;
}

/** What is to run, and on what. */
export type Placement = Pick<
  TaskSetState,
  'clusterArn' | 'taskDefinitionArn' | 'launchType' | 'capacityProviderStrategy' | 'network'
>;

/** Who the task belongs to: a task set of a service, or who asked for it. */
export type TaskOwner = Pick<TaskState, 'serviceName' | 'taskSetId' | 'oneOff'>;

export interface TaskDefinitionState {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  /** As it was registered, members unknown to any SDK included. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly tags: Tags;
  readonly registeredAt: number;
  status: 'ACTIVE' | 'INACTIVE';
  deregisteredAt: number | null;
}

export interface ContainerInstanceState {
  readonly arn: string;
  readonly clusterArn: string;
  readonly ec2InstanceId: string;
  readonly zone: string;
  readonly address: string;
}

export interface LoadBalancerState {
  readonly name: string;
  readonly arn: string;
  readonly type: 'application' | 'network';
  readonly scheme: 'internet-facing' | 'internal';
  readonly subnets: readonly { readonly id: string; readonly zone: string }[];
  /** Whether it takes part in zonal shifts. */
  readonly hasZonalShift: boolean;
  /** The zone from which a shift keeps traffic away; null: none is active. */
  shiftedAway: string | null;
  /** Where it really listens. */
  readonly address: string;
  readonly createdAt: number;
  readonly tags: Tags;
}

export interface ListenerState {
  readonly name: string;
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP';
  readonly port: number;
}

export interface RuleState {
  readonly name: string;
  readonly arn: string;
  readonly listenerArn: string;
  /** Null: the default rule. */
  readonly priority: number | null;
  conditions: readonly RuleCondition[];
  actions: readonly Action[];
}

export interface TargetGroupState {
  readonly name: string;
  readonly arn: string;
  readonly targetType: TargetTypeEnum;
  readonly ipAddressType: 'ipv4' | 'ipv6';
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP';
  readonly protocolVersion: 'HTTP1' | 'HTTP2' | 'GRPC';
  readonly port: number;
  /** Null: `delays.draining`. */
  readonly deregistrationDelayMs: number | null;
  readonly stickinessSeconds: number;
  readonly slowStartSeconds: number;
  readonly crossZone: 'use_load_balancer_configuration' | 'true' | 'false';
  readonly healthCheck: HealthCheckState;
  readonly tags: Tags;
  /** Since when a rule refers to it; null while none does. */
  usedSince: number | null;
  /** In which a load balancer that uses it has a node. */
  zones: readonly string[];
  targets: TargetState[];
}

export interface TargetState {
  /** IP address, or EC2 instance id. */
  readonly id: string;
  readonly port: number;
  /** Where the target really listens. */
  readonly address: string;
  readonly zone: string;
  readonly registeredAt: number;
  /** Since when its share of the requests grows; null: it has its full share. */
  slowStartAt: number | null;
  health: 'initial' | 'healthy' | 'unhealthy';
  reason: string | null;
  description: string | null;
  passes: number;
  failures: number;
  nextCheckAt: number;
  /** When draining ends; null: not draining. */
  drainedAt: number | null;
}

/** A client token that made a task set, and what was asked with it. */
interface TokenState {
  readonly token: string;
  readonly clusterArn: string;
  readonly request: string;
  readonly taskSet: TaskSetState;
}

export interface AwsState {
  readonly clusters: ClusterState[];
  readonly services: ServiceState[];
  taskSets: TaskSetState[];
  tasks: TaskState[];
  readonly taskDefinitions: TaskDefinitionState[];
  readonly containerInstances: ContainerInstanceState[];
  readonly loadBalancers: LoadBalancerState[];
  readonly listeners: ListenerState[];
  readonly rules: RuleState[];
  readonly targetGroups: TargetGroupState[];
  readonly scalableTargets: ScalableTargetState[];
  readonly tokens: TokenState[];
  alarms: AlarmState[];
  runTokens: RunTokenState[];
}

export function emptyState(): AwsState {
  return {
    clusters: [],
    services: [],
    taskSets: [],
    tasks: [],
    taskDefinitions: [],
    containerInstances: [],
    loadBalancers: [],
    listeners: [],
    rules: [],
    targetGroups: [],
    scalableTargets: [],
    tokens: [],
    alarms: [],
    runTokens: [],
  };
}
