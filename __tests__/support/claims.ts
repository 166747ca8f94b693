// What a comment says of now, each with what has to be true. It shares no code with the texts.
import { holds } from '../../src/domain/common/load-balancer/traffic.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { rollbackClaims } from './claims-rollback.ts';
import { titleClaims } from './claims-title.ts';
import { trafficClaims } from './claims-traffic.ts';

/** How an account stands, from its own state. */
export interface Picture {
  readonly nowMs: number;
  /** Production rules: percent by target group. */
  readonly rules: readonly Readonly<Record<string, number>>[];
  readonly sets: readonly PicturedSet[];
  readonly leaseUntil: string | null;
  /** The tag `quarantined` of the service. */
  readonly quarantined: string;
  /** The task set that production was last rolled back to: by the tag `rolled-back`. `null`: none. */
  readonly returnedTo: string | null;
  /** The task set that the last switch was to: by the tag `rules`. `null`: it isn't known. */
  readonly switchedTo: string | null;
  /** When a production rule last changed what gets traffic. `null`: never. */
  readonly movedMs: number | null;
  /** Revisions that tasks can be started from. */
  readonly revisions: readonly string[];
  /** How many migrations ended well. */
  readonly migrations: number;
  readonly isScaleInSuspended: boolean;
  /** Whether a production rule keeps users where they are. */
  readonly isSticky: boolean;
  /** Files of the workflows that roll this service back. */
  readonly workflows: readonly string[];
  /** What the inputs of a run say. `null`: it is not known. */
  readonly settings: (run: number) => PicturedSettings | null;
}

interface PicturedSettings {
  /** `on-cancel: keep`. */
  readonly isKept: boolean;
  readonly bakeSeconds: number;
}

export interface PicturedSet {
  readonly id: string;
  readonly revision: string;
  readonly group: string;
  readonly healthy: number;
  readonly scalePercent: number;
  /** Not being deleted. */
  readonly isThere: boolean;
  /** It was rolled back, and is kept in case the version before fails. */
  readonly isFallback: boolean;
  /** The pull requests that brought the commit of its release. */
  readonly pulls: readonly number[];
  /** What its release wrote when it made it, without the prefix. */
  readonly tags: Readonly<Record<string, string | undefined>>;
}

/** Of the fake account: what is true now, whatever readers see. */
export function pictureOf(
  world: World,
  isTest: (rule: World['rules'][number]) => boolean,
  more: Partial<Picture> = {},
): Picture {
  const last = (arn: string): string => arn.split('/').at(-1) ?? '';
  const forwards = world.rules
    .filter((rule) => !isTest(rule))
    .filter((rule) => world.taskSets.some(({ attachment }) => attachment && holds(rule, attachment.group)))
    .flatMap(({ actions }) => actions.flatMap((action) => (action.type === 'forward' ? [action] : [])));
  return {
    nowMs: world.nowMs,
    leaseUntil: world.service.tags['lease-until'] ?? null,
    quarantined: world.service.tags.quarantined ?? '',
    returnedTo: returnedIn(world.service.tags['rolled-back']),
    switchedTo: switchedIn(world.service.tags['live-since']),
    movedMs: null,
    revisions: world.taskSets.map(({ taskDefinition }) => last(taskDefinition)),
    migrations: 0,
    isScaleInSuspended: world.scaling?.scaleInSuspended ?? false,
    isSticky: forwards.some(({ stickiness }) => stickiness?.enabled === true),
    workflows: [],
    settings: () => null,
    sets: world.taskSets.map(({ id, taskDefinition, attachment, status, tags, scalePercent }) => ({
      ...{ id, scalePercent, revision: last(taskDefinition), group: attachment?.group ?? '', tags },
      isThere: status !== 'DRAINING',
      isFallback: isNamedFallback(world.service.tags['kept-green'], id),
      pulls: [],
      healthy: (world.groups.find(({ arn }) => arn === attachment?.group)?.targets ?? []).filter(
        ({ state }) => state === 'healthy',
      ).length,
    })),
    rules: forwards.map(({ groups }) => sharesIn(groups.map(({ group, weight }) => [group, weight]))),
    ...more,
  };
}

