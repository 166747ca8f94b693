// Where production traffic was during a run, as its observations showed it.
import { shortName, type TaskDefinitionArn } from '../values/arn.ts';

type Role = 'blue' | 'green' | 'others';

/** Where one production rule sends requests, in percent of its weights; `null`: all of them are 0. */
export interface RuleShare {
  /** The rule, as messages name it. */
  readonly rule: string;
  /** Percent of blue. `null`: all weights are 0. */
  readonly blue: number | null;
  /** Percent of green. `null`: all weights are 0. */
  readonly green: number | null;
  /** Percent of target groups outside the pair. `null`: all weights are 0. */
  readonly others: number | null;
}

/** The share that one version has of each production rule, in percent. */
export interface VersionShare {
  readonly role: Role;
  /** The revision. `null`: no task set of the service. */
  readonly name: string | null;
  readonly least: number;
  readonly most: number;
}

/** A time in which nothing changed. */
export interface TrafficSpan {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Only versions that have traffic. */
  readonly versions: readonly VersionShare[];
}

export interface TrafficHistory {
  readonly spans: readonly TrafficSpan[];
  /** The number of spans that were dropped, since there were too many. */
  readonly dropped: number;
}

export const noHistory: TrafficHistory = { spans: [], dropped: 0 };

/** The first spans and the newest are kept: something else may undo a rollback once a second. */
const keptFirst = 6;
const keptLast = 6;

/** The history after one more observation. */
export function continueHistory(
  history: TrafficHistory,
  versions: readonly VersionShare[],
  nowMs: number,
): TrafficHistory {
  const last = history.spans.at(-1);
  if (last === undefined) return { ...history, spans: [{ sinceMs: nowMs, untilMs: nowMs, versions }] };
  const before = [...history.spans.slice(0, -1), { ...last, untilMs: nowMs }];
  if (isSame(last.versions, versions)) return { ...history, spans: before };
  return shortened({ ...history, spans: [...before, { sinceMs: nowMs, untilMs: nowMs, versions }] });
}

function shortened({ spans, dropped }: TrafficHistory): TrafficHistory {
  const tooMany = Math.max(0, spans.length - keptFirst - keptLast);
  const kept = tooMany === 0 ? spans : [...spans.slice(0, keptFirst), ...spans.slice(-keptLast)];
  return { spans: kept, dropped: dropped + tooMany };
}

const isSame = (some: readonly VersionShare[], others: readonly VersionShare[]): boolean =>
  some.length === others.length &&
  some.every(({ role, name, least, most }, index) => {
    const other = others[index];
    return role === other?.role && name === other.name && least === other.least && most === other.most;
  });

/**
 * The versions that have traffic, from the shares that each production rule gives. Empty: no production rule, or none with
 * a weight.
 */
export function versionShares(
  rules: readonly Readonly<Record<Role, number | null>>[],
  revisions: Readonly<Record<'blue' | 'green', TaskDefinitionArn | null>>,
): readonly VersionShare[] {
  return (['blue', 'green', 'others'] as const).flatMap((role) => {
    const all = rules.flatMap((rule) => rule[role] ?? []);
    const revision = role === 'others' ? null : revisions[role];
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return all.length === 0 || most === 0
      ? []
      : [{ role, name: revision === null ? null : shortName(revision), least, most }];
  });
}

/** When a version got production traffic, and when it had none any more. */
interface UsedTime {
  readonly name: string | null;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** How long green had traffic, if the run saw it get that and lose it. `null`: it saw only a part. */
export function usedTimeOf({ spans }: TrafficHistory): UsedTime | null {
  const shares = spans.map(({ versions }) => versions.find(({ role }) => role === 'green'));
  const first = shares.findIndex((share) => share !== undefined);
  const after = shares.findLastIndex((share) => share !== undefined) + 1;
  const [begin, end] = [spans[first], spans[after]];
  if (first < 1 || begin === undefined || end === undefined) return null;
  return { name: shares[first]?.name ?? null, sinceMs: begin.sinceMs, untilMs: end.sinceMs };
}

/** Everything is on one version. */
export const isWhole = ({ versions }: TrafficSpan): boolean =>
  versions.length === 1 && versions[0]?.least === 100;

/** `100 %`; a share that is there but tiny is never shown as none. */
export function formatShare(share: number | null): string {
  if (share === null) return 'nothing';
  const rounded = Math.round(share);
  if (rounded === 0 && share > 0) return '< 1 %';
  if (rounded === 100 && share < 100) return '> 99 %';
  return `${rounded} %`;
}

/** `blue 90 %, green 10 %`. Where the rules differ: `blue 0 % to 100 %`. `null`: no version has traffic. */
export const formatSplit = (versions: readonly VersionShare[]): string | null =>
  versions.length === 0
    ? null
    : versions.map((version) => `${version.role} ${formatRange(version)}`).join(', ');

export const formatRange = ({ least, most }: Pick<VersionShare, 'least' | 'most'>): string =>
  least === most ? formatShare(most) : `${formatShare(least)} to ${formatShare(most)}`;
