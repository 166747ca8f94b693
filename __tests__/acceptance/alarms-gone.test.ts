// Alarms that somebody deletes while they watch a bake, or that can't be read for a time.
import { expect } from '@jest/globals';
import { byHand } from '../../sandbox/seeds-alarms.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { withAlarms } from '../support/alarm-worlds.ts';
import { endOf, expectUntouched, isAllOn, released, rolledBack, v2 } from '../support/bad-luck.ts';

const baking = { ...v2, 'bake-time': '60s', 'warm-time': '60s' };
const short = { ...v2, 'bake-time': '15s', 'warm-time': '15s' };

chapter('alarms in the bake', () => {
  // Covers: alarm-gone
  acceptance(
    'go on without one that somebody deletes in the bake, with one note, and the report says so',
    { world: withAlarms([byHand('orders'), byHand('stock')]) },
    async (stage) => {
      const times = { 'bake-time': '25s', 'warm-time': '25s' };
      const running = stage.start({ ...short, ...times, alarms: 'orders, stock' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.control.deleteAlarm({ alarm: 'orders' });
      const note = /Alarm "orders" is gone, so it is no longer watched/;
      await stage.until('the comment says so', () =>
        note.test(stage.sandbox.github.state().comments[0]?.body ?? ''),
      );
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      expect(run.log.match(/::warning::Alarm "orders" is gone/g)).toHaveLength(1);
      for (const text of [run.log, run.summary, stage.sandbox.github.state().comments[0]?.body])
        expect(text).toContain('alarm "orders" is gone, so it was not watched to the end');
      expect(run.log).not.toContain('"stock" is gone');
    },
  );

  // Covers: alarm-gone
  acceptance(
    'still roll back by those that are left',
    {
      world: withAlarms([byHand('orders'), byHand('stock')]),
    },
    async (stage) => {
      const running = stage.start({ ...baking, alarms: 'orders, stock' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.control.deleteAlarm({ alarm: 'orders' });
      await stage.until('the note', () => running.log().includes('"orders" is gone'));
      stage.sandbox.control.setAlarm({ alarm: 'stock', state: 'ALARM' });
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('bake-alarm-red'));
      await expectUntouched(stage);
    },
  );

  // Covers: alarm-throttled-in-bake
  acceptance(
    'roll back once they can be read again, although their reads were throttled when one went red',
    { world: withAlarms([byHand('orders')]) },
    async (stage) => {
      const running = stage.start({ ...baking, 'bake-time': '2m', alarms: 'orders' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      const throttle = { operation: 'DescribeAlarms', kind: 'throttle', always: true } as const;
      const fault = stage.sandbox.faults.add(throttle);
      const refusedReads = (): number =>
        stage.calls('DescribeAlarms').filter(({ outcome }) => outcome === 'error').length;
      await stage.until(
        'a read is throttled',
        () => refusedReads() > 0 && /::group::bake:/.test(running.log()),
      );
      stage.sandbox.control.setAlarm({ alarm: 'orders', state: 'ALARM' });
      const before = refusedReads();
      await stage.until('another one is', () => refusedReads() > before);
      expect(isAllOn(stage, 'web-b')).toBe(true);
      stage.sandbox.faults.remove(fault);
      expect(endOf(await running.result)).toEqual(rolledBack('bake-alarm-red'));
      await expectUntouched(stage);
    },
  );
});
