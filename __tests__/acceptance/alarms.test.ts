// CloudWatch alarms: what goes red because of green rolls back, and what doesn't is said.
import { expect } from '@jest/globals';
import { byHand, onBothGroups, onOneGroup } from '../../sandbox/seeds-alarms.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { describesOf, notedAlarms, withAlarms } from '../support/alarm-worlds.ts';
import {
  brokenV2,
  endOf,
  expectNeverSawV2,
  expectUntouched,
  isAllOn,
  released,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';
import {
  expectServing,
  leftWarm,
  nextRun,
  overRelease,
  promoteInputs,
  rollbackInputs,
  stageInputs,
} from '../support/command-steps.ts';
import { onceCalled } from '../support/moments.ts';

const refused = { exitCode: 1, result: 'refused', reason: 'preflight-failed' };
const baking = { ...v2, 'bake-time': '60s', 'warm-time': '60s' };
const short = { ...v2, 'bake-time': '15s', 'warm-time': '15s' };

chapter('an alarm', () => {
  // Covers: alarm-rolls-back, alarm-times
  acceptance(
    'that goes red by what users get rolls back, while the probes pass',
    {
      world: withAlarms([onBothGroups('web 5xx')], brokenV2({ BREAK_AFTER_REQUESTS: '60' })),
      allowedFailures: { 'status 500': 1_000_000 },
    },
    async (stage) => {
      const run = await stage.release({ ...baking, alarms: 'web 5xx' });
      expect(endOf(run)).toEqual(rolledBack('bake-alarm-red'));
      expect(run.log).toMatch(
        /alarm "web 5xx" went red \d+s after the switch to green task set ecs-svc\/\d+: Threshold Crossed: 1 out of the last 1 datapoints/,
      );
      expect(run.log).toMatch(
        /Time to detect: [\d.]+ ?s after the switch\. Time to restore: [\d.]+ ?s\. Of \d+ probes of production in between, 0 failed\./,
      );
      await expectUntouched(stage);
    },
  );

  // Covers: alarm-stays-ok
  acceptance(
    'that stays OK lets the release through, is read a few times, and not at all without the input',
    { world: withAlarms([onBothGroups('web-5xx'), byHand('orders')]), registrations: 2 },
    async (stage) => {
      const run = await stage.release({ ...short, alarms: 'web-5xx, orders' });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/alarm "orders": OK since/);
      const [first] = stage.calls('DescribeAlarms');
      expect(first?.request).toMatchObject({
        AlarmNames: ['web-5xx', 'orders'],
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      });
      const asked = describesOf(stage);
      expect(asked).toBeLessThan(120);
      expect(endOf(await stage.release({ image: 'web:v1' }, nextRun(stage)))).toEqual(released);
      expect(describesOf(stage)).toBe(asked);
    },
  );

  // Covers: alarm-composite
  acceptance(
    'made of others rolls back by its own state',
    {
      world: withAlarms([byHand('orders'), { put: { AlarmName: 'any', AlarmRule: 'ALARM("orders")' } }]),
    },
    async (stage) => {
      const running = stage.start({ ...baking, alarms: '["any"]' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('bake-alarm-red'));
      await expectUntouched(stage);
    },
  );

  // Covers: alarm-before-switch
  acceptance(
    'that goes red before the switch does not roll back, and the log says so',
    { world: withAlarms([byHand('orders')]) },
    async (stage) => {
      const running = stage.start({ ...short, 'bake-time': '25s', 'warm-time': '25s', alarms: 'orders' });
      await onceCalled(stage, 'CreateTaskSet', () => {
        stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      });
      const note = /Alarm "orders" is in ALARM .* It doesn't roll back: it went red before the switch\./;
      await stage.until('the note', () => note.test(running.log()));
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'INSUFFICIENT_DATA' });
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      expect(endOf(await running.result)).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: alarm-no-data
  acceptance(
    'without data warns, and goes red without a rollback as long as it has not been OK',
    { world: withAlarms([byHand('orders', { state: 'INSUFFICIENT_DATA' })]) },
    async (stage) => {
      const running = stage.start({ ...short, alarms: 'orders' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('warning: alarm-without-data: alarm "orders" has no data');
    },
  );
});

chapter('an alarm that is red before the release', () => {
  // Covers: alarm-red-at-start
  acceptance(
    'refuses it before the first write, and is accepted by its code',
    { world: withAlarms([byHand('orders', { state: 'ALARM', sinceSeconds: 600 })]) },
    async (stage) => {
      const run = await stage.release({ ...short, alarms: 'orders' });
      expect(endOf(run)).toEqual(refused);
      expect(run.log).toMatch(
        /alarm "orders" is in ALARM since .*To release anyway, set ignore: alarm-red\./,
      );
      expect(stage.writes()).toEqual([]);
      expectNeverSawV2(stage);
      const hotfix = await stage.release({ ...short, alarms: 'orders', ignore: 'alarm-red' }, nextRun(stage));
      expect(endOf(hotfix)).toEqual(released);
    },
  );

  // Covers: alarm-counts-again
  acceptance(
    'judges again once it has been OK',
    { world: withAlarms([byHand('orders', { state: 'ALARM' })]) },
    async (stage) => {
      const running = stage.start({ ...baking, alarms: 'orders', ignore: 'alarm-red' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      expect(notedAlarms(stage)).toMatch(/\/1\/1$/);
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'OK' });
      await stage.until('the note', () => notedAlarms(stage).endsWith('/1/0'));
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      expect(endOf(await running.result)).toEqual(rolledBack('bake-alarm-red'));
      await expectUntouched(stage);
    },
  );
});

chapter('a run that was killed in the bake', () => {
  const killed = { isPostSkipped: true };

  // Covers: alarm-resumed-red
  acceptance(
    'rolls back in its next attempt for an alarm that went red in between',
    { world: withAlarms([byHand('orders')]) },
    async (stage) => {
      const inputs = { ...baking, alarms: 'orders' };
      const first = stage.start(inputs, killed);
      await stage.until('the bake', () => isAllOn(stage, 'web-b') && / bake/.test(first.log()));
      first.kill('SIGKILL');
      await first.result;
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      const again = await stage.release(inputs, { attempt: 2 });
      expect(endOf(again)).toEqual(rolledBack('bake-alarm-red'));
      await expectUntouched(stage);
    },
  );

  // Covers: alarm-resumed-waiting
  acceptance(
    'goes on in its next attempt with an alarm that was red from the start, though it changed in between',
    { world: withAlarms([byHand('orders', { state: 'ALARM' })]) },
    async (stage) => {
      const inputs = { ...short, alarms: 'orders', ignore: 'alarm-red' };
      const first = stage.start(inputs, killed);
      await stage.until('the bake', () => isAllOn(stage, 'web-b') && / bake/.test(first.log()));
      first.kill('SIGKILL');
      await first.result;
      // It never was OK: no data, and red again.
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'INSUFFICIENT_DATA' });
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      expect(endOf(await stage.release(inputs, { attempt: 2 }))).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('alarms that can not judge', () => {
  // Covers: alarm-missing, alarm-unreadable
  acceptance(
    'refuse the release: one that does not exist, and those that must not be read',
    { world: withAlarms([byHand('orders')]), tagsLeft: [] },
    async (stage) => {
      const run = await stage.release({ ...short, alarms: 'orders, Orders' });
      expect(endOf(run)).toEqual(refused);
      expect(run.log).toContain('there is no alarm "Orders" in this account and region');
      stage.sandbox.faults.add({ operation: 'DescribeAlarms', kind: 'access-denied', always: true });
      const denied = await stage.release({ ...short, alarms: 'orders' }, nextRun(stage));
      expect(endOf(denied)).toEqual(refused);
      expect(denied.log).toContain('Allow cloudwatch:DescribeAlarms');
      expect(stage.writes()).toEqual([]);
      expectNeverSawV2(stage);
    },
  );

  // Covers: alarm-unreadable-in-bake
  acceptance(
    'go on with their last state once they can no longer be read, with one note',
    { world: withAlarms([byHand('orders')]) },
    async (stage) => {
      const running = stage.start({ ...short, 'bake-time': '25s', 'warm-time': '25s', alarms: 'orders' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.faults.add({ operation: 'DescribeAlarms', kind: 'access-denied', always: true });
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      expect(run.log.match(/^.*cloudwatch:DescribeAlarms/gm)).toHaveLength(1);
    },
  );

  // Covers: alarm-one-group, alarm-too-slow
  acceptance(
    'for long enough, or in every second release, are shown by plan, with the metric over both groups',
    { world: withAlarms([onOneGroup('web-5xx', 5)]), hasTraffic: false, tagsLeft: [] },
    async (stage) => {
      const plan = await stage.release({ ...baking, command: 'plan', alarms: 'web-5xx', 'bake-time': '5m' });
      expect(plan.exitCode).toBe(0);
      expect(plan.log).toMatch(
        /alarm-one-group: alarm "web-5xx" watches target group web-b only.*m1 is the Sum of HTTPCode_Target_5XX_Count with TargetGroup targetgroup\/web-[ab]\/\w+.*FILL\(m1,0\)\+FILL\(m2,0\)/,
      );
      expect(plan.log).toMatch(/alarm-too-slow: alarm "web-5xx" goes red 8m00s after/);
      const status = await stage.release({ command: 'status', alarms: 'web-5xx' }, nextRun(stage));
      expect(status.log).toMatch(/alarm "web-5xx": OK since/);
      expect(stage.writes()).toEqual([]);
    },
  );
});

chapter('other commands', () => {
  // Covers: alarm-promote
  acceptance(
    'promote watches alarms, and rolls back',
    { world: withAlarms([byHand('orders')]) },
    async (stage) => {
      await stage.release(stageInputs);
      const running = stage.start(
        { ...promoteInputs, 'bake-time': '60s', 'warm-time': '60s', alarms: 'orders' },
        nextRun(stage),
      );
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      expect(endOf(await running.result)).toEqual(rolledBack('bake-alarm-red'));
      await expectUntouched(stage);
    },
  );

  // Covers: alarm-re-release
  acceptance(
    'rollback that releases a revision again watches alarms, and returns to what was live',
    {
      world: withAlarms([byHand('orders')]),
      freeTags: ['rolled-back', 'quarantined', 'previous-revision'],
    },
    async (stage) => {
      await overRelease(stage);
      const running = stage.start(
        { ...rollbackInputs, 'bake-time': '60s', 'warm-time': '60s', alarms: 'orders' },
        nextRun(stage),
      );
      await stage.until('the switch', () => isAllOn(stage, 'web-a'));
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      expect(endOf(await running.result)).toEqual(rolledBack('bake-alarm-red'));
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: alarm-rollback
  acceptance(
    'rollback waits for no alarm, red or unreadable',
    {
      world: withAlarms([byHand('orders', { state: 'ALARM' })]),
      tagsLeft: ['fence', 'rolled-back', 'quarantined'],
    },
    async (stage) => {
      await leftWarm(stage);
      stage.sandbox.faults.add({ operation: 'DescribeAlarms', kind: 'access-denied', always: true });
      const run = await stage.release({ ...rollbackInputs, alarms: 'orders' }, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});
