// What the comment of a release says of now, each with what has to be true. It shares no code with the texts.
import type { World } from '../../src/domain/task-sets/model/world.ts';

/** How an account stands, from its own state. */
export interface Picture {
  readonly nowMs: number;
  /** Production rules: percent by target group. */
  readonly rules: readonly Readonly<Record<string, number>>[];
  readonly sets: readonly PicturedSet[];
  readonly leaseUntil: string | null;
}

interface PicturedSet {
  readonly id: string;
  readonly revision: string;
  readonly group: string;
  readonly healthy: number;
  /** Not being deleted. */
  readonly isThere: boolean;
}

/** Of the fake account: what is true now, whatever readers see. */
export function pictureOf(world: World, isTest: (rule: World['rules'][number]) => boolean): Picture {
  const last = (arn: string): string => arn.split('/').at(-1) ?? '';
  return {
    nowMs: world.nowMs,
    leaseUntil: world.service.tags['lease-until'] ?? null,
    sets: world.taskSets.map(({ id, taskDefinition, attachment, status }) => ({
      ...{ id, revision: last(taskDefinition), group: attachment?.group ?? '' },
      isThere: status !== 'DRAINING',
      healthy: (world.groups.find(({ arn }) => arn === attachment?.group)?.targets ?? []).filter(
        ({ state }) => state === 'healthy',
      ).length,
    })),
    rules: world.rules
      .filter((rule) => !isTest(rule))
      .flatMap(({ actions }) => {
        const groups = actions.flatMap((action) => (action.type === 'forward' ? action.groups : []));
        const total = groups.reduce((sum, { weight }) => sum + weight, 0);
        return [
          Object.fromEntries(
            groups.map(({ group, weight }) => [group, total === 0 ? 0 : (weight / total) * 100]),
          ),
        ];
      }),
  };
}

/** A text about now, and what it promises. */
interface Claim {
  readonly text: RegExp;
  readonly holds: (now: Picture, said: readonly string[]) => boolean;
}

const setOf = ({ sets }: Picture, name: string | undefined): PicturedSet | undefined =>
  sets.find(({ id, revision, isThere }) => isThere && (id === name || revision === name));

/** Percent in each rule that any task set of the service gets traffic from. */
function sharesOf(now: Picture, group: string | undefined): readonly number[] {
  const own = new Set(now.sets.map((set) => set.group));
  const used = now.rules.filter((rule) =>
    Object.entries(rule).some(([one, share]) => own.has(one) && share > 0),
  );
  return used.map((rule) => rule[group ?? ''] ?? 0);
}

const hasTraffic = (now: Picture, name: string | undefined): boolean =>
  sharesOf(now, setOf(now, name)?.group).some((share) => share > 0);

/** No other task set of the service has any. */
const hasAll = (now: Picture, name: string | undefined): boolean =>
  hasTraffic(now, name) &&
  now.sets.every(({ id, revision, group }) => {
    const isOther = id !== name && revision !== name && group !== setOf(now, name)?.group;
    return !isOther || sharesOf(now, group).every((share) => share === 0);
  });

/** A share that a rule gives to a third group stays. */
const isOfOthers = ({ sets, rules }: Picture, group: string): boolean =>
  sets.every((set) => set.group !== group) && rules.some((rule) => (rule[group] ?? 0) > 0);

const minute = (iso: string): string => iso.slice(11, 16);

