// Finds the releases that an observation shows, and what the run has changed of them.
import { quarantineBefore } from '../revision/quarantine.ts';
import { whyForwardOnly } from '../tags/contract.ts';
import { lastPart, shortName } from '../../common/values/arn.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { runOfRelease } from '../../common/request/release-id.ts';
import { noRollback } from '../../common/report/deployments.ts';
import {
  foundAmong,
  newsAfter,
  stateOfRelease,
  type FoundRelease,
  type KnownRelease,
  type ReleaseNews,
  type SeenReleases,
  type Sight,
} from '../../common/report/releases.ts';
import { isOwnFence, parseFence } from '../../common/run/fence.ts';
import type { ReleaseState } from '../../common/shown/state.ts';
import { describeReturned } from '../warm/kept-return.ts';
import { isAnyBake } from '../forward/await-bake.ts';
import { blueOnSchema } from '../migrations/green-tag.ts';
import { resetOf } from '../reset/reset.ts';
import { failingOf } from '../model/look.ts';
import { shareOfPair } from '../health/describe-traffic.ts';
import { sharedIn } from './live.ts';
import { isKeptGreen } from '../roles/kept-green.ts';
import { parseRollbackWorkflow } from '../tags/rollback-workflow.ts';
import { lastSwitchIn, liveSinceMs } from '../tags/rollback-tags.ts';
import {
  lastRolledBack,
  replacedByReRelease,
  wasLastRolledBack,
  type RolledBack,
} from '../tags/rolled-back.ts';
import { restoredBy } from '../tags/earlier-release.ts';
import { pullIn } from '../tags/set-tags.ts';
import { versionBefore } from '../roles/version-before.ts';
import type { Scene } from '../roles/scene.ts';
import type { TaskSetView, World } from '../model/world.ts';

export const releasesIn = (scene: Scene): readonly KnownRelease[] =>
  scene.world.taskSets.flatMap((set) => (set.tags.release === undefined ? [] : [releaseOf(scene, set)]));

function releaseOf(scene: Scene, set: TaskSetView): KnownRelease {
  const { service } = scene.world;
  const { tags } = set;
  const before = versionBefore(set);
  const restored = restoredBy(tags, service.name);
  return {
    id: tags.release ?? '',
    restores: restored?.id ?? null,
    set: set.id,
    revision: shortName(set.taskDefinition),
    repository: tags.repository ?? null,
    // The event of a re-release may name the pull request of what it rolls back.
    pull: restored === null ? pullIn(tags) : restored.pull,
    commit: tags.commit ?? null,
    environment: tags.environment ?? null,
    standing: standingOf(scene, set),
    isShared: (shareOfPair(scene.roles) ?? 'all') !== 'all',
    hasBlue: blueOf(scene.world, set) !== undefined,
    liveSinceMs: liveSinceMs(service.tags, set),
    before: before === undefined ? null : lastPart(before),
    beforeQuarantined: quarantineBefore(scene.world, set),
    isReturnedTo: scene.roles.live.includes(set) && describeReturned(scene) !== '',
    rollbackWorkflow: parseRollbackWorkflow(tags['rollback-workflow']),
    forwardOnly: whyForwardOnly(scene.world, set),
    onSchema: blueOnSchema(set),
  };
}

/** What is known of what rollbacks took production from. */
const rolledBackIn = ({ world, roles }: Scene): readonly RolledBack[] => [
  ...[lastRolledBack(world)].filter((last) => last !== null),
  ...replacedByReRelease(world, roles.live),
];

/**
 * The releases that rollbacks took production from, once their task sets are gone. Not once a later run, or a
 * re-run of its own, has released: that one has corrected what GitHub shows of it.
 */
function goneIn(scene: Scene, releases: readonly KnownRelease[]): readonly KnownRelease[] {
  const { service, taskSets } = scene.world;
  return rolledBackIn(scene).flatMap(({ runId, set, trace }) => {
    const isThere = taskSets.some(({ id, status }) => id === set && status !== 'DRAINING');
    const isOver = releases.some(
      ({ id, standing }) =>
        standing === 'live' && (id === trace.release || (runOfRelease(id, service.name) ?? 0) > runId),
    );
    if (trace.release === undefined || isThere || isOver) return [];
    return {
      ...{ id: trace.release, restores: restoredBy(trace, service.name)?.id ?? null, set, revision: '' },
      ...{ repository: trace.repository ?? null, pull: pullIn(trace), commit: trace.commit ?? null },
      ...{ environment: trace.environment ?? null, standing: 'rolled-back', isShared: false, hasBlue: false },
      liveSinceMs: liveSinceMs(service.tags, { id: set }),
      ...noRollback,
    };
  });
}

function standingOf({ world, roles: { live } }: Scene, set: TaskSetView): KnownRelease['standing'] {
  if (set.status === 'DRAINING') return 'gone';
  if (live.includes(set)) return 'live';
  // A task set that was promoted keeps its tag `expires`.
  if (live.some((one) => blueOf(world, one) === set)) return 'kept';
  if (isKeptGreen(world, set) || wasLastRolledBack(world, set)) return 'rolled-back';
  return set.tags.expires !== undefined && !wasSwitchedTo(world, set) ? 'staged' : 'begun';
}

