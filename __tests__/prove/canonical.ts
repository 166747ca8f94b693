import { migrationMs, stoppingMs } from './observation.ts';
import { hash } from 'node:crypto';
import { once } from '../../src/domain/common/values/once.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { ServiceTags } from '../../src/domain/task-sets/model/world.ts';
import { formatWriteKey, writeKey } from '../../src/domain/task-sets/model/write-key.ts';
import { nodesFollowMs, weightsIn, type Account } from './account.ts';
import { isVanished, type SetState } from './set-state.ts';
import { short, textAt, type Part } from './parts.ts';
import { longestMs, thresholdMs } from './thresholds.ts';
import { runName, staleMs, type Actor, type Flight, type State, type Unread } from './state.ts';

/** A moment as the time that has passed since. */
const ago = (ms: number | null, boundMs = longestMs): Part =>
  ms === null ? '-' : { ms, least: -Infinity, most: boundMs };

/** Equal for worlds that the model can't distinguish. Short, since millions are kept. */
export const keyOf = (state: State): string => hash('md5', textOf(state), 'base64');

export function textOf({
  nowMs,
  account,
  before,
  unread,
  actors,
  flights,
  disturbancesLeft,
  swapsLeft,
}: State): string {
  let text = `${String(disturbancesLeft)} ${String(swapsLeft)}\n${accountText(account, nowMs)}`;
  if (before !== null && nowMs - before.untilMs < staleMs)
    text += `\nbefore ${String(nowMs - before.untilMs)} ${accountText(before.account, nowMs)}`;
  if (unread !== null) text += `\nunread ${unreadText(unread, nowMs)}`;
  const hasTries = hasContract(account) || actors.some(({ plan }) => plan.migration !== null);
  for (const actor of actors)
    text += `\nrun ${actorText(actor, nowMs)}${hasTries ? heldText(actor, nowMs) : ''}`;
  for (const flight of flights) text += `\nflight ${flightText(flight, nowMs)}`;
  return text;
}

function accountText(
  {
    sets,
    rules,
    tags,
    cookies,
    reachedUntilMs,
    isWiped,
    isByHand,
    stranger,
    tokens,
    oneOff,
    migrations,
    contracts,
    desired,
    resizedMs,
    alarm,
  }: Account,
  nowMs: number,
): string {
  let text = `${String(desired)} ${String(resizedMs === nowMs)} ${rulesText(rules)} ${String(isByHand)} ${String(isWiped)} ${String(stranger)} ${tokensText(tokens)} ${oneOff.map(({ tryId }) => tryId).join()} ${textAt(tagsParts(tags), nowMs)}`;
  for (const [index, { tryId, createdAtMs }] of [...migrations, ...contracts].entries())
    text += ` ${index < migrations.length ? '' : 'contract '}${tryId}@${String(Math.min(nowMs - (createdAtMs ?? 0), migrationMs))}`;
  if (alarm !== null) text += ` ${String(alarm.isRed)} ${String(Math.min(nowMs - alarm.sinceMs, longestMs))}`;
  for (const [side, untilMs] of Object.entries(cookies))
    text += ` ${side}${untilMs === Infinity ? '' : String(Math.max(0, untilMs - nowMs))}`;
  for (const [side, ms] of Object.entries(reachedUntilMs))
    if (nowMs - ms < nodesFollowMs) text += ` ${side}-${String(nowMs - ms)}`;
  const goneMs = hasContract({ sets }) ? nowMs - stoppingMs : nowMs;
  for (const set of sets)
    if (!isVanished(set, goneMs)) text += `\n ${textAt(setParts(set), nowMs)}${seenText(set, nowMs)}`;
  return text;
}

const unreadText = ({ index, part, kind, account, readAtMs, untilMs }: Unread, nowMs: number): string =>
  `${String(index)} ${part} ${kind} ${String(Math.min(nowMs - readAtMs, 62_000))} ${String(untilMs - nowMs)} ${accountText(account, nowMs)}`;

const rulesText = once((rules: Account['rules']): string =>
  JSON.stringify(rules.map(({ a, b, isSticky }) => [a, b, isSticky])),
);
const tokensText = once((tokens: Account['tokens']): string => Object.values(tokens).join());

const setParts = once((set: SetState): readonly Part[] => [
  short(
    JSON.stringify([
      set.n,
      set.side,
      set.label,
      set.release,
      set.blue,
      set.scale,
      set.desired,
      set.health,
      set.wasLive,
      set.replacedBy,
    ]),
  ),
  ...Object.entries(set.more).flatMap(([name, value]) => [`${name}=`, ...timesIn(value)]),
  ...(set.raised === null ? [] : raisedParts(set.raised)),
  ago(set.createdAtMs, 250_000),
  ago(set.deletedAtMs),
  ago(set.liveUntilMs, 20_000),
]);

const raisedParts = ({ atMs, from, isSlow }: NonNullable<SetState['raised']>): readonly Part[] => [
  `raised ${String(from)} ${String(isSlow)}`,
  ago(atMs, isSlow ? 121_000 : 3000),
];

/** Who saw it live is asked only until every node knows that it no longer is. */
const seenText = ({ wasLive, seenLiveBy, liveUntilMs }: SetState, nowMs: number): string =>
  wasLive && nowMs - (liveUntilMs ?? nowMs) < nodesFollowMs ? seenLiveBy.join() : '';

const tagsParts = once((tags: ServiceTags): readonly Part[] =>
  Object.entries(tags)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) => [`${name}=`, ...timesIn(value)]),
);

/** Moments in a tag as the time since; what lies far ahead no path of the check comes near. */
const timesIn = (value: string): readonly Part[] =>
  value
    .split(/(\d{4}-\d\d-\d\dT[\d:.]+Z)/)
    .map((piece, index) =>
      index % 2 === 0 ? piece : { ms: Date.parse(piece), least: -1_800_000, most: 120_000 },
    );

