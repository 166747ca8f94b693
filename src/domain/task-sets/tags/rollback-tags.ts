// The tags `rules` and `pair`, of the service and of a task set. That of the service also says since when what was switched to is live.
import { arn, type ListenerArn, type ServiceArn, type TargetGroupArn } from '../../common/values/arn.ts';

import { isSameRule } from '../../common/load-balancer/traffic.ts';
import { parseFence } from '../../common/run/fence.ts';
import type { LastSwitch } from '../../common/shown/used.ts';
import { iso } from '../../common/values/moment.ts';
import type { ServiceTags, ServiceView, TaskSetView } from '../model/world.ts';
import { isStorable, joinValue, splitValue, type AwsTags } from './long-value.ts';
import type { RuleRef, RuleView } from '../../common/load-balancer/view.ts';
import type { Pair } from '../../common/load-balancer/pair.ts';

/** The facts `rules`, `pair` and `live-since`, as text. */
type RuleFacts = Pick<ServiceTags, 'rules' | 'pair' | 'live-since'>;

/**
 * Content of the tags `rules` and `pair`. With them, a rollback reads only the rules that it has to write, and the pair
 * is known even if somebody takes one of its groups out of every rule.
 */
export interface RollbackTags {
  readonly rules: readonly KnownRule[];
  readonly pair: { readonly green: TargetGroupArn; readonly blue: TargetGroupArn };
}
export interface KnownRule {
  readonly ref: RuleRef;
  readonly listener: ListenerArn;
}

/**
 * The facts `rules` and `pair` of a switch. Neither is written if they don't fit into their tags or can't be parsed again.
 * A rollback then discovers rules and pair, which takes a few more requests. Region, account and partition are those of
 * the service, so only the tails of the ARNs are written.
 */
export function rollbackTags(service: ServiceArn, rules: readonly RuleView[], pair: Pair | null): RuleFacts {
  if (pair?.blue == null || rules.length === 0) return {};
  const known = { rules, pair: { green: pair.green, blue: pair.blue } };
  const tags = { rules: rulesText(rules), pair: `${tailOf(pair.green)} ${tailOf(pair.blue)}` };
  const again = isStorable(textOf(tags)) ? parseRollbackTags({ arn: service, tags }) : null;
  return again !== null && isSame(again, known) ? tags : {};
}

/** The facts share a tag: `<green's group> <blue's group> <rules>[ since=<task set>@<time>]`. */
const textOf = ({ pair = '', rules = '' }: RuleFacts): string => `${pair} ${rules}`;

/** The tags of the facts. Since when something is live is only reported, so it is left out where it doesn't fit. */
export function formatRules(facts: RuleFacts): AwsTags {
  if (facts.rules === undefined) return {};
  const since = facts['live-since'];
  const whole = since === undefined ? textOf(facts) : `${textOf(facts)} since=${since}`;
  return splitValue(rulesTag, isStorable(whole) ? whole : textOf(facts));
}

/** The fact `live-since` of a switch to this task set. */
export const liveSinceTag = ({ id }: Pick<TaskSetView, 'id'>, atMs: number): string => `${id}@${iso(atMs)}`;

/** When the last switch made this task set live. `null`: it made another one live, or the tags are gone. */
export function liveSinceMs(
  tags: ServiceTags,
  { id, arn: set }: Pick<TaskSetView, 'id'> & Partial<Pick<TaskSetView, 'arn'>>,
): number | null {
  if (set !== undefined && tags.green === set) {
    const taggedMs = Date.parse(tags['switched-at'] ?? '');
    return Number.isNaN(taggedMs) ? null : taggedMs;
  }
  const last = liveSince(tags);
  return last?.set === id ? last.atMs : null;
}

/** The last switch that the tags note, which may have ended before its first rule. `null`: they note none. */
export function lastSwitchIn(tags: ServiceTags): LastSwitch | null {
  const last = liveSince(tags);
  return last === null ? null : { ...last, runId: parseFence(tags.fence)?.runId ?? null };
}

