import type { ReasonCode } from '../run/reason.ts';
import type { Plan } from '../request/request.ts';
import type { Roles } from '../../task-sets/roles/roles.ts';
import { runUrlOf } from '../request/release-id.ts';
import { isGoingBack } from '../../task-sets/roles/staged.ts';
import { setWords } from '../../task-sets/roles/words.ts';
import type { ServiceTags, TaskSetView, World } from '../../task-sets/model/world.ts';

/** Content that was released and taken back for being bad, and the run that had released it. */
export interface Quarantine {
  /** The first 32 digits of the revision hash. */
  readonly hash: string;
  readonly runId: number;
}

/** Enough to tell contents apart, short enough to be read in a console. */
const digits = 32;

/**
 * Taken back by a person, or for what its own targets and tasks did under real traffic. Probes alone don't do: what
 * fails there may be the network between the probe and production.
 */
const reasons: readonly ReasonCode[] = ['asked-for', 'baked-bad-targets', 'baked-bad-tasks'];

export const isQuarantining = (reason: ReasonCode): boolean => reasons.includes(reason);

/** So many fit into a tag's 256 characters with run ids of any length to come. */
const most = 4;

/** The tag `quarantined` that taking this green back for this reason calls for; empty: none. Earlier ones stay in it. */
export function quarantineTags(
  world: Pick<World, 'service'>,
  green: TaskSetView,
  reason: ReasonCode,
): ServiceTags {
  const { run, 'revision-hash': content } = green.tags;
  const runId = /^\d+/.exec(run ?? '')?.[0];
  if (!isQuarantining(reason) || content === undefined || runId === undefined) return {};
  const hash = content.slice(0, digits);
  const earlier = quarantineOf(world).filter((one) => one.hash !== hash);
  return { quarantined: textOf([{ hash, runId: Number(runId) }, ...earlier]) };
}

/** The tag's text without this content, empty where nothing else is quarantined; `null`: this content is not. */
export function withoutQuarantine(world: Pick<World, 'service'>, content: string | undefined): string | null {
  const all = quarantineOf(world);
  const others = all.filter((one) => !isQuarantined(one, content));
  return others.length === all.length ? null : textOf(others);
}

/** What is quarantined, the last one first; what somebody wiped, or made unreadable, is not in it. */
export const quarantineOf = ({ service }: Pick<World, 'service'>): readonly Quarantine[] =>
  (service.tags.quarantined ?? '').split(' ').flatMap((text) => {
    const [, hash, runId] = /^([^:]+):(\d+)$/.exec(text) ?? [];
    return hash === undefined || runId === undefined ? [] : [{ hash, runId: Number(runId) }];
  });

const textOf = (all: readonly Quarantine[]): string =>
  all
    .slice(0, most)
    .map(({ hash, runId }) => `${hash}:${String(runId)}`)
    .join(' ');

export const isQuarantined = ({ hash }: Quarantine, content: string | undefined): boolean =>
  content !== undefined && content !== '' && content.slice(0, digits) === hash;

/** The same content again: refused, unless forced, or a person re-runs the very run that was taken back. */
export function quarantineProblems(plan: Plan, world: World, roles: Roles): readonly string[] {
  const { release, isForced } = plan;
  const next = contentAhead(plan, world, roles);
  const found = quarantineOf(world).find((one) => isQuarantined(one, next?.hash));
  if (next === null || found === undefined || isForced) return [];
  if (release.runAttempt > 1 && release.runId === found.runId) return [];
  const run = runUrlOf(release.runUrl, found.runId);
  const advice =
    plan.command === 'rollback'
      ? 'Name an older one with to; or, if this one was not at fault, set force.'
      : 'Release a mended version; or, if this one was not at fault, set force, or re-run that run.';
  return [`${next.words} is quarantined: that content was released by run ${run} and rolled back. ${advice}`];
}

/** What users are to get that they have not yet: the candidate, or the green that was staged. `null`: it is under way. */
function contentAhead(
  { command, revision }: Plan,
  world: World,
  { green, live }: Roles,
): { readonly hash: string | undefined; readonly words: string } | null {
  if (green === null) {
    const images = revision.images.map(({ image }) => ` with image ${image}`).join('');
    const { candidate } = world;
    return candidate === null ? null : { hash: candidate.hash, words: `${candidate.source}${images}` };
  }
  const hasBegun = green.status === 'PRIMARY' || live.includes(green) || isGoingBack(world, green);
  if (command !== 'promote' || hasBegun) return null;
  return { hash: green.tags['revision-hash'], words: `what was staged (${setWords(green)})` };
}
