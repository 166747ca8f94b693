// The layout of our tags in AWS: it loses nothing, and every value fits, whatever the names are.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arn, type ServiceArn, type TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import { releaseId } from '../../src/domain/common/request/release-id.ts';
import { digestOf } from '../../src/domain/common/migrations/digest.ts';
import { formatNote, type TryNote } from '../../src/domain/common/migrations/note.ts';
import { withQuarantine } from '../../src/domain/common/revision/quarantine.ts';
import { nextFence } from '../../src/domain/common/run/fence.ts';
import { iso } from '../../src/domain/common/values/moment.ts';
import { factsAfter, factsWithout, leaseFacts } from '../../src/domain/task-sets/model/aws-tags.ts';
import type { ServiceTagName, ServiceTags, SetTags } from '../../src/domain/task-sets/model/world.ts';
import { formatExpired } from '../../src/domain/task-sets/revision/restage.ts';
import { formatRolledBack } from '../../src/domain/task-sets/tags/rolled-back.ts';
import { formatKeptGreen } from '../../src/domain/task-sets/roles/kept-green.ts';
import { formatScaling } from '../../src/domain/task-sets/roles/writes.ts';
import { formatLeaseScale } from '../../src/domain/task-sets/tags/lease.ts';
import { joinValue, splitValue } from '../../src/domain/task-sets/tags/long-value.ts';
import { rollbackTags } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import {
  formatServiceTags,
  namesToRemove,
  parseServiceTags,
} from '../../src/domain/task-sets/tags/service-tags.ts';
import { formatSetTags, parseSetTags } from '../../src/domain/task-sets/tags/set-tags.ts';
import { formatBegun } from '../../src/domain/task-sets/tags/contract.ts';
import { aPlan, aRule, aService, aSet } from '../support/worlds.ts';

/** What AWS accepts (fact 14). */
const allowed = /^[\p{L}\p{N}\s+\-=._:/@]{0,256}$/u;

const name = (most: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant('x'.repeat(most)),
    fc.stringMatching(new RegExp(`^[a-z][a-z0-9-]{0,${String(Math.min(most, 30) - 2)}}[a-z0-9]$`)),
  );
const digits = fc.stringMatching(/^[1-9][0-9]{18}$/);
const hex = fc.stringMatching(/^[0-9a-f]{16}$/);
const runId = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const time = fc.integer({ min: 0, max: 4e12 }).map(iso);
const region = fc.constantFrom('eu-central-1', 'us-gov-west-1', 'ap-southeast-1');
const revisionNumber = fc.integer({ min: 1, max: 2 ** 31 - 1 });

/** Names and numbers of a service, as long as AWS allows in most runs. */
const place = fc.record({
  ...{ cluster: name(255), service: name(255), family: name(255), region },
  ...{ balancer: name(32), groups: fc.tuple(hex, hex), balancerId: hex },
  ...{ blue: digits, green: digits, runId, revision: revisionNumber, time },
  rules: fc.array(fc.tuple(hex, hex), { minLength: 1, maxLength: 100 }),
  isRollback: fc.boolean(),
});
type Place = typeof place extends fc.Arbitrary<infer P> ? P : never;

const of = ({ region: where }: Place, kind: string): string => `arn:aws-us-gov:${kind}:${where}:123456789012`;
const serviceOf = (p: Place): ServiceArn => arn(`${of(p, 'ecs')}:service/${p.cluster}/${p.service}`);
const setOf = (p: Place, id: string): string =>
  `${of(p, 'ecs')}:task-set/${p.cluster}/${p.service}/ecs-svc/${id}`;
const revisionOf = (p: Place): string => `${of(p, 'ecs')}:task-definition/${p.family}:${String(p.revision)}`;
const releaseOf = (p: Place): string => releaseId(p.runId, p.service, p.isRollback ? 'rollback' : 'deploy');

