import { describe, expect, test } from '@jest/globals';
import { arn, type ServiceArn } from '../../src/domain/common/values/arn.ts';

import { beginReport } from '../../src/domain/common/report/report.ts';
import { observedReport } from '../../src/domain/task-sets/report/report.ts';
import {
  formatRules,
  liveSinceMs,
  liveSinceTag,
  parseRollbackTags,
  parseRules,
  rollbackTags,
} from '../../src/domain/task-sets/tags/rollback-tags.ts';
import { formatServiceTags, parseServiceTags } from '../../src/domain/task-sets/tags/service-tags.ts';
import { another, cleanRun, commandPlan, warm } from '../support/commands.ts';
import { a, aPlan, aRule, aSet, b, serviceArn } from '../support/worlds.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';

const pair = { green: b, blue: a };
const both = [
  [a, 100],
  [b, 0],
] as const;
const onPort = (port: number, priority: number | null): RuleView => aRule(both, { port, priority });
const id = (n: number): number => Number(`10000000000000${String(n).padStart(2, '0')}`);

/** The same rule on a load balancer of another name. */
const foreign = (rule: RuleView): RuleView =>
  JSON.parse(JSON.stringify(rule).replaceAll('/app/shop/', '/app/other/')) as RuleView;

describe('rules and pair in tags', () => {
  test.each([
    ['a default action', [onPort(80, null)]],
    ['a rule', [onPort(443, 10)]],
    ['default actions and rules of two listeners', [onPort(80, null), onPort(443, 10), onPort(443, null)]],
    ['as many as fit into one tag', Array.from({ length: 6 }, (_, n) => onPort(id(n), id(n)))],
    ['as many as fit into nine tags', Array.from({ length: 65 }, (_, n) => onPort(id(n), id(n)))],
  ])('are read back as they were written: %s', (_what, rules) => {
    const tags = rollbackTags(serviceArn, rules, pair);
    expect(parseRollbackTags({ arn: serviceArn, tags })).toEqual({
      rules: rules.map(({ ref, listener }) => ({ ref, listener })),
      pair,
    });
    const stored = formatServiceTags(tags);
    for (const value of Object.values(stored)) expect(value).toMatch(/^[\w +\-=.:/@]{1,256}$/);
    expect(parseServiceTags(serviceArn, stored)).toEqual(tags);
  });

  test('keep the partition, the region and the account of the service', () => {
    const china = (text: string): string =>
      text.replaceAll('arn:aws:', 'arn:aws-cn:').replaceAll('eu-central-1', 'cn-north-1');
    const rule = JSON.parse(china(JSON.stringify(onPort(80, null)))) as RuleView;
    const service: ServiceArn = arn(china(serviceArn));
    const there = { green: arn<typeof b>(china(b)), blue: arn<typeof a>(china(a)) };
    const tags = rollbackTags(service, [rule], there);
    expect(parseRollbackTags({ arn: service, tags })?.pair).toEqual(there);
  });

  test.each([
    ['more rules than fit', Array.from({ length: 70 }, (_, n) => onPort(id(n), id(n))), pair],
    ['rules of two load balancers', [onPort(80, null), foreign(onPort(443, null))]],
    ['no rule', []],
    ['no group to go back to', [onPort(80, null)], { green: b, blue: null }],
    [
      'a group that another account shares',
      [onPort(80, null)],
      { green: b, blue: arn<typeof a>(a.replace('1111', '9999')) },
    ],
  ])('are left out for %s', (_what, rules, of = pair) => {
    expect(rollbackTags(serviceArn, rules, of)).toEqual({});
  });

  const good = rollbackTags(serviceArn, [onPort(80, null), onPort(443, 10)], pair);
  test.each([
    ['no tags', {}],
    ['no rules', { pair: good.pair }],
    ['no pair', { rules: good.rules }],
    ['a load balancer alone', { ...good, rules: 'app/shop/0123456789abcdef' }],
    ['another kind of load balancer', { ...good, rules: 'net/shop/0123456789abcdef 80' }],
    ['a rule with too many parts', { ...good, rules: 'app/shop/0123456789abcdef 80/1/2' }],
    ['an empty part', { ...good, rules: 'app/shop/0123456789abcdef  80' }],
    ['one group', { ...good, pair: 'a/0123456789abcdef' }],
    ['three groups', { ...good, pair: 'a/01 b/01 c/01' }],
    ['the same group twice', { ...good, pair: 'a/01 a/01' }],
    ['a group without its id', { ...good, pair: 'a b' }],
  ])('are nothing where somebody changed them: %s', (_what, tags) => {
    expect(parseRollbackTags({ arn: serviceArn, tags: tags as typeof good })).toBeNull();
  });

  test('are nothing where the ARN of the service can not be read', () => {
    expect(parseRollbackTags({ arn: arn('shop'), tags: good })).toBeNull();
  });
});

describe('a warm release', () => {
  test('has written rules and pair with its lease', () => {
    const { tags } = warm().state;
    expect(parseRollbackTags({ arn: serviceArn, tags })).toEqual({
      rules: warm()
        .state.rules.slice(0, 3)
        .map(({ ref, listener }) => ({ ref, listener })),
      pair,
    });
  });

  test('leaves them when it is over, for the time when somebody resets the rules', () => {
    const aws = warm();
    const { rules, pair: kept } = aws.state.tags;
    cleanRun(aws, commandPlan('teardown'));
    expect([aws.state.tags.rules, aws.state.tags.pair]).toEqual([rules, kept]);
    expect(rules).toBeDefined();
  });

  test('leaves since when it is live, for its own task set', () => {
    const aws = warm();
    const switchedMs = Date.parse(aws.state.tags['switched-at']!);
    cleanRun(aws, commandPlan('teardown'));
    const { tags } = aws.state;
    expect(tags['switched-at']).toBeUndefined();
    expect(liveSinceMs(tags, aSet(2))).toBe(switchedMs);
    expect(liveSinceMs(tags, aSet(1))).toBeNull();
  });

  test('is shown by a later run with the time of its switch', () => {
    const aws = warm();
    const at = aws.state.tags['switched-at']!;
    cleanRun(aws, commandPlan('teardown'));
    const request = another(aPlan(), 300);
    const world = aws.truth('300-shop');
    const report = observedReport(beginReport(request, world.nowMs), world);
    expect(report.live).toMatchObject({ id: 'ecs-svc/2', sinceMs: Date.parse(at) });
  });
});

describe('since when a task set is live', () => {
  const facts = rollbackTags(serviceArn, [onPort(80, null), onPort(443, 10)], pair);
  const since = liveSinceTag(aSet(2), Date.parse('2026-03-01T12:00:00Z'));

  test('is written with the rules and read again', () => {
    const all = { ...facts, 'live-since': since };
    expect(parseRules(formatRules(all))).toEqual(all);
    expect(parseRules(formatRules(facts))).toEqual(facts);
  });

  test('is left out where there is no room for it, and the rules are not', () => {
    const rules = (facts.rules ?? '') + ' 0123456789abcdef'.repeat(130);
    const full = { ...facts, rules };
    expect(Object.keys(formatRules(full))).toHaveLength(9);
    expect(parseRules(formatRules({ ...full, 'live-since': since }))).toEqual(full);
  });

  test.each(['', 'ecs-svc/2', 'ecs-svc/2@', 'ecs-svc/2@then', '@2026-03-01T12:00:00Z'])(
    'is not known from %j',
    (text) => {
      expect(liveSinceMs({ 'live-since': text }, aSet(2))).toBeNull();
    },
  );
});
