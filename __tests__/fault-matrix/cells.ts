// The cells of the fault matrix, made from the calls of undisturbed runs.
import { nthSlice, stableHash } from '../matrix/slices.ts';
import { bakeFaults, faultKinds, usualFaults } from './fault-kinds.ts';
import type { FaultName } from './fault-kinds.ts';

/**
 * `good`: a deploy that ends well. `bad`: one that probes roll back. `hand`: a rollback by hand to warm blue.
 * `rollback-returning`: one to the green that an earlier rollback kept. `tested`: a deploy whose test in a task never ends.
 * `migrating`: a deploy that migrates the database first. `contracting`: a teardown that runs a contract.
 * `draining`: a deploy that scales its blue down in steps. `failing-test`: a deploy whose test in a task fails, and has a log.
 */
export const releaseNames = [
  ...(['good', 'bad', 'hand', 'rollback-returning', 'tested', 'migrating', 'contracting'] as const),
  ...(['draining', 'failing-test'] as const),
] as const;
export type ReleaseName = (typeof releaseNames)[number];

/**
 * When a fault is armed: when the command starts, just before the first task set is deleted, just before the task of a
 * migration, just before the first rule write that sends users to green, just before the lease says the first step of a
 * drain, when the first user loses a request, and just before the first rule write of a rollback that sends users away. In
 * this order, but for a drain, after whose first step each call counts as in it.
 */
export const moments = [
  ...(['start', 'deleting', 'migrating', 'switched', 'draining', 'failing', 'returning'] as const),
] as const;
export type Moment = (typeof moments)[number];

export interface RecordedCall {
  readonly name: string;
  readonly isRead: boolean;
  readonly isGitHub: boolean;
  /** The latest moment that it came after. */
  readonly after: Moment;
}

export interface Cell {
  /** `<release>:<call>[#nth][@moment]:<fault>`. The moment shows where the same call is disturbed at an earlier one, too. */
  readonly id: string;
  readonly release: ReleaseName;
  readonly call: string;
  readonly isRead: boolean;
  readonly isGitHub: boolean;
  /** Which call of this name since the moment, from 1. */
  readonly nth: number;
  readonly moment: Moment;
  readonly fault: FaultName;
  /** How often it is played; its numbers are the medians. */
  readonly plays: number;
}

type Target = Pick<Cell, 'call' | 'isRead' | 'isGitHub' | 'nth' | 'moment'>;

/** Reads of a bake for which there is a bound of their own. */
const bakeReads: readonly string[] = [
  ...['DescribeScalableTargets', 'ListTasks', 'DescribeTasks', 'DescribeTargetHealth'],
  ...['DescribeRules', 'DescribeServices', 'DescribeTaskSets'],
];

export const isRuleWrite = (name: string): boolean => ['ModifyRule', 'ModifyListener'].includes(name);

/** Until and with the last rule write: what comes later is no longer on the way of a rollback. */
const onTheWay = (calls: readonly RecordedCall[]): readonly RecordedCall[] =>
  calls.slice(0, calls.findLastIndex(({ name }) => isRuleWrite(name)) + 1);

/** Each read once, and each write by its number since the moment. */
function targetsAt(moment: Moment, calls: readonly RecordedCall[]): readonly Target[] {
  const seen = new Map<string, number>();
  return calls.flatMap(({ name, isRead, isGitHub }) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    // GitHub's calls are alike: of each the first one.
    return nth > 1 && (isRead || isGitHub) ? [] : [{ call: name, isRead, isGitHub, nth, moment }];
  });
}

const isSince = (moment: Moment, { after }: RecordedCall): boolean =>
  moments.indexOf(after) >= moments.indexOf(moment);

/** A release disturbs its AWS reads once it has switched, if it still makes them then, and each of its AWS writes. */
function goodTargets(calls: readonly RecordedCall[]): readonly Target[] {
  const ofAws = calls.filter(({ isGitHub }) => !isGitHub);
  const late = targetsAt(
    'switched',
    ofAws.filter((call) => call.isRead && isSince('switched', call)),
  );
  const isLate = (name: string): boolean => late.some(({ call }) => call === name);
  const others = ofAws.filter(({ name }) => !isLate(name));
  return [...targetsAt('start', others), ...late];
}

/** What a rollback waits for, from the first lost request on; and GitHub's calls, where seconds count. */
function badTargets(calls: readonly RecordedCall[]): readonly Target[] {
  const failing = calls.filter((call) => isSince('failing', call));
  const way = onTheWay(failing.filter(({ isGitHub }) => !isGitHub));
  const reported = targetsAt(
    'failing',
    failing.filter(({ isGitHub }) => isGitHub),
  );
  const earlier = calls.filter(
    ({ name, isGitHub }) => isGitHub && !reported.some(({ call }) => call === name),
  );
  return [...targetsAt('failing', way), ...reported, ...targetsAt('start', earlier)];
}

const handTargets = (calls: readonly RecordedCall[]): readonly Target[] =>
  targetsAt('start', onTheWay(calls.filter(({ isGitHub }) => !isGitHub)));

/** The other calls are those of a good release. */
const onlyTargets =
  (call: string) =>
  (calls: readonly RecordedCall[]): readonly Target[] =>
    targetsAt(
      'start',
      calls.filter(({ name }) => name === call),
    );

/** What shows the task of a migration and the notes of its try. */
const migrationReads: readonly string[] = ['DescribeServices', 'ListTasks', 'DescribeTasks'];

