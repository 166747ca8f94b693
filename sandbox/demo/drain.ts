// WebSocket clients of blue: all back at once, and in waves.
import colors from 'picocolors';
import { openStage, type Stage } from './stage.ts';
import { webService } from '../seeds.ts';
import { endOf } from './stories.ts';
import { heading, judge, printTraffic } from './totals.ts';

const clients = 16;
/** With its tasks and steps: v2 replaces v1 with a drain, and v3 replaces v2 without one. */
const quick = { 'bake-time': '3s', 'warm-time': '4s' };
const steps = '75,50,25,0 every 8s';

/** True if the waves were smaller than the crowd, and no request failed. */
export async function drain(): Promise<boolean> {
  heading(
    `${String(clients)} WebSocket clients stay on blue after the switch. Drained in steps, they come back in waves. Deleted at once, all come back together.`,
  );
  const { apps = {}, services } = webService({ desiredCount: 4 });
  const v3 = { command: ['node', 'sandbox/apps/v2.ts'], env: { VERSION: 'v3' } };
  const stage = await openStage(50, { services, apps: { ...apps, 'web:v3': v3 } }, clients);
  try {
    const waves = await release(stage, 'web:v2', { drain: steps, 'connections-path': '/connections' });
    const crowd = await release(stage, 'web:v3', {});
    const summary = await stage.traffic.stop();
    console.log(`     ${colors.dim(waves.connections)}`);
    print(`Drained (${steps})`, waves);
    print('Deleted at once', crowd);
    printTraffic(summary);
    return judge([
      [waves.end === 'released (released)' && crowd.end === waves.end, 'both releases ended well'],
      [
        peakOf(waves) < peakOf(crowd),
        `at most ${String(peakOf(waves))} clients a second came back in waves, and ${String(peakOf(crowd))} at once`,
      ],
      [
        waves.connections.startsWith(`${String(clients)} connections were open on blue`),
        'the report says how many connections were open on blue',
      ],
      [summary.failed === 0, 'no request of a user failed'],
    ]);
  } finally {
    await stage.close();
  }
}

interface Played {
  readonly end: string;
  /** What the log says of the connections of blue. Empty: nothing. */
  readonly connections: string;
  /** How many came back in each second. */
  readonly perSecond: readonly number[];
}

async function release(stage: Stage, image: string, more: Readonly<Record<string, string>>): Promise<Played> {
  const before = stage.traffic.snapshot().seconds.length;
  const run = await stage.release({ image, ...quick, ...more });
  const after = stage.traffic.snapshot().seconds.length;
  await stage.traffic.waitUntil(({ seconds }) => seconds.length >= after + 3, 10_000);
  const seconds = stage.traffic.snapshot().seconds.slice(before);
  const connections = run.log.split('\n').find((line) => / open on blue /.test(line)) ?? '';
  return { end: endOf(run), connections, perSecond: seconds.map(({ reconnections }) => reconnections) };
}

const peakOf = ({ perSecond }: Played): number => Math.max(0, ...perSecond);

function print(what: string, { perSecond }: Played): void {
  const seen = perSecond.flatMap((count, second) =>
    count === 0 ? [] : [`${String(count)} in second ${String(second)}`],
  );
  console.log(`  ${what}: came back ${seen.join(', ')}`);
}
