// One release of v2 over v1 under live traffic.
import colors from 'picocolors';
import { setsOf } from './situation.ts';
import { openStage } from './stage.ts';
import { heading, judge, printComment, printRun, printTraffic } from './totals.ts';
import { watch } from './watch.ts';

/** True if no request failed and only v2 is left. */
export async function release(): Promise<boolean> {
  heading(
    'A local AWS runs v1 of a web app behind a load balancer. Real clients send 300 requests a second.',
  );
  const stage = await openStage(300);
  const { sandbox, traffic } = stage;
  const watching = watch(stage);
  try {
    heading('The action releases v2 (node dist/index.js, started as a runner does)');
    const run = await stage.release({ image: 'web:v2', environment: 'production' }, (line) => {
      if (!line.startsWith('::')) console.log(`     ${colors.dim(line)}`);
    });
    const after = traffic.snapshot().seconds.length;
    await traffic.waitUntil(({ seconds }) => seconds.length >= after + 2, 10_000);
    watching.stop();
    const end = traffic.snapshot().lastSecond;
    const sets = setsOf(sandbox.world());
    const summary = await traffic.stop();
    printComment(sandbox);
    heading('Totals');
    printTraffic(summary);
    printRun(run, sandbox);
    return judge([
      [run.exitCode === 0, 'the run succeeded'],
      [summary.failed === 0 && summary.sent === summary.answered, 'no request failed'],
      [Object.keys(end?.versions ?? {}).join() === 'v2', 'only v2 serves at the end'],
      [sets.length === 1 && sets[0]?.status === 'PRIMARY', 'exactly one task set is left, and it is PRIMARY'],
    ]);
  } finally {
    watching.stop();
    await stage.close();
  }
}
