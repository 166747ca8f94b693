// What has to be true of a comment's rollback line: what a rollback, and a cancel, would do at that moment.
import type { Claim, Picture, SaidIn } from './claims.ts';
import {
  hasAll,
  hasTraffic,
  isAt,
  isOnlySet,
  setOf,
  setOfRelease,
  withoutTraffic,
  withTraffic,
} from './claims-traffic.ts';

const live = (now: Picture) => withTraffic(now)[0];

/** A migration ended well, and green's own tag names how blue did on its schema. */
const isMigrated = (now: Picture, blue: string): boolean =>
  now.migrations > 0 && now.sets.some(({ tags }) => tags['migration']?.endsWith(`blue=${blue}`));

/** What another run could roll back to within seconds. */
const kept = (now: Picture) =>
  withoutTraffic(now).filter(
    ({ tags, isFallback }) =>
      tags['expires'] === undefined && tags['forward-only'] === undefined && !isFallback,
  );

/** The version that was live before: released again, it has to be there to start from, and nothing else to return to. */
const isReReleasable = (now: Picture, revision: string | undefined): boolean =>
  now.revisions.includes(revision ?? '') &&
  setOf(now, revision) === undefined &&
  live(now)?.tags['previous-revision']?.split('/').at(-1) === revision;

/** By its tag, since the version that was rolled back is kept, or since the last switch was to another one. */
const isReturnedTo = (now: Picture): boolean => {
  const id = live(now)?.id;
  const isLeft = now.switchedTo !== null && now.switchedTo !== id;
  return isLeft || id === now.returnedTo || now.sets.some((set) => set.isFallback && set.id !== id);
};

/** The run whose release of the version before the live one's tags name. `''`: none. */
const runBefore = (now: Picture): string => /^\d+/.exec(live(now)?.tags['previous-release'] ?? '')?.[0] ?? '';

