// What a sweep does at a service, step by step, and how it ends.
import { describeOpenContract } from '../migrations/contract-end.ts';
import { noteContract, notePlanned } from '../migrations/contract.ts';
import { isLeaseNeeded, olderThan } from '../tags/contract.ts';
import { nothingDone } from '../../common/report/swept.ts';
import { withoutStop } from '../../common/values/sentence.ts';
import { holdFence } from '../forward/guards.ts';
import { stopLeftTests } from '../checks/left-tasks.ts';
import { awaitVanishing, releaseTags, restoreScaling, scalingToRestore } from '../forward/teardown.ts';
import { isWrite, type Step } from '../model/step.ts';

import { describeOutside } from '../health/outside.ts';
import { fenceMayComeInMs, isDeserted } from '../evolve/sweep-alive.ts';
import {
  doing,
  forPerson,
  leftAlone,
  tryingTo,
  type Doing,
  type Finding,
  type LeftAlone,
} from './finding.ts';
import { outlivesDeletion } from './deleting.ts';
import { isKnownService, keptBy, setFindings } from './sets.ts';
import { elsewhereFindings } from './astray.ts';
import { trafficFindings } from './traffic.ts';
import { idleKeptGreen } from '../roles/kept-green.ts';
import { leftUndone } from '../evolve/undone.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { ServiceTagName, TaskSetView } from '../model/world.ts';
import { describeOpenMigration } from '../migrations/failures.ts';
import { noteMigration } from '../migrations/migrate.ts';
import { describeNoBalancer } from '../reset/describe-reset.ts';
import { strayFrom } from '../reset/stray.ts';
import { settleSessions } from '../sessions/note.ts';
import { restoreSessions } from '../sessions/restore.ts';
import { describeCutRules } from '../sessions/describe.ts';
import { noNames, describeWhoServes } from '../health/describe-traffic.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { iso } from '../../common/values/moment.ts';

/**
 * Everything to do and to leave alone, in a safe order: nothing is removed before production traffic is fixed, and
 * auto scaling and tags are restored once the sets of the release are gone.
 */
function sweepFindings(scene: Scene): readonly Finding[] {
  const refused = refusals(scene);
  if (refused.length > 0) return refused;
  // This action never released to the service, so its rules are not changed.
  if (!isKnownService(scene)) return setFindings(scene);
  const traffic = trafficFindings(scene);
  const found =
    traffic.length > 0
      ? traffic
      : [
          ...tryingTo(scene, stopLeftTests(scene)),
          ...migrationFindings(scene),
          ...setFindings(scene),
          ...cleanupFindings(scene),
          ...elsewhereFindings(scene),
        ];
  const [next] = found.filter(isDoing);
  const deserted = isDeserted(scene);
  if (next === undefined || deserted.isYes || next.isLongOver) return found;
  if (deserted.againInMs > 0) return [doing(wait('prepare', 'sweeping', deserted.why, deserted.againInMs))];
  return [
    leftAlone(deserted.why),
    ...found.filter((finding) => finding.kind === 'left' && !finding.needsPerson),
  ];
}

const isDoing = (finding: Finding): finding is Doing => finding.kind === 'do';
const isLeft = (finding: Finding): finding is LeftAlone => finding.kind === 'left';

/** Services that this action can't release to. */
function refusals(scene: Scene): readonly Finding[] {
  const { world, roles } = scene;
  const { service, loadBalancers } = world;
  if (service.controller !== 'EXTERNAL')
    return [
      forPerson(
        `the service has the deployment controller ${service.controller}, but only services with EXTERNAL have task sets to sweep`,
      ),
    ];
  const outside = describeOutside(service);
  if (outside !== null) return [forPerson(outside)];
  if (service.status !== 'ACTIVE') return [leftAlone(`the service is ${service.status}`)];
  const unbalanced = describeNoBalancer(scene);
  if (unbalanced !== null) return [leftAlone(unbalanced)];
  if (loadBalancers.some(({ type }) => type !== 'application'))
    return [leftAlone('its load balancer is not an application load balancer')];
  const groups = roles.live.map(({ attachment }) => attachment?.group);
  if (new Set(groups).size < groups.length)
    return [
      forPerson(
        'several task sets are in the same live target group. Find out what created them. A release needs a group with one task set',
      ),
    ];
  return [];
}

/** What became of a migration is noted within the hour in which ECS shows it. One that runs is never stopped. */
const migrationFindings = (scene: Scene): readonly Finding[] => [
  ...tryingTo(scene, noteMigration(scene, 'teardown')),
  ...describeOpenMigration(scene).map(leftAlone),
  ...tryingTo(scene, noteContract(scene, 'teardown') ?? keepPlannedOf(scene)),
  ...describeOpenContract(scene).map(leftAlone),
];

const isOlderLeft = ({ world }: Scene, live: TaskSetView): boolean =>
  olderThan(world, live).some(({ status }) => status !== 'DRAINING');

/** A sweep that clears the lease leaves a contract to the command teardown. */
function keepPlannedOf(scene: Scene): Step | null {
  const [live, ...more] = scene.roles.live;
  if (live === undefined || more.length > 0 || isOlderLeft(scene, live)) return null;
  return notePlanned(scene, live, 'teardown');
}

