// Two releases of a faulty version: users stay on v1 or return to it, and both runs fail with the right reason.
import colors from 'picocolors';
import type { SummaryLine } from '../meter/lines.ts';
import type { ActionResult } from '../runner/run-action.ts';
import { openStage, type Stage } from './stage.ts';
import { heading, judge, printComment, printRun, printTraffic } from './totals.ts';
import { watch } from './watch.ts';

interface Ended {
  readonly run: ActionResult;
  readonly summary: SummaryLine;
  readonly failedSeconds: number;
}

/** What the bake promises: the fault is detected and rolled back within this many seconds. */
const backWithinSeconds = 15;

/**
 * Two faulty versions at the same time: the `/ready` of one fails, the other breaks under real traffic after the switch.
 * True if users stayed on v1 (or returned to it in time) and both runs failed with the right reason.
 */
export async function broken(): Promise<boolean> {
  heading(
    'Two services run v1. One gets a version that never becomes ready, the other a version that breaks under traffic.',
  );
  const [unready, fragile] = await Promise.all([openStage(100), openStage(100)]);
  try {
    const [never, later] = await Promise.all([
      run(unready, 'never ready  ', { READY: 'fail' }),
      run(fragile, 'breaks later ', { BREAK_UNDER_TRAFFIC: '1' }),
    ]);
    printEnd('Never ready', unready, never);
    printEnd('Breaks under traffic', fragile, later);
    return judge([
      [never.run.exitCode === 1, 'never ready: the run failed'],
      [failedHealthChecks(never.run), 'never ready: the reason is right'],
      [
        never.summary.failed === 0 && !('v2' in never.summary.versions),
        'never ready: users stayed on v1, and no request failed',
      ],
      [later.run.exitCode === 1, 'breaks later: the run failed'],
      [/^bake-/.test(later.run.outputs['reason-code'] ?? ''), 'breaks later: the reason is right'],
      [later.summary.failed > 0, 'breaks later: the meter counted the failed requests'],
      [
        later.failedSeconds <= backWithinSeconds,
        `breaks later: users were back on v1 after ${String(later.failedSeconds)} s (promised: ${String(backWithinSeconds)} s)`,
      ],
    ]);
  } finally {
    await Promise.all([unready.close(), fragile.close()]);
  }
}

/** ECS replaces tasks that fail their health checks, so either the deadline or the circuit breaker comes first. */
function failedHealthChecks({ outputs }: ActionResult): boolean {
  const { 'reason-code': reason, 'result-json': json } = outputs;
  return (
    /^(not-ready-in-time|circuit-breaker)$/.test(reason ?? '') && /health checks|healthy/i.test(json ?? '')
  );
}

/** `more`: inputs. */
export async function run(
  stage: Stage,
  label: string,
  environment: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = pageProbed(stage),
): Promise<Ended> {
  const { traffic } = stage;
  const watching = watch(stage, label);
  const path = stage.writeTaskDefinition('web:v2', environment);
  const inputs = { 'task-definition': path, 'bake-time': '20s', 'warm-time': '20s', ...more };
  const ended = await stage.release(inputs, (line) => {
    if (!line.startsWith('::')) console.log(`     ${colors.dim(label + line)}`);
  });
  const after = traffic.snapshot().seconds.length;
  await traffic.waitUntil(({ seconds }) => seconds.length >= after + 2, 10_000);
  watching.stop();
  const bad = traffic
    .snapshot()
    .seconds.filter(({ failed }) => failed > 0)
    .map(({ t }) => t);
  const failedSeconds = bad.length === 0 ? 0 : Math.max(...bad) - Math.min(...bad) + 1;
  return { run: ended, summary: await traffic.stop(), failedSeconds };
}

/** The page that users request: `/ready` still answers 200 while they get errors. */
const pageProbed = ({ sandbox }: Stage): Readonly<Record<string, string>> => ({
  'production-url': sandbox.listenerUrl('http'),
});

export function printEnd(title: string, { sandbox }: Stage, { run: ended, summary }: Ended): void {
  heading(title);
  printTraffic(summary);
  printRun(ended, sandbox);
  printComment(sandbox);
}
