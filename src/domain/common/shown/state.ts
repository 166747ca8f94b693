// What GitHub shows of a release, compared with what is true of it.

/** It has all that the production rules give to its service. */
const live = ['warm', 'live', 'warm-shared', 'live-shared'] as const;

/**
 * warm: it is live, and blue is kept. live: it is live without blue. warm-shared, live-shared: the same, and a part of production
 * is led to target groups that no release of the service uses, or to none. begun: it has no traffic yet. unstaged, removed: its green was
 * deleted before it had any. partly: another target group of the service has production traffic too. led-away: it has none, and
 * no run noted a rollback, so it counts only where GitHub shows that it had some. none: its task set is gone, or it never had
 * one. gone: so it is, found by a later run.
 */
export type ReleaseState = (typeof states)[number];

const states = [
  ...live,
  ...(['none', 'staged', 'begun', 'being-replaced', 'replaced', 'rolled-back'] as const),
  ...(['unstaged', 'removed', 'gone', 'partly', 'led-away'] as const),
] as const;

/** `null`: the text names none. */
export const parseReleaseState = (text: string | undefined): ReleaseState | null =>
  states.find((state) => state === text) ?? null;

/** Also where a share of production is outside its service. */
export const isLive = (state: ReleaseState | null): boolean => live.some((one) => one === state);

export const isShared = (state: ReleaseState | null): boolean =>
  state === 'warm-shared' || state === 'live-shared';

/** What is said of it depends on how production is split, which may change while it stays. */
export const isOfShares = (state: ReleaseState): boolean => state === 'partly' || isShared(state);

/** Its green stands, or goes on to: what users get, or are about to. */
export const isStanding = (state: ReleaseState | null): boolean =>
  state !== null && (isLive(state) || ['staged', 'begun', 'partly', 'being-replaced'].includes(state));

/** Another run than that of the release brings these about, so what its own run says of it counts no longer. */
export const isMadeByOthers = (state: ReleaseState | null): boolean =>
  state !== null &&
  ['being-replaced', 'replaced', 'rolled-back', 'unstaged', 'removed', 'gone', 'partly', 'led-away'].includes(
    state,
  );

/** Whether it says that the release has, or had, production traffic, and that nothing but a person's hand ended that. */
export const isShownAsLive = (state: ReleaseState | null): boolean =>
  state !== null && (isLive(state) || state === 'partly' || state === 'led-away');

/**
 * Whether a command that finds a release in this state corrects what its comment shows. `null`: a version of this action
 * wrote it that noted no state. A comment never changes twice for the same state, but for the shares that it states (`isOfShares`).
 */
export function isToCorrect(shown: ReleaseState | null, is: ReleaseState): boolean {
  if (shown === null || shown === is) return false;
  switch (is) {
    // A blue that appears again: the comment promises less than there is.
    case 'warm':
      return shown !== 'live';
    case 'warm-shared':
      return shown !== 'live-shared';
    case 'live':
    case 'live-shared':
    case 'partly':
    case 'rolled-back':
      return true;
    // What took production from it has been replaced since.
    case 'replaced':
      return shown !== 'rolled-back';
    case 'led-away':
      return isShownAsLive(shown);
    case 'gone':
      // How it ended is known already.
      return !isMadeByOthers(shown) || shown === 'being-replaced' || isShownAsLive(shown);
    // Its own run, or the run that changed it, goes on.
    case 'none':
    case 'staged':
    case 'begun':
    case 'being-replaced':
    case 'unstaged':
    case 'removed':
      return false;
  }
}
