// A plain picture of everything the sandbox holds, by names where people use names.
import { computedCount, taskCounts, taskSetsOf } from './aws/ecs/find.ts';
import { forwardOf } from './aws/elb/forward.ts';
import { shownState, targetHealth } from './aws/elb/target-groups.ts';
import type {
  AwsState,
  ListenerState,
  RuleState,
  ServiceState,
  TargetGroupState,
  TaskState,
} from './aws/state.ts';
import type { Settings } from './aws/context.ts';
import type { TaskOverride } from '@aws-sdk/client-ecs';
import { shownBalancer } from './tasks/shown-address.ts';

export interface TaskSetPicture {
  readonly id: string;
  readonly arn: string;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  readonly scale: number;
  readonly computedDesiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly stabilityStatus: 'STEADY_STATE' | 'STABILIZING';
  readonly taskDefinition: string;
  /** Name of the target group; null without a load balancer. */
  readonly targetGroup: string | null;
  readonly externalId: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ServicePicture {
  readonly name: string;
  readonly cluster: string;
  readonly arn: string;
  readonly status: string;
  readonly desiredCount: number;
  readonly healthCheckGracePeriodSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly taskSets: readonly TaskSetPicture[];
  /** Newest first. */
  readonly events: readonly string[];
}

export interface RulePicture {
  readonly name: string;
  readonly arn: string;
  readonly listener: string;
  /** Null: the default rule. */
  readonly priority: number | null;
  /** Target group name to weight; empty if the rule doesn't forward. */
  readonly weights: Readonly<Record<string, number>>;
  readonly conditions: RuleState['conditions'];
  readonly actions: RuleState['actions'];
}

interface ListenerPicture {
  readonly name: string;
  readonly arn: string;
  readonly loadBalancer: string;
  /** Where it listens. */
  readonly url: string;
  /** Where the runner is shown that it listens: of an internal load balancer, another address if it is outside of the VPC. */
  readonly shownUrl: string;
}

interface TargetGroupPicture {
  readonly name: string;
  readonly arn: string;
  readonly isInUse: boolean;
  readonly targets: readonly {
    readonly id: string;
    readonly port: number;
    readonly state: string;
    readonly reason: string | null;
    readonly zone: string;
  }[];
}

interface TaskPicture {
  readonly id: string;
  readonly arn: string;
  readonly service: string;
  readonly taskSetId: string;
  readonly lastStatus: TaskState['status'];
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
  readonly address: string;
  readonly images: readonly string[];
  /** Of the processes that run now. */
  readonly pids: readonly number[];
  readonly exitCodes: readonly (number | null)[];
  readonly stopCode: string | null;
  readonly stoppedReason: string | null;
}

interface AlarmPicture {
  readonly name: string;
  readonly state: AwsState['alarms'][number]['value'];
  readonly transitionedAt: number;
}

export interface OneOffPicture extends Omit<TaskPicture, 'service' | 'taskSetId'> {
  readonly startedBy: string | null;
  readonly taskDefinition: string;
  readonly overrides: TaskOverride;
  readonly tags: Readonly<Record<string, string>>;
}

export interface WorldPicture {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** By how long cookies were made older than they are, until now. */
  readonly cookiesAgedMs: number;
  readonly services: readonly ServicePicture[];
  readonly listeners: readonly ListenerPicture[];
  readonly rules: readonly RulePicture[];
  readonly targetGroups: readonly TargetGroupPicture[];
  /** Of services, stopped ones too. */
  readonly tasks: readonly TaskPicture[];
  /** What RunTask started, as long as it is visible. */
  readonly oneOffTasks: readonly OneOffPicture[];
  readonly taskDefinitions: readonly { readonly arn: string; readonly status: string }[];
  readonly scalableTargets: AwsState['scalableTargets'];
  readonly alarms: readonly AlarmPicture[];
}

function groupName(state: AwsState, arn: string | undefined): string | null {
  return state.targetGroups.find((one) => one.arn === arn)?.name ?? null;
}

function servicePicture(state: AwsState, service: ServiceState): ServicePicture {
  const taskSets = taskSetsOf(state, service).map((set): TaskSetPicture => {
    const { running, pending } = taskCounts(state, set);
    return {
      id: set.id,
      arn: set.arn,
      status: set.status,
      scale: set.scale,
      computedDesiredCount: computedCount(service, set),
      runningCount: running,
      pendingCount: pending,
      stabilityStatus: set.stability,
      taskDefinition: set.taskDefinitionArn,
      targetGroup: groupName(state, set.loadBalancers[0]?.targetGroupArn),
      externalId: set.externalId,
      tags: set.tags,
    };
  });
  const {
    name,
    arn,
    clusterName: cluster,
    status,
    desiredCount,
    healthCheckGracePeriodSeconds,
    tags,
  } = service;
  return {
    name,
    cluster,
    arn,
    status,
    desiredCount,
    healthCheckGracePeriodSeconds,
    tags,
    taskSets,
    events: service.events.map((one) => one.message),
  };
}

export function listenerUrl(state: AwsState, listener: ListenerState): string {
  const balancer = state.loadBalancers.find((one) => one.arn === listener.loadBalancerArn);
  return `http://${balancer?.address ?? ''}:${listener.port}`;
}

/** As a client that stands where the runner does knows it. */
function shownUrl(state: AwsState, settings: Pick<Settings, 'runner'>, listener: ListenerState): string {
  const balancer = state.loadBalancers.find((one) => one.arn === listener.loadBalancerArn);
  return `http://${balancer === undefined ? '' : shownBalancer(settings, balancer)}:${listener.port}`;
}

export function weightsOf(state: AwsState, rule: RuleState): Record<string, number> {
  const tuples = rule.actions.flatMap((one) => forwardOf(one)?.TargetGroups ?? []);
  return Object.fromEntries(
    tuples.map((one) => [groupName(state, one.TargetGroupArn) ?? '', one.Weight ?? 1]),
  );
}

function rulePicture(state: AwsState, rule: RuleState): RulePicture {
  const listener = state.listeners.find((one) => one.arn === rule.listenerArn)?.name ?? '';
  const { name, arn, priority, conditions, actions } = rule;
  return { name, arn, listener, priority, weights: weightsOf(state, rule), conditions, actions };
}

function groupPicture(group: TargetGroupState): TargetGroupPicture {
  const targets = group.targets.map((target) => ({
    id: target.id,
    port: target.port,
    state: shownState(group, target),
    reason: targetHealth(group, target).Reason ?? null,
    zone: target.zone,
  }));
  return { name: group.name, arn: group.arn, isInUse: group.usedSince !== null, targets };
}

function taskPicture(task: TaskState): TaskPicture {
  const { id, arn, taskSetId, desiredStatus, address, stopCode, stoppedReason, containers } = task;
  return {
    id,
    arn,
    service: task.serviceName ?? '',
    taskSetId: taskSetId ?? '',
    lastStatus: task.status,
    desiredStatus,
    address,
    images: containers.map((one) => one.image),
    pids: containers.flatMap((one) => (one.pid === null ? [] : [one.pid])),
    exitCodes: containers.map((one) => one.exitCode),
    stopCode,
    stoppedReason,
  };
}

function oneOffPicture(task: TaskState): readonly OneOffPicture[] {
  if (task.oneOff === null) return [];
  const { startedBy, tags, overrides } = task.oneOff;
  const { taskDefinitionArn: taskDefinition } = task;
  return [{ ...taskPicture(task), startedBy, tags, overrides, taskDefinition }];
}

/** A copy: it does not change with the sandbox. */
export function worldPicture(
  state: AwsState,
  settings: Pick<Settings, 'runner'>,
  cookiesAgedMs: number,
): WorldPicture {
  const balancerName = (arn: string): string =>
    state.loadBalancers.find((one) => one.arn === arn)?.name ?? '';
  return structuredClone({
    at: Date.now(),
    cookiesAgedMs,
    services: state.services.map((one) => servicePicture(state, one)),
    listeners: state.listeners.map((one) => ({
      name: one.name,
      arn: one.arn,
      loadBalancer: balancerName(one.loadBalancerArn),
      url: listenerUrl(state, one),
      shownUrl: shownUrl(state, settings, one),
    })),
    rules: state.rules.map((one) => rulePicture(state, one)),
    targetGroups: state.targetGroups.map(groupPicture),
    tasks: state.tasks.filter(({ oneOff }) => oneOff === null).map(taskPicture),
    oneOffTasks: state.tasks.flatMap(oneOffPicture),
    taskDefinitions: state.taskDefinitions.map(({ arn, status }) => ({ arn, status })),
    scalableTargets: state.scalableTargets,
    alarms: state.alarms.map(({ name, value, transitionedAt }) => ({ name, state: value, transitionedAt })),
  });
}
