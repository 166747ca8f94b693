// The invariants of the design, held against what really reached the sandbox: each write with the world just before it.
import type { RecordedCall } from '../../sandbox/recorder.ts';
import type { RulePicture, TaskSetPicture, WorldPicture } from '../../sandbox/world.ts';
import { wrongContractStart } from './acceptance-contracts.ts';
import { notFit } from './acceptance-fit.ts';
import { isNotedFor } from './noted-stickiness.ts';
import {
  releaseTag,
  rulesWith,
  serviceIn,
  setsIn,
  type Bounds,
  type WitnessedWrite,
} from './acceptance-witness.ts';

const adoptionTag = 'ecs-blue-green:blue';
const leaseTag = 'ecs-blue-green:lease';

/** Every broken invariant, a sentence each, with the number of the call. */
export function violations(
  writes: readonly WitnessedWrite[],
  calls: readonly RecordedCall[],
  end: WorldPicture,
  bounds: Bounds,
): readonly string[] {
  return [
    ...writes.flatMap((write, index) => judge(write, writes.slice(0, index), bounds)),
    ...forbiddenCalls(calls),
    ...secondSets([...writes.map(({ before }) => before), end], bounds),
    ...secondRegistrations(calls, bounds),
  ];
}

function judge(write: WitnessedWrite, earlier: readonly WitnessedWrite[], bounds: Bounds): string[] {
  const { call } = write;
  const found = problemsOf(write, earlier, bounds);
  return found.map((problem) => `call ${call.seq} ${call.operation}: ${problem}`);
}

function problemsOf(write: WitnessedWrite, earlier: readonly WitnessedWrite[], bounds: Bounds): string[] {
  switch (write.call.operation) {
    case 'DeleteTaskSet':
      return [...notOurs(write, earlier, bounds), ...wrongDelete(write, earlier, bounds)];
    case 'UpdateTaskSet':
      return [...notOurs(write, earlier, bounds), ...wrongScale(write, bounds)];
    case 'UpdateServicePrimaryTaskSet':
      return namedSet(write, bounds)?.id === bounds.assumedBlue ? [] : notOurs(write, earlier, bounds);
    case 'ModifyRule':
    case 'ModifyListener':
      return wrongRule(write, earlier, bounds);
    case 'TagResource':
    case 'UntagResource':
      return wrongTags(write, bounds);
    case 'RunTask':
      return wrongContractStart(write, bounds);
    default:
      return [];
  }
}

function namedSet({ call, before }: WitnessedWrite, bounds: Bounds): TaskSetPicture | undefined {
  const name = call.request['taskSet'] ?? call.request['primaryTaskSet'];
  return setsIn(before, bounds).find(({ arn, id }) => arn === name || id === name);
}

/** Ours: tagged by a release, live at one time (then it is somebody's blue), or adopted before the sandbox began. */
function notOurs(write: WitnessedWrite, earlier: readonly WitnessedWrite[], bounds: Bounds): string[] {
  const set = namedSet(write, bounds);
  if (set === undefined || set.tags[releaseTag] !== undefined) return [];
  const wasLive = [...earlier, write].some(({ before }) => rulesWith(before, set.targetGroup).length > 0);
  const first = serviceIn((earlier[0] ?? write).before, bounds);
  return wasLive || first?.tags[adoptionTag] === set.id
    ? []
    : [`${set.id} is neither ours nor was it ever live (invariant 5)`];
}

function wrongDelete(write: WitnessedWrite, earlier: readonly WitnessedWrite[], bounds: Bounds): string[] {
  const set = namedSet(write, bounds);
  const found = write.call.request['force'] === true ? ['with force (invariant 1)'] : [];
  if (set === undefined || set.status === 'DRAINING') return found;
  if (set.status === 'PRIMARY') found.push(`${set.id} is PRIMARY (invariant 1)`);
  for (const rule of rulesWith(write.before, set.targetGroup))
    found.push(`${set.id} is on rule ${rule.name} (invariant 1)`);
  const isLiveIn = ({ before }: WitnessedWrite): boolean =>
    rulesWith(before, set.targetGroup).some(({ name }) => !bounds.testRules.includes(name));
  const hasUsers = earlier.some(isLiveIn);
  const untilMs = hasUsers ? cookiesUntilMs([...earlier, write], set.targetGroup, bounds) : 0;
  const byCookie = ({ call, before }: WitnessedWrite): readonly RulePicture[] =>
    call.at < untilMs ? productionWith(before, set.targetGroup, bounds) : [];
  for (const rule of byCookie(write))
    found.push(`cookies lead to ${set.id} by rule ${rule.name} (invariant 1)`);
  const lastLive = earlier.findLast(
    (one) => rulesWith(one.before, set.targetGroup).length > 0 || byCookie(one).length > 0,
  );
  const quietMs = write.call.at - (lastLive?.call.at ?? 0);
  if (quietMs < bounds.propagationMs)
    found.push(`${set.id} left its rules only ${quietMs} ms ago, before every node can know (invariant 1)`);
  return found;
}

