// The inputs that name listeners, rules and target groups.
import type { SettingName } from '../settings/table.ts';
import {
  arn,
  type Arn,
  type ListenerArn,
  type RuleArn,
  type TargetGroupArn,
} from '../domain/common/values/arn.ts';
import { formatCount } from '../domain/common/values/count.ts';
import { placeOf } from '../domain/common/run/place.ts';
import type { TrafficRequest } from '../domain/common/request/request.ts';
import { listOf, type Reader } from './reader.ts';

interface ArnKind<A extends Arn<string>> {
  readonly description: string;
  readonly shape: RegExp;
  readonly example: string;
  readonly mark: (text: string) => A;
}

const elb = /^arn:aws[\w-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:/.source;
const example = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const kinds = {
  listener: {
    description: 'a listener',
    shape: new RegExp(`${elb}listener/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+$`),
    example: `${example}listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
    mark: arn<ListenerArn>,
  },
  rule: {
    description: 'a listener rule',
    shape: new RegExp(`${elb}listener-rule/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+/[\\w-]+$`),
    example: `${example}listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`,
    mark: arn<RuleArn>,
  },
  targetGroup: {
    description: 'a target group',
    shape: new RegExp(`${elb}targetgroup/[^/]+/[\\w-]+$`),
    example: `${example}targetgroup/shop-a/73e2d6bc24d8a067`,
    mark: arn<TargetGroupArn>,
  },
} as const satisfies Record<string, ArnKind<Arn<string>>>;

export function trafficFrom(reader: Reader): TrafficRequest {
  const production = namedRules(reader, 'production-rules');
  const tests = namedRules(reader, 'test-rule');
  refuseContradictions(reader, production, tests);
  return {
    productionListeners: production.listeners,
    productionRules: production.rules,
    testListener: tests.listeners[0] ?? null,
    testRule: tests.rules[0] ?? null,
    targetGroups: arns(reader, 'target-groups', [kinds.targetGroup]),
  };
}

interface NamedRules {
  readonly listeners: readonly ListenerArn[];
  readonly rules: readonly RuleArn[];
}

/** A rule is named by its ARN. A listener's ARN names its default action and all its rules. */
function namedRules(reader: Reader, name: 'production-rules' | 'test-rule'): NamedRules {
  const named = arns<ListenerArn | RuleArn>(reader, name, [kinds.rule, kinds.listener]);
  const isListener = (one: ListenerArn | RuleArn): one is ListenerArn => kinds.listener.shape.test(one);
  return {
    listeners: named.filter(isListener),
    rules: named.filter((one): one is RuleArn => !isListener(one)),
  };
}

function refuseContradictions(reader: Reader, production: NamedRules, tests: NamedRules): void {
  const given = listOf(reader, 'test-rule');
  if (given.length > 1) reader.problem('test-rule', `names ${given.length} ARNs: write one`);
  const inProduction: readonly string[] = [...production.listeners, ...production.rules];
  for (const both of [...tests.listeners, ...tests.rules].filter((one) => inProduction.includes(one)))
    reader.refuse('test-rule', both, 'is in production-rules too: tests of green must not reach users');
  const named = listOf(reader, 'target-groups');
  if (named.length !== 0 && named.length !== 2) {
    const what = `names ${named.length === 1 ? 'only one target group' : formatCount(named.length, 'target group')}`;
    reader.problem('target-groups', `${what}: write exactly two different ones, the live and the idle one`);
  }
}

/**
 * Adds a problem for each ARN that isn't of the account and region of most others. A service and its load balancer are
 * of one. Usually an ARN was copied from another stage.
 */
export function refuseSeveralPlaces(reader: Reader, names: readonly SettingName[]): void {
  const arns = names.flatMap((name) => listOf(reader, name).flatMap((entry) => placed(name, entry)));
  const byPlace = [...Map.groupBy(arns, ({ place }) => place)];
  const [[usual] = ['']] = byPlace.toSorted(([, one], [, other]) => other.length - one.length);
  const advice = 'all ARNs must be of one account and region';
  for (const { name, entry, place } of arns)
    if (place !== usual) reader.refuse(name, entry, `is of ${place}, but others are of ${usual}: ${advice}`);
}

interface PlacedArn {
  readonly name: SettingName;
  readonly entry: string;
  readonly place: string;
}

function placed(name: SettingName, entry: string): readonly PlacedArn[] {
  const place = placeOf(entry);
  return place?.region == null ? [] : [{ name, entry, place: `account ${place.account} in ${place.region}` }];
}

function arns<A extends Arn<string>>(
  reader: Reader,
  name: SettingName,
  allowed: readonly ArnKind<A>[],
): readonly A[] {
  return listOf(reader, name).flatMap((entry) => {
    const kind = allowed.find(({ shape }) => shape.test(entry));
    if (kind !== undefined) return [kind.mark(entry)];
    const expected = allowed.map(({ description }) => description).join(' or ');
    const advice = `write e.g. ${allowed[0]?.example ?? ''}`;
    reader.refuse(name, entry, `is not the ARN of ${expected}${insteadOf(entry)}: ${advice}`);
    return [];
  });
}

/** A common mistake is a valid ARN in the wrong input. */
function insteadOf(entry: string): string {
  const other = Object.values(kinds).find((kind) => kind.shape.test(entry));
  return other === undefined ? '' : ` but of ${other.description}`;
}
