// The tag `sessions`: whose users may hold a cookie of the load balancer, and which rules were changed to cut them.
import type { RuleView } from '../../common/load-balancer/view.ts';
import { lastPart } from '../../common/values/arn.ts';
import { ruleKey } from '../model/write-key.ts';
import type { World } from '../model/world.ts';

/** A production rule that is sticky, or was before a cut. */
export interface NotedRule {
  /** The last part of its ARN, or of its listener's for a default action. */
  readonly rule: string;
  readonly seconds: number;
  /** Whether a cut has ended its stickiness, or is about to. Then the rule is restored later. */
  readonly isCut: boolean;
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
}

/** E.g. `sticky:8d7a9e=300 cut:51f2c0=300 web-a=2026-11-26T14:05:00Z web-b=open plain`. */
export const formatSessions = ({ rules, groups, isPlain }: Sessions): string =>
  [
    ...rules.map(({ rule, seconds, isCut }) => `${isCut ? 'cut' : 'sticky'}:${rule}=${String(seconds)}`),
    ...groups.map(({ group, untilMs }) => `${group}=${untilMs === null ? 'open' : formatTime(untilMs)}`),
    ...(isPlain ? ['plain'] : []),
  ].join(' ');

/** Whole seconds, rounded up. */
const formatTime = (ms: number): string =>
  new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');

/** `null`: there is no tag. Parts that can't be read are left out. */
export function parseSessions(text: string | undefined): Sessions | null {
  if (text === undefined) return null;
  const parts = text.split(' ');
  return {
    rules: parts.flatMap(ruleIn),
    groups: parts.flatMap(groupIn),
    isPlain: parts.includes('plain'),
  };
}

function ruleIn(part: string): readonly NotedRule[] {
  const [, kind, rule, seconds] = /^(sticky|cut):([\w-]+)=(\d{1,6})$/.exec(part) ?? [];
  return rule === undefined ? [] : [{ rule, seconds: Number(seconds), isCut: kind === 'cut' }];
}

function groupIn(part: string): readonly NotedGroup[] {
  const [, group, until] = /^([\w-]+)=(open|\d{4}-\d\d-\d\dT[\d:]+Z)$/.exec(part) ?? [];
  if (group === undefined || until === undefined) return [];
  const untilMs = until === 'open' ? null : Date.parse(until);
  return Number.isNaN(untilMs) ? [] : [{ group, untilMs }];
}

/** `null`: the tag was never written, or something else removed it. */
export const notedSessions = ({ service }: Pick<World, 'service'>): Sessions | null =>
  parseSessions(service.tags.sessions);

/** What the tag says of the rule. `undefined`: there is no tag, or the rule was not sticky when it was written. */
export const notedRule = (world: Pick<World, 'service'>, rule: RuleView): NotedRule | undefined =>
  notedSessions(world)?.rules.find((noted) => noted.rule === ruleName(rule));

/** How the tag names a rule. */
export const ruleName = (rule: RuleView): string => lastPart(ruleKey(rule));
