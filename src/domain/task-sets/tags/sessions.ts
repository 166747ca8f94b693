// The tag `sessions`: whose users may hold a cookie of the load balancer, and which rules were changed to cut them.
import type { RuleView } from '../../common/load-balancer/view.ts';
import { lastPart } from '../../common/values/arn.ts';
import { once } from '../../common/values/once.ts';
import { ruleKey } from '../model/write-key.ts';
import type { World } from '../model/world.ts';

/** A production rule that is sticky, or was before a cut. */
export interface NotedRule {
  /** The last part of its ARN, or of its listener's for a default action. */
  readonly rule: string;
  readonly seconds: number;
  /**
   * cut: this action has turned its stickiness off, or is about to, and restores it later. off: its owner has turned it
   * off. It stays so, but its cookies may live on.
   */
  readonly state: 'sticky' | 'cut' | 'off';
}

/** A target group whose users hold cookies. */
export interface NotedGroup {
  readonly group: string;
  /** When the last of them has expired. `null`: they are still being made. */
  readonly untilMs: number | null;
}

export interface Sessions {
  readonly rules: readonly NotedRule[];
  readonly groups: readonly NotedGroup[];
  /** Whether ELB accepts the rules without stickiness: no group is sticky itself. A rollback does not read that. */
  readonly isPlain: boolean;
  /** Otherwise something else changed the tag: a group that it doesn't name may have users all the same. */
  readonly isWhole: boolean;
}

/** E.g. `sticky:8d7a9e=300 cut:51f2c0=300 web-a=2026-11-26T14:05:00Z web-b=open plain`. Its last word shows that it is whole. */
export const formatSessions = ({ rules, groups, isPlain }: Omit<Sessions, 'isWhole'>): string =>
  [
    ...rules.map(({ rule, seconds, state }) => `${state}:${rule}=${String(seconds)}`),
    ...groups.map(({ group, untilMs }) => `${group}=${untilMs === null ? 'open' : formatTime(untilMs)}`),
    isPlain ? 'plain' : 'own',
  ].join(' ');

/** Whole seconds, rounded up. */
const formatTime = (ms: number): string =>
  new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');

/** `null`: there is no tag. Parts that can't be read are left out. */
export function parseSessions(text: string | undefined): Sessions | null {
  if (text === undefined) return null;
  const parts = text.split(' ');
  const last = parts.at(-1);
  const hasEnd = last === 'plain' || last === 'own';
  const noted = (hasEnd ? parts.slice(0, -1) : parts).map((part) => ruleIn(part) ?? groupIn(part));
  return {
    rules: noted.filter((one) => one !== null && 'rule' in one),
    groups: noted.filter((one) => one !== null && 'group' in one),
    isPlain: parts.includes('plain'),
    isWhole: hasEnd && !noted.includes(null),
  };
}

function ruleIn(part: string): NotedRule | null {
  const [, state, rule, seconds] = /^(sticky|cut|off):([\w-]+)=(\d{1,6})$/.exec(part) ?? [];
  if (rule === undefined || (state !== 'sticky' && state !== 'cut' && state !== 'off')) return null;
  return { rule, seconds: Number(seconds), state };
}

function groupIn(part: string): NotedGroup | null {
  const [, group, until] = /^([\w-]+)=(open|\d{4}-\d\d-\d\dT[\d:]+Z)$/.exec(part) ?? [];
  if (group === undefined || until === undefined) return null;
  const untilMs = until === 'open' ? null : Date.parse(until);
  return Number.isNaN(untilMs) ? null : { group, untilMs };
}

const sessionsIn = once(({ sessions }: World['service']['tags']): Sessions | null => parseSessions(sessions));

/** `null`: the tag was never written, or something else removed it. */
export const notedSessions = ({ service }: Pick<World, 'service'>): Sessions | null =>
  sessionsIn(service.tags);

/** What the tag says of the rule or, where that is gone, a task set. `undefined`: it was not sticky when they were written. */
export function notedRule(world: Noting, rule: RuleView): NotedRule | undefined {
  const sessions = notedSessions(world);
  const noted = sessions?.rules.find((one) => one.rule === ruleName(rule));
  return noted ?? (sessions?.isWhole === true ? undefined : notedBySet(world, rule));
}

type Noting = Pick<World, 'service' | 'taskSets'>;

/** The newest task set that was created while the rules were sticky says how long their cookies last. Its tags are never removed. */
export function notedBySet({ taskSets }: Noting, rule: RuleView): NotedRule | undefined {
  const [newest] = taskSets
    .filter(({ tags }) => tags.sessions !== undefined)
    .toSorted((one, other) => other.createdAtMs - one.createdAtMs);
  return parseSessions(newest?.tags.sessions)?.rules.find((one) => one.rule === ruleName(rule));
}

/** How the tag names a rule. */
export const ruleName = (rule: RuleView): string => lastPart(ruleKey(rule));