function liveSince(tags: ServiceTags): Pick<LastSwitch, 'set' | 'atMs'> | null {
  const [set = '', since = ''] = (tags['live-since'] ?? '').split('@');
  const atMs = Date.parse(since);
  return set === '' || Number.isNaN(atMs) ? null : { set, atMs };
}

/** The name of their tag. */
export const rulesTag = 'rules';

/** The facts that the tags hold. */
export function parseRules(tags: AwsTags): RuleFacts {
  const [, pair, rules, since] =
    /^(\S+ \S+) (.+?)(?: since=(\S+))?$/.exec(joinValue(rulesTag, tags) ?? '') ?? [];
  if (pair === undefined || rules === undefined) return {};
  return { pair, rules, ...(since === undefined ? {} : { 'live-since': since }) };
}

/** `app/<name>/<id> <listener>[/<rule>] …`. A default action is named by its listener alone. */
function rulesText(rules: readonly RuleView[]): string {
  const balancer = tailOf(rules[0]?.loadBalancer ?? '');
  const parts = rules.map(({ ref }) => tailOf(ref.kind === 'rule' ? ref.rule : ref.listener));
  const own = parts.map((part) => (part.startsWith(`${balancer}/`) ? part.slice(balancer.length + 1) : '?'));
  return [balancer, ...own].join(' ');
}

/** The part after the resource type: `web-a/0123456789abcdef` for a target group. */
const tailOf = (full: string): string => full.slice(full.indexOf('/') + 1);

const isSame = (a: RollbackTags, b: RollbackTags): boolean =>
  a.pair.green === b.pair.green &&
  a.pair.blue === b.pair.blue &&
  a.rules.length === b.rules.length &&
  a.rules.every(({ ref, listener }, index) => {
    const other = b.rules[index];
    return other !== undefined && listener === other.listener && isSameRule(ref, other.ref);
  });

/** `null`: a tag is missing, or `rollbackTags` did not write it. */
export function parseRollbackTags({
  arn: service,
  tags,
}: Pick<ServiceView, 'arn'> & { readonly tags: RuleFacts }): RollbackTags | null {
  const home = /^arn:([\w-]+):ecs:([\w-]*:\d*):service\//.exec(service);
  if (home === null || tags.rules === undefined || tags.pair === undefined) return null;
  const start = `arn:${home[1] ?? ''}:elasticloadbalancing:${home[2] ?? ''}`;
  const rules = readRules(start, tags.rules);
  const pair = readPair(start, tags.pair);
  return rules === null || pair === null ? null : { rules, pair };
}

function readRules(start: string, text: string): readonly KnownRule[] | null {
  const [balancer = '', ...parts] = text.split(' ');
  const isWell = /^app\/[\w-]+\/[\w-]+$/.test(balancer) && parts.length > 0;
  if (!isWell || !parts.every((part) => /^[\w-]+(\/[\w-]+)?$/.test(part))) return null;
  return parts.map((part) => {
    const [name = '', rule] = part.split('/');
    const listener = arn<ListenerArn>(`${start}:listener/${balancer}/${name}`);
    const ref: RuleRef =
      rule === undefined
        ? { kind: 'default', listener }
        : { kind: 'rule', rule: arn(`${start}:listener-rule/${balancer}/${part}`) };
    return { ref, listener };
  });
}

function readPair(start: string, text: string): RollbackTags['pair'] | null {
  const names = text.split(' ');
  const [greenGroup, blueGroup] = names.map((name) => arn<TargetGroupArn>(`${start}:targetgroup/${name}`));
  const isWell = names.length === 2 && names.every((name) => /^[\w-]+\/[\w-]+$/.test(name));
  return isWell && greenGroup !== undefined && blueGroup !== undefined && greenGroup !== blueGroup
    ? { green: greenGroup, blue: blueGroup }
    : null;
}
