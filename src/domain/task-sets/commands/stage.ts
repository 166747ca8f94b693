import { handCommands } from '../../common/load-balancer/by-hand.ts';
import { releaseTags } from '../forward/teardown.ts';
import { previewUrl } from '../health/probing.ts';

import type { Step } from '../model/step.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import { describeTraffic } from '../roles/traffic-words.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { end, step } from '../model/make-step.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';

/** Staged before and promoted since: a stage that is run again finds its green live, and leaves it to whoever promoted it. */
export const refusePromoted: Decider = (scene) => {
  const { green } = scene.roles;
  if (scene.memory.isPreflightPassed || green === null || !isGreenLive(scene)) return null;
  if (!isSwitched(scene)) return endExposed(scene);
  return end(
    'staged',
    'released',
    `Already promoted: green ${formatSet(green)} of this release is live. ${describeTraffic(scene.roles)}`,
  );
};

/** stage ends where a person may look: green is proven, and no production rule knows it. */
export const endStaged: Decider = (scene) => {
  const { green } = scene.roles;
  if (green === null) return null;
  if (isGreenLive(scene)) return endExposed(scene);
  const url = previewUrl(scene);
  const preview =
    url === null
      ? 'No test rule or test-url is named, so there is no preview address.'
      : `Testers see it at ${url}.`;
  // An idle fleet halves the average load: scaling in would take tasks from live blue (fact 21a).
  const scaling =
    scene.world.service.tags.scaling === undefined ? '' : ' Scale-in stays suspended until then.';
  return end(
    'staged',
    'staged',
    `Staged: green ${formatSet(green)} is ready beside the live version, as release ${green.tags.release ?? ''}. ${preview} ` +
      `${describeTraffic(scene.roles)} Promote it before ${green.tags.expires ?? 'it expires'}.${scaling}`,
  );
};

/** A stage gives nobody to green: whoever did knows why, and what to do depends on that. */
function endExposed({ roles, request }: Scene): Step {
  const { production, pair } = roles;
  const exposed = production.filter((rule) => pair !== null && weightOf(rule, pair.green) > 0);
  return end(
    'failed',
    'drift',
    `Stopped: somebody else sent production of service ${request.service} to green, which was only to be staged. ` +
      `${describeTraffic(roles)} Nothing more is changed. If users are to stay on green, promote it; if not, roll back, or run the commands below.`,
    { details: [], commands: handCommands(exposed, pair) },
  );
}

/**
 * The release before, whose blue made room for this green, is over: left standing, its tags would have a promote take that
 * one for the one to promote, and a rollback look for a blue that is gone. What was suspended stays so for green's sake.
 */
export const endEarlierRelease: Decider = (scene) => {
  const { roles, world } = scene;
  const { tags } = world.service;
  if (roles.green === null || tags.green === undefined || tags.green === roles.green.arn) return null;
  const isAdoption = tags.blue === roles.blue?.arn;
  const isBlueKept = world.taskSets.some(({ arn, status }) => arn === tags.blue && status !== 'DRAINING');
  if (isBlueKept && !isAdoption) return null;
  const names = releaseTags.filter(
    (name) => tags[name] !== undefined && name !== 'scaling' && !(name === 'blue' && isAdoption),
  );
  const because = 'the release before is over: its blue made room for this green';
  return unlessAbandoned(scene, step('prepare', 'clearing-tags', because, { kind: 'untag-service', names }));
};
