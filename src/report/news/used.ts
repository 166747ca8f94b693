// What users had of a release that has no production traffic any more.
import { usedSince, type LastSwitch, type Used } from '../../domain/common/shown/used.ts';
import { formatMoment } from '../../domain/common/values/moment.ts';
import { stampIn } from '../stamp.ts';
import { liveSinceIn, releaseInProgress } from '../messages/kept.ts';
import { code } from '../messages/markdown.ts';

/** `current`: its comment. `taggedMs`: when it got the traffic, by tags. `null`: nothing says that its switch began. */
export const usedBefore = (
  current: string | null,
  taggedMs: number | null,
  lastSwitch: LastSwitch | null,
): Used | null =>
  usedSince({
    shownMs: liveSinceIn(current),
    taggedMs,
    // Once it isn't in progress, another run may have written it.
    inProgress: releaseInProgress(current ?? '') === null ? null : stampIn(current),
    lastSwitch,
  });

/** Sentences, and a space. `''`: nothing says that users were on it. `revision`: `''` if it is not known. */
export function describeUsed(used: Used | null, revision: string, nowMs: number): string {
  if (used === null) return '';
  const since = formatMoment(used.sinceMs, nowMs);
  return used.isSeen
    ? `Users were on ${revision === '' ? 'it' : code(revision)} from ${since}. Production has left it since; when is not known. `
    : `Its switch began at ${since}, so users may have been on it. `;
}