/** The rules and the pair, as the switch and the creation of green write them. */
function rulesOf(p: Place): ReturnType<typeof rollbackTags> {
  const elb = of(p, 'elasticloadbalancing');
  const balancer = `app/${p.balancer}/${p.balancerId}`;
  const group = (n: 0 | 1): TargetGroupArn => arn(`${elb}:targetgroup/${'g'.repeat(32)}/${p.groups[n]}`);
  const rules = p.rules.map(([listener, rule]) => ({
    ...aRule([], { port: 80, priority: 1 }),
    loadBalancer: arn<never>(`${elb}:loadbalancer/${balancer}`),
    listener: arn<never>(`${elb}:listener/${balancer}/${listener}`),
    ref: {
      kind: 'rule' as const,
      rule: arn<never>(`${elb}:listener-rule/${balancer}/${listener}/${rule}`),
    },
  }));
  return rollbackTags(serviceOf(p), rules, { green: group(0), blue: group(1) });
}

const noteOf = (p: Place): TryNote => ({
  id: `${String(p.runId)}.99.99`,
  notedAtMs: Date.parse(p.time),
  digest: digestOf('x'),
  blue: 'abc'.repeat(25),
  tested: { set: `ecs-svc/${'9'.repeat(19)}`, state: 'passed' },
  task: 'a'.repeat(32),
  end: 'not-started',
});

/** Every fact of a service, as the deciders write it. */
function factsOf(p: Place): ServiceTags {
  const request = aPlan({ release: { runId: p.runId } });
  const set = aSet(1, { id: `ecs-svc/${p.green}` });
  const expired = aSet(1, {
    tags: { release: releaseOf(p), commit: 'c'.repeat(40), contract: 'timeout=1 command=x' },
    taskDefinition: arn(revisionOf(p)),
  });
  const barred = [1, 2, 3, 4].reduce<string | undefined>(
    (tag, n) => withQuarantine(tag, String(n).repeat(64), p.runId),
    undefined,
  );
  return {
    fence: nextFence(`${String(Number.MAX_SAFE_INTEGER - 1)}:1.1`, p.runId, 99),
    blue: setOf(p, p.blue),
    green: setOf(p, p.green),
    'switched-at': p.time,
    'bake-until': p.time,
    'lease-until': p.time,
    'lease-scale': formatLeaseScale({ kept: 100, full: 100 }),
    baseline: 'unusable',
    scaling: formatScaling({ scaleInSuspended: true, scaleOutSuspended: true, scheduledSuspended: true }),
    'rolled-back': formatRolledBack(request, set, null),
    'kept-green': formatKeptGreen(set, Date.parse(p.time), 'fallback'),
    'swept-at': p.time,
    migration: formatNote(noteOf(p)),
    contract: formatBegun({ set: `ecs-svc/${p.green}`, note: { ...noteOf(p), blue: '', tested: null } }),
    expired: formatExpired({ service: aService({ name: p.service }) }, expired),
    ...(barred === undefined ? {} : { quarantined: barred }),
    ...rulesOf(p),
  };
}

function setFactsOf(p: Place): SetTags {
  const elb = of(p, 'elasticloadbalancing');
  const listener = `app/${p.balancer}/${p.balancerId}/${p.groups[0]}`;
  return {
    ...{ release: releaseOf(p), commit: 'c'.repeat(40), repository: `${'o'.repeat(39)}/${'r'.repeat(100)}` },
    ...{
      run: `${String(p.runId)}.99`,
      pull: String(Number.MAX_SAFE_INTEGER),
      environment: 'e'.repeat(255),
      'revision-hash': 'h'.repeat(64),
    },
    ...{ 'warm-time': '2592000s', expires: p.time, blue: `ecs-svc/${p.blue}` },
    'test-rule': `${elb}:listener-rule/${listener}/${p.groups[1]}`,
    'test-listener': `${elb}:listener/${listener}`,
    'previous-revision': revisionOf(p),
    ...rulesOf(p),
  };
}