const claims: readonly Claim[] = [
  {
    text: /All production traffic is on (?:(?:blue|green) )?(ecs-svc\/\d+) \(([\w-]+:\d+)\)/,
    holds: (now, [set, revision]) => hasAll(now, set) && setOf(now, set)?.revision === revision,
  },
  {
    text: /Production traffic is split between blue (ecs-svc\/\d+) .* and green (ecs-svc\/\d+)/,
    holds: (now, [blue, green]) => hasTraffic(now, blue) && hasTraffic(now, green),
  },
  {
    text: /\| (?:Blue|Green) ([\w-]+:\d+) (?=\|)/,
    holds: (now, [revision]) => setOf(now, revision) !== undefined,
  },
  {
    text: /\| (?:Blue|Green) ([\w-]+:\d+) \(gone\)/,
    holds: (now, [revision]) => setOf(now, revision) === undefined,
  },
  {
    text: /\*\*Rollback\*\*: ready, about 2 s.*?Blue ([\w-]+:\d+) is/,
    holds: (now, [blue]) => (setOf(now, blue)?.healthy ?? 0) > 0 && !hasAll(now, blue),
  },
  {
    text: /\*\*Rollback\*\*: not ready: blue (ecs-svc\/\d+) .* has 0 healthy/,
    holds: (now, [blue]) => (setOf(now, blue)?.healthy ?? 0) < 2,
  },
  {
    text: /Blue ([\w-]+:\d+) is kept until (?:\d{4}-\d\d-\d\d )?(\d\d:\d\d) UTC/,
    holds: (now, [blue, until]) =>
      setOf(now, blue) !== undefined && (now.leaseUntil === null || minute(now.leaseUntil) === until),
  },
  {
    text: /Blue ([\w-]+:\d+) is still there/,
    holds: (now, [blue]) => setOf(now, blue) !== undefined,
  },
  {
    text: /blue is gone(?: since [^.]*)?\.(?: The command rollback releases ([\w-]+:\d+) again)?/,
    holds: (now, [revision]) => revision === undefined || setOf(now, revision) === undefined,
  },
  {
    text: /blue is not kept\./,
    holds: (now) => now.sets.filter((set) => set.isThere && !hasTraffic(now, set.id)).length === 0,
  },
  {
    text: /users have not seen green/,
    holds: (now) => now.sets.filter((set) => set.isThere && hasTraffic(now, set.id)).length <= 1,
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
    text: /: green serves,? (?:and|blue)/,
    holds: (now) => now.sets.some((set) => set.isThere && hasTraffic(now, set.id)),
  },
  {
    text: /Green task set (ecs-svc\/\d+) .* is staged/,
    holds: (now, [green]) => setOf(now, green) !== undefined && !hasTraffic(now, green),
  },
];

/** Sentences of the same lines that say nothing about now: what happens next, and what is never so. */
const promises = [
  /^It returns code only: changes to data stay\.$/,
  /^Cancelling the run (rolls back within seconds|keeps green|removes green|leaves everything as it is)\.$/,
  /^The command rollback releases [\w-]+:\d+ again, through all gates, which takes minutes\.$/,
  /^Run (the command rollback with the input rollback-to|\[[\w.+@-]+\]\(\S+\).*)\.$/,
  /^AWS refused it: run the commands above\.$/,
  /^not possible/,
  /^Production traffic has not been read yet\.$/,
  /^the previous revision is not known/,
];

/** The line of traffic and the line of the rollback, in sentences. */
const sentencesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap(
      (line) =>
        /^\*\*(?:Rollback\*\*: )?(.*?)\*{0,2}$/.exec(
          line.match(/^\*\*(All|Production|Rollback)/) ? line : '',
        )?.[1] ?? [],
    )
    .flatMap((line) => line.split(/(?<=\.) (?=[A-Z])/));

/** The claims of the comment that aren't so, and its sentences that nothing judges. */
export function untrueIn(comment: string, now: Picture): readonly string[] {
  // What was found is said to be of then.
  const text = comment
    .replaceAll('`', '')
    .replace(/<details><summary>What this run found at[^]*?<\/details>/, '');
  const untrue = claims.flatMap(({ text: form, holds }) =>
    [...text.matchAll(new RegExp(form, 'g'))]
      .filter(([, ...said]) => !holds(now, said))
      .map(([words]) => `not so: ${words}`),
  );
  const unjudged = sentencesIn(text).filter(
    (sentence) =>
      !promises.some((promise) => promise.test(sentence)) &&
      !claims.some(
        ({ text: form }) => form.test(sentence) || form.test(`**Rollback**: ${sentence} Blue x:1 is`),
      ),
  );
  return [...untrue, ...unjudged.map((sentence) => `no predicate: ${sentence}`)];
}