function actorText(actor: Actor, nowMs: number): string {
  if (actor.phase === 'ended') return endedText(actor);
  const {
    plan: request,
    from,
    memory,
    wakeMs,
    phase,
    hasWritten,
    hasBegun,
    waited,
    capacity,
    watched,
  } = actor;
  const sinceMs = watched === null ? 0 : Math.min(nowMs - watched.sinceMs, 30_000);
  return [
    runName(request),
    request.command,
    from === null ? '-' : `${String(from.n)}${from.side}`,
    phase,
    wakeMs - nowMs,
    hasWritten,
    hasBegun && from !== null,
    waited === null ? '-' : `${waited.reason} ${String(Math.min(waited.times, 8))}`,
    capacity === null ? '-' : `${String(capacity.n)} ${String(capacity.count)} ${String(capacity.isSeen)}`,
    watched === null ? '-' : `${String(sinceMs)}/${String(Math.min(watched.goodInRow, 3))}`,
    memoryText(memory, nowMs),
  ].join(' ');
}

const hasContract = ({ sets }: Pick<Account, 'sets'>): boolean =>
  sets.some(({ more }) => more.contract !== undefined);

/** A try waits for longer than anything else after the fence was written. */
const heldText = ({ memory: { fence } }: Actor, nowMs: number): string =>
  ` ${String(Math.min(nowMs - (fence?.writtenAtMs ?? 0), 13_000))}`;

const endedText = once(({ plan: request, ending }: Actor): string =>
  JSON.stringify([
    runName(request),
    request.command,
    ending?.result,
    ending?.reason,
    ending?.isTold,
    ending?.rules.map(({ a, b }) => [a, b]),
  ]),
);

// `accepted`: it ends a run only after five writes in a row were undone, and a path has at most two disturbances.
// Those of the last line are only reported.
const words = new Set([
  ...['lastFailure', 'what', 'advice', 'message', 'describeBake', 'swept', 'accepted'],
  ...['compared', 'unkept', 'leftOut', 'sessionsCutSeconds', 'wasGreenExposed'],
  ...['asked', 'failed'],
]);
const streaks = new Set([
  'readyStreak',
  'goodBakeStreak',
  'badTargetStreak',
  'failuresInRow',
  'passesInRow',
  'greenGoneStreak',
]);

const named = new Set(['lastOnRulesMs', 'lastByCookiesMs', 'lastStickyMs']);

/** How much of a member of the memory distinguishes worlds. */
interface Kind {
  readonly isWords: boolean;
  readonly isStreak: boolean;
  readonly isMoment: boolean;
  readonly isNamed: boolean;
  readonly boundMs: number;
}
const kinds = new Map<string, Kind>();
function kindOf(name: string): Kind {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  const kind: Kind = {
    isWords: words.has(name),
    isStreak: streaks.has(name),
    isMoment: name.endsWith('Ms'),
    isNamed: named.has(name),
    boundMs: thresholdMs[name] ?? longestMs,
  };
  kinds.set(name, kind);
  return kind;
}

/** Generic, so that a new member of the memory distinguishes worlds until it is listed here. */
const fields = Object.keys(blankMemory(0)).map((name) => ({
  name: name as keyof Memory,
  kind: kindOf(name),
}));

function memoryText(memory: Memory, nowMs: number): string {
  let text = '';
  for (const { name, kind } of fields)
    if (!kind.isWords) text += memberText(memory[name], name, kind, nowMs, longestMs);
  return text;
}

function memberText(value: unknown, name: string, kind: Kind, nowMs: number, outerMs: number): string {
  if (typeof value === 'string') return `${short(value)};`;
  const mostMs = Math.min(outerMs, kind.boundMs);
  if (typeof value === 'number') {
    if (kind.isStreak) return `${String(Math.min(value, 3))};`;
    return `${String(kind.isMoment ? Math.min(nowMs - value, mostMs) : value)};`;
  }
  if (typeof value !== 'object' || value === null) return `${String(value)};`;
  if (name === 'write') return textAt(writeParts(value as Write), nowMs);
  let text = '(';
  for (const [key, member] of Object.entries(value)) {
    if (kind.isNamed)
      text += `${short(key)}:${memberText(member, 'eachMs', kindOf('eachMs'), nowMs, mostMs)}`;
    else if (!kindOf(key).isWords) text += memberText(member, key, kindOf(key), nowMs, mostMs);
  }
  return `${text})`;
}

const writeParts = once((write: Write): readonly Part[] => {
  if (write.kind === 'write-rule')
    return [formatWriteKey(writeKey(write)), JSON.stringify(weightsIn(write.actions))];
  if (write.kind === 'tag-service') return ['tag', ...tagsParts(write.tags)];
  if (write.kind !== 'create-green') return [formatWriteKey(writeKey(write))];
  const { tokenText, attachment, tags } = write.request;
  return [tokenText, attachment.group, String(tags.blue)];
});

const flightText = (flight: Flight, nowMs: number): string =>
  [
    flight.sender,
    textAt(writeParts(flight.write), nowMs),
    flight.step.phase,
    Math.min(nowMs - flight.seenMs, longestMs),
    flight.landsMs - nowMs,
    flight.isAwaited,
    flight.isOvertaken,
    flight.isFirstMark,
    flight.capacity === null ? '-' : `${String(flight.capacity.count)} ${String(flight.capacity.isSeen)}`,
    flight.step.countsUntilMs === undefined ? '-' : flight.step.countsUntilMs - nowMs,
    ...flight.wrong,
  ].join(' ');
