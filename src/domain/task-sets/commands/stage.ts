// What stage refuses, and how it ends.
import { formatTagTime } from '../../common/values/moment.ts';
import { releaseTags } from '../forward/teardown.ts';
import { previewUrl } from '../health/probing.ts';

import type { Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import { tagPrefix } from '../../common/values/tag-prefix.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { end, step } from '../model/make-step.ts';
import { byHand } from '../sessions/by-hand.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';

/** A stage that is run again after its promotion finds its green live, and changes nothing. */
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

/** stage ends when green has passed all gates and has no production traffic, so that people can inspect it. */
export const endStaged: Decider = (scene) => {
  const { green } = scene.roles;
  if (green === null) return null;
  if (isGreenLive(scene)) return endExposed(scene);
  if (green.tags.release === undefined || green.tags.expires === undefined) return endNameless(scene, green);
  const url = previewUrl(scene);
  const preview =
    url === null
      ? 'There is no preview address, because no test rule or test-url is named.'
      : `Testers see it at ${url}.`;
  // Idle tasks halve the average load, so scale-in would remove tasks from live blue (fact 21a).
  const scaling =
    scene.world.service.tags.scaling === undefined ? '' : ' Scale-in stays suspended until then.';
  return end(
    'staged',
    'staged',
    `Staged: green ${formatSet(green)} is ready next to the live version, as release ${green.tags.release}. ${preview} ` +
      `${describeTraffic(scene.roles)} Promote it before ${formatTagTime(green.tags.expires, scene.world.nowMs)}.${scaling}`,
  );
};

/** A promote finds green by its tags. */
const endNameless = ({ roles, request }: Scene, green: TaskSetView): Step =>
  end(
    'failed',
    'write-reverted',
    `Stopped: green ${formatSet(green)} of service ${request.service} is ready, but something has removed its tags, so no ` +
      `promote could find it. ${describeTraffic(roles)} Green stays. Let what removes tags ignore those that begin with ` +
      `${tagPrefix}, then run the job again.`,
  );

/** A stage moves no traffic to green. Only a person knows why somebody else did. */
function endExposed(scene: Scene): Step {
  const { roles, request } = scene;
  const { production, pair } = roles;
  const exposed = production.filter((rule) => pair !== null && weightOf(rule, pair.green) > 0);
  const { commands, note } = byHand(scene, exposed, pair?.green, pair?.blue);
  return end(
    'failed',
    'drift',
    `Stopped: somebody else moved production traffic of service ${request.service} to green, which is only staged. ` +
      `${describeTraffic(roles)} Nothing more is changed. To keep users on green, promote it. Otherwise roll back, or run the commands below.${note}`,
    { details: [], commands },
  );
}

/**
 * Clears the tags of the previous release, whose blue was deleted to make room for this green. With them, a promote would
 * select the previous green, and a rollback would look for a blue that is gone. Auto scaling stays suspended for green.
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
  const because = 'the previous release is over: its blue was deleted to make room for this green';
  return unlessAbandoned(scene, step('prepare', 'clearing-tags', because, { kind: 'untag-service', names }));
};
