// Changing the world from outside, as people, other tools and bad luck do. None of it is recorded as a call.
import { existingAlarm } from './aws/cloudwatch/alarms.ts';
import { lookAtComposites, takeState } from './aws/cloudwatch/watch.ts';
import { noEffects } from './aws/context.ts';
import type { AwsContext, Settings } from './aws/context.ts';
import { checkedActions } from './aws/elb/actions.ts';
import { existingListener, existingLoadBalancer } from './aws/elb/find.ts';
import { forwardOf } from './aws/elb/forward.ts';
import type { AlarmStateValue } from './aws/alarm-state.ts';
import type { AwsState, RuleState, ServiceState, TaskState } from './aws/state.ts';
import type { LoadBalancer } from './proxy/load-balancer.ts';
import { requestStop } from './scheduler/lifecycle.ts';
import type { Turn } from './scheduler/deps.ts';
import { orderedActions } from './seeding/actions.ts';
import { addTaskSet } from './seeding/services.ts';
import { completeActions, completeApp, completeTaskSet } from './spec.ts';
import type { ActionInput, AppInput, AppSpec, Delays, TaskSetInput, Unknowns } from './spec.ts';

/** Each takes one plain object and throws an Error that names what doesn't exist. */
export interface Control {
  /** Infrastructure code that resets weights: group names to weights, the rest of the rule untouched. `rule` is a name or ARN. */
  readonly setWeights: (change: {
    readonly rule: string;
    readonly weights: Readonly<Record<string, number>>;
  }) => void;
  /** Replaces all actions of a rule. */
  readonly setActions: (change: { readonly rule: string; readonly actions: readonly ActionInput[] }) => void;
  /** Kills the processes of a running task; SIGKILL by default. `outOfMemory` gives ECS's reason for it. */
  readonly killTask: (change: {
    readonly task: string;
    readonly signal?: NodeJS.Signals;
    readonly outOfMemory?: boolean;
  }) => void;
  /** As a person does in the console: drains and stops the task. */
  readonly stopTask: (change: { readonly task: string; readonly reason?: string }) => void;
  /** Infrastructure code that removes every tag it doesn't know. */
  readonly wipeServiceTags: (change: { readonly service: string }) => void;
  readonly untagService: (change: { readonly service: string; readonly names: readonly string[] }) => void;
  /** Adds or replaces tags of a service. */
  readonly tagService: (change: {
    readonly service: string;
    readonly tags: Readonly<Record<string, string>>;
  }) => void;
  /** Adds or replaces tags of a task set, which AWS itself offers no call for: a world that is older than it is. */
  readonly tagTaskSet: (change: {
    readonly taskSet: string;
    readonly tags: Readonly<Record<string, string>>;
  }) => void;
  readonly setDesiredCount: (change: { readonly service: string; readonly desiredCount: number }) => void;
  readonly setServiceStatus: (change: {
    readonly service: string;
    readonly status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  }) => void;
  /** Suspends or resumes scaling from outside. What isn't given stays. */
  readonly setSuspended: (change: { readonly service: string } & Partial<Suspension>) => void;
  /** Replaces the scaling policies of a service, in AWS's own words. */
  readonly setPolicies: (change: {
    readonly service: string;
    readonly policies: readonly Readonly<Record<string, unknown>>[];
  }) => void;
  /** Gives a scheduled action another schedule. */
  readonly reschedule: (change: {
    readonly service: string;
    readonly action: string;
    readonly schedule: string;
  }) => void;
  /** How many tasks can run at once; null: no limit. */
  readonly setCapacity: (change: { readonly tasks: number | null }) => void;
  /** How many tasks can run at once in a zone, by its letter; null: no limit. */
  readonly setZoneCapacity: (change: { readonly zone: string; readonly tasks: number | null }) => void;
  /** Keeps traffic of a load balancer away from a zone, by its letter; null ends the shift. */
  readonly setZonalShift: (change: { readonly loadBalancer: string; readonly away: string | null }) => void;
  /** As a lifecycle policy of the registry does. Tasks that run go on. */
  readonly deleteImage: (which: { readonly image: string }) => void;
  /** Of the sandbox's own region. Containers that run write to nowhere from then on. */
  readonly deleteLogGroup: (which: { readonly name: string }) => void;
  /** How containers of an image run from now on. */
  readonly setApp: (change: { readonly image: string; readonly app: AppInput }) => void;
  /** `tasks`: how many of the task set are protected from scale-in, as the app in them can ask for. `0` ends all protection. */
  readonly protectTasks: (change: { readonly taskSet: string; readonly tasks: number }) => void;
  /** Adds a task set as another tool would. Returns its id. */
  readonly addTaskSet: (change: { readonly service: string; readonly taskSet: TaskSetInput }) => string;
  /** Deletes a task set as another tool would, even if it has traffic. `agoMs`: how long ago, by what ECS says. */
  readonly deleteTaskSet: (change: { readonly taskSet: string; readonly agoMs?: number }) => void;
  /** As SetAlarmState does: until the alarm is evaluated. One on a metric without data that ignores missing data keeps it. */
  readonly setAlarm: (change: { readonly alarm: string; readonly state: AlarmStateValue }) => void;
  readonly deleteAlarm: (which: { readonly alarm: string }) => void;
  /** All cookies of the load balancer are older by this long: a world that is older than it is. */
  readonly ageCookies: (change: { readonly byMs: number }) => void;
  readonly setDelays: (change: Partial<Delays>) => void;
  readonly setUnknowns: (change: Partial<Unknowns>) => void;
}

