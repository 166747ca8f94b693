import { nothingDone } from '../../common/report/swept.ts';
import { holdFence } from '../forward/guards.ts';
import { awaitVanishing, releaseTags, restoreScaling, scalingToRestore } from '../forward/teardown.ts';
import { isWrite, type Step } from '../model/step.ts';

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
import { isKnownService, keptBy, setFindings } from './sets.ts';
import { elsewhereFindings, trafficFindings } from './traffic.ts';
import { keptGreen } from '../roles/kept-green.ts';
import { leftUndone } from '../evolve/undone.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { ServiceTagName } from '../model/world.ts';
import { describeTraffic } from '../roles/traffic-words.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { iso } from '../../common/values/time.ts';

/**
 * Everything that there is to do and to leave, in the order of the safety argument: nothing is removed while traffic is
 * not whole, and what a release suspended or wrote is undone when its sets are gone.
 */
export function sweepFindings(scene: Scene): readonly Finding[] {
  const refused = refusals(scene);
  if (refused.length > 0) return refused;
  // Where nothing was ever released by this action, whatever the rules do is somebody's intention.
  if (!isKnownService(scene)) return setFindings(scene);
  const traffic = trafficFindings(scene);
  const found =
    traffic.length > 0
      ? traffic
      : [...setFindings(scene), ...tidyFindings(scene), ...elsewhereFindings(scene)];
  const [next] = found.filter(isDoing);
  const deserted = isDeserted(scene);
  if (next === undefined || deserted.isYes || next.isLongOver) return found;
  if (deserted.watchMs > 0)
    return [doing(wait('prepare', 'sweeping', deserted.why, Math.min(deserted.watchMs, 10_000)))];
  return [
    leftAlone(deserted.why),
    ...found.filter((finding) => finding.kind === 'left' && !finding.needsPerson),
  ];
}

const isDoing = (finding: Finding): finding is Doing => finding.kind === 'do';
const isLeft = (finding: Finding): finding is LeftAlone => finding.kind === 'left';

/** What this action could never have released to is none of its business. */
function refusals({ world, roles }: Scene): readonly Finding[] {
  const { service, loadBalancers } = world;
  if (service.controller !== 'EXTERNAL')
    return [
      forPerson(
        `the service has the deployment controller ${service.controller}; only EXTERNAL has task sets to sweep`,
      ),
    ];
  if (service.status !== 'ACTIVE') return [leftAlone(`the service is ${service.status}`)];
  if (loadBalancers.some(({ type }) => type !== 'application'))
    return [leftAlone('its load balancer is not an application load balancer')];
  const groups = roles.live.map(({ attachment }) => attachment?.group);
  if (new Set(groups).size < groups.length)
    return [
      forPerson(
        'several task sets stand in the same live target group: delete the one that should not serve',
      ),
    ];
  return [];
}

/** Once no set needs them any more: scaling as it was before the release, and the release's tags gone. */
function tidyFindings(scene: Scene): readonly Finding[] {
  const kept = keptBy(scene);
  if (kept === 'everything') return [];
  if (kept === 'nothing' && scalingToRestore(scene) !== null) {
    // The tasks of a set that is being deleted still halve the average load (fact 21a).
    const draining = scene.world.taskSets.find(({ status }) => status === 'DRAINING');
    const waiting = draining === undefined ? null : awaitVanishing(scene, draining);
    if (waiting !== null) return [doing(waiting)];
    const restored = restoreScaling(scene, 'teardown');
    if (restored !== null) return [doing(restored)];
  }
  return clearing(scene, kept === 'scaling' || scalingToRestore(scene) !== null);
}

function clearing(scene: Scene, isScalingKept: boolean): readonly Finding[] {
  const { tags } = scene.world.service;
  const names: readonly ServiceTagName[] = [
    ...releaseTags.filter((name) => !(name === 'scaling' && isScalingKept)),
    ...(keptGreen(scene.world) === null ? (['kept-green'] as const) : []),
  ].filter((name) => tags[name] !== undefined);
  if (names.length === 0) return [];
  return tryingTo(
    scene,
    step('teardown', 'clearing-tags', 'what an earlier release wrote is over', {
      kind: 'untag-service',
      names,
    }),
  );
}

/** The next thing to do. The service is taken first, and never from a run that may still be at it. */
export const sweepOn: Decider = (scene) => {
  const next = sweepFindings(scene).find(isDoing);
  if (next === undefined) return null;
  if (!isWrite(next.step.act)) return next.step;
  const comesInMs = fenceMayComeInMs(scene);
  if (comesInMs > 0) {
    const because = 'no fence stands: a run that is at it would take it again';
    return wait('prepare', 'fence-settling', because, Math.min(comesInMs, 5000));
  }
  return holdFence(scene) ?? next.step;
};

/** The tag by which people, and runs that leave their teardown to a sweep, know that one comes by. It needs no fence. */
export const markSweep: Decider = (scene) => {
  const { world, memory } = scene;
  if (!isKnownService(scene) || Date.parse(world.service.tags['swept-at'] ?? '') >= memory.startedAtMs)
    return null;
  const tags = { 'swept-at': iso(world.nowMs) };
  return unlessAbandoned(
    scene,
    step('teardown', 'marking-sweep', 'a sweep came by', { kind: 'tag-service', tags }),
  );
};

/** Of a sweep that had nothing to do, or might do nothing. */
/** What was done, what was left alone and why; red where a person has to look. */
export const endSwept: Decider = (scene): Step => {
  const { request, memory } = scene;
  const found = sweepFindings(scene).filter(isLeft);
  const undone = leftUndone(memory);
  const isRed = undone.length > 0 || found.some(({ needsPerson }) => needsPerson);
  const done = memory.swept.length === 0 ? nothingDone(found.length > 0) : memory.swept.join('; ');
  const mend = isRed ? ' Look at what is listed, then sweep again.' : '';
  return step(
    'end',
    isRed ? (undone.length > 0 ? 'cleanup-incomplete' : 'left-alone') : 'swept',
    'the sweep is over',
    {
      kind: 'end',
      result: isRed ? 'failed' : 'swept',
      message: `${isRed ? 'Not all swept' : 'Swept'} service ${request.service}: ${done}. ${describeLive(scene)}${mend}`,
      details: [...found.flatMap(({ words, commands }) => [`left alone: ${words}`, ...commands]), ...undone],
    },
  );
};

/** Neither blue nor green: no release is going on. */
export function describeLive({ roles }: Pick<Scene, 'roles'>): string {
  const [only, ...more] = roles.live;
  const groups = [roles.pair?.green, roles.pair?.blue].filter((group) => group != null);
  const isElsewhere = roles.production.some((rule) =>
    groups.some((group) => group !== only?.attachment?.group && weightOf(rule, group) > 0),
  );
  if (only === undefined || more.length > 0 || isElsewhere) return describeTraffic(roles);
  return `All production traffic is on ${formatSet(only)}.`;
}
