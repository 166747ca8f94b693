// The account of the exhaustive check: one service, its rules and tags, as small as deciding allows. Values are never
// changed in place, so that thousands of worlds can share what they have in common.
import { factsAfter, factsWithout } from '../../src/domain/task-sets/model/aws-tags.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { OneOffTask, RunTask, TaskArn } from '../../src/domain/common/one-off-tasks/task.ts';
import { arn } from '../../src/domain/common/values/arn.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import { isSameRule } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Trouble } from '../../src/domain/common/values/trouble.ts';
import type { ServiceTags, SetTags } from '../../src/domain/task-sets/model/world.ts';
import { a, b, listener, ruleArn, setArn } from '../support/worlds.ts';
import { withCookies } from './cookies.ts';
import { countOf, isVanished, sideOf, startedOf, type SetState, type Side } from './set-state.ts';
import type { RuleAction, RuleRef } from '../../src/domain/common/load-balancer/view.ts';

/** A set has to outlive its last request by this: every node of the load balancer knows the rules by then. */
export const nodesFollowMs = 5000;

/** Weight of each side; a side that is missing is not held by the rule. `isSticky`: users stay on a side by a cookie. */
export type Weights = Readonly<Partial<Record<Side, number>>> & { readonly isSticky?: boolean };

export interface Account {
  readonly sets: readonly SetState[];
  /** Port 80, port 443 (with a login and a third group), and the test rule where the start has one. */
  readonly rules: readonly Weights[];
  readonly tags: ServiceTags;
  /** How long cookies last that no answer renews any more. */
  readonly cookieMs: number;
  /** Whether the groups of the pair have session cookies of their own: ELB then refuses both in a forward that isn't sticky. */
  readonly isOwnSticky: boolean;
  /** Ghost: until when users hold cookies of a side. Infinity: they get or renew them. Without any: they hold none. */
  readonly cookies: Readonly<Partial<Record<Side, number>>>;
  /** Ghost: when a rule last stopped leading holders of cookies to a side. */
  readonly reachedUntilMs: Readonly<Partial<Record<Side, number>>>;
  /** Ghost: somebody has removed the tags, and with them what a cut has changed. */
  readonly isWiped: boolean;
  /** Ghost: the owner of the rules that aren't sticky has turned that off. No run turns it on again. */
  readonly isTurnedOff: boolean;
  /** Ghost: the last change of a rule was somebody's, not a run's. */
  readonly isByHand: boolean;
  /** A side in which a target stands that no task set registered. */
  readonly stranger: Side | null;
  /** Tasks of tests that run. Where they end is not part of the check. */
  readonly oneOff: readonly OneOffTask[];
  readonly migrations: readonly OneOffTask[];
  readonly contracts: readonly OneOffTask[];
  /** clientToken text → number of the set that it made (fact 12). */
  readonly tokens: Readonly<Record<string, number>>;
  readonly next: number;
  /** The desired count of the service, and when it was last changed. */
  readonly desired: number;
  readonly resizedMs: number | null;
  /** The one alarm that runs are given. `null`: none. */
  readonly alarm: { readonly isRed: boolean; readonly sinceMs: number } | null;
}

/** In the order of `Account.rules`. */
export const ruleRefs: readonly RuleRef[] = [
  { kind: 'default', listener: listener(80) },
  { kind: 'rule', rule: ruleArn(443, 10) },
  { kind: 'rule', rule: ruleArn(8443, 1) },
];

export const productionOf = ({ rules }: Account): readonly Weights[] => rules.slice(0, 2);
export const isLive = (account: Account, { side }: SetState): boolean =>
  productionOf(account).some((weights) => (weights[side] ?? 0) > 0);
export const isOnRule = ({ rules }: Account, { side }: SetState): boolean =>
  rules.some((weights) => (weights[side] ?? 0) > 0);

/** Somebody, or auto scaling, sets the desired count: every task set is resized at once (fact 3). */
export function resized(account: Account, desired: number, nowMs: number): Account {
  const resize = (set: SetState): SetState => {
    const from = Math.min(countOf(set), startedOf(set, nowMs));
    const next = { ...set, desired };
    return countOf(next) > from ? { ...next, raised: { atMs: nowMs, from, isSlow: true } } : next;
  };
  return {
    ...account,
    desired,
    resizedMs: nowMs,
    sets: account.sets.map((set) => (set.deletedAtMs === null ? resize(set) : set)),
  };
}