/** Up at any time; down never while it is live, and never below what its lease promises. */
function wrongScale(write: WitnessedWrite, bounds: Bounds): string[] {
  const set = namedSet(write, bounds);
  const percent = (write.call.request['scale'] as { readonly value?: number } | undefined)?.value ?? 0;
  if (set === undefined || percent >= set.scale) return [];
  const isLive = rulesWith(write.before, set.targetGroup).length > 0;
  const tags = serviceIn(write.before, bounds)?.tags ?? {};
  const isLeased = tags[adoptionTag] === set.id && percent > 0;
  const promised = isLeased ? Number(/ scale=(\d+)/.exec(tags[leaseTag] ?? '')?.[1] ?? 0) : 0;
  return [
    ...(isLive ? [`scales live ${set.id} down (invariant 1)`] : []),
    ...(percent < promised ? [`scales ${set.id} below what its lease promises (invariant 1)`] : []),
  ];
}

type ActionLike = NonNullable<RulePicture['actions']>[number];

function ruleOf({ call, before }: WitnessedWrite): RulePicture | undefined {
  const listener = before.listeners.find(({ arn }) => arn === call.request['ListenerArn'])?.name;
  return call.operation === 'ModifyRule'
    ? before.rules.find(({ arn }) => arn === call.request['RuleArn'])
    : before.rules.find((rule) => rule.listener === listener && rule.priority === null);
}

function wrongRule(write: WitnessedWrite, earlier: readonly WitnessedWrite[], bounds: Bounds): string[] {
  const { call, before } = write;
  const rule = ruleOf(write);
  if (rule === undefined) return ['names a rule that does not exist'];
  const names = new Map(before.targetGroups.map(({ arn, name }) => [arn, name]));
  const key = call.operation === 'ModifyRule' ? 'Actions' : 'DefaultActions';
  const actions = (call.request[key] ?? []) as readonly ActionLike[];
  const found: string[] = [];
  const others = Object.keys(call.request).filter((name) => ![key, 'RuleArn', 'ListenerArn'].includes(name));
  if (others.length > 0) found.push(`changes ${others.join(', ')} of ${rule.name} (invariant 6)`);
  if (!bounds.pair.some((group) => group in rule.weights))
    found.push(`${rule.name} holds neither group of the pair (invariant 5)`);
  const [was, willBe] = [shapeOf(rule.actions, names, bounds), shapeOf(actions, names, bounds)];
  if (was !== willBe && !isCutOrRestored(write, rule, actions, bounds))
    found.push(`changes more of ${rule.name} than weights (invariant 6):\n  ${was}\n  ${willBe}`);
  const weights = weightsOf(actions, names);
  const isEqual = was === willBe && JSON.stringify(sorted(rule.weights)) === JSON.stringify(sorted(weights));
  if (isEqual && !(bounds.isRace && isJustWritten(rule, write, earlier)))
    found.push(`writes ${rule.name} as it is (invariant 6)`);
  const raised = bounds.pair.filter((group) => (weights[group] ?? 0) > (rule.weights[group] ?? 0));
  if (bounds.testRules.includes(rule.name)) return found;
  return [...found, ...raised.flatMap((group) => notFit(write, earlier, group, bounds))];
}

/** The one exception to invariant 6: sessions are cut, or can stick again, as a tag of the service has noted before. */
function isCutOrRestored(
  { call, before }: WitnessedWrite,
  rule: RulePicture,
  actions: readonly ActionLike[],
  bounds: Bounds,
): boolean {
  const [was, willBe] = [stickinessIn(rule.actions), stickinessIn(actions)];
  const arn = String(call.request['RuleArn'] ?? call.request['ListenerArn']);
  const tags = Object.entries(serviceIn(before, bounds)?.tags ?? {});
  const noted = tags.flatMap(([name, text]) => (name.startsWith(sessionsTag) ? [text] : [])).join('');
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return (was === 0) !== (willBe === 0) && isNotedFor(noted, name, Math.max(was, willBe));
}

const sessionsTag = 'ecs-blue-green:sessions';

const stickinessIn = (actions: readonly ActionLike[]): number => {
  const sticky = actions.find(({ ForwardConfig: forward }) => forward !== undefined)?.ForwardConfig
    ?.TargetGroupStickinessConfig;
  return sticky?.Enabled === true ? (sticky.DurationSeconds ?? 0) : 0;
};

const productionWith = (
  world: WorldPicture,
  group: string | null,
  { testRules }: Bounds,
): readonly RulePicture[] =>
  world.rules.filter(({ name, weights }) => !testRules.includes(name) && (group ?? '') in weights);

