// Fills the gates of the report.
import { traitsOf } from '../../common/request/commands.ts';
import { readyStreak } from '../health/times.ts';
import { quoted } from '../../common/alarms/view.ts';
import { goneAlarms } from '../alarms/describe.ts';
import { describeUnchecked } from '../checks/left.ts';
import { areChecksOver } from '../checks/proof.ts';
import { productionProbing } from '../health/probing.ts';
import { healthyOthers, healthyOwn, isReady } from '../health/readiness.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import type { TaskSetView } from '../model/world.ts';
import { formatCount } from '../../common/values/count.ts';
import { formatMoment } from '../../common/values/moment.ts';
import type { Failure } from '../../common/run/failure.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';
import { bakeEndsMs, isGreenLive, switchedAtMs } from '../health/switch-state.ts';
import { gate, type Gate, type Gates, type GateName } from '../../common/report/gates.ts';
import { checksGate, proofGate } from './check-gates.ts';
import { smokeGate } from './smoke-gate.ts';

/** Once a rollback begins, the gates stay as last observed, and the gate that failed is marked. */
export function gatesAfter(before: Gates, scene: Scene): Gates {
  const { request, memory } = scene;
  const { judgesGreen, rollsBack } = traitsOf(request);
  // A rollback may be refused: then it observed another run's release.
  if (judgesGreen === 'never' || (rollsBack && !memory.isPreflightPassed)) return before;
  const { green } = scene.roles;
  const { failure } = scene.memory;
  if (failure !== null) return marked(before, failure);
  if (green === null || green.status === 'DRAINING') return before;
  return {
    ready: readyGate(scene, green),
    smoke: smokeGate(scene),
    checks: checksGate(scene),
    probe: probeGate(scene),
    proof: proofGate(scene),
    bake: bakeGate(scene),
  };
}

const failsAt: Readonly<Partial<Record<ReasonCode, GateName>>> = {
  'not-ready-in-time': 'ready',
  'circuit-breaker': 'ready',
  'cannot-start': 'ready',
  'no-capacity': 'ready',
  'targets-unused': 'ready',
  'mixed-images': 'ready',
  'green-gone': 'ready',
  'group-not-emptied': 'ready',
  'smoke-test-failed': 'smoke',
  'check-failed': 'checks',
  'switch-unproven': 'proof',
  'bake-check-failed': 'bake',
  'bake-probes-failed': 'bake',
  'bake-targets-unhealthy': 'bake',
  'bake-tasks-stopped': 'bake',
  'bake-alarm-red': 'bake',
};

/** The gate of the test that could not be run: those before it have passed. */
const unrunIn = (gates: Gates): GateName =>
  gates.checks?.state === 'waiting'
    ? 'checks'
    : ((['smoke', 'checks'] as const).find((name) => gates[name]?.state !== 'passed') ?? 'proof');

/** A failure may come before its gate began: then its words are the gate's. */
function marked(gates: Gates, { reason, what }: Failure): Gates {
  const name = reason === 'smoke-test-not-runnable' ? unrunIn(gates) : failsAt[reason];
  if (name === undefined || gates[name]?.state === 'failed') return gates;
  return { ...gates, [name]: gate('failed', gates[name]?.words ?? what) };
}

function readyGate(scene: Scene, green: TaskSetView): Gate {
  const { world, memory } = scene;
  const healthy = healthyOwn(world, green).length;
  const counts = `${green.running} of ${green.computedDesired} running, ${healthy} healthy`;
  const isPast = isGreenLive(scene) || memory.hasLabelledGreen;
  const isPassed = isPast || (memory.readyStreak >= readyStreak && isReady(world, green).isYes);
  return gate(isPassed ? 'passed' : 'waiting', counts);
}

/** A probe judges green only after it has passed on blue. Why it isn't used is always shown. */
function probeGate(scene: Scene): Gate | null {
  const { memory, request, roles, world } = scene;
  const { baseline } = memory;
  if (request.bake.seconds === 0) return null;
  const probing = productionProbing(scene);
  if (baseline.verdict === 'passed') {
    const where = probing.requests === null ? 'production' : probing.where;
    return gate('passed', `${where} responded before the switch, so probes judge green`);
  }
  if (baseline.verdict === 'unusable')
    return gate(
      'skipped',
      `probes not used: production failed before the switch too (${baseline.lastFailure ?? 'no response'})`,
    );
  if (roles.blue === null && healthyOthers(world, roles).length === 0)
    return gate('skipped', 'probes not used: there is no blue to try them on');
  if (probing.requests === null) return gate('skipped', `probes not used: ${probing.why}`);
  if (isGreenLive(scene))
    return gate('skipped', 'probes not used: this attempt could not try them before the switch');
  return baseline.lastMs === null
    ? null
    : gate('waiting', `probing production before the switch: ${baseline.lastFailure ?? 'no response'}`);
}

function bakeGate(scene: Scene): Gate | null {
  const { memory, request, world } = scene;
  const endsMs = bakeEndsMs(scene);
  if (switchedAtMs(scene) === null || endsMs === null || !isGreenLive(scene)) return null;
  if (request.bake.seconds === 0) return gate('skipped', 'bake-time is 0');
  if (memory.isBakePassed)
    return gate(
      'passed',
      `${formatDuration(request.bake.seconds)} without a failure signal${describeLeft(scene)}`,
    );
  const bad = memory.bakeProbe.failuresInRow;
  const sign =
    bad === 0
      ? ''
      : `; ${bad} of ${formatCount(request.bake.probeFailures, 'failed probe')}: ${memory.bakeProbe.lastFailure ?? 'no response'}`;
  const isPastItsTime = endsMs <= world.nowMs && !areChecksOver(scene);
  const until = isPastItsTime ? 'its checks have passed' : formatMoment(endsMs, world.nowMs);
  return gate('waiting', `until ${until}${sign}${describeLeft(scene)}`);
}

/** What the bake did not check, or not to its end. */
function describeLeft(scene: Scene): string {
  const gone = goneAlarms(scene).map(
    (name) => `alarm ${quoted(name)} is gone, so it was not watched to the end`,
  );
  const left = describeUnchecked(scene);
  return [...(left === null ? [] : [left]), ...gone].map((what) => `; ${what}`).join('');
}