/** Once no set needs them: auto scaling as before the release, and no tags of the release. */
function cleanupFindings(scene: Scene): readonly Finding[] {
  const sessions = tryingTo(scene, restoreSessions(scene, 'teardown') ?? settled(scene));
  if (sessions.length > 0) return sessions;
  const kept = keptBy(scene);
  if (kept === 'everything') return [];
  if (kept === 'nothing' && scalingToRestore(scene) !== null) {
    // Tasks of a draining set still halve the average load (fact 21a).
    const draining = scene.world.taskSets.find(({ status }) => status === 'DRAINING');
    // A sweep waits for what was just deleted, and not each time again for protected tasks.
    const isNew = draining !== undefined && !outlivesDeletion(scene.world, draining);
    const waiting = isNew ? awaitVanishing(scene, draining) : null;
    if (waiting !== null) return [doing(waiting)];
    if (draining !== undefined && draining.running + draining.pending > 0)
      return [leftAlone(`a later sweep restores auto scaling, once ${formatSet(draining)} is gone`)];
    const restored = restoreScaling(scene, 'teardown');
    if (restored !== null) return [doing(restored)];
  }
  return clearing(scene, kept === 'scaling' || scalingToRestore(scene) !== null);
}

/** Only a sweep that has work takes the fence. */
const settled = (scene: Scene): Step | null =>
  scene.memory.fence === null || scene.world.service.tags.sessions === undefined
    ? null
    : settleSessions(scene, 'teardown');

function clearing(scene: Scene, isScalingKept: boolean): readonly Finding[] {
  const { tags } = scene.world.service;
  const names: readonly ServiceTagName[] = [
    ...releaseTags.filter((name) => !(name === 'scaling' && isScalingKept)),
    ...(idleKeptGreen(scene.world, scene.roles.live) === null ? (['kept-green'] as const) : []),
  ].filter((name) => tags[name] !== undefined);
  if (names.length === 0 || isLeaseNeeded(scene.world)) return [];
  return tryingTo(
    scene,
    step('teardown', 'clearing-tags', 'the release that wrote them is over', {
      kind: 'untag-service',
      names,
    }),
  );
}

/** The next step. The sweep takes the fence first, but never from a run that may still be in progress. */
export const sweepOn: Decider = (scene) => {
  const next = sweepFindings(scene).find(isDoing);
  if (next === undefined) return null;
  if (!isWrite(next.step.act)) return next.step;
  const comesInMs = fenceMayComeInMs(scene);
  if (comesInMs > 0) {
    const because = 'there is no fence: a run in progress would write it again';
    return wait('prepare', 'fence-settling', because, Math.min(comesInMs, 5000));
  }
  return holdFence(scene) ?? next.step;
};

/** The tag shows that a sweep runs, to people and to runs that defer their teardown. It needs no fence. */
export const markSweep: Decider = (scene) => {
  const { world, memory } = scene;
  const isMarked = Date.parse(world.service.tags['swept-at'] ?? '') >= memory.startedAtMs;
  if (!isKnownService(scene) || isMarked || world.service.controller !== 'EXTERNAL') return null;
  const tags = { 'swept-at': iso(world.nowMs) };
  return unlessAbandoned(
    scene,
    step('teardown', 'marking-sweep', 'records that a sweep ran', { kind: 'tag-service', tags }),
  );
};

/** What was done, and what was left alone and why. Fails where a person has to act. */
export const endSwept: Decider = (scene): Step => {
  const { request, memory } = scene;
  const found = sweepFindings(scene).filter(isLeft);
  const undone = leftUndone(memory);
  const isRed = undone.length > 0 || found.some(({ needsPerson }) => needsPerson);
  const done =
    memory.swept.length === 0 ? nothingDone(found.length > 0) : memory.swept.map(withoutStop).join('; ');
  const isRepaired = memory.restored.length > 0 && isWhole(scene);
  const advice = isRed ? ' Check what is listed, then sweep again.' : '';
  return step(
    'end',
    isRed ? (undone.length > 0 ? 'cleanup-incomplete' : 'left-alone') : isRepaired ? 'repaired' : 'swept',
    'the sweep is over',
    {
      kind: 'end',
      result: isRed ? 'failed' : isRepaired ? 'repaired' : 'swept',
      message: `${isRed ? 'Not all swept' : 'Swept'} service ${request.service}: ${done}. ${describeLive(scene)}${advice}`,
      leftAlone: found.map(({ sentence }) => sentence),
      details: [...undone, ...describeCutRules(scene)].map(withoutStop),
      commands: found.flatMap(({ commands }) => commands),
    },
  );
};

/** One task set has all that production rules give to the pair. */
const isWhole = (scene: Scene): boolean =>
  scene.roles.live.length === 1 && strayFrom(scene, scene.roles.live[0]?.attachment?.group) === null;

/** No release is in progress, so no task set is called blue or green. */
export const describeLive = ({ roles, world }: Pick<Scene, 'roles' | 'world'>): string =>
  describeWhoServes(world, roles, noNames);
