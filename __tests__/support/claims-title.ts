// What has to be true of a comment's title. It names the release of the comment's footer.
import type { Claim, Picture } from './claims.ts';
import { hasAll, hasTraffic, isOnlySet, setOfRelease, withTraffic } from './claims-traffic.ts';

type Holds = (now: Picture, release: string) => boolean;

const isLive: Holds = (now, release) => isOnlySet(now, setOfRelease(now, release)?.id);
/** A rollback has released it again: another task set runs it, and names its run. */
const isLiveAgain: Holds = (now, release) =>
  isLive(now, release) ||
  now.sets.some(
    ({ id, tags }) => tags['restores']?.split(' ')[0] === release.replace(/-.*$/, '') && isOnlySet(now, id),
  );
const hasSome: Holds = (now, release) => hasTraffic(now, setOfRelease(now, release)?.id);
const hasNone: Holds = (now, release) => !hasSome(now, release);
const isStaged: Holds = (now, release) =>
  hasNone(now, release) && setOfRelease(now, release)?.tags['expires'] !== undefined;
const isGone: Holds = (now, release) => setOfRelease(now, release) === undefined;
/** It says how a run ended, and nothing of now. */
const isPast: Holds = () => true;

/** Every title that a comment has. */
const titles: readonly (readonly [string, Holds])[] = [
  ['released', isLive],
  ['released, but cleanup incomplete', isLive],
  ['released, and no longer live', hasNone],
  ['rolled back, an earlier version re-released', isLive],
  ['rolled back, an earlier version re-released, and no longer live', hasNone],
  ['already promoted', isLive],
  ['live', isLive],
  ['live again', isLiveAgain],
  ['live, and blue is gone', isLive],
  ['rolled back', hasNone],
  ['rolled back, as requested', hasNone],
  ['rolled back, but cleanup incomplete', hasNone],
  ['not live', isGone],
  ['no longer live', hasNone],
  [
    'only partly live',
    (now, release) => hasSome(now, release) && !hasAll(now, setOfRelease(now, release)?.id),
  ],
  ['staged, waiting for promotion', isStaged],
  ['no longer staged', isGone],
  ['not released', hasNone],
  ['not (?:released|staged), nothing was changed', hasNone],
  ['not (?:rolled back|torn down|swept|read), nothing was changed', isPast],
  ['rollback failed, act now', hasSome],
  ['failed, and no rollback is possible', isPast],
  ['failed', isPast],
  ['interrupted', isPast],
  ['interrupted, rollback incomplete', isPast],
  ['stopped, the weights were changed by someone else', isPast],
  ['stopped, AWS could not be read', isPast],
  ['stopped by a bug', isPast],
  ['stood down for another run', isPast],
  ['nothing to tear down', isPast],
  ['torn down', isPast],
  ['cleanup incomplete', isPast],
  ['(?:(?:rolled back|no longer live), and )?its run ended without a report', isPast],
  ['swept', isPast],
  ['status', isPast],
  ['repaired, production is on PRIMARY again', isPast],
  ['checking, nothing is changed yet', hasNone],
  ['preparing', hasNone],
  ['starting green', hasNone],
  ['waiting until green is ready', hasNone],
  ['testing green before any user sees it', hasNone],
  // Each rule has its own moment.
  ['switching production to green', isPast],
  ['rolling back(?: to blue)?', isPast],
  ['removing green', hasNone],
  ['green serves and is monitored', hasSome],
  ['green serves, blue is kept warm', isLive],
  ['green serves, blue is being deleted', isLive],
];

const head = String.raw`^### \S+ \S+ in \S+: `;

export const titleClaims: readonly Claim[] = [
  ...titles.map(([words, holds]): Claim => ({
    text: new RegExp(`${head}${words}$`),
    holds: (now, _, { release }) => holds(now, release),
  })),
  {
    text: new RegExp(String.raw`${head}(?:being )?replaced by (.*)$`),
    holds: (now, [by = ''], { release, isOld }) =>
      hasNone(now, release) && (isOld || withTraffic(now).some((live) => isNamed(by, live))),
  },
];

const isNamed = (by: string, { tags, pulls }: Picture['sets'][number]): boolean =>
  by === `#${tags['pull'] ?? ''}` ||
  pulls.some((number) => by === `#${String(number)}`) ||
  (by === 'another version' && tags['release'] === undefined) ||
  new RegExp(`^release ${tags['release'] ?? ''}(?:-|$)`).test(by);
