// Blue after its warm time: scaled down in steps, so that clients with long connections come back in waves.
import { expect } from '@jest/globals';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, isAllOn, released } from '../support/bad-luck.ts';
import {
  expectServing,
  leaseTags,
  nextRun,
  rollbackInputs,
  statusInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import {
  atOnce,
  blueOf,
  fourTasks,
  inWaves,
  killedInDrain,
  lastEventMs,
  leftToSweep,
  peakOf,
  stepOver,
  stepsOf,
} from '../support/draining.ts';
import { tagOf } from '../support/rollback-steps.ts';
import { trueComment } from '../support/true-comment.ts';
import { fallIll } from '../support/unhealthy.ts';
import { vanishAt } from '../support/vanish.ts';

const swept = { exitCode: 0, result: 'swept', reason: 'swept' };
const rolledBackTags = ['fence', 'rolled-back', 'quarantined'];

const sweep = (stage: Stage, nth: number): ReturnType<Stage['release']> =>
  stage.release(sweepInputs, nextRun(stage, { runId: stage.runId + nth }));

const leaseOver = (stage: Stage): Promise<void> =>
  stage.until('its lease is over', () => Date.parse(tagOf(stage, 'lease-until') ?? '') < Date.now());

const allConnected = (stage: Stage): Promise<void> =>
  stage.until('all are connected', () => {
    const { webSocketEvents = [] } = stage.traffic?.snapshot() ?? {};
    const last = new Map(webSocketEvents.map(({ client, event, version }) => [client, { event, version }]));
    const green = stage.rule('http:default').weights['web-b'] === 100 ? 'v2' : 'v3';
    return [...last.values()].every(({ event, version }) => event === 'opened' && version === green);
  });

chapter('a release with a drain', () => {
  // Covers: drain-waves, drain-noted, drain-reported
  acceptance(
    'brings WebSocket clients back in waves, where a release without one brings all back at once',
    { world: fourTasks(), webSockets: 16, registrations: 2 },
    async (stage) => {
      const run = await stage.release(inWaves);
      expect(endOf(run)).toEqual(released);
      expect(stepsOf(stage.calls())).toEqual(['75', '50', '25', '0', 'delete']);
      const noted = stage.writes().flatMap(({ call }) => {
        const [, scale] = / scale=(\d+\/100)/.exec(JSON.stringify(call.request['tags'] ?? '')) ?? [];
        return call.operation === 'UpdateTaskSet' ? ['taken'] : scale === undefined ? [] : [scale];
      });
      expect(noted).toEqual(['75/100', 'taken', '50/100', 'taken', '25/100', 'taken', '0/100', 'taken']);
      const at = stage.calls('UpdateTaskSet').map((call) => call.at);
      for (const [index, ms] of at.entries())
        if (index > 0) expect(ms - (at[index - 1] ?? 0)).toBeGreaterThanOrEqual(7900);
      expect(run.log).toMatch(/is scaled down to 75, 50, 25 and 0 %, which stops 1, 1, 1 and 1 task/);
      expect(run.log).toMatch(/How many connections were open on blue at the switch is not known/);
      await allConnected(stage);
      const drainedMs = lastEventMs(stage);

      const next = await stage.release(atOnce, nextRun(stage));
      expect(endOf(next)).toEqual(released);
      await allConnected(stage);
      const [waves, together] = [peakOf(stage, 0, drainedMs + 1), peakOf(stage, drainedMs + 1)];
      // Each wave holds a quarter of the clients, more or less; together they all come within a second.
      expect(together / waves).toBeGreaterThanOrEqual(1.5);
    },
  );

  // Covers: drain-too-short
  acceptance(
    'is refused before its first write if a step is shorter than deregistration delay and stop timeout',
    { world: fourTasks(), registrations: 0, tagsLeft: [] },
    async (stage) => {
      const inputs = { ...inWaves, drain: '50,0 every 6s' };
      for (const command of ['deploy', 'plan']) {
        const run = await stage.release({ ...inputs, command });
        expect(endOf(run)).toMatchObject({ exitCode: 1, result: 'refused' });
        expect(run.log).toMatch(
          /drain: a step of 6s is too short\. target group web-a has a deregistration delay of 2s, and tasks of blue stop within 5s/,
        );
      }
      expect(stage.writes()).toEqual([]);
      const planned = await stage.release({ ...inWaves, command: 'plan' });
      expect(planned.exitCode).toBe(0);
      expect(planned.log).toContain('4 steps of 8s in which blue is scaled down');
    },
  );
});

chapter('a promote with a drain', () => {
  // Covers: drain-promote
  acceptance(
    'drains the blue of what was staged, in the steps of the run that promotes',
    { world: fourTasks(), webSockets: 4 },
    async (stage) => {
      const { image = '', ...times } = inWaves;
      expect(endOf(await stage.release({ command: 'stage', image, 'smoke-passes': '1' }))).toMatchObject({
        exitCode: 0,
        result: 'staged',
      });
      const inputs = { ...times, command: 'promote', drain: '50,0 every 8s' };
      const refused = await stage.release({ ...inputs, drain: '50,0 every 6s' }, nextRun(stage));
      expect(endOf(refused)).toMatchObject({ exitCode: 1, result: 'refused' });
      expect(refused.log).toContain('drain: a step of 6s is too short');
      const run = await stage.release(inputs, nextRun(stage, { runId: stage.runId + 2 }));
      expect(endOf(run)).toEqual(released);
      expect(stepsOf(stage.calls())).toEqual(['50', '0', 'delete']);
      expect(run.log).toMatch(/is scaled down to 50 and 0 %, which stops 2 and 2 tasks/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: drain-promote
  acceptance(
    'that does not wait leaves the steps to sweeps, and a rollback in the middle raises blue first',
    { world: fourTasks(), tagsLeft: rolledBackTags, freeTags: ['swept-at', 'kept-green'] },
    async (stage) => {
      const { image = '', ...rest } = leftToSweep;
      const staged = await stage.release({ command: 'stage', image, 'smoke-passes': '1' });
      expect(endOf(staged)).toMatchObject({ exitCode: 0, result: 'staged' });
      expect(endOf(await stage.release({ ...rest, command: 'promote' }, nextRun(stage)))).toEqual(released);
      await leaseOver(stage);
      expect(endOf(await sweep(stage, 2))).toEqual(swept);
      expect(blueOf(stage)).toMatchObject({ scale: 50 });
      const since = stage.calls().at(-1)?.seq ?? 0;
      const run = await stage.release(rollbackInputs, nextRun(stage, { runId: stage.runId + 3 }));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
      const writes = stage.writes().filter(({ call }) => call.seq > since);
      expect(writes.slice(0, 2).map(({ call }) => call.operation)).toEqual(['TagResource', 'UpdateTaskSet']);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

chapter('a rollback in the middle of a drain', () => {
  // Covers: drain-rollback
  acceptance(
    'raises blue to its count first, waits until it serves, and says how long that may take',
    { world: fourTasks(), tagsLeft: rolledBackTags },
    async (stage) => {
      await killedInDrain(stage);
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(status.log).toMatch(
        /rollback ready: yes, after the start of tasks: blue is scaled to 50 % and is scaled up first, which takes at most \d+m/,
      );
      const since = stage.calls().at(-1)?.seq ?? 0;
      const run = await stage.release(rollbackInputs, nextRun(stage, { runId: stage.runId + 2 }));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
      const writes = stage.writes().filter(({ call }) => call.seq > since);
      expect(writes.slice(0, 2).map(({ call }) => call.operation)).toEqual(['TagResource', 'UpdateTaskSet']);
      const first = writes.find(({ call }) => /^Modify(Rule|Listener)$/.test(call.operation));
      const blue = first?.before.services[0]?.taskSets.find(({ targetGroup }) => targetGroup === 'web-a');
      expect(blue).toMatchObject({ scale: 100, computedDesiredCount: 4 });
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: drain-rollback
  acceptance(
    'returns traffic first if green has no healthy target, and raises blue after it',
    { world: fourTasks(), tagsLeft: rolledBackTags, freeTags: ['kept-green'] },
    async (stage) => {
      await killedInDrain(stage);
      await fallIll(stage);
      const since = stage.calls().at(-1)?.seq ?? 0;
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'rolled-back' });
      const order = stage.writes().flatMap(({ call }) => (call.seq > since ? [call.operation] : []));
      const rules = order.findIndex((operation) => /^Modify(Rule|Listener)$/.test(operation));
      expect(rules).toBeLessThan(order.indexOf('UpdateTaskSet'));
      expect(order).toContain('UpdateTaskSet');
      expect(isAllOn(stage, 'web-a')).toBe(true);
    },
  );
});

chapter('a drain whose run is over', () => {
  // Covers: drain-cancelled
  acceptance(
    'by a cancel: its end and its comment say what blue runs and what comes next, and status does',
    { world: fourTasks(), tagsLeft: leaseTags, setsLeft: 2 },
    async (stage) => {
      const running = stage.start({ ...inWaves, drain: '50,0 every 5m' });
      await stage.until('blue is at half of its scale', () => blueOf(stage)?.runningCount === 2);
      running.kill('SIGINT');
      const { log } = await running.result;
      const now = String.raw`is drained to 50 % \(2 of 4 tasks run\)\. The next step, to 0 %, is due at \d\d:\d\d UTC`;
      expect(log).toMatch(
        new RegExp(`Green stays\\. Blue \\S+ \\(web:1\\) ${now}\\. A sweep or another attempt`),
      );
      expect(log).not.toContain('Green stays, and blue is kept warm');
      expect(trueComment(stage)).toMatch(new RegExp(`Blue .web:1. ${now}`));
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(status.log).toMatch(new RegExp(`drain: blue ${now}`));
      await expectAllOnGreen(stage);
    },
  );

  // Covers: drain-swept
  acceptance(
    'is continued by sweeps, one step each, and the last one deletes blue',
    { world: fourTasks(), webSockets: 4, freeTags: ['swept-at'] },
    async (stage) => {
      // Longer than two sweeps take.
      const run = await stage.release({ ...leftToSweep, drain: '50,0 every 30s' });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('Each sweep takes a step that is due');
      await leaseOver(stage);
      expect(endOf(await sweep(stage, 1))).toEqual(swept);
      expect(blueOf(stage)).toMatchObject({ scale: 50 });
      const early = await sweep(stage, 2);
      expect(early.log).toMatch(
        /is drained to 50 % \(\d of 4 tasks run\)\. The next step, to 0 %, is due at/,
      );
      await stepOver(stage, 30_000);
      expect(endOf(await sweep(stage, 3))).toEqual(swept);
      expect(stepsOf(stage.calls())).toEqual(['50', '0', 'delete']);
      await stage.until('blue is gone', () => blueOf(stage) === undefined);
      expect(endOf(await sweep(stage, 4))).toEqual(swept);
    },
  );

  // Covers: drain-swept
  acceptance(
    'is continued after a kill between the note of a step and the step',
    { world: fourTasks(), tagsLeft: [...leaseTags, 'swept-at'], setsLeft: 2 },
    async (stage) => {
      await vanishAt(stage, { operation: 'UpdateTaskSet', nth: 1 }, 'before', () =>
        stage.start({ ...inWaves, drain: '50,0 every 1m' }, { isPostSkipped: true }),
      );
      expect(tagOf(stage, 'lease-scale')).toBe('50/100');
      expect(blueOf(stage)).toMatchObject({ scale: 100 });
      expect(endOf(await sweep(stage, 1))).toEqual(swept);
      expect(blueOf(stage)).toMatchObject({ scale: 50 });
      await expectAllOnGreen(stage);
    },
  );

  // Covers: drain-teardown
  acceptance(
    'is ended at once by a teardown, which a person asks for',
    { world: fourTasks() },
    async (stage) => {
      await killedInDrain(stage);
      const run = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'torn-down', reason: 'torn-down' });
      expect(stepsOf(stage.calls())).toEqual(['50', 'delete']);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

async function expectAllOnGreen(stage: Stage): Promise<void> {
  await stage.until('green serves', () => isAllOn(stage, 'web-b'));
}

chapter('protected tasks', () => {
  for (const position of ['kept', 'stopped'] as const) {
    const unknowns = { protectedAtScaleIn: position, protectedAtDelete: position };
    // Covers: drain-protected
    acceptance(
      `of a drained blue are never a failure, if ECS has them ${position}`,
      { world: fourTasks(unknowns), freeTags: ['swept-at'] },
      async (stage) => {
        const running = stage.start({ ...leftToSweep, teardown: 'wait' });
        await stage.until('the switch', () => isAllOn(stage, 'web-b'));
        stage.sandbox.control.protectTasks({ taskSet: blueOf(stage)?.id ?? '', tasks: 1 });
        const run = await running.result;
        expect(endOf(run)).toEqual(released);
        expect(stepsOf(stage.calls()).slice(0, 2)).toEqual(['50', '0']);
        expect(run.log.includes('as protected tasks may for up to 48 hours')).toBe(position === 'kept');
        expect(blueOf(stage) === undefined).toBe(position === 'stopped');
        const held = await sweep(stage, 1);
        expect(endOf(held)).toEqual(swept);
        expect(/still runs, as a protected task may/.test(held.log)).toBe(position === 'kept');
        const blue = blueOf(stage)?.id;
        if (blue !== undefined) stage.sandbox.control.protectTasks({ taskSet: blue, tasks: 0 });
        await stage.until('its last task stops', () => (blueOf(stage)?.runningCount ?? 0) === 0);
        expect(endOf(await sweep(stage, 2))).toEqual(swept);
        await stage.until('blue is gone', () => blueOf(stage) === undefined);
        expect(endOf(await sweep(stage, 3))).toEqual(swept);
        await expectServing(stage, 'web-b', 'v2');
      },
    );
  }
});
