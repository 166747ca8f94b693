// A release whose contract takes away what v1 reads, and what comes after it.
import type { WorldPicture } from '../world.ts';
import { printLines, settled, withShop, type Shop } from './migrations.ts';
import { setsOf } from './situation.ts';
import { endOf } from './stories.ts';
import { judge, printRun } from './totals.ts';

const migrating = {
  migration: JSON.stringify({ kind: 'contract', command: ['node', 'sandbox/apps/migrate.ts', 'contract'] }),
};

/** True if the contract waited for the last task of v1, nothing rolled back past it, and no user noticed. */
export const contract = (): Promise<boolean> =>
  withShop(play, {
    title:
      'A contract takes away what v1 reads, once the last task of v1 has stopped. No rollback passes it.',
    ...{ migrating, isExpanded: true },
  });

async function play(shop: Shop): Promise<boolean> {
  const tasksLeft = atRunTask(shop);
  const release = await shop.releaseV2();
  printLines(release.log, /^contract of /);
  const [before, hadBegun] = [shop.columns(), tasksLeft() !== null];
  const teardown = await shop.release({ command: 'teardown' });
  printLines(teardown.log, /^contracting: /);
  const [after, writes] = [shop.columns(), writesOf(shop)];
  const rollback = await shop.release({ command: 'rollback' });
  printLines(rollback.log, /^Nothing was changed/);
  const summary = await settled(shop);
  printRun(rollback, shop.sandbox);
  const lost = before.filter((name) => !after.includes(name));
  return judge([
    [
      endOf(release) === 'released (released)' && !hadBegun && before.includes('name'),
      'the release ended well, kept blue warm, and left the database alone',
    ],
    [endOf(teardown) === 'torn-down (torn-down)', 'the teardown ended blue and ran the contract'],
    [tasksLeft() === 0, 'no task of v1 ran any more when the contract began'],
    [lost.join() === 'name', `the database has lost the column that only v1 reads: ${lost.join(', ')}`],
    [endOf(rollback) === 'refused (preflight-failed)', 'the rollback was refused'],
    [writesOf(shop) === writes, 'the rollback wrote nothing to AWS'],
    [summary.failed === 0, 'no request of a user failed'],
  ]);
}

const writesOf = ({ sandbox }: Shop): number => sandbox.calls().filter(({ isWrite }) => isWrite).length;

type Task = WorldPicture['tasks'][number];

/** How many tasks of other versions ran when RunTask came. `null`: it has not come. */
function atRunTask(shop: Shop): () => number | null {
  let left: number | null = null;
  shop.sandbox.onWrite((seq) => {
    if (shop.sandbox.calls()[seq - 1]?.operation !== 'RunTask') return;
    const world = shop.sandbox.world();
    const live = setsOf(world).find(({ status }) => status === 'PRIMARY');
    const isOlder = ({ service, taskSetId, lastStatus }: Task): boolean =>
      service === 'web' && lastStatus !== 'STOPPED' && taskSetId !== live?.id;
    left = world.tasks.filter(isOlder).length;
  });
  return () => left;
}