type Suspension = AwsState['scalableTargets'][number]['suspended'];

interface ControlDeps {
  readonly state: AwsState;
  readonly settings: Settings;
  readonly apps: Record<string, AppSpec>;
  readonly turn: () => Turn;
  readonly rulesChanged: () => void;
  readonly balancer: Pick<LoadBalancer, 'ageCookies'>;
}

function ruleOf(state: AwsState, name: string): RuleState {
  const found = state.rules.find((one) => one.name === name || one.arn === name);
  if (found !== undefined) return found;
  throw new Error(`there is no rule ${name}; known are ${state.rules.map((one) => one.name).join(', ')}`);
}

function serviceOf(state: AwsState, name: string): ServiceState {
  const found = state.services.find((one) => one.name === name || one.arn === name);
  if (found === undefined) throw new Error(`there is no service ${name}`);
  return found;
}

function taskOf(state: AwsState, name: string): TaskState {
  const found = state.tasks.find((one) => one.id === name || one.arn === name);
  if (found === undefined) throw new Error(`there is no task ${name}`);
  return found;
}

function reweighted(
  state: AwsState,
  rule: RuleState,
  weights: Readonly<Record<string, number>>,
): RuleState['actions'] {
  const weightOf = (arn: string | undefined): number | undefined =>
    weights[state.targetGroups.find((one) => one.arn === arn)?.name ?? ''];
  return rule.actions.map((action) => {
    const forward = forwardOf(action);
    if (forward === null) return action;
    const tuples = (forward.TargetGroups ?? []).map((one) => ({
      ...one,
      Weight: weightOf(one.TargetGroupArn) ?? one.Weight,
    }));
    return { ...action, ForwardConfig: { ...forward, TargetGroups: tuples } };
  });
}

type RuleControl = Pick<Control, 'setWeights' | 'setActions'>;

function ruleControl({ state, rulesChanged }: ControlDeps): RuleControl {
  return {
    setWeights({ rule: name, weights }) {
      const rule = ruleOf(state, name);
      rule.actions = reweighted(state, rule, weights);
      rulesChanged();
    },
    setActions({ rule: name, actions }) {
      const rule = ruleOf(state, name);
      const listener = existingListener(state, rule.listenerArn);
      const balancer = existingLoadBalancer(state, listener.loadBalancerArn);
      rule.actions = checkedActions(
        state,
        orderedActions(state, completeActions(actions)),
        balancer,
        listener.protocol,
      );
      rulesChanged();
    },
  };
}

type TaskControl = Pick<Control, 'killTask' | 'stopTask' | 'protectTasks' | 'addTaskSet' | 'deleteTaskSet'>;

/** ECS allows 48 hours (fact 21e). */
const longestProtectionMs = 48 * 3_600_000;

