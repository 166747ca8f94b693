// What a run does while it can't read where traffic is, or who holds the service (ADR 24).
import { weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { readFailure } from '../../common/run/read-failure.ts';
import type { Request } from '../../common/request/request.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import { watch } from '../forward/bake.ts';
import { endOfCancel } from '../forward/guards.ts';
import { describeTraffic, lastTraffic } from '../health/describe-traffic.ts';
import { whyNotBlindly } from '../health/last-known.ts';
import { isGreenLive } from '../health/switch-state.ts';
import { describeOpenContract } from '../migrations/contract-end.ts';
import { describeOpenMigration } from '../migrations/failures.ts';
import { blankMemory } from '../model/blank-memory.ts';
import { failingOf, readAtMs } from '../model/look.ts';
import { wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { World } from '../model/world.ts';
import { sceneOf, type Scene } from '../roles/scene.ts';
import { byHand, type ByHand } from '../sessions/by-hand.ts';
import { isFrozen } from './forward-only.ts';
import { labelBlueBriefly } from './label.ts';
import { moveNextRule, raiseFirst } from './rollback.ts';

interface LastSeen {
  readonly lastTraffic: string | null;
  readonly open: readonly string[];
}

/** For the end of a run that can't read AWS. A migration or a contract goes on without it. `null`: nothing was read yet. */
export const lastSeen = (request: Request, world: World | null): LastSeen => ({
  lastTraffic: lastTraffic(request, world),
  open: world === null ? [] : describeOpen(sceneOf(request, world, blankMemory(world.nowMs))),
});

const describeOpen = (scene: Scene): readonly string[] => [
  ...describeOpenMigration(scene),
  ...describeOpenContract(scene),
];

/** Pause before AWS is read again. */
const againMs = 500;

/**
 * Probes go on, and a failed release is rolled back by the last known rules. Nothing else is decided. This is the one
 * exception to invariant 7: users on a bad version can't wait for a read.
 */
export function decideBlind(scene: Scene): Step {
  const { memory, roles } = scene;
  if (memory.failure === null)
    return (
      // A cancel that rolls back is a failure. Any other changes nothing, so it waits for nothing.
      endOfCancel(scene) ?? (roles.green === null ? null : watch(scene, roles.green)) ?? awaitReads(scene)
    );
  const isHeld = isFrozen(scene, memory.failure) || whyNot(scene) !== null;
  if (!isGreenLive(scene) || isHeld) return awaitReads(scene);
  return raiseFirst(scene) ?? labelBlueBriefly(scene) ?? moveNextRule(scene) ?? awaitReads(scene);
}

/** A blue that was scaled down has to be seen at its full scale first, and takes the fence. */
function whyNot(scene: Scene): string | null {
  const isUnseen = failingOf(scene.world, 'service') !== null && raiseFirst(scene) !== null;
  return whyNotBlindly(scene) ?? (isUnseen ? 'blue is scaled down, and its scale could not be read' : null);
}

/** Waits for AWS to be readable again, as long as any read is waited for. */
function awaitReads(scene: Scene): Step {
  const { world, memory, request } = scene;
  const failing = failingOf(world, 'rules') ?? failingOf(world, 'service');
  const trouble = failing?.trouble ?? noResponse;
  // Refused: `unwatchedFailure` decides first whether to roll back.
  const isUndecided = memory.failure === null && trouble.kind !== 'busy' && trouble.kind !== 'lost';
  const failingMs = world.nowMs - (failing?.sinceMs ?? world.nowMs);
  const read = {
    ...{ trouble, failingMs, nowMs: world.nowMs },
    ...{ lastTraffic: lastKnownTraffic(scene), open: describeOpen(scene) },
  };
  const ending = isUndecided ? null : readFailure(request, read);
  if (ending !== null)
    return { ...ending, aim: null, act: { ...ending.act, commands: commandsToBlue(scene) } };
  const oldMs = world.nowMs - Math.min(readAtMs(world, 'rules'), readAtMs(world, 'service'));
  const because = `${trouble.action} fails (${trouble.code}): where traffic is was last read ${formatDuration(oldMs / 1000)} ago`;
  return wait(memory.failure === null ? 'bake' : 'rollback', 'reading-back', because, againMs);
}

const noResponse: Trouble = {
  kind: 'busy',
  action: 'reads',
  resource: 'AWS',
  code: 'TimeoutError',
  message: 'no response in time',
};

function lastKnownTraffic(scene: Scene): string {
  const { roles, memory } = scene;
  const traffic = describeTraffic(roles);
  if (memory.failure === null) return traffic;
  const { what } = memory.failure;
  if (!isGreenLive(scene))
    return `${what}, so production was returned to blue by the last known rules, which could not be read again. ${traffic}`;
  const why = isFrozen(scene, memory.failure)
    ? 'it is forward-only'
    : (whyNot(scene) ?? 'AWS refuses the writes');
  return `${what}, and green was not rolled back: ${why}. ${traffic} Run the commands below if production still fails.${toBlue(scene).note}`;
}

const commandsToBlue = (scene: Scene): readonly string[] =>
  scene.memory.failure === null ? [] : toBlue(scene).commands;

const toBlue = (scene: Scene): ByHand =>
  byHand(scene, rulesOnGreen(scene), scene.roles.pair?.green, scene.roles.pair?.blue);

const rulesOnGreen = ({ roles: { pair, production } }: Scene): readonly RuleView[] =>
  pair === null ? [] : production.filter((rule) => weightOf(rule, pair.green) > 0);
