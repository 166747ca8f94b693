// What green has to pass before it gets traffic.
import { formatCount } from '../../common/values/count.ts';
import { paceMs } from '../../common/values/pace.ts';
import {
  bluePathsDue,
  connectionsDue,
  ownSmokeDue,
  productionProbing,
  smokeProbing,
} from '../health/probing.ts';
import {
  goingMate,
  groupMates,
  healthyOthers,
  isEmptiedPrimary,
  isReady,
  strangers,
} from '../health/readiness.ts';

import { whyNotRunning } from '../../common/tasks/stops.ts';
import type { Step } from '../model/step.ts';
import { moveWeight, formatRule } from '../../common/load-balancer/traffic.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { barredAtFront, measureVersion, runChecks } from '../checks/steps.ts';
import { testersReachGreenInMs, testRuleToPoint } from '../health/quiet.ts';
import { isGreenLive } from '../health/switch-state.ts';
import { baselineMs, readyCheckMs, readyStreak } from '../health/times.ts';

/** What green has to pass before it gets traffic. From here on, every observation judges readiness again. */
export const gate: Decider = (scene) => {
  const { green } = scene.roles;
  if (green === null || isGreenLive(scene) || scene.memory.switchedAtMs !== null) return null;
  return (
    askBlueIn(scene, awaitReady(scene, green)) ??
    pointTestRule(scene) ??
    smokeTest(scene) ??
    runChecks(scene) ??
    measureBaseline(scene) ??
    measureVersion(scene) ??
    countConnections(scene)
  );
};

/** In a wait while green starts, so that it costs no time and no look. Every task of green is then asked what blue answers. */
function askBlueIn(scene: Scene, waiting: Step | null): Step | null {
  const requests = bluePathsDue(scene);
  if (requests === null) return waiting;
  const pauseMs = waiting?.act.kind === 'wait' ? waiting.act.ms : 0;
  return step(
    'ready',
    'waiting-for-ready',
    `asking blue what green is asked in addition: ${requests.map(({ url }) => url).join(', ')}`,
    { kind: 'probe', purpose: 'blue-paths', requests, pauseMs },
  );
}

function awaitReady({ world, memory }: Scene, green: TaskSetView): Step | null {
  const verdict = isReady(world, green);
  const waitedMs = world.nowMs - Math.max(green.createdAtMs, memory.startedAtMs);
  if (!verdict.isYes)
    return wait(
      'ready',
      'waiting-for-ready',
      `green ${green.id}: ${verdict.why}${whyNotRunning(world, green)}`,
      paceMs(waitedMs),
    );
  const [others, mates] = [strangers(world, green), groupMates(world, green)];
  if (others.length > 0 || !mates.every(isEmptiedPrimary)) {
    const old = mates.map(({ id }) => id).join(', ') || (goingMate(world, green)?.id ?? 'others');
    const because = `green is ready; ${old} with ${formatCount(others.length, 'target')} still in its group`;
    return wait('ready', 'waiting-for-group-to-empty', because, paceMs(waitedMs));
  }
  if (memory.readyStreak >= readyStreak) return null;
  const because = `green ${green.id} is ready, seen ${String(memory.readyStreak)} of ${formatCount(readyStreak, 'time')}`;
  return wait('ready', 'waiting-for-ready', because, readyCheckMs);
}

function pointTestRule(scene: Scene): Step | null {
  const { pair } = scene.roles;
  const rule = testRuleToPoint(scene);
  if (rule === null || pair?.blue == null) return null;
  const { green: greenGroup, blue: blueGroup } = pair;
  return step('smoke', 'pointing-test-rule', `${formatRule(rule)} shows green to testers`, {
    kind: 'write-rule',
    rule,
    actions: moveWeight(rule, blueGroup, greenGroup),
  });
}

function smokeTest(scene: Scene): Step | null {
  const { memory, request, world } = scene;
  if (memory.smoke.isSkipped || memory.smoke.passesInRow >= request.smoke.passes) return null;
  const probing = smokeProbing(scene);
  if (probing.requests === null) return null;
  const leftMs = testersReachGreenInMs(scene);
  if (leftMs > 0)
    return wait(
      'smoke',
      'letting-nodes-follow',
      'waiting for all load balancer nodes to pick up the test rule',
      leftMs,
    );
  const own = ownSmokeDue(scene);
  if (own !== null)
    return step('smoke', 'smoke-testing', barredAtFront, {
      kind: 'probe',
      purpose: 'own-smoke',
      requests: own,
    });
  const dueMs = (memory.smoke.lastMs ?? 0) + request.smoke.intervalSeconds * 1000 - world.nowMs;
  if (memory.smoke.lastMs !== null && dueMs > 0)
    return wait(
      'smoke',
      'smoke-testing',
      `${String(memory.smoke.passesInRow)} of ${formatCount(request.smoke.passes, 'pass', 'passes')}`,
      dueMs,
    );
  return step(
    'smoke',
    'smoke-testing',
    `${probing.where}: ${probing.requests.map(({ url }) => url).join(', ')}`,
    {
      kind: 'probe',
      purpose: 'smoke',
      requests: probing.requests,
    },
  );
}

/** A probe that fails on blue too would roll back a good release. It has to pass there before it may judge green. */
function measureBaseline(scene: Scene): Step | null {
  const { memory, roles, world, request } = scene;
  if (memory.baseline.verdict !== 'unknown' || request.bake.seconds === 0) return null;
  if (roles.blue === null && healthyOthers(world, roles).length === 0) return null;
  const probing = productionProbing(scene);
  if (probing.requests === null) return null;
  const dueMs = (memory.baseline.lastMs ?? 0) + baselineMs - world.nowMs;
  if (dueMs > 0)
    return wait('smoke', 'measuring-baseline', 'waiting to probe production again before the switch', dueMs);
  return step('smoke', 'measuring-baseline', `checking that ${probing.where} responds before the switch`, {
    kind: 'probe',
    purpose: 'baseline',
    requests: probing.requests,
  });
}

/** The last thing before the switch, for the report. */
function countConnections(scene: Scene): Step | null {
  const requests = connectionsDue(scene);
  return requests === null
    ? null
    : step(
        'smoke',
        'measuring-baseline',
        `asking ${formatCount(requests.length, 'task')} of blue how many connections are open`,
        { kind: 'probe', purpose: 'connections', requests },
      );
}
