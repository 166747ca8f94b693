// The tags of the service as AWS stores them, and the facts that they hold.
import type { ServiceArn } from '../../common/values/arn.ts';
import { awsTagsOf, leaseFacts, type AwsTagName } from '../model/aws-tags.ts';
import type { ServiceTagName, ServiceTags } from '../model/world.ts';
import { joinValue, partsOf, splitValue, type AwsTags } from './long-value.ts';
import { formatRules, parseRules, rulesTag } from './rollback-tags.ts';

/** How the facts of the tag `lease` are named in it: short, and readable in a console. */
const leaseKeys: Readonly<Partial<Record<ServiceTagName, string>>> = {
  green: 'green',
  'switched-at': 'switched',
  'bake-until': 'bake',
  'lease-until': 'until',
  'lease-scale': 'scale',
  drain: 'drain',
  'drained-at': 'step',
  baseline: 'baseline',
  alarms: 'alarms',
};

/** Facts with a tag of their own, whose text is the tag's value. */
const plainFacts = [
  'fence',
  'scaling',
  'rolled-back',
  'repaired',
  'quarantined',
  'kept-green',
  'swept-at',
  'migration',
  'contract',
] as const;
/** Tags whose value may be too long for one, each with all of its parts: rules, their sessions, and a family of 255 characters. */
const longTags: Readonly<Partial<Record<AwsTagName, readonly string[]>>> = {
  rules: partsOf(rulesTag),
  sessions: partsOf('sessions'),
  expired: partsOf('expired', 2),
};

/** What to write for these facts, without the prefix. Task sets are named by their ID, since the service names the rest. */
export function formatServiceTags(facts: ServiceTags): AwsTags {
  return {
    ...pick(facts, plainFacts),
    ...(facts.blue === undefined ? {} : { blue: idOf(facts.blue) }),
    ...(leaseFacts.some((name) => facts[name] !== undefined) ? { lease: formatLease(facts) } : {}),
    ...formatRules(facts),
    ...(facts.sessions === undefined ? {} : splitValue('sessions', facts.sessions)),
    ...(facts.expired === undefined ? {} : splitValue('expired', facts.expired)),
  };
}

/** The names of the tags to remove with these facts. A tag that isn't there is no error. */
export const namesToRemove = (facts: readonly ServiceTagName[]): readonly string[] =>
  awsTagsOf(facts).flatMap((name) => longTags[name] ?? [name]);

/** The facts that the tags of a service hold. */
export function parseServiceTags(service: ServiceArn, tags: AwsTags): ServiceTags {
  const [sessions, expired] = [joinValue('sessions', tags), joinValue('expired', tags)];
  return {
    ...pick(tags, plainFacts),
    ...(tags['blue'] === undefined ? {} : { blue: arnOf(service, tags['blue']) }),
    ...parseLease(service, tags['lease'] ?? ''),
    ...parseRules(tags),
    ...(sessions === undefined ? {} : { sessions }),
    ...(expired === undefined ? {} : { expired }),
  };
}

function pick(
  from: Readonly<Partial<Record<string, string>>>,
  names: readonly ServiceTagName[],
): ServiceTags {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}

const formatLease = (facts: ServiceTags): string =>
  leaseFacts
    .flatMap((name) => {
      const value = facts[name];
      if (value === undefined) return [];
      return [`${leaseKeys[name] ?? name}=${name === 'green' ? idOf(value) : value}`];
    })
    .join(' ');

function parseLease(service: ServiceArn, text: string): ServiceTags {
  const parts = new Map(
    text.split(' ').flatMap((part) => {
      const [, key, value] = /^([a-z]+)=(.+)$/.exec(part) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
  const found = leaseFacts.flatMap((name) => {
    const value = parts.get(leaseKeys[name] ?? name);
    return value === undefined ? [] : [[name, name === 'green' ? arnOf(service, value) : value]];
  });
  return Object.fromEntries(found) as ServiceTags;
}

/** `ecs-svc/<digits>` of the ARN of a task set. Other text stays as it is. */
const idOf = (set: string): string => /\/(ecs-svc\/\d+)$/.exec(set)?.[1] ?? set;

/** The ARN of a task set contains that of its service. */
const arnOf = (service: ServiceArn, id: string): string =>
  /^ecs-svc\/\d+$/.test(id) ? `${service.replace(':service/', ':task-set/')}/${id}` : id;