/**
 * Until when users hold cookies of the group: any rule that holds it may honour them, whether or not it is sticky. What is
 * not established about ELB counts against the action. Cookies that a test made older end earlier.
 */
const cookiesUntilMs = (writes: readonly WitnessedWrite[], group: string | null, bounds: Bounds): number => {
  const agedMs = writes.at(-1)?.before.cookiesAgedMs ?? 0;
  return Math.max(
    0,
    ...writes.flatMap(({ call, before }) =>
      productionWith(before, group, bounds)
        .map(({ actions }) => stickinessIn(actions))
        .filter((seconds) => seconds > 0)
        .map((seconds) => call.at + seconds * 1000 - (agedMs - before.cookiesAgedMs)),
    ),
  );
};

/** A look, and a call that is held back for half a second each way. */
const raceMs = 3000;

const isJustWritten = (
  { arn }: RulePicture,
  { call }: WitnessedWrite,
  earlier: readonly WitnessedWrite[],
): boolean => earlier.some((other) => call.at - other.call.at < raceMs && ruleOf(other)?.arn === arn);

const sorted = (value: object): [string, unknown][] =>
  Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b));

const without = (value: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

function weightsOf(
  actions: readonly ActionLike[],
  names: ReadonlyMap<string, string>,
): Record<string, number> {
  const tuples = actions.flatMap((action) => action.ForwardConfig?.TargetGroups ?? []);
  return Object.fromEntries(
    tuples.map((one) => [names.get(one.TargetGroupArn ?? '') ?? '?', one.Weight ?? 1]),
  );
}

/** All of a rule's actions that a release has to keep, as text: a secret that AWS never shows apart. */
function shapeOf(
  actions: readonly ActionLike[],
  names: ReadonlyMap<string, string>,
  { pair }: Bounds,
): string {
  const shapes = actions.map((action) => {
    const { ForwardConfig: forward, AuthenticateOidcConfig: login } = action;
    const kept = without(action, ['TargetGroupArn', 'ForwardConfig', 'AuthenticateOidcConfig']);
    const thirds = Object.entries(weightsOf([action], names)).filter(([name]) => !pair.includes(name));
    const sticky = forward?.TargetGroupStickinessConfig;
    const stickiness = sticky?.Enabled === true ? sticky.DurationSeconds : 0;
    const shown = sorted(without(login ?? {}, ['ClientSecret', 'UseExistingClientSecret']));
    return { ...kept, login: shown, ...(forward === undefined ? {} : { thirds, stickiness }) };
  });
  return JSON.stringify(shapes.map(sorted));
}

function wrongTags({ call, before }: WitnessedWrite, bounds: Bounds): string[] {
  const {
    resourceArn,
    tags = [],
    tagKeys = [],
  } = call.request as {
    resourceArn?: string;
    tags?: readonly { readonly key: string }[];
    tagKeys?: readonly string[];
  };
  const names = [...tags.map(({ key }) => key), ...tagKeys];
  const alien = names.filter((name) => !name.startsWith('ecs-blue-green:'));
  return [
    ...(resourceArn === serviceIn(before, bounds)?.arn ? [] : [`tags ${String(resourceArn)} (invariant 5)`]),
    ...alien.map((name) => `touches the tag ${name}, which is not ours (invariant 5)`),
  ];
}

/** Calls that are wrong whatever the world looks like. */
function forbiddenCalls(calls: readonly RecordedCall[]): string[] {
  const found = calls.filter(
    ({ operation, errorMessage }) =>
      operation === 'DeregisterTaskDefinition' ||
      operation === 'DeleteTaskDefinitions' ||
      /TaskSets cannot be empty|unknown member|could not be parsed/i.test(errorMessage ?? ''),
  );
  return found.map(
    (call) => `call ${call.seq} ${call.operation}: ${call.errorMessage ?? 'never (invariant 10)'}`,
  );
}

function secondSets(worlds: readonly WorldPicture[], bounds: Bounds): string[] {
  const made = new Map<string, Set<string>>();
  for (const set of worlds.flatMap((world) => setsIn(world, bounds))) {
    const release = set.tags[releaseTag];
    if (release !== undefined) made.set(release, (made.get(release) ?? new Set()).add(set.id));
  }
  return [...made]
    .filter(([, sets]) => sets.size > bounds.greens)
    .map(([release, sets]) => `release ${release} made ${[...sets].join(' and ')}`);
}

function secondRegistrations(calls: readonly RecordedCall[], { registrations }: Bounds): string[] {
  const done = calls.filter((call) => call.operation === 'RegisterTaskDefinition' && call.wasCarriedOut);
  return done.length > registrations ? [`${done.length} revisions were registered`] : [];
}
