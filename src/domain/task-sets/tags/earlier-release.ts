// The tags `previous-release` and `restores` of a task set: the release of an earlier version, and its pull request.
import { longReleaseId, runOfRelease, shortReleaseId } from '../../common/request/release-id.ts';
import type { SetTags, TaskSetView } from '../model/world.ts';
import { pullIn } from './set-tags.ts';

/** What leads to the comment and the Deployment of an earlier release. */
interface EarlierRelease {
  readonly id: string;
  /** `null`: the event named none. The commit may lead to one. */
  readonly pull: number | null;
}

/**
 * `<release ID without the service>[ pull=<number>]`, of the release that this task set shows: its own, or the one that it
 * makes live again. `undefined`: its tags name none of this repository.
 */
export function earlierRelease(
  { tags }: Pick<TaskSetView, 'tags'>,
  service: string,
  repository: string,
): string | undefined {
  const { release, restores } = tags;
  if (release === undefined || tags.repository !== repository) return undefined;
  if (restores !== undefined) return restores;
  if (runOfRelease(release, service) === null) return undefined;
  const pull = pullIn(tags);
  return `${shortReleaseId(release, service)}${pull === null ? '' : ` pull=${String(pull)}`}`;
}

/** The release that this task set makes live again. `null`: none, or its tags don't name it. */
export function restoredBy({ restores }: SetTags, service: string): EarlierRelease | null {
  const [, release, pull] = /^(\d+(?:-rollback)?)(?: pull=(\d+))?$/.exec(restores ?? '') ?? [];
  if (release === undefined) return null;
  return { id: longReleaseId(release, service), pull: pullIn(pull === undefined ? {} : { pull }) };
}
