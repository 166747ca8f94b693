// What has to be true of a comment's traffic, its table, and the commands to paste.
import { isDeepStrictEqual } from 'node:util';
import type { Claim, Picture, PicturedSet } from './claims.ts';

/** By id, or by revision. */
export const setOf = ({ sets }: Picture, name: string | undefined): PicturedSet | undefined =>
  sets.find(({ id, revision, isThere }) => isThere && (id === name || revision === name));

/** The task set that this release made. */
export const setOfRelease = ({ sets }: Picture, release: string): PicturedSet | undefined =>
  sets.find(({ isThere, tags }) => {
    // A tag leaves out the service: `7-web-rollback` is `7-rollback` there.
    const inTag = release.replace(/^(\d+)-.*?(-rollback)?$/, '$1$2');
    return isThere && (tags['release'] === release || tags['release'] === inTag);
  });

/** Percent in each production rule. */
const sharesOf = ({ rules }: Picture, group: string | undefined): readonly number[] =>
  rules.map((rule) => rule[group ?? ''] ?? 0);

export const hasTraffic = (now: Picture, name: string | undefined): boolean =>
  sharesOf(now, setOf(now, name)?.group).some((share) => share > 0);

/** Every production rule gives it everything: nothing else has a share, not even a target group of somebody else. */
export const hasAll = (now: Picture, name: string | undefined): boolean =>
  hasTraffic(now, name) && sharesOf(now, setOf(now, name)?.group).every((share) => share === 100);

/** No other task set of the service has any. Target groups of somebody else may have a share. */
export const isOnlySet = (now: Picture, name: string | undefined): boolean =>
  hasTraffic(now, name) &&
  now.sets.every(({ id, revision, group }) => {
    const isOther = id !== name && revision !== name && group !== setOf(now, name)?.group;
    return !isOther || sharesOf(now, group).every((share) => share === 0);
  });

export const withTraffic = (now: Picture): readonly PicturedSet[] =>
  now.sets.filter(({ isThere, id }) => isThere && hasTraffic(now, id));

export const withoutTraffic = (now: Picture): readonly PicturedSet[] =>
  now.sets.filter(({ isThere, id }) => isThere && !hasTraffic(now, id));

/** It can serve, and no other task set does. */
const isRepairable = (now: Picture, own: PicturedSet | undefined): boolean =>
  own !== undefined && own.healthy > 0 && withTraffic(now).every(({ id }) => id === own.id);

/** Production rules that send nothing to any target group. */
const idleRules = ({ rules }: Picture) =>
  rules.filter((rule) => Object.values(rule).every((share) => share === 0));

/** The words name everything that gets production, and nothing else: task sets, and groups without one. */
function isNamed(now: Picture, words: string): boolean {
  const groups = now.rules.flatMap((rule) => Object.keys(rule).filter((group) => (rule[group] ?? 0) > 0));
  const nameOf = (group: string): string =>
    now.sets.find((set) => set.isThere && set.group === group)?.id ??
    `target group ${group.split('/').at(-2) ?? ''}`;
  const named = [...words.matchAll(/ecs-svc\/\d+|target group [\w-]+/g)].map(([name]) => name);
  return isDeepStrictEqual(new Set(named), new Set(groups.map(nameOf)));
}

/** To groups in which the service has no task set, or nowhere. */
const isLedElsewhere = (now: Picture): boolean =>
  idleRules(now).length > 0 ||
  now.rules.some((rule) =>
    Object.entries(rule).some(([group, share]) => share > 0 && now.sets.every((set) => set.group !== group)),
  );

/** A share that a rule gives to a third group stays. */
const isOfOthers = ({ sets, rules }: Picture, group: string): boolean =>
  sets.every((set) => set.group !== group) && rules.some((rule) => (rule[group] ?? 0) > 0);

/** To the minute, of a text that names no day on the day itself. */
export function isAt(said: string | undefined, ms: number, slackMs = 60_000): boolean {
  if (said === undefined) return true;
  const [time = '', day = new Date(ms).toISOString().slice(0, 10)] = said.split(' ').toReversed();
  const offMs = Date.parse(`${day}T${time}:00Z`) - ms;
  return offMs >= -60_000 - slackMs && offMs <= slackMs;
}

