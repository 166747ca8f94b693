// What the acceptance tests of a drain have in common: a release that scales its blue down in steps, and its users.
import type { RecordedCall } from '../../sandbox/recorder.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs, Stage } from './acceptance-stage.ts';
import { tagOf } from './rollback-steps.ts';
import { vanishAt } from './vanish.ts';

const quick: Inputs = { 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' };
/** Targets drain for 2 s and tasks stop within 5 s, so a step may not be shorter than both. */
export const inWaves: Inputs = { ...quick, image: 'web:v2', 'warm-time': '3s', drain: '75,50,25,0 every 8s' };
/** Two tasks stop at a time. Sweeps take the steps. */
export const leftToSweep: Inputs = { ...inWaves, drain: '50,0 every 8s', teardown: 'defer' };
export const atOnce: Inputs = { ...quick, image: 'web:v3', 'warm-time': '3s' };

export function fourTasks(unknowns: SandboxSpec['unknowns'] = {}): SandboxSpec {
  // ECS leaves unhealthy tasks alone for this time.
  const spec = webService({ desiredCount: 4, graceSeconds: 600 }, { unknowns });
  const v3 = { command: ['node', 'sandbox/apps/v2.ts'], env: { VERSION: 'v3' } };
  return { ...spec, apps: { ...spec.apps, 'web:v3': v3 } };
}

type Set = ReturnType<Stage['service']>['taskSets'][number];
export const blueOf = (stage: Stage): Set | undefined =>
  stage.service().taskSets.find(({ targetGroup }) => targetGroup === 'web-a');

/** The scale steps of blue, and its deletion. */
export const stepsOf = (calls: readonly Pick<RecordedCall, 'operation' | 'request'>[]): readonly string[] =>
  calls.flatMap(({ operation, request }) => {
    if (operation === 'DeleteTaskSet') return ['delete'];
    const percent = (request['scale'] as { readonly value?: number } | undefined)?.value;
    return operation === 'UpdateTaskSet' && percent !== undefined ? [String(percent)] : [];
  });

/** The most clients that came back within any second of this time, by the meter's clock. */
export function peakOf(stage: Stage, fromMs: number, untilMs = Infinity): number {
  const events = stage.traffic?.snapshot().webSocketEvents ?? [];
  const closedMs = events.find(({ event }) => event === 'closed by server')?.at ?? Infinity;
  const opened = events
    .filter(({ event, at }) => event === 'opened' && at >= Math.max(fromMs, closedMs) && at < untilMs)
    .map(({ at }) => at);
  return Math.max(0, ...opened.map((at) => opened.filter((one) => one >= at && one < at + 1000).length));
}

/** When the last thing happened to a client, by the meter's clock. */
export const lastEventMs = (stage: Stage): number =>
  stage.traffic?.snapshot().webSocketEvents.at(-1)?.at ?? 0;

/** The run of the release was killed as it scaled blue to a half, of which so many tasks are left. */
export async function killedInDrain(stage: Stage, running = 2, drain = '50,0 every 1m'): Promise<void> {
  await vanishAt(stage, { operation: 'UpdateTaskSet', nth: 1 }, 'after', () =>
    stage.start({ ...inWaves, drain }, { isPostSkipped: true }),
  );
  await stage.until('blue is at half of its scale', () => {
    const blue = blueOf(stage);
    return blue?.scale === 50 && blue.runningCount === running;
  });
}

/** The time of the step in the lease is over. */
export const stepOver = (stage: Stage, stepMs = 8000): Promise<void> =>
  stage.until('the step is over', () => {
    const began = Date.parse(tagOf(stage, 'drained-at') ?? '');
    return began + stepMs + 500 < Date.now();
  });

/** Whether this writes a lease that says a step. */
export const notesStep = (request: RecordedCall['request']): boolean =>
  / step=/.test(JSON.stringify(request['tags'] ?? ''));

/** Ticks of the run, and what its clock and the sandbox's differ by. */
const toleranceMs = 100;

type DrainCall = Pick<RecordedCall, 'operation' | 'request' | 'at' | 'wasCarriedOut' | 'errorCode'>;

/**
 * Each step of a drain that followed too soon on the one before, by when AWS carried them out. A repetition is no step. Where
 * AWS refuses steps, blue ends as without a drain, and nothing is judged. The deletion of a blue that is scaled to 0 stops no
 * further task.
 */
export function hurriedSteps(calls: readonly DrainCall[], everyMs: number): readonly string[] {
  if (calls.some(({ operation, errorCode }) => operation === 'UpdateTaskSet' && errorCode !== null))
    return [];
  const steps = calls.flatMap((call) =>
    call.wasCarriedOut ? stepsOf([call]).map((name) => ({ name, at: call.at })) : [],
  );
  const first = steps.filter(({ name }, index) => name !== steps[index - 1]?.name);
  return first.flatMap(({ name, at }, index) => {
    const passedMs = at - (first[index - 1]?.at ?? -Infinity);
    const isEmpty = name === 'delete' && first[index - 1]?.name === '0';
    return isEmpty || passedMs >= everyMs - toleranceMs
      ? []
      : [`the step ${name} came ${String(passedMs)} ms after the one before, within ${String(everyMs)} ms`];
  });
}
