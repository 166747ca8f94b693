// Whether the tags that a release writes fit next to those of others.
import { bringsContract } from '../migrations/sight.ts';
import { isOwed } from '../tags/contract.ts';
import { formatCount } from '../../common/values/count.ts';
import { commandAhead, traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import type { Json } from '../../common/values/json.ts';
import { tagPrefix } from '../../common/values/tag-prefix.ts';
import type { Candidate } from '../../common/revision/candidate.ts';
import type { ServiceTags, TaskSetView, World } from '../model/world.ts';
import { isOurs } from '../roles/ours.ts';
import type { Roles } from '../roles/roles.ts';
import { isExpired, isStaged } from '../roles/staged.ts';
import { formatExpired } from '../revision/restage.ts';
import { blankMemory } from '../model/blank-memory.ts';
import { sessionTags } from '../sessions/note.ts';
import { formatServiceTags } from '../tags/service-tags.ts';
import { liveSinceTag, rollbackTags } from '../tags/rollback-tags.ts';

/** Maximum number of tags of a service, a task set or a task definition (fact 14). Tags that AWS sets don't count. */
const mostTags = 50;

/** As long as ECS makes them. */
const longSetId = `ecs-svc/${'0'.repeat(19)}`;

/** ECS refuses a tag too many only when it is written. By then green would be built, or labelled. */
export const tagProblems = (request: Request, world: World, roles: Roles): readonly string[] => [
  ...serviceTagProblems(request, world, roles),
  ...revisionTagProblems(world.candidate),
];

function serviceTagProblems(request: Request, world: World, roles: Roles): readonly string[] {
  const { service } = world;
  const there = Object.keys(formatServiceTags(service.tags));
  const missing = namesAhead(request, world, roles).filter((name) => !there.includes(name));
  const free = mostTags - service.otherTags - there.length;
  if (missing.length === 0 || missing.length <= free) return [];
  const named = missing.map((name) => `${tagPrefix}${name}`).join(', ');
  const room = Math.max(0, free);
  return [
    `${String(service.otherTags)} of the ${formatCount(mostTags, 'tag')} that ECS allows for service ${service.name} are in use by others, so ${String(room)} ` +
      `are free, but this ${commandAhead(request)}, its rollback included, needs ${String(missing.length)} more (${named}). ` +
      `Remove at least ${formatCount(missing.length - room, 'tag')} from the service.`,
  ];
}

/** The tags that the command may write on the service, its rollback included. */
export const namesAhead = (request: Request, world: World, roles: Roles): readonly string[] =>
  Object.keys(formatServiceTags(factsAhead(request, world, roles)));

/** Facts with the text that they will have if their length matters, otherwise with any text. */
function factsAhead(request: Request, world: World, roles: Roles): ServiceTags {
  const { isRelease, endsStaged } = traitsOf(request);
  if (!isRelease) return { fence: '', ...(isContractAhead(request, world, roles) ? { contract: '' } : {}) };
  const { green, blue, leftovers, production, pair } = roles;
  const isAdopting = blue !== null && !isOurs(blue);
  const expired = leftovers.find((set) => isToRemember(world, set));
  return {
    fence: '',
    ...(blue !== null && (!endsStaged || isAdopting) ? { blue: '' } : {}),
    ...(green === null && world.scaling !== null ? { scaling: '' } : {}),
    ...(request.migration?.kind === 'expand' ? { migration: '' } : {}),
    ...(isContractAhead(request, world, roles) ? { contract: '' } : {}),
    ...sessionsAhead(request, world, roles),
    ...(expired === undefined ? {} : { expired: formatExpired(world, expired) }),
    ...(endsStaged
      ? {}
      : {
          green: '',
          quarantined: '',
          repaired: '',
          ...(blue === null ? {} : { 'kept-green': '' }),
          ...rollbackTags(world.service.arn, production, pair),
          'live-since': liveSinceTag({ id: longSetId }, world.nowMs),
        }),
  };
}

/** Its own, or the one of what is live, of which a tag says that it has not begun. */
const isContractAhead = (request: Request, world: World, { live }: Roles): boolean =>
  bringsContract(request) || live.some((set) => isOwed(world, set));

/** As long as it gets: with a time for the cookies that a cut ends. */
function sessionsAhead(request: Request, world: World, roles: Roles): ServiceTags {
  const scene = { request, world, roles, memory: blankMemory(world.nowMs) };
  return sessionTags(scene, roles.pair === null ? {} : { cutting: roles.pair.green });
}

const isToRemember = (world: World, set: TaskSetView): boolean =>
  isStaged(world, set) && isExpired(set, world.nowMs);

/** The hash of the content is one more tag of the revision. */
function revisionTagProblems(candidate: Candidate | null): readonly string[] {
  if (candidate === null || candidate.registeredAs !== null) return [];
  const others = tagKeysIn(candidate.content).filter((key) => key !== `${tagPrefix}revision-hash`).length;
  if (others < mostTags) return [];
  return [
    `${candidate.source} has ${formatCount(others, 'tag')}, and the new revision needs ${tagPrefix}revision-hash as one more, but ECS allows ` +
      `${String(mostTags)}. Remove at least ${formatCount(others + 1 - mostTags, 'tag')} from it.`,
  ];
}

function tagKeysIn(content: Json | null): readonly Json[] {
  const tags = typeof content === 'object' && content !== null && 'tags' in content ? content['tags'] : [];
  return Array.isArray(tags) ? tags.map((tag: Json) => (tag as { readonly key?: Json }).key ?? '') : [];
}