/** `<task set>@<time>`, alone or at the end of the tag `rules`. */
export const switchedIn = (since: string | undefined): string | null =>
  /(?:^| since=)([^\s@]+)@\S+$/.exec(since ?? '')?.[1] ?? null;

export const returnedIn = (rolledBack: string | undefined): string | null =>
  / to=(\S+)/.exec(rolledBack ?? '')?.[1] ?? null;

/** By the tag of the service. */
export const isNamedFallback = (keptGreen: string | undefined, id: string): boolean =>
  keptGreen?.startsWith(`${id}:`) === true && keptGreen.endsWith(' fallback');

/** Percent by target group. */
export function sharesIn(weights: readonly (readonly [string, number])[]): Readonly<Record<string, number>> {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return Object.fromEntries(
    weights.map(([group, weight]) => [group, total === 0 ? 0 : (weight / total) * 100]),
  );
}

/** A text about now, and what it promises. */
export interface Claim {
  readonly text: RegExp;
  readonly holds: (now: Picture, said: readonly (string | undefined)[], comment: SaidIn) => boolean;
}

/** The comment that says it. */
export interface SaidIn {
  /** The release that it shows. */
  readonly release: string;
  /** The run that wrote it. */
  readonly run: number;
  readonly text: string;
  /** It gives the time at which it was so, and traffic has moved since. */
  readonly isOld: boolean;
}

/** Every word of these lines is about now. */
const judged = /^(?:### |\*\*(?:All|Production|Rollback|Scale-in)|Production traffic )/;

const claims: readonly Claim[] = [...trafficClaims, ...rollbackClaims, ...titleClaims];

/** The claims of the comment that aren't so, and the words of its lines about now that nothing judges. */
export function untrueIn(comment: string, now: Picture, writtenMs = now.nowMs): readonly string[] {
  const [, release = '', run = ''] =
    /^<!-- release: (\S+) .* by: (\d+)/m.exec(comment) ??
    /^<sub>As of .*? Release (\S+?)\./m.exec(comment) ??
    [];
  const whole = plainText(comment);
  const isOld = datedLine.test(whole) && (now.movedMs ?? 0) > writtenMs;
  const text = isOld ? withoutOld(whole) : whole;
  const said = { release, run: Number(run), text, isOld };
  const untrue = claims.flatMap(({ text: form, holds }) =>
    [...text.matchAll(new RegExp(form, 'gm'))]
      .filter(([, ...words]) => !holds(now, words, said))
      .map(([words]) => `not so: ${words}`),
  );
  const unjudged = text
    .split('\n')
    .filter((line) => judged.test(line))
    .map((line) => claims.reduce((rest, { text: form }) => rest.replaceAll(new RegExp(form, 'gm'), ''), line))
    .filter((rest) => /\w/.test(rest));
  return [...untrue, ...unjudged.map((rest) => `no predicate: ${rest.trim()}`)];
}

/** Without addresses and marks. What was found is said to be of then. */
const plainText = (comment: string): string =>
  comment
    .replaceAll(/\]\([^)\s]*\)/g, ']')
    .replaceAll(/[`[\]]/g, '')
    .replace(/<details><summary>(?:What this run found at|Phases, as its run)[^]*?<\/details>/g, '');

/** A sentence with its time, and the table below it, are of then once traffic has moved. */
const withoutOld = (text: string): string =>
  text.replace(datedLine, '').replaceAll(/^\| (?:Production rule|[a-z]).*$/gm, '');

/** What later runs don't write again has the time at which it was so. */
const datedLine = /^\*\*.*\*\* \(as of [\d-]+ [\d:]+ UTC\)$/m;
