// The other end of jobs.ts: plays one job after the other, and looks that nothing of one is left when the next begins.
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 10_000;

/** What keeps this process alive: servers, sockets, timers, children. */
const open = (): readonly string[] => process.getActiveResourcesInfo().toSorted();

/** Waits until nothing is open that was not open before; names what is left. */
async function leftSince(before: readonly string[]): Promise<readonly string[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const left = [...open()];
    for (const one of before) if (left.includes(one)) left.splice(left.indexOf(one), 1);
    if (left.length === 0 || performance.now() > until) return left;
    await sleep(20);
  }
}

async function playOne(play: () => Promise<void>): Promise<string | null> {
  const before = open();
  try {
    await play();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const left = await leftSince(before);
  return left.length === 0 ? null : `it left open: ${left.join(', ')}`;
}

/** Node opens them when somebody first writes there, which would count as left open. */
const openOutputs = (): void => {
  for (const stream of [process.stdout, process.stderr]) stream.write('');
};

export function answerJobs(play: (job: string, argument: string) => Promise<void>): void {
  openOutputs();
  process.on('message', (message) => {
    const [job, argument] = message as readonly [string, string];
    void playOne(() => play(job, argument)).then((problem) => process.send?.({ problem }));
  });
}