function taskControl({ state, settings, turn }: ControlDeps): TaskControl {
  return {
    killTask({ task: name, signal = 'SIGKILL', outOfMemory = false }) {
      const task = taskOf(state, name);
      if (outOfMemory) {
        for (const one of task.containers)
          one.reason = 'OutOfMemoryError: Container killed due to memory usage';
      }
      turn().processes.signal(task, signal);
    },
    stopTask({ task, reason = 'Task stopped by a person' }) {
      requestStop(turn(), taskOf(state, task), 'UserInitiated', reason);
    },
    protectTasks({ taskSet, tasks }) {
      const own = state.tasks.filter((one) => one.taskSetId === taskSet && one.desiredStatus === 'RUNNING');
      for (const [index, task] of own.entries())
        task.protectedUntil = index < tasks ? Date.now() + longestProtectionMs : null;
    },
    addTaskSet({ service, taskSet }) {
      const context: AwsContext = { state, settings, now: Date.now(), ...noEffects };
      return addTaskSet(context, serviceOf(state, service), completeTaskSet(taskSet));
    },
    deleteTaskSet({ taskSet: name, agoMs = 0 }) {
      const set = state.taskSets.find((one) => one.id === name || one.arn === name);
      if (set === undefined) throw new Error(`there is no task set ${name}`);
      Object.assign(set, { status: 'DRAINING', updatedAt: Date.now() - agoMs });
    },
  };
}

function scalingControl(state: AwsState): Pick<Control, 'setSuspended' | 'setPolicies' | 'reschedule'> {
  const targetOf = (service: string): AwsState['scalableTargets'][number] => {
    const { clusterName, name } = serviceOf(state, service);
    const target = state.scalableTargets.find((one) => one.resourceId === `service/${clusterName}/${name}`);
    if (target === undefined) throw new Error(`${service} has no scalable target`);
    return target;
  };
  return {
    setSuspended({ service, ...suspended }) {
      Object.assign(targetOf(service).suspended, suspended);
    },
    setPolicies({ service, policies }) {
      targetOf(service).policies = policies;
    },
    reschedule({ service, action: name, schedule }) {
      const action = targetOf(service).scheduled.find((one) => one.name === name);
      if (action === undefined) throw new Error(`${service} has no scheduled action ${name}`);
      action.schedule = schedule;
    },
  };
}

function zoneControl({
  state,
  settings,
  rulesChanged,
}: ControlDeps): Pick<Control, 'setZoneCapacity' | 'setZonalShift'> {
  return {
    setZoneCapacity({ zone, tasks }) {
      settings.zoneCapacity = { ...settings.zoneCapacity, [zone]: tasks ?? Infinity };
    },
    setZonalShift({ loadBalancer, away }) {
      const found = state.loadBalancers.find(({ name }) => name === loadBalancer);
      if (found?.hasZonalShift !== true)
        throw new Error(`there is no load balancer ${loadBalancer} that takes part in zonal shifts`);
      found.shiftedAway = away;
      rulesChanged();
    },
  };
}

export function createControl(deps: ControlDeps): Control {
  const { state, settings, apps } = deps;
  return {
    ...ruleControl(deps),
    ...taskControl(deps),
    ...zoneControl(deps),
    wipeServiceTags({ service }) {
      serviceOf(state, service).tags = {};
    },
    untagService({ service, names }) {
      const found = serviceOf(state, service);
      found.tags = Object.fromEntries(Object.entries(found.tags).filter(([name]) => !names.includes(name)));
    },
    tagService({ service, tags }) {
      Object.assign(serviceOf(state, service).tags, tags);
    },
    tagTaskSet({ taskSet: name, tags }) {
      const set = state.taskSets.find((one) => one.id === name || one.arn === name);
      if (set === undefined) throw new Error(`there is no task set ${name}`);
      Object.assign(set.tags, tags);
    },
    setDesiredCount({ service, desiredCount }) {
      serviceOf(state, service).desiredCount = desiredCount;
    },
    setServiceStatus({ service, status }) {
      serviceOf(state, service).status = status;
    },
    ...scalingControl(state),
    setCapacity({ tasks }) {
      settings.capacity = tasks;
    },
    setApp({ image, app }) {
      apps[image] = completeApp(app);
    },
    deleteImage({ image }) {
      if (!(image in apps)) throw new Error(`there is no image ${image}`);
      Reflect.deleteProperty(apps, image);
    },
    deleteLogGroup({ name }) {
      settings.logs.remove({ name, region: settings.region });
    },
    setAlarm({ alarm, state: value }) {
      takeState(existingAlarm(state.alarms, alarm), value, 'Set by hand.', Date.now());
      lookAtComposites(state.alarms, Date.now());
    },
    deleteAlarm({ alarm }) {
      const gone = existingAlarm(state.alarms, alarm);
      state.alarms = state.alarms.filter((one) => one !== gone);
    },
    ageCookies({ byMs }) {
      deps.balancer.ageCookies(byMs);
    },
    setDelays(change) {
      settings.delays = { ...settings.delays, ...change };
    },
    setUnknowns(change) {
      settings.unknowns = { ...settings.unknowns, ...change };
    },
  };
}