export const rollbackClaims: readonly Claim[] = [
  {
    text: /^\*\*Rollback\*\*: ready, (?:about 2 s|after .*?)(?:, but blue runs the same revision.*?)?(?:: a (?:switch|rollback) is in progress.*?)?\. (?=Blue ([\w-]+:\d+) is)/,
    holds: (now, [blue]) => (setOf(now, blue)?.healthy ?? 0) > 0 && !hasAll(now, blue),
  },
  {
    text: /^\*\*Rollback\*\*: not ready: blue (ecs-svc\/\d+) .* has 0 healthy.*?\. (?=Blue )/,
    holds: (now, [blue]) => (setOf(now, blue)?.healthy ?? 0) < 2,
  },
  {
    text: /^\*\*Rollback\*\*: AWS refused it: run the commands above\. /,
    holds: (now, _, { text }) => kept(now).length > 0 && text.includes('aws elbv2'),
  },
  {
    text: /Blue ([\w-]+:\d+) is kept until ((?:\d{4}-\d\d-\d\d )?\d\d:\d\d) UTC\./,
    holds: (now, [blue, until]) =>
      setOf(now, blue) !== undefined &&
      (now.leaseUntil === null || isAt(until, Date.parse(now.leaseUntil), 0)),
  },
  {
    text: /Blue ([\w-]+:\d+) is still there\./,
    holds: (now, [blue]) => setOf(now, blue) !== undefined,
  },
  {
    text: /^\*\*Rollback\*\*: blue is (?:gone|not kept)(?: since [^.]*)?\. The command rollback releases ([\w-]+:\d+) again, through all gates, which takes minutes\./,
    holds: (now, [revision]) => kept(now).length === 0 && isReReleasable(now, revision) && !isReturnedTo(now),
  },
  {
    text: /^\*\*Rollback\*\*: blue is (?:gone|not kept)(?: since [^.]*)?, and the last rollback left production on this version\. To go further back, run the command rollback with rollback-to set to ([\w-]+:\d+): through all gates, which takes minutes\./,
    holds: (now, [revision]) => kept(now).length === 0 && isReReleasable(now, revision) && isReturnedTo(now),
  },
  {
    text: /^\*\*Rollback\*\*: blue is (?:gone|not kept)(?: since .*?)?, and the content of ([\w-]+:\d+) is quarantined\. The command rollback releases it again only with force\. For another version, set rollback-to\./,
    holds: (now, [revision]) =>
      kept(now).length === 0 && isReReleasable(now, revision) && now.quarantined.includes(runBefore(now)),
  },
  {
    text: /If its content is quarantined, that needs force\./,
    holds: (now) => now.quarantined !== '' && runBefore(now) === '',
  },
  {
    text: /^\*\*Rollback\*\*: blue is (?:gone|not kept)(?: since [^.]*\.)?,? (?:and the|The) previous revision is not known\. Run the command rollback with the input rollback-to\./,
    holds: (now) => kept(now).length === 0 && live(now)?.tags['previous-revision'] === undefined,
  },
  {
    text: /^\*\*Rollback\*\*: the command rollback first ends release (\S+), which has no traffic: production stays on this one\./,
    holds: (now, [other = ''], { release }) =>
      isOnlySet(now, setOfRelease(now, release)?.id) && !hasTraffic(now, setOfRelease(now, other)?.id),
  },
  {
    text: /^\*\*Rollback\*\*: blue is kept\. The command rollback returns production to it\./,
    holds: (now) => kept(now).some(({ healthy }) => healthy > 0),
  },
  {
    text: /^\*\*Rollback\*\*: not possible: this release is forward-only \(.*\)(?:, and blue is gone since [^.]*)?\./,
    holds: (now) => live(now)?.tags['forward-only'] !== undefined,
  },
  {
    text: /^\*\*Rollback\*\*: not possible: a rollback released the live version; to move to another version, run the command rollback with the input rollback-to\./,
    holds: (now) => withTraffic(now).some(({ tags }) => tags['release']?.endsWith('-rollback')),
  },
  {
    text: /^\*\*Rollback\*\*: not possible yet, because this service had no task set before\./,
    holds: (now) => now.sets.length <= 1 && live(now)?.tags['previous-revision'] === undefined,
  },
  {
    text: /Blue ([\w-]+:\d+) is drained to (\d+) % \(\d+ of \d+ tasks? runs?\)(?:\. The next step, to \d+ %, is due (?:now|at [^.]*)|\. It is deleted from [^.]* on|\. Its deletion is due now|, and [^.]*\. It is deleted once none does, [^.]*)\./,
    holds: (now, [revision, percent]) =>
      kept(now).some((set) => set.revision === revision && String(set.scalePercent) === percent),
  },
  {
    text: /It returns code only: the migration stays, and blue FAILED its test on the new schema, so a rollback brings errors\./,
    holds: (now) => isMigrated(now, 'failed'),
  },
  {
    text: /Users with a cookie from before the switch stay on it until then\. .*?\.(?= It returns)/,
    holds: ({ isSticky }) => isSticky,
  },
  {
    text: /It returns code only: changes to data stay\./,
    holds: (now) => live(now)?.tags['migration'] === undefined,
  },
  {
    text: /It returns code only: the migration of this release stays, and blue was (tested) on the new schema\./,
    holds: (now, [blue = '']) => isMigrated(now, blue),
  },
  {
    text: /Run ([\w.+@-]+)(?: with .*?)?\.(?= Cancelling|$)/,
    holds: ({ workflows }, [file = '']) => workflows.includes(file),
  },
  {
    text: /^\*\*Rollback\*\*: users have not seen green\./,
    holds: (now, _, { release }) =>
      !hasTraffic(now, setOfRelease(now, release)?.id) && withTraffic(now).length <= 1,
  },
  ...cancelClaims(),
];

/** A switch is not over with its last rule: until it has settled, a cancel rolls back, also without a bake. */
const settlingMs = 30_000;

/** What a cancel does follows from the inputs and from how far the release is. */
function cancelClaims(): readonly Claim[] {
  const isSeen = (now: Picture, { release }: SaidIn): boolean =>
    hasTraffic(now, setOfRelease(now, release)?.id);
  const isKept = (now: Picture, { run }: SaidIn): boolean => now.settings(run)?.isKept === true;
  const bakeMs = (now: Picture, { run }: SaidIn): number => (now.settings(run)?.bakeSeconds ?? 0) * 1000;
  return [
    {
      text: / ?Cancelling the run removes green\./,
      holds: (now, _, said) => !isKept(now, said) && !isSeen(now, said),
    },
    {
      text: / ?Cancelling the run leaves everything as it is\./,
      holds: (now, _, said) => isKept(now, said) && !isSeen(now, said),
    },
    {
      text: / ?Cancelling the run rolls back within seconds\./,
      holds: (now, _, said) =>
        !isKept(now, said) &&
        isSeen(now, said) &&
        (bakeMs(now, said) > 0 || now.nowMs < (now.movedMs ?? 0) + settlingMs) &&
        now.sets.some((set) => set.isThere && set.healthy > 0 && set !== setOfRelease(now, said.release)),
    },
    {
      text: / ?Cancelling the run keeps green\./,
      holds: (now, _, said) =>
        isSeen(now, said) && (isKept(now, said) || now.nowMs >= (now.movedMs ?? 0) + bakeMs(now, said)),
    },
  ];
}
