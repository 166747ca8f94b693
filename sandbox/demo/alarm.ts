// A faulty version that passes every health check: an alarm rolls it back, as late as CloudWatch is.
import { onBothGroups } from '../seeds-alarms.ts';
import { printEnd, run } from './broken.ts';
import { openStage } from './stage.ts';
import { heading, judge } from './totals.ts';

const name = 'web-5xx';

/** A period of a minute that has just begun, a point that comes a minute later, ten seconds between two reads, and the rollback. */
const backWithinSeconds = 60 + 60 + 10 + 20;

/** True if the alarm returned users to v1 in time, and the run says how long it took. */
export async function alarm(): Promise<boolean> {
  heading(
    'A service runs v1. It gets a version that answers users with errors, and every health check with 200.',
  );
  const stage = await openStage(100, { alarms: [onBothGroups(name)] });
  try {
    const bake = { 'bake-time': '5m', 'warm-time': '5m', 'probe-interval': '3s' };
    const ended = await run(stage, '', { BREAK_UNDER_TRAFFIC: '1' }, { ...bake, alarms: name });
    printEnd('Seen by an alarm only', stage, ended);
    const { exitCode, outputs } = ended.run;
    return judge([
      [exitCode === 1, 'the run failed'],
      [outputs['reason-code'] === 'bake-alarm-red', 'the reason is right'],
      [
        /Time to detect: /.test(outputs['result-json'] ?? ''),
        'the report has the time to detect and to restore',
      ],
      [
        ended.failedSeconds <= backWithinSeconds,
        `users were back on v1 after ${String(ended.failedSeconds)} s (promised: ${String(backWithinSeconds)} s)`,
      ],
    ]);
  } finally {
    await stage.close();
  }
}