describe('for the longest names that AWS allows', () => {
  test('every tag of the service fits, and holds what was written', () => {
    fc.assert(
      fc.property(place, (p) => {
        const facts = factsOf(p);
        const tags = formatServiceTags(facts);
        for (const value of Object.values(tags)) expect(value).toMatch(allowed);
        expect(parseServiceTags(serviceOf(p), tags)).toEqual(facts);
      }),
    );
  });

  test('every tag of a task set fits, and holds what was written', () => {
    fc.assert(
      fc.property(place, (p) => {
        const facts = setFactsOf(p);
        const tags = formatSetTags(p.service, facts);
        for (const value of Object.values(tags)) expect(value).toMatch(allowed);
        const read = parseSetTags(setOf(p, p.green), tags);
        expect(read).toEqual({ ...facts, 'previous-revision': `${p.family}:${String(p.revision)}` });
        expect(Object.keys(tags).length).toBeLessThanOrEqual(50);
      }),
    );
  });
});

test('a switch with few rules writes three tags next to the fence', () => {
  const facts: ServiceTags = {
    ...{ green: 'a', blue: 'b', 'switched-at': 'c', 'bake-until': 'd', 'lease-until': 'e' },
    ...{ 'lease-scale': '100', baseline: 'passed', rules: 'app/x/1 2', pair: 'a/1 b/1' },
  };
  expect(Object.keys(formatServiceTags(facts)).toSorted()).toEqual(['blue', 'lease', 'rules']);
});

test.each([1, 256, 257, 510, 511, 512, 766, 1500])('a value of %s characters comes back whole', (length) => {
  for (const value of ['v'.repeat(length), `${'v'.repeat(length - 1)}+`, '+'.repeat(length)]) {
    const tags = splitValue('rules', value);
    for (const part of Object.values(tags)) expect(part.length).toBeLessThanOrEqual(256);
    expect(joinValue('rules', tags)).toBe(value);
    // What an earlier, longer value has left.
    expect(joinValue('rules', { 'rules.8': 'left', ...tags })).toBe(value);
    for (const name of Object.keys(tags).slice(1))
      expect(joinValue('rules', { ...tags, [name]: undefined as never })).toBeUndefined();
  }
});

test('a value in two tags is absent if the second one is missing', () => {
  const value = 'v'.repeat(300);
  const tags = splitValue('expired', value);
  expect(Object.keys(tags)).toEqual(['expired', 'expired.2']);
  expect(joinValue('expired', tags)).toBe(value);
  expect(joinValue('expired', { expired: tags['expired'] ?? '' })).toBeUndefined();
  expect(namesToRemove(['expired'])).toEqual(['expired', 'expired.2']);
});

test.each(['', 'x', 'green', 'green=', '= =', 'green=ecs-svc/1 green', 'a b c'])(
  'a lease that somebody changed to "%s" names no task set that it does not hold',
  (lease) => {
    const service: ServiceArn = arn('arn:aws:ecs:eu-central-1:1:service/main/web');
    const { green, ...others } = parseServiceTags(service, { lease });
    expect([undefined, 'arn:aws:ecs:eu-central-1:1:task-set/main/web/ecs-svc/1']).toContain(green);
    expect(others).toEqual({});
  },
);

const anyFact = fc.constantFrom<ServiceTagName>(...leaseFacts, 'fence', 'blue', 'rules', 'pair', 'scaling');

test('the facts after a write or a removal are those that AWS then holds', () => {
  const service: ServiceArn = arn('arn:aws:ecs:eu-central-1:1:service/main/web');
  const facts = fc.uniqueArray(anyFact).map((names): ServiceTags => {
    // Written together: see `rollbackTags`.
    const both =
      names.includes('rules') || names.includes('pair') ? { rules: 'app/x/1 2', pair: 'a/1 b/1' } : {};
    return { ...Object.fromEntries(names.map((one) => [one, `v-${one}`])), ...both };
  });
  fc.assert(
    fc.property(facts, facts, (before, written) => {
      const there = { ...formatServiceTags(before), ...formatServiceTags(written) };
      expect(parseServiceTags(service, there)).toEqual(factsAfter(before, written));
      const names = Object.keys(written) as ServiceTagName[];
      const gone = namesToRemove(names);
      const left = Object.fromEntries(
        Object.entries(formatServiceTags(before)).filter(([one]) => !gone.includes(one)),
      );
      expect(parseServiceTags(service, left)).toEqual(factsWithout(before, names));
    }),
  );
});