/** As far as the label and the tags say so: the tags may be cleared, and anybody may move the label. */
const wasSwitchedTo = ({ service: { tags } }: World, set: TaskSetView): boolean =>
  tags.green === set.arn || set.status === 'PRIMARY' || liveSinceMs(tags, set) !== null;

/** The task set to which a rollback of this one returns, by the tags. */
const blueOf = ({ service, taskSets }: World, set: TaskSetView): TaskSetView | undefined =>
  taskSets.find(
    ({ id, arn, status }) =>
      status !== 'DRAINING' &&
      id !== set.id &&
      (id === set.tags.blue || (service.tags.green === set.arn && service.tags.blue === arn)),
  );

/** What the run has changed of the releases that it found first. Nothing while another run holds the service. */
export function newsIn(
  { before, first, own }: { readonly before: readonly ReleaseNews[] } & Pick<Sight, 'first' | 'own'>,
  scene: Scene,
): readonly ReleaseNews[] {
  const { request, world, memory, roles } = scene;
  if (!isItsOwnWork(scene)) return [];
  return newsAfter(before, {
    first,
    now: releasesIn(scene),
    nowMs: world.nowMs,
    own,
    isAnyLive: roles.live.length > 0,
    rollsBack: traitsOf(request).rollsBack,
    returnedAtMs: memory.rollbackWrittenMs,
    isBakePassed: memory.isBakePassed,
  });
}

/** What a run sees of the releases. `own`: the one that it reports. */
export function seeReleases(
  { releases, news: before, lastSwitch }: Pick<SeenReleases, 'releases' | 'news' | 'lastSwitch'>,
  own: string,
  scene: Scene,
): SeenReleases {
  const { world, roles } = scene;
  const sight = { first: releases ?? releasesIn(scene), own };
  const news = newsIn({ before, ...sight }, scene);
  return {
    releases: sight.first,
    news,
    found: foundIn(news, sight, scene),
    state: stateIn(scene, own),
    now: releasesIn(scene),
    isSettled: isSettledIn(scene),
    seen: { fence: parseFence(world.service.tags.fence)?.n ?? 0, atMs: world.nowMs },
    liveReleases: roles.live.flatMap(({ tags }) => tags.release ?? []),
    untaggedMs: untaggedMsIn(world),
    lastSwitch: releases === null ? lastSwitchIn(world.service.tags) : lastSwitch,
  };
}

function untaggedMsIn({ taskSets }: World): number | null {
  const untagged = taskSets.filter(({ status, tags }) => status !== 'DRAINING' && tags.release === undefined);
  return untagged.length === 0 ? null : Math.max(...untagged.map(({ createdAtMs }) => createdAtMs));
}

/** What is true of the other releases, for the end of a command. The run that made it so may not have reported it. */
function foundIn(
  news: readonly ReleaseNews[],
  { first, own }: Pick<Sight, 'first' | 'own'>,
  scene: Scene,
): readonly FoundRelease[] {
  // Of rules that can't be read, nothing shows where they lead now.
  if (traitsOf(scene.request).report !== 'release' || failingOf(scene.world, 'rules') !== null) return [];
  const now = [...releasesIn(scene), ...goneIn(scene, first)];
  const sight = { first, own, now, isAnyLive: scene.roles.live.length > 0, shared: sharedIn(scene) };
  const [last, replaced] = [lastRolledBack(scene.world), replacedByReRelease(scene.world, scene.roles.live)];
  const reset = resetOf(scene);
  return foundAmong(news, sight, isSettledIn(scene)).map((found) => {
    const { set } = found.release;
    const ofReRelease = replaced.find((one) => one.set === set);
    const state = found.state === 'replaced' && ofReRelease !== undefined ? 'rolled-back' : found.state;
    const note = ofReRelease ?? (last?.set === set ? last : null);
    const isReset = reset?.home.id === set && reset.rules.length > 0;
    return { ...found, state, by: state === 'rolled-back' && note !== null ? note.runId : null, isReset };
  });
}

const isSettledIn = (scene: Scene): boolean => scene.memory.isBakePassed || !isAnyBake(scene);

/** What is true of this release. */
function stateIn(scene: Scene, id: string): ReleaseState {
  const releases = releasesIn(scene);
  const release = [...releases, ...goneIn(scene, releases)].find((one) => one.id === id);
  return release === undefined ? 'none' : stateOfRelease(release, isSettledIn(scene));
}

/** Whether the run holds the service. A rollback moves traffic before it takes the fence. */
export function isItsOwnWork({ request, world, memory }: Scene): boolean {
  const { runId, runAttempt } = request.release;
  if (traitsOf(request).finishesOthers) return memory.swept.length > 0;
  if (isOwnFence(world.service.tags.fence, runId, runAttempt)) return true;
  return memory.fence === null && memory.rollbackWrittenMs !== null;
}
