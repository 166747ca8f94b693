// What holds at the end of every case, whatever it was about.
import { connect } from 'node:net';
import { expect } from '@jest/globals';
import type { SummaryLine } from '../../sandbox/meter/lines.ts';
import type { WorldPicture } from '../../sandbox/world.ts';
import type { AcceptanceOptions } from './acceptance.ts';
import { violations } from './acceptance-invariants.ts';
import type { Stage } from './acceptance-stage.ts';

const prefix = 'ecs-blue-green:';

/** Fails with what users lost, which invariant broke, or what was left behind. Ends traffic and sandbox. */
export async function judgeEnd(stage: Stage, options: AcceptanceOptions): Promise<void> {
  const summary = (await stage.traffic?.stop()) ?? null;
  if (summary !== null) expectServed(summary, options.allowedFailures ?? {});
  const world = stage.world();
  const bounds = {
    service: 'web',
    pair: options.pair ?? (['web-a', 'web-b'] as const),
    testRules: options.testRules ?? [],
    propagationMs: 2000,
    registrations: options.registrations ?? 1,
    greens: options.greens ?? 1,
  };
  expect(violations(stage.writes(), stage.calls(), world, bounds)).toEqual([]);
  expectTidy(world, options);
  expect(stage.sandbox.github.state().warnings).toEqual([]);
  await stage.sandbox.stop();
  expect(await leftOvers(stage, world)).toEqual([]);
}

function expectServed(summary: SummaryLine, allowed: Readonly<Record<string, number>>): void {
  const excess = Object.entries(summary.failuresByReason).filter(
    ([reason, count]) => count > (allowed[reason] ?? 0),
  );
  expect({ failed: Object.fromEntries(excess) }).toEqual({ failed: {} });
  expect(summary.answered + summary.failed).toBe(summary.sent);
  expect(summary.answered).toBeGreaterThan(0);
}

function expectTidy(world: WorldPicture, options: AcceptanceOptions): void {
  const { setsLeft = 1, tagsLeft = ['fence'], freeTags = [] } = options;
  const service = world.services.find(({ name }) => name === 'web');
  const sets = (service?.taskSets ?? []).map(({ id, status }) => `${id} ${status}`);
  expect(sets).toHaveLength(setsLeft);
  if (setsLeft > 0) expect(sets.filter((one) => one.endsWith('PRIMARY'))).toHaveLength(1);
  const tags = Object.keys(service?.tags ?? {}).filter((name) => name.startsWith(prefix));
  const ours = tags
    .map((name) => name.slice(prefix.length))
    .filter((name) => name !== 'blue' && !freeTags.includes(name));
  expect(ours.toSorted()).toEqual(tagsLeft.filter((name) => name !== 'blue').toSorted());
}

/** Processes that outlived the sandbox, and ports that still answer. */
async function leftOvers({ sandbox }: Stage, world: WorldPicture): Promise<readonly string[]> {
  const alive = world.tasks.flatMap(({ pids }) => pids).filter(isAlive);
  const urls = [
    sandbox.awsUrl,
    sandbox.githubUrl,
    sandbox.controlUrl,
    ...world.listeners.map(({ url }) => url),
  ];
  const open = await Promise.all(urls.map(async (url) => ((await isOpen(url)) ? [url] : [])));
  return [...alive.map((pid) => `process ${pid}`), ...open.flat()];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function isOpen(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
