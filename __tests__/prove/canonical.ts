import { hash } from 'node:crypto';
import type { Memory } from '../../src/domain/memory.ts';
import type { Write } from '../../src/domain/step.ts';
import type { ServiceTags } from '../../src/domain/world.ts';
import { writeKey } from '../../src/domain/writes.ts';
import { isVanished, weightsIn, type Account, type SetState } from './account.ts';
import { runName, staleMs, type Actor, type Flight, type State } from './state.ts';

/**
 * Beyond so long ago it makes no difference any more when something was: the largest threshold that a decider, or a
 * judge, compares the moment with. Everything else is compared with less than the first.
 */
const longestMs = 400_000;
const thresholdMs: Readonly<Record<string, number>> = {
  lastOnRulesMs: 12_000,
  writtenAtMs: 3000,
  smoke: 3000,
  baseline: 3000,
  bakeProbe: 6000,
  afterBackProbe: 1000,
  testRuleElsewhereMs: 12_000,
  labelBackSinceMs: 2000,
  backWrittenMs: 12_000,
  driftSinceMs: 12_000,
  deadLiveSinceMs: 61_000,
  vanishingSinceMs: 0,
  startedAtMs: 250_000,
  still: 0,
};

/** A moment as the time that has passed since. */
const ago = (ms: number | null, nowMs: number, boundMs = longestMs): number | null =>
  ms === null ? null : Math.min(nowMs - ms, boundMs);

/** Equal for worlds that nothing in the model can tell apart; short, since millions are kept. */
export const keyOf = (state: State): string => hash('md5', textOf(state), 'base64').slice(0, 22);

export function textOf({
  nowMs,
  account,
  before,
  actors,
  flights,
  disturbancesLeft,
  swapsLeft,
}: State): string {
  const isStalePossible = before !== null && nowMs - before.untilMs < staleMs;
  return JSON.stringify([
    disturbancesLeft,
    swapsLeft,
    accountKey(account, nowMs),
    isStalePossible ? [ago(before.untilMs, nowMs), accountKey(before.account, nowMs)] : 0,
    actors.map((actor) => actorKey(actor, nowMs)),
    flights.map((flight) => flightKey(flight, nowMs)),
  ]);
}

const accountKey = ({ sets, rules, tags, stranger, tokens }: Account, nowMs: number): unknown => [
  sets.filter((set) => !isVanished(set, nowMs)).map((set) => setKey(set, nowMs)),
  rules.map(({ a, b }) => [a, b]),
  tagsKey(tags, nowMs),
  stranger,
  Object.values(tokens),
];

const setKey = (set: SetState, nowMs: number): unknown => [
  set.n,
  set.side,
  set.label,
  set.release,
  set.blue,
  Object.entries(set.more).map(([name, value]) => [name, withTimes(value, nowMs)]),
  set.scale,
  set.raised === null ? 0 : [Math.min(nowMs - set.raised.atMs, 3000), set.raised.from],
  set.health,
  ago(set.createdAtMs, nowMs, 250_000),
  ago(set.deletedAtMs, nowMs),
  set.wasLive,
  set.wasSeenLive,
  ago(set.liveUntilMs, nowMs, 20_000),
  set.replacedBy,
];

const tagsKey = (tags: ServiceTags, nowMs: number): unknown =>
  Object.entries(tags)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => [name, withTimes(value, nowMs)]);

/** Moments in a tag as the time since; what lies far ahead no path of the check comes near. */
const withTimes = (value: string, nowMs: number): string =>
  value.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) =>
    String(Math.max(-1_800_000, Math.min(nowMs - Date.parse(at), 120_000))),
  );

function actorKey(
  { plan, from, memory, wakeMs, phase, ending, hasWritten, waited, watched }: Actor,
  nowMs: number,
): unknown {
  if (phase === 'ended')
    return [
      runName(plan),
      plan.command,
      ending?.result,
      ending?.reason,
      ending?.isTold,
      ending?.rules.map(({ a, b }) => [a, b]),
    ];
  return [
    runName(plan),
    plan.command,
    from === null ? 0 : [from.n, from.side],
    phase,
    wakeMs - nowMs,
    hasWritten,
    waited?.reason,
    Math.min(waited?.times ?? 0, 8),
    watched === null ? null : [ago(watched.sinceMs, nowMs, 30_000), Math.min(watched.goodInRow, 3)],
    memoryKey(memory, nowMs),
  ];
}

const words = new Set(['lastWords', 'what', 'advice', 'message', 'bakeWords', 'swept']);
const streaks = new Set([
  'readyStreak',
  'goodBakeStreak',
  'badTargetStreak',
  'failuresInRow',
  'passesInRow',
  'greenGoneStreak',
]);

const named = new Set(['lastOnRulesMs', 'abandoned']);

/** Generic, so that what is new in a memory tells worlds apart until somebody says here that it need not. */
function memoryKey(memory: Memory, nowMs: number): unknown {
  const walk = (value: unknown, name: string, boundMs: number): unknown => {
    if (typeof value === 'number') {
      if (streaks.has(name)) return Math.min(value, 3);
      return name.endsWith('Ms')
        ? ago(value, nowMs, Math.min(boundMs, thresholdMs[name] ?? longestMs))
        : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (name === 'write') return writeText(value as Write, nowMs);
    const bound = Math.min(boundMs, thresholdMs[name] ?? longestMs);
    return Object.entries(value).map(([key, member]) =>
      words.has(key) ? 0 : named.has(name) ? [key, walk(member, 'eachMs', bound)] : walk(member, key, bound),
    );
  };
  return walk(memory, 'memory', longestMs);
}

function writeText(write: Write, nowMs: number): unknown {
  if (write.kind === 'write-rule') return [writeKey(write), weightsIn(write.actions)];
  if (write.kind === 'tag-service') return ['tag', tagsKey(write.tags, nowMs)];
  if (write.kind === 'create-green')
    return [write.request.tokenText, write.request.attachment.group, write.request.tags.blue];
  return writeKey(write);
}

const flightKey = (flight: Flight, nowMs: number): unknown => [
  flight.sender,
  writeText(flight.write, nowMs),
  flight.step.phase,
  ago(flight.seenMs, nowMs),
  flight.landsMs - nowMs,
  flight.isAwaited,
  flight.isOvertaken,
  flight.wrong,
];
