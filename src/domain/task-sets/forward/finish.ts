// What the post step does for a run that was killed, and what a cancelled run restores.
import { describeOpenContract } from '../migrations/contract-end.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { holdFence, settle, backOff } from './guards.ts';
import { clearTags, restoreScaling } from './teardown.ts';

import type { Step } from '../model/step.ts';
import { formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { leftUndone } from '../evolve/undone.ts';
import { formatSet } from '../roles/describe-set.ts';
import { parseScaling, formatScaling } from '../roles/writes.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { describeOpenMigration } from '../migrations/failures.ts';
import { byHand, type ByHand } from '../sessions/by-hand.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';

/** How long a creation that was sent just before the process was killed may take to show. After that it never does. */
const creationMs = 5000;

/** The post step has a minute at most. Then it reports what is left, with the command that completes it. */
export const endOutOfTime: Decider = (scene) => {
  const { request, world, roles, memory } = scene;
  if (request.finishByMs === null || world.nowMs < request.finishByMs) return null;
  const why = memory.failure?.what ?? memory.interrupted?.why ?? 'the run was ended';
  const what = isReleaseKept(scene) ? 'Cleanup incomplete' : 'Rollback incomplete';
  return step('end', 'out-of-time', 'the time of the post step is over', {
    kind: 'end',
    result: 'failed',
    message:
      `${what}: ${why}, and the time to finish ran out. ${describeTraffic(roles)} ${advice(scene)}` +
      (isReleaseKept(scene) ? '' : toBlue(scene).note),
    details: [...describeOpen(scene), ...leftUndone(memory)],
    commands: isReleaseKept(scene) ? [] : toBlue(scene).commands,
  });
};

/** After the bake, and in a teardown, green is what should be live: nothing is rolled back. */
const isReleaseKept = ({ request, memory }: Scene): boolean =>
  memory.failure === null && (memory.isBakePassed || traitsOf(request).endsWarmTime);

function advice({ request, ...scene }: Scene): string {
  if (isReleaseKept({ request, ...scene }) || !isGreenLive({ request, ...scene }))
    return `Users are served. The next command for service ${request.service} (deploy, rollback or sweep) completes what is left.`;
  const command = traitsOf(request).rollsBack ? 'Run the rollback again' : 'Run the command rollback';
  return `${command} for service ${request.service} now. It returns traffic to blue and completes what is left.`;
}

/** Moves traffic without a job. */
const toBlue = (scene: Scene): ByHand =>
  byHand(scene, rulesOnGreen(scene), scene.roles.pair?.green, scene.roles.pair?.blue);

function rulesOnGreen(scene: Scene): readonly RuleView[] {
  const { pair, production } = scene.roles;
  if (pair === null || !isGreenLive(scene)) return [];
  return production.filter((rule) => weightOf(rule, pair.green) > 0);
}

function describeOpen(scene: Scene): readonly string[] {
  const { roles, world, memory } = scene;
  const { pair, test } = roles;
  const green = isReleaseKept(scene) ? null : roles.green;
  const { scaling } = world;
  const before = parseScaling(world.service.tags.scaling ?? memory.scalingBefore ?? '');
  const isSuspended = before !== null && scaling !== null && formatScaling(before) !== formatScaling(scaling);
  return [
    ...describeOpenMigration(scene),
    ...describeOpenContract(scene),
    ...(green === null || green.status === 'DRAINING'
      ? []
      : [`green ${formatSet(green)} is still there (${green.status})`]),
    ...test
      .filter((rule) => pair !== null && weightOf(rule, pair.green) > 0)
      .map((rule) => `${formatRule(rule)} still shows green to testers`),
    ...(isSuspended ? ['auto scaling is still suspended, as the release left it'] : []),
  ];
}

/** Green may have been created. A decision without it would leave it behind. */
export const awaitCreation: Decider = ({ memory, roles, world }) =>
  memory.interrupted?.isCreating === true &&
  roles.green === null &&
  world.nowMs - memory.startedAtMs < creationMs
    ? wait('rollback', 'reading-back', 'green may have been created just before', 500)
    : null;

/** Cancelled or killed after blue was deleted: only suspended scaling and the tags of the release are left. */
export const finishKeptCleanup: Decider = (scene) => {
  const { memory, roles, request } = scene;
  const isKept = memory.isCancelled && memory.isPreflightPassed && memory.failure === null;
  if (!isKept || !isReleaseKept(scene) || request.onCancel === 'keep' || !isSwitched(scene)) return null;
  if (roles.green?.status !== 'PRIMARY' || isStanding(roles.blue)) return null;
  const alone = { ...scene, roles: { ...roles, blue: null } };
  const next: Step | null = restoreScaling(scene, 'teardown') ?? clearTags(alone, 'teardown');
  return next === null ? null : (settle(scene) ?? backOff(scene) ?? holdFence(scene) ?? next);
};

const isStanding = (set: Scene['roles']['blue']): boolean => set !== null && set.status !== 'DRAINING';
