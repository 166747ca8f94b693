// Which content a rollback quarantines, and which a release is refused for.
import type { Request } from '../../common/request/request.ts';
import { runUrlOf } from '../../common/request/release-id.ts';
import {
  isQuarantined,
  isQuarantining,
  parseQuarantine,
  withQuarantine,
  type Quarantine,
} from '../../common/revision/quarantine.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import type { ServiceTags, TaskSetView, World } from '../model/world.ts';
import type { Roles } from '../roles/roles.ts';
import { isBeingRolledBack } from '../roles/staged.ts';
import { formatSet } from '../roles/describe-set.ts';

/** The tag `quarantined` that taking this green back for this reason calls for; empty: none. Earlier ones stay in it. */
export function quarantineTags(
  { service }: Pick<World, 'service'>,
  green: TaskSetView,
  reason: ReasonCode,
): ServiceTags {
  const { run, 'revision-hash': content } = green.tags;
  const runId = /^\d+/.exec(run ?? '')?.[0];
  if (!isQuarantining(reason) || content === undefined || runId === undefined) return {};
  return { quarantined: withQuarantine(service.tags.quarantined, content, Number(runId)) };
}

/** What the service's tag says is quarantined, the newest first. */
export const quarantineOf = ({ service }: Pick<World, 'service'>): readonly Quarantine[] =>
  parseQuarantine(service.tags.quarantined);

/** Why quarantined content is a risk, unless somebody re-runs the run whose release was rolled back. */
export function quarantineRisks(request: Request, world: World, roles: Roles): readonly string[] {
  const { release } = request;
  const next = contentAhead(request, world, roles);
  const found = quarantineOf(world).find((one) => isQuarantined(one, next?.hash));
  if (next === null || found === undefined) return [];
  if (release.runAttempt > 1 && release.runId === found.runId) return [];
  const run = runUrlOf(release.runUrl, found.runId);
  const advice =
    request.command === 'rollback'
      ? 'Name an older one with rollback-to; or, if this one was not at fault, set force.'
      : 'Release a mended version; or, if this one was not at fault, set force, or re-run that run.';
  return [`${next.words} is quarantined: that content was released by run ${run} and rolled back. ${advice}`];
}

/** What users are to get that they have not yet: the candidate, or the green that was staged. `null`: it is under way. */
function contentAhead(
  { command, revision }: Request,
  world: World,
  { green, live }: Roles,
): { readonly hash: string | undefined; readonly words: string } | null {
  if (green === null) {
    const images = revision.images.map(({ image }) => ` with image ${image}`).join('');
    const { candidate } = world;
    return candidate === null ? null : { hash: candidate.hash, words: `${candidate.source}${images}` };
  }
  const hasBegun = green.status === 'PRIMARY' || live.includes(green) || isBeingRolledBack(world, green);
  if (command !== 'promote' || hasBegun) return null;
  return { hash: green.tags['revision-hash'], words: `what was staged (${formatSet(green)})` };
}