type Landed =
  | { readonly account: Account; readonly outcome: Outcome }
  | { readonly account: null; readonly outcome: Outcome };

/** AWS carries the write out, or refuses it as ECS does. */
export function carryOut(account: Account, write: Write, nowMs: number): Landed {
  const done = (next: Account): Landed => ({ account: next, outcome: { kind: 'done' } });
  switch (write.kind) {
    case 'tag-service':
      return done({ ...account, tags: factsAfter(account.tags, write.tags) });
    case 'untag-service':
      return done({ ...account, tags: factsWithout(account.tags, write.names) });
    case 'create-green':
      return create(account, write, nowMs);
    case 'label':
    case 'scale':
    case 'delete':
      return changeSet(account, write, nowMs);
    case 'write-rule':
      return writeRule(account, write, nowMs);
    case 'run-task':
      return run(account, write.request, nowMs);
    case 'stop-task':
      return done({ ...account, oneOff: account.oneOff.filter((task) => task.arn !== write.task) });
    case 'register':
    case 'write-scaling':
      return done(account);
  }
}

/** The token returns the task that it started (fact 40). */
function run(
  account: Account,
  { purpose, tryId, taskDefinition, container }: RunTask,
  nowMs: number,
): Landed {
  const list = ({ test: 'oneOff', migration: 'migrations', contract: 'contracts' } as const)[purpose];
  const known = account[list].find((task) => task.tryId === tryId);
  const task = known?.arn ?? arn<TaskArn>(`task/${tryId}`);
  const started = {
    arn: task,
    tryId,
    taskDefinition,
    container,
    lastStatus: 'RUNNING',
    isToRun: true,
    createdAtMs: nowMs,
    hasRun: true,
    stop: null,
  };
  const next = known === undefined ? { ...account, [list]: [...account[list], started] } : account;
  return { account: next, outcome: { kind: 'started', task } };
}

function create(account: Account, write: Extract<Write, { kind: 'create-green' }>, nowMs: number): Landed {
  const { request } = write;
  const known = account.tokens[request.tokenText];
  if (known !== undefined) return { account, outcome: { kind: 'created', set: setArn(known) } };
  const side = sideOf(request.attachment.group);
  if (account.rules.every((weights) => weights[side] === undefined))
    return refused(write, 'The target group does not have an associated load balancer.');
  const set: SetState = {
    n: account.next,
    side,
    label: 'ACTIVE',
    release: request.tags.release ?? null,
    blue: request.tags.blue ?? null,
    more: moreOf(request.tags),
    scale: 100,
    desired: account.desired,
    raised: null,
    health: 'good',
    createdAtMs: nowMs,
    deletedAtMs: null,
    wasLive: false,
    seenLiveBy: [],
    liveUntilMs: null,
    replacedBy: null,
  };
  const next: Account = {
    ...account,
    sets: [...account.sets.filter((old) => !isVanished(old, nowMs)), set],
    tokens: { ...account.tokens, [request.tokenText]: set.n },
    next: set.n + 1,
  };
  return { account: next, outcome: { kind: 'created', set: setArn(set.n) } };
}

function moreOf(tags: SetTags): SetState['more'] {
  const kept = [
    'expires',
    'forward-only',
    'revision-hash',
    'previous-revision',
    'run',
    'contract',
    // Of users without cookies, no decider asks.
    ...(tags.sessions === undefined ? [] : (['sessions', 'warm-time'] as const)),
  ] as const;
  return Object.fromEntries(kept.flatMap((name) => (tags[name] === undefined ? [] : [[name, tags[name]]])));
}

const scaled = (set: SetState, percent: number, nowMs: number): SetState => ({
  ...set,
  scale: percent,
  raised: percent > set.scale ? { atMs: nowMs, from: countOf(set), isSlow: false } : set.raised,
});

const refused = (write: Write, message: string, code?: string): Landed => ({
  account: null,
  outcome: { kind: 'failed', trouble: troubleOf(write, 'refused', message, code) },
});

