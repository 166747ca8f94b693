// Releases of v2 with a contract after which v1 can't read the database, and the teardown that runs it.
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { AcceptanceOptions, Stage } from './acceptance.ts';
import { contracting, shop, type Shop } from './shop-database.ts';

export const contractSetting = (of: Shop, more: Partial<AcceptanceOptions> = {}): AcceptanceOptions => ({
  world: of.world,
  prepare: of.prepare,
  tagsLeft: ['fence', 'contract'],
  freeTags: ['rules', 'lease', 'rolled-back', 'quarantined'],
  ...more,
});

/** Both versions can read its database until the contract. */
export const expanded = (env: Readonly<Record<string, string>> = {}, options: WebServiceOptions = {}): Shop =>
  shop(env, true, options);

/** The nth run after the case's own. */
export const runOf = (stage: Stage, n: number): { readonly runId: number } => ({ runId: stage.runId + n });

export const isContracting = (stage: Stage): boolean =>
  stage.world().oneOffTasks.some(({ lastStatus }) => lastStatus !== 'STOPPED');

export const untilContracted = (stage: Stage): Promise<void> =>
  stage.until('the contract has ended', () => !isContracting(stage));

/** v2 is live, and blue is kept warm; the run is gone. */
export async function leftWithContract(stage: Stage): Promise<void> {
  const running = stage.start({ ...contracting(), 'warm-time': '10m' }, { isPostSkipped: true });
  await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
  running.kill('SIGKILL');
  await running.result;
}
