// Which tag of the service in AWS holds which of its facts.
import type { ServiceTagName, ServiceTags } from './world.ts';

/** Tags of the service, without the prefix. AWS allows 50 per resource, and others use them too (fact 14). */
export type AwsTagName =
  | 'fence'
  | 'blue'
  | 'lease'
  | 'rules'
  | 'sessions'
  | 'scaling'
  | 'rolled-back'
  | 'repaired'
  | 'quarantined'
  | 'kept-green'
  | 'expired'
  | 'swept-at'
  | 'migration'
  | 'contract';

/** Facts that are always written together share a tag. */
const tagOf: Readonly<Record<ServiceTagName, AwsTagName>> = {
  fence: 'fence',
  // A tag of its own: the adoption of blue comes before there is a lease, and outlasts the one before.
  blue: 'blue',
  green: 'lease',
  'switched-at': 'lease',
  'bake-until': 'lease',
  'lease-until': 'lease',
  'lease-scale': 'lease',
  drain: 'lease',
  'drained-at': 'lease',
  baseline: 'lease',
  alarms: 'lease',
  rules: 'rules',
  pair: 'rules',
  'live-since': 'rules',
  // A tag of its own: it outlives the release.
  sessions: 'sessions',
  scaling: 'scaling',
  'rolled-back': 'rolled-back',
  repaired: 'repaired',
  quarantined: 'quarantined',
  'kept-green': 'kept-green',
  expired: 'expired',
  'swept-at': 'swept-at',
  migration: 'migration',
  contract: 'contract',
};

/** The tags that hold these facts, each once. */
export const awsTagsOf = (names: readonly ServiceTagName[]): readonly AwsTagName[] => [
  ...new Set(names.map((name) => tagOf[name])),
];

/** The facts of the tag `lease`. A write of one of them writes all, so that none is left of an earlier release. */
export const leaseFacts = (Object.keys(tagOf) as ServiceTagName[]).filter((name) => tagOf[name] === 'lease');

/** The facts after a write. A tag is replaced as a whole, with all facts in it. */
export function factsAfter(before: ServiceTags, written: ServiceTags): ServiceTags {
  return { ...factsWithout(before, Object.keys(written) as ServiceTagName[]), ...written };
}

/** The facts after the removal of the tags that hold these. */
export function factsWithout(before: ServiceTags, names: readonly ServiceTagName[]): ServiceTags {
  const gone = awsTagsOf(names);
  return Object.fromEntries(
    Object.entries(before).filter(([name]) => !gone.includes(tagOf[name as ServiceTagName])),
  );
}