const asOf = String.raw`(?: \(as of [\d-]+ [\d:]+ UTC\))?`;
const time = String.raw`((?:\d{4}-\d\d-\d\d )?\d\d:\d\d)`;

export const trafficClaims: readonly Claim[] = [
  {
    text: new RegExp(
      String.raw`\*\*All production traffic is on (?:(?:blue|green) )?(ecs-svc\/\d+) \(([\w-]+:\d+)\)(?: since ${time} UTC)?\.\*\*${asOf}`,
    ),
    holds: (now, [set, revision, since]) =>
      hasAll(now, set) &&
      setOf(now, set)?.revision === revision &&
      (now.movedMs === null || isAt(since, now.movedMs)),
  },
  {
    text: /\*\*Where production traffic goes is not known: no production rule was found\.\*\*(?: \(as of [\d-]+ [\d:]+ UTC\))?/,
    holds: (_, __, { text }) => !text.includes('| Production rule |'),
  },
  {
    text: new RegExp(
      String.raw`\*\*Production traffic (?:is split between|is on|goes to) (.*?)(?:, but (.*) sends? requests to no target group)?(?:\. (ecs-svc\/\d+) has been live since ${time} UTC)?\.\*\*${asOf}`,
    ),
    holds: (now, [receivers = '', idle, live, since]) =>
      isNamed(now, receivers) &&
      (idle === undefined) === (idleRules(now).length === 0) &&
      (live === undefined || (isOnlySet(now, live) && (now.movedMs === null || isAt(since, now.movedMs)))),
  },
  {
    text: /\*\*No task set of this service gets production traffic\.\*\*(?: \(as of [\d-]+ [\d:]+ UTC\))?/,
    holds: (now) => withTraffic(now).length === 0,
  },
  {
    text: /A person or infrastructure code leads a part of production elsewhere\./,
    holds: (now, _, { release }) => isLedElsewhere(now) && isOnlySet(now, setOfRelease(now, release)?.id),
  },
  {
    text: /No run noted a rollback, so a person or infrastructure code has probably changed/,
    holds: (now, _, { release }) => !hasAll(now, setOfRelease(now, release)?.id),
  },
  {
    text: /The command rollback returns (?:all of it|production) to this release, and rolls back nothing\./,
    holds: (now, _, { release }) => isRepairable(now, setOfRelease(now, release)),
  },
  {
    text: /The command sweep ends the split, and the command rollback returns all of it to blue\./,
    holds: (now) => withTraffic(now).length === 2 && !isLedElsewhere(now),
  },
  {
    // A run that has read nothing makes no claim of what it will find.
    text: /^Production traffic has not been read yet\.$/,
    holds: (_, __, { text }) => !/\*\*(?:All p|P)roduction traffic|\| Production rule/.test(text),
  },
  {
    text: /\| (?:Blue|Green) ([\w-]+:\d+) (?=\|)/,
    holds: (now, [revision]) => setOf(now, revision) !== undefined,
  },
  {
    text: /\| Green ([\w-]+:\d+) \(gone\)/,
    holds: (now, [revision]) => setOf(now, revision) === undefined,
  },
  {
    text: /\| Blue ([\w-]+:\d+) \(gone\)/,
    // Green may run the revision of blue.
    holds: (now, [revision], { release }) =>
      now.sets.every(
        (set) => !set.isThere || set.revision !== revision || set === setOfRelease(now, release),
      ),
  },
  {
    text: /--primary-task-set \S*\/(ecs-svc\/\d+)/,
    holds: (now, [blue]) => setOf(now, blue) !== undefined && !hasAll(now, blue),
  },
  {
    text: /"TargetGroupArn":"([^"]+)","Weight":[1-9]/,
    holds: (now, [group = '']) =>
      now.sets.some((set) => set.isThere && set.group === group && set.healthy > 0) || isOfOthers(now, group),
  },
  {
    text: /^\*\*Scale-in\*\* of the service is suspended until .*\.$/,
    holds: ({ isScaleInSuspended }) => isScaleInSuspended,
  },
  {
    text: /Users never saw green/,
    holds: (now, _, { release }) => !hasTraffic(now, setOfRelease(now, release)?.id),
  },
];
