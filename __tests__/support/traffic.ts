// Traffic for tests: the meter as its own process, ended after each test, and the questions that tests ask of it.
import type { SummaryLine } from '../../sandbox/meter/lines.ts';
import type { TrafficSnapshot } from '../../sandbox/meter/record.ts';
import { startTraffic } from '../../sandbox/meter/spawn.ts';
import type { Traffic, TrafficOptions } from '../../sandbox/meter/spawn.ts';

interface TestTraffic {
  start(options: TrafficOptions): Promise<Traffic>;
  /** Call after each test. */
  stopAll(): Promise<void>;
}

export function createTestTraffic(): TestTraffic {
  const running: Traffic[] = [];
  return {
    async start(options) {
      const traffic = await startTraffic(options);
      running.push(traffic);
      return traffic;
    },
    async stopAll() {
      await Promise.all(running.splice(0).map((traffic) => traffic.stop()));
    },
  };
}

/** Whether every answer of the last whole second came from this version, and there were some. */
export function isServedOnlyBy(version: string): (snapshot: TrafficSnapshot) => boolean {
  return ({ lastSecond }) => {
    const seen = Object.keys(lastSecond?.versions ?? {});
    return seen.length === 1 && seen[0] === version;
  };
}

/** What users lost, in words; null if every request that was sent was answered well. */
export function lossOf({ sent, answered, failed, failuresByReason }: SummaryLine): string | null {
  if (sent > 0 && answered === sent) return null;
  return `${failed} of ${sent} requests failed: ${JSON.stringify(failuresByReason)}`;
}
