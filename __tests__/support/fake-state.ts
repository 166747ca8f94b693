import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type {
  ScalingView,
  ServiceTags,
  SetTags,
  TaskSetView,
  World,
} from '../../src/domain/task-sets/model/world.ts';
import { aCandidate } from './candidates.ts';
import { shownTasks, type FakeTask } from './fake-tasks.ts';
import { aStop } from './stops.ts';
import { endpointOf, plainTask } from './tasks.ts';
import { a, aGroup, aService, aSet, b, balancer, c, revision, setArn } from './worlds.ts';
import type { RuleView, TargetView } from '../../src/domain/common/load-balancer/view.ts';
import type { ServiceTask, StoppedTask } from '../../src/domain/common/tasks/view.ts';
import type { RunView } from '../../src/domain/common/run/view.ts';

/**
 * How the version that a set runs behaves. `-live`: only from some seconds after it got production traffic. loops: its
 * tasks are healthy, and live for some seconds each. fails-inside: only a test that runs as a task finds it. weak: two of them ended recently, too few to end a bake.
 */
export type Behaviour =
  | 'good'
  | 'crashes'
  | 'unhealthy'
  | 'fails-smoke'
  | 'fails-inside'
  | 'unhealthy-live'
  | 'dies-live'
  | 'fails-live'
  | 'loops'
  | 'flaps'
  | 'weak';

export interface FakeSet {
  readonly n: number;
  readonly group: TargetGroupArn;
  behaviour: Behaviour;
  readonly tags: SetTags;
  readonly createdAtMs: number;
  readonly isForeign: boolean;
  status: 'PRIMARY' | 'ACTIVE';
  scale: number;
  /** When it was scaled up, and how many ran before: a task takes its time to start. */
  raised: { readonly atMs: number; readonly from: number } | null;
  /** Tasks from number `from` on have unhealthy targets until then: scaling added them, and they take their time. */
  slow: { readonly from: number; readonly untilMs: number } | null;
  deletedAtMs: number | null;
  /** When its scale was last changed. */
  scaledAtMs: number | null;
  /** So many of its tasks are protected until then: they outlive what would stop them (fact 21e). */
  shielded: { readonly tasks: number; readonly untilMs: number } | null;
  /** When its group last got, and last lost, production weight. */
  liveSinceMs: number | null;
  liveUntilMs: number | null;
  /** How many healthy targets it had when its group first got production weight. */
  firstHealthy: number | null;
  token: string;
}

/** All that the fake account holds; what a reader sees follows from it and the time. */
export interface FakeState {
  controller: string;
  desired: number;
  tags: ServiceTags;
  sets: FakeSet[];
  rules: RuleView[];
  scaling: ScalingView | null;
  /** The revision that a rollback would release again; `null`: the candidate is a new version. */
  wayBackTo: number | null;
  registered: { readonly n: number; readonly hash: string }[];
  /** Of the content that the next release would run: versions that behave differently are different content. */
  hash: string;
  /** When a group was first held by a rule: ECS believes it some seconds later (fact 9). */
  associatedAtMs: Partial<Record<TargetGroupArn, number>>;
  /** Ghost, which no reader sees: until when users hold cookies of a group. Infinity: they get or renew them. */
  cookiesUntilMs: Partial<Record<TargetGroupArn, number>>;
  /** What GitHub says of workflow runs. */
  runs: RunView[];
  oneOff: FakeTask[];
  /** Its migration leaves a schema that blue can't run on. */
  breaksBlue?: boolean;
  /** Targets that no task set registered. */
  strays: { readonly group: TargetGroupArn; readonly target: TargetView }[];
}

export const startMs = 2000;
const firstHealthyMs = 4000;
const firstCheckMs = 1000;
export const drainMs = 6000;
const stopEveryMs = 2000;

export const aFakeSet = (n: number, changes: Partial<FakeSet> = {}): FakeSet => ({
  n,
  group: a,
  behaviour: 'good',
  tags: { release: `${String(90 + n)}-shop` },
  createdAtMs: 0,
  isForeign: false,
  status: 'ACTIVE',
  scale: 100,
  raised: null,
  scaledAtMs: null,
  slow: null,
  deletedAtMs: null,
  shielded: null,
  liveSinceMs: null,
  liveUntilMs: null,
  firstHealthy: null,
  token: `set ${String(n)}`,
  ...changes,
});

