// The facts that the tags of the sandbox's service hold, as the action reads them.
import type { ServicePicture } from '../../sandbox/world.ts';
import { arn } from '../../src/domain/common/values/arn.ts';
import type { ServiceTagName, ServiceTags } from '../../src/domain/task-sets/model/world.ts';
import { parseServiceTags } from '../../src/domain/task-sets/tags/service-tags.ts';

const prefix = 'ecs-blue-green:';

export function factsOn({ arn: service, tags }: Pick<ServicePicture, 'arn' | 'tags'>): ServiceTags {
  const own = Object.entries(tags).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
  );
  return parseServiceTags(arn(service), Object.fromEntries(own));
}

/** What outlasts a release on purpose: the pair and the production rules of the last switch. */
export const rememberedFacts: readonly ServiceTagName[] = ['rules', 'pair', 'live-since'];

/** The names of the other facts, in alphabetical order. */
export const factsLeft = (tags: ServiceTags): readonly string[] =>
  Object.keys(tags)
    .filter((name) => !rememberedFacts.includes(name as ServiceTagName))
    .toSorted();