/** What notes, starts and finds the migration, until green is made. */
function migratingTargets(calls: readonly RecordedCall[]): readonly Target[] {
  const created = calls.findIndex(({ name }) => name === 'CreateTaskSet');
  const own = created < 0 ? calls : calls.slice(0, created);
  const writes = own.filter(({ name }) => name === 'TagResource' || name === 'RunTask');
  const reads = own.filter((call) => migrationReads.includes(call.name) && isSince('migrating', call));
  return [...targetsAt('start', writes), ...targetsAt('migrating', reads)];
}

/** What waits for the end of blue, and notes, starts and finds the contract. */
function contractingTargets(calls: readonly RecordedCall[]): readonly Target[] {
  const own = calls.filter((call) => isSince('deleting', call));
  const writes = own.filter(({ name }) => name === 'TagResource' || name === 'RunTask');
  const reads = own.filter(({ name }) => migrationReads.includes(name));
  const ofMoment = (moment: Moment): readonly Target[] =>
    targetsAt(
      moment,
      reads.filter(({ after }) => after === moment),
    );
  return [...targetsAt('deleting', writes), ...ofMoment('deleting'), ...ofMoment('migrating')];
}

/** What says a step, takes it, and ends blue after the last one. */
const drainWrites: readonly string[] = ['TagResource', 'UpdateTaskSet', 'DeleteTaskSet', 'UntagResource'];
/** What each step waits for: that no rule leads to blue, and that green is able to serve. */
const drainReads: readonly string[] = [
  ...['DescribeServices', 'DescribeTaskSets', 'DescribeRules', 'DescribeListeners'],
  ...['DescribeTargetHealth', 'ListTasks', 'DescribeTasks'],
];

/** The first note is on its way once the drain has begun, so the writes count from the switch. */
function drainingTargets(calls: readonly RecordedCall[]): readonly Target[] {
  const late = calls.filter((call) => isSince('switched', call));
  const writes = late.filter(({ name }) => drainWrites.includes(name));
  const reads = late.filter((call) => drainReads.includes(call.name) && isSince('draining', call));
  return [...targetsAt('switched', writes), ...targetsAt('draining', reads)];
}

const targetsOf: Readonly<Record<ReleaseName, (calls: readonly RecordedCall[]) => readonly Target[]>> = {
  good: goodTargets,
  bad: badTargets,
  hand: handTargets,
  'rollback-returning': handTargets,
  tested: onlyTargets('StopTask'),
  migrating: migratingTargets,
  contracting: contractingTargets,
  draining: drainingTargets,
  'failing-test': onlyTargets('GetLogEvents'),
};

/** A read is stale from the write on that counts in this release: before it, nothing has changed. */
const staleFrom: Readonly<Record<ReleaseName, Moment>> = {
  ...{ good: 'switched', bad: 'returning', hand: 'returning', 'rollback-returning': 'returning' },
  ...{ tested: 'switched', 'failing-test': 'switched' },
  // From its RunTask on.
  migrating: 'migrating',
  contracting: 'deleting',
  draining: 'draining',
};

function faultsOf(
  release: ReleaseName,
  { call, isRead }: Target,
  hasChanged: boolean,
): readonly (readonly [FaultName, number])[] {
  const usual = usualFaults(isRead, hasChanged);
  if (release !== 'bad' || !bakeReads.includes(call)) return usual.map((fault) => [fault, 1]);
  const measured: readonly FaultName[] = bakeFaults;
  return [
    ...usual.filter((fault) => !measured.includes(fault)).map((fault) => [fault, 1] as const),
    ...measured.map((fault) => [fault, 3] as const),
  ];
}

export const cellsOf = (release: ReleaseName, calls: readonly RecordedCall[]): readonly Cell[] => {
  const targets = targetsOf[release](calls);
  return targets.flatMap((target, index) => {
    const { call, nth, moment } = target;
    const late = calls.filter(({ name }) => name === call);
    const hasChanged = late.some((one) => isSince(staleFrom[release], one));
    const isAgain = targets.slice(0, index).some((one) => one.call === call && one.nth === nth);
    const which = `${call}${nth > 1 ? `#${String(nth)}` : ''}${isAgain ? `@${moment}` : ''}`;
    return faultsOf(release, target, hasChanged).map(([fault, plays]): Cell => {
      const armed = fault === 'stale' ? laterOf(moment, staleFrom[release]) : moment;
      return { ...target, moment: armed, id: `${release}:${which}:${fault}`, release, fault, plays };
    });
  });
};

const laterOf = (one: Moment, other: Moment): Moment =>
  moments.indexOf(one) > moments.indexOf(other) ? one : other;

/** What a commit plays: one release, so that only this one has to be recorded. */
export const releaseFor = (text: string): ReleaseName =>
  releaseNames[stableHash(text) % releaseNames.length] ?? 'good';

/** Cells that are over within a slice's time: no fault of more than some seconds. */
export const isShort = ({ fault, plays }: Cell): boolean => plays === 1 && faultKinds[fault].silentMs <= 5000;

/** About so many cells that the text (a commit's id) picks; all slices together are all short cells. */
export function sliceOf(cells: readonly Cell[], text: string, size: number): readonly Cell[] {
  const short = cells.filter(isShort);
  const slices = Math.max(1, Math.ceil(short.length / size));
  return nthSlice(short, stableHash(`slice ${text}`) % slices, slices, ({ release }) => release);
}