export const isHeld = (state: FakeState, group: TargetGroupArn): boolean =>
  state.rules.some(({ actions }) =>
    actions.some(
      (action) => action.type === 'forward' && action.groups.some((entry) => entry.group === group),
    ),
  );

export const isVanished = (set: FakeSet, nowMs: number): boolean =>
  set.deletedAtMs !== null && nowMs >= Math.max(set.deletedAtMs, set.shielded?.untilMs ?? 0) + drainMs;

export const countOf = (state: FakeState, { scale }: FakeSet): number =>
  Math.ceil((state.desired * scale) / 100);

const isDown = (set: FakeSet, nowMs: number): boolean =>
  set.behaviour === 'crashes' ||
  // Its tasks are healthy for two of every ten seconds.
  (set.behaviour === 'flaps' && nowMs % 10_000 >= 2000) ||
  (set.behaviour === 'dies-live' && set.liveSinceMs !== null && nowMs >= set.liveSinceMs + 3000);

function targetState(state: FakeState, set: FakeSet, nowMs: number): TargetView['state'] {
  if (set.deletedAtMs !== null) return 'draining';
  if (!isHeld(state, set.group)) return 'unused';
  // A group that comes back to a rule is checked from the start (fact 25).
  const backMs = (state.associatedAtMs[set.group] ?? 0) + firstCheckMs;
  if (nowMs < Math.max(set.createdAtMs + firstHealthyMs, backMs)) return 'initial';
  const isLiveLong = set.liveSinceMs !== null && nowMs >= set.liveSinceMs + 2000;
  const isBad = set.behaviour === 'unhealthy' || (set.behaviour === 'unhealthy-live' && isLiveLong);
  return isBad ? 'unhealthy' : 'healthy';
}

const isSlow = ({ slow }: FakeSet, k: number, nowMs: number): boolean =>
  slow !== null && k >= slow.from && nowMs < slow.untilMs;

function runningOf(state: FakeState, set: FakeSet, nowMs: number): number {
  if (nowMs < set.createdAtMs + startMs || isDown(set, nowMs)) return 0;
  const { raised, shielded } = set;
  if (shielded !== null && nowMs < shielded.untilMs) return Math.max(shielded.tasks, countOf(state, set));
  if (raised === null || nowMs >= raised.atMs + startMs) return countOf(state, set);
  return Math.min(raised.from, countOf(state, set));
}

function viewOf(state: FakeState, set: FakeSet, nowMs: number): TaskSetView {
  const [running, count] = [runningOf(state, set, nowMs), countOf(state, set)];
  const isHealthy = targetState(state, set, nowMs) === 'healthy' && !isSlow(set, count - 1, nowMs);
  return aSet(set.n, {
    group: set.group,
    status: set.deletedAtMs === null ? set.status : 'DRAINING',
    isSteady: running === count && (isHealthy || count === 0),
    taskDefinition: revision(set.n),
    computedDesired: count,
    running,
    pending: Math.max(0, count - running),
    scalePercent: set.scale,
    createdAtMs: set.createdAtMs,
    updatedAtMs: set.deletedAtMs ?? set.scaledAtMs ?? set.createdAtMs,
    tags: set.tags,
    tasks: set.deletedAtMs === null ? Array.from({ length: running }, (_, k) => plainTask(set.n, k)) : [],
  });
}

const reasons: Readonly<Partial<Record<TargetView['state'], string>>> = {
  initial: 'Elb.InitialHealthChecking',
  unhealthy: 'Target.ResponseCodeMismatch',
  unused: 'Target.NotInUse',
  draining: 'Target.DeregistrationInProgress',
};
const targetIs = (
  state: TargetView['state'],
): Pick<TargetView, 'state' | 'reason' | 'description' | 'isShiftedAway'> => ({
  state,
  reason: reasons[state] ?? null,
  description: null,
  isShiftedAway: false,
});

export function targetsIn(state: FakeState, group: TargetGroupArn, nowMs: number): readonly TargetView[] {
  const own = state.sets
    .filter((set) => set.group === group && !isVanished(set, nowMs))
    .flatMap((set) =>
      Array.from({ length: runningOf(state, set, nowMs) }, (_, k) => ({
        ...endpointOf(set.n, k),
        ...targetIs(isSlow(set, k, nowMs) ? 'unhealthy' : targetState(state, set, nowMs)),
      })),
    );
  return [...own, ...state.strays.filter((stray) => stray.group === group).map(({ target }) => target)];
}

