// Which content a rollback quarantines, and which a release is refused for.
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { formatRun } from '../../common/request/release-id.ts';
import {
  isQuarantined,
  isQuarantining,
  parseQuarantine,
  withQuarantine,
  type BeforeQuarantined,
  type Quarantine,
} from '../../common/revision/quarantine.ts';
import type { FailureKind } from '../../common/run/failure.ts';
import type { ServiceTags, TaskSetView, World } from '../model/world.ts';
import type { Roles } from '../roles/roles.ts';
import { isBeingRolledBack } from '../roles/staged.ts';
import { formatSet } from '../roles/describe-set.ts';
import { runIdOf } from '../tags/run.ts';

/** The tag `quarantined` that a rollback of this green for this reason writes; empty: none. Earlier entries stay in it. */
export function quarantineTags(
  { service }: Pick<World, 'service'>,
  green: TaskSetView,
  kind: FailureKind,
): ServiceTags {
  const { run, 'revision-hash': content } = green.tags;
  const runId = runIdOf(run);
  if (!isQuarantining(kind) || content === undefined || runId === null) return {};
  return { quarantined: withQuarantine(service.tags.quarantined, content, runId) };
}

/** What the tag of the service lists as quarantined, newest first. */
export const quarantineOf = ({ service }: Pick<World, 'service'>): readonly Quarantine[] =>
  parseQuarantine(service.tags.quarantined);

/**
 * Whether the version before this task set is quarantined: its tags name the release of that version, and the quarantine the
 * runs. Without such a tag, it may be as soon as anything is.
 */
export function quarantineBefore(world: Pick<World, 'service'>, { tags }: TaskSetView): BeforeQuarantined {
  const all = quarantineOf(world);
  const [run] = /^\d+/.exec(tags['previous-release'] ?? '') ?? [];
  if (run === undefined) return all.length === 0 ? 'no' : 'maybe';
  return all.some(({ runId }) => String(runId) === run) ? 'yes' : 'no';
}

/** Why quarantined content is a risk, unless somebody re-runs the run whose release was rolled back. */
export function quarantineRisks(request: Request, world: World, roles: Roles): readonly string[] {
  const { release } = request;
  const next = contentAhead(request, world, roles);
  const found = quarantineOf(world).find((one) => isQuarantined(one, next?.hash));
  if (next === null || found === undefined) return [];
  if (release.runAttempt > 1 && release.runId === found.runId) return [];
  const run = formatRun(release.runUrl, found.runId);
  const advice =
    traitsOf(request).revisionFrom === 'earlier'
      ? 'Name an older revision with rollback-to. If this content was not the cause, set force.'
      : 'Release a fixed version. If this content was not the cause, re-run that run.';
  return [`${next.words} is quarantined: ${run} released that content, and it was rolled back. ${advice}`];
}

/** What users would newly get: the candidate, or the staged green. `null`: the switch has begun. */
function contentAhead(
  request: Request,
  world: World,
  { green, live }: Roles,
): { readonly hash: string | undefined; readonly words: string } | null {
  if (green === null) {
    const images = request.revision.images.map(({ image }) => ` with image ${image}`).join('');
    const { candidate } = world;
    return candidate === null ? null : { hash: candidate.hash, words: `${candidate.source}${images}` };
  }
  const hasBegun = green.status === 'PRIMARY' || live.includes(green) || isBeingRolledBack(world, green);
  if (traitsOf(request).green !== 'staged' || hasBegun) return null;
  return { hash: green.tags['revision-hash'], words: `the staged green ${formatSet(green)}` };
}