export const troubleOf = (
  write: Write,
  kind: Trouble['kind'],
  message: string,
  code = kind === 'lost' ? 'TimeoutError' : 'InvalidParameterException',
): Trouble => ({ kind, action: write.kind, resource: 'shop', code, message });

function changeSet(
  account: Account,
  write: Extract<Write, { kind: 'label' | 'scale' | 'delete' }>,
  nowMs: number,
): Landed {
  const isTarget = ({ n }: SetState): boolean => setArn(n) === write.set;
  const set = account.sets.find((one) => isTarget(one) && !isVanished(one, nowMs));
  if (set === undefined || set.deletedAtMs !== null) {
    if (write.kind === 'delete') return { account, outcome: { kind: 'done' } };
    return set === undefined
      ? refused(write, 'The specified task set was not found.', 'TaskSetNotFoundException')
      : refused(write, 'The task set is draining.');
  }
  if (write.kind === 'delete' && set.label === 'PRIMARY')
    return refused(write, 'The primary task set can not be deleted.');
  const changed = (one: SetState): SetState => {
    if (write.kind === 'label') return { ...one, label: isTarget(one) ? 'PRIMARY' : 'ACTIVE' };
    if (!isTarget(one)) return one;
    return write.kind === 'scale' ? scaled(one, write.percent, nowMs) : { ...one, deletedAtMs: nowMs };
  };
  return { account: { ...account, sets: account.sets.map(changed) }, outcome: { kind: 'done' } };
}

function writeRule(account: Account, write: Extract<Write, { kind: 'write-rule' }>, nowMs: number): Landed {
  const index = ruleRefs.findIndex((ref) => isSameRule(ref, write.rule.ref));
  if (index < 0 || index >= account.rules.length)
    return refused(write, 'One or more rules not found', 'RuleNotFoundException');
  const weights = weightsIn(write.actions);
  if (account.isOwnSticky && weights.isSticky === false && weights.a !== undefined && weights.b !== undefined)
    return refused(write, 'Target group stickiness must be enabled', 'InvalidConfigurationRequestException');
  const changed = withWeights(account, index, weights, nowMs);
  return { account: { ...changed, isByHand: false }, outcome: { kind: 'done' } };
}

/** The pair's weights in a rule's actions. */
export function weightsIn(actions: readonly RuleAction[]): Weights {
  const groups = actions.flatMap((action) => (action.type === 'forward' ? action.groups : []));
  const pair = groups.filter(({ group }) => group === a || group === b);
  const [forward] = actions.filter(({ type }) => type === 'forward');
  const stickiness = forward?.type === 'forward' ? forward.stickiness : null;
  return {
    ...Object.fromEntries(pair.map(({ group, weight }) => [sideOf(group), weight])),
    ...(stickiness === null ? {} : { isSticky: stickiness.enabled }),
  };
}

/** The account with one rule changed, by us or by others, and who was live when kept up to date. */
export function withWeights(account: Account, index: number, weights: Weights, nowMs: number): Account {
  const rules = account.rules.map((old, i) =>
    i !== index ? old : old.isSticky === undefined ? weights : { isSticky: old.isSticky, ...weights },
  );
  const next = withCookies(account, { ...account, rules }, nowMs);
  return { ...next, sets: next.sets.map((set) => withTraffic(next, set, isLive(account, set), nowMs)) };
}

function withTraffic(account: Account, set: SetState, wasLive: boolean, nowMs: number): SetState {
  if (isLive(account, set))
    return set.wasLive && set.liveUntilMs === null
      ? set
      : { ...set, wasLive: true, seenLiveBy: [], liveUntilMs: null, replacedBy: null };
  if (!wasLive) return set;
  const heir = account.sets.find((other) => other.side !== set.side && other.deletedAtMs === null);
  return { ...set, liveUntilMs: nowMs, replacedBy: heir?.release ?? null };
}

/** The account after a run has looked at it: the ghosts know what it could see. */
export function looked(account: Account, run: string): Account {
  const isNew = (set: SetState): boolean => !set.seenLiveBy.includes(run) && isOnRule(account, set);
  if (!account.sets.some(isNew)) return account;
  return {
    ...account,
    sets: account.sets.map((set) =>
      isNew(set) ? { ...set, seenLiveBy: [...set.seenLiveBy, run].toSorted() } : set,
    ),
  };
}