/** ECS starts a failing task again and again, for ever (fact 5). */
function stopsOf(state: FakeState, set: FakeSet, nowMs: number): StoppedTask[] {
  if (set.behaviour === 'loops' || set.behaviour === 'weak' || set.behaviour === 'flaps')
    return Array.from({ length: set.behaviour === 'weak' ? 2 : 6 }, (_, round) =>
      aStop(set.n, { stoppedAtMs: nowMs - round * stopEveryMs }),
    );
  if (!isDown(set, nowMs)) return [];
  const sinceMs = set.behaviour === 'crashes' ? set.createdAtMs + startMs : (set.liveSinceMs ?? nowMs) + 3000;
  const rounds = Math.floor((nowMs - sinceMs) / stopEveryMs);
  return Array.from({ length: Math.max(0, Math.min(rounds, 10)) }, (_, round) =>
    aStop(set.n, { stoppedAtMs: sinceMs + (round + 1) * stopEveryMs }),
  );
}

/** What an observation at `nowMs` shows of the state. */
export function worldOf(state: FakeState, nowMs: number, release: string): World {
  const sets = state.sets.filter((set) => !isVanished(set, nowMs));
  const found = state.registered.find(({ hash }) => hash === state.hash);
  // An expired task set is no run's green, not even for the run that staged it.
  const isOver = ({ tags, liveSinceMs }: FakeSet): boolean =>
    liveSinceMs === null && Date.parse(tags.expires ?? '') <= nowMs;
  const hasGreen = sets.some(
    (set) => set.tags.release === release && set.deletedAtMs === null && !isOver(set),
  );
  return {
    nowMs,
    ...{ look: null, rules: state.rules, scaling: state.scaling, runs: state.runs },
    service: aService({ controller: state.controller, desiredCount: state.desired, tags: state.tags }),
    taskSets: sets.map((set) => viewOf(state, set, nowMs)),
    groups: [a, b, c].map((group) => aGroup(group, { targets: targetsIn(state, group, nowMs) })),
    loadBalancers: [
      {
        arn: balancer('shop'),
        type: 'application',
        dnsName: 'shop.example.net',
        isInternal: false,
        zones: [],
      },
    ],
    stoppedTasks: sets.flatMap((set) => stopsOf(state, set, nowMs)),
    oneOffTasks: shownTasks(state.oneOff, 'test', nowMs),
    migrationTasks: shownTasks(state.oneOff, 'migration', nowMs),
    contractTasks: shownTasks(state.oneOff, 'contract', nowMs),
    serviceTasks: tasksOf(state, nowMs),
    candidate: hasGreen ? null : candidateOf(state, found?.n),
    ...{
      candidateGroups: [],
      alarms: null,
      scalingPlan: null,
      testRevisions: [],
      lostImages: [],
      changes: null,
      notes: [],
      neighbors: null,
    },
    stopSeconds: {},
    sizes: {},
  };
}

/** A set that has vanished leaves tasks that are still stopping. */
const stoppingMs = 3000;

const tasksOf = (state: FakeState, nowMs: number): readonly ServiceTask[] =>
  state.sets.flatMap((set) => {
    const goneMs = (set.deletedAtMs ?? Infinity) + drainMs;
    const lastStatus = nowMs < goneMs ? 'RUNNING' : 'STOPPING';
    return nowMs >= goneMs + stoppingMs
      ? []
      : Array.from({ length: runningOf(state, set, nowMs) }, (_, k) => ({
          arn: `task ${String(k)} of ${String(set.n)}`,
          startedBy: aSet(set.n).id,
          lastStatus,
        }));
  });

/** A re-release runs a revision that is already registered. */
const candidateOf = ({ wayBackTo, hash }: FakeState, found: number | undefined): World['candidate'] =>
  wayBackTo === null
    ? aCandidate({ hash, registeredAs: found === undefined ? null : revision(found) })
    : aCandidate({
        hash: `hash of revision ${String(wayBackTo)}`,
        content: null,
        registeredAs: revision(wayBackTo),
        source: `revision ${String(wayBackTo)}`,
      });

export const nameOf = (set: FakeSet): string => setArn(set.n);
