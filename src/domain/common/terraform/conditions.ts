// The conditions of a listener rule in a plan, and whether they meet those of a live rule. No value of them is shown.
import type { RuleView } from '../load-balancer/view.ts';
import type { Json, JsonObject } from '../values/json.ts';
import { listAt, objectAt, textAt } from './members.ts';

export interface PlannedConditions {
  /** Empty: any. */
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** It also asks for a header or a query string, as rules for tests do. */
  readonly isNarrow: boolean;
}

/** `part`: it gets only requests with a host, header or query string that the live rule doesn't ask for. */
export type Overlap = 'whole' | 'part';

/** Conditions that are known only after the apply may match everything. */
export function conditionsIn(state: JsonObject | null, unknown: JsonObject | null): PlannedConditions {
  const conditions = listAt(state?.['condition']).map(objectAt);
  const areUnknown = unknown?.['condition'] !== undefined && hasTrue(unknown['condition']);
  const patterns = (name: string): readonly string[] =>
    areUnknown ? [] : conditions.flatMap((condition) => patternsIn(listAt(condition?.[name])));
  return {
    hosts: patterns('host_header').map((host) => host.toLowerCase()),
    paths: patterns('path_pattern'),
    isNarrow: conditions.some((condition) =>
      ['http_header', 'query_string'].some((name) => listAt(condition?.[name]).length > 0),
    ),
  };
}

/** A regular expression may match everything. */
const patternsIn = (blocks: readonly Json[]): readonly string[] =>
  blocks
    .map(objectAt)
    .flatMap((block) => [
      ...listAt(block?.['values']).flatMap((value) => textAt(value) ?? []),
      ...(listAt(block?.['regex_values']).length > 0 ? ['*'] : []),
    ]);

/** A member that is known only after the apply is `true`, at any depth. */
export function hasTrue(unknown: Json): boolean {
  if (typeof unknown !== 'object' || unknown === null) return unknown === true;
  return Object.values(unknown as Readonly<Record<string, Json>>).some(hasTrue);
}

/** Which of the live rule's requests these conditions match. `null`: none. */
export function overlapOf({ hosts, paths, isNarrow }: PlannedConditions, rule: RuleView): Overlap | null {
  const own = rule.hosts.map((host) => host.toLowerCase());
  if (!haveCommon(hosts, own) || !haveCommon(paths, rule.paths)) return null;
  const isOtherHost = own.length === 0 && hosts.length > 0 && !hosts.includes('*');
  return isNarrow || isOtherHost ? 'part' : 'whole';
}

const haveCommon = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === 0 ||
  others.length === 0 ||
  some.some((one) => others.some((other) => canMatchTheSame(one, other)));

/** Whether a text exists that matches both patterns. `*` stands for any text, `?` for one character. */
function canMatchTheSame(one: string, other: string): boolean {
  const known = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = `${String(i)} ${String(j)}`;
    const answer = known.get(key) ?? compare(i, j);
    known.set(key, answer);
    return answer;
  };
  const compare = (i: number, j: number): boolean => {
    const [a, b] = [one[i], other[j]];
    if (a === '*') return from(i + 1, j) || (b !== undefined && from(i, j + 1));
    if (b === '*') return from(i, j + 1) || (a !== undefined && from(i + 1, j));
    if (a === undefined || b === undefined) return a === b;
    return (a === b || a === '?' || b === '?') && from(i + 1, j + 1);
  };
  return from(0, 0);
}
