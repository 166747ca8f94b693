// Tasks whose targets fail their health checks, while users get the same answers as before.
import type { WorldPicture } from '../../sandbox/world.ts';
import type { Stage } from './acceptance-stage.ts';

export function runningIn(stage: Stage, group: string): WorldPicture['tasks'] {
  const set = stage.service().taskSets.find(({ targetGroup }) => targetGroup === group);
  return stage.world().tasks.filter((task) => task.taskSetId === set?.id && task.lastStatus === 'RUNNING');
}

/** Waits until so many others run in place of these tasks, and the target of each is healthy. */
export const replaced = (
  stage: Stage,
  group: string,
  gone: readonly string[],
  count = gone.length,
): Promise<void> =>
  stage.until(`tasks of ${group} are replaced`, () => {
    const running = runningIn(stage, group).filter(({ id }) => !gone.includes(id));
    // The target of a task that has ended may stay healthy for a moment.
    const healthy = stage.group(group).targets.flatMap(({ id, state }) => (state === 'healthy' ? [id] : []));
    return running.length === count && running.every(({ address }) => healthy.includes(address));
  });

/**
 * Every target fails its health checks from now on, those of replacements not. Throws if ECS would replace the tasks
 * meanwhile: they fail one after the other, and at no time would all of them be unhealthy.
 */
export async function fallIll(stage: Stage, group = 'web-b'): Promise<void> {
  const { healthCheckGracePeriodSeconds: grace } = stage.service();
  if (grace < 120) throw new Error(`ECS replaces unhealthy tasks after ${String(grace)} s: 120 s are needed`);
  failRunning(stage, group);
  await stage.until(`each target of ${group} is unhealthy`, () => {
    const { targets } = stage.group(group);
    return targets.length > 0 && targets.every(({ state }) => state === 'unhealthy');
  });
}

/** Those that run; all of them unless a count is given. */
function failRunning(stage: Stage, group: string, count?: number): void {
  for (const { id } of runningIn(stage, group).slice(0, count))
    stage.sandbox.control.killTask({ task: id, signal: 'SIGUSR2' });
}

/** From now on: also their replacements. */
export function failHealth(stage: Stage, group: 'web-a' | 'web-b', count?: number): void {
  const version = group === 'web-a' ? 'v1' : 'v2';
  const app = { command: ['node', `sandbox/apps/${version}.ts`], env: { READY: 'fail' } };
  stage.sandbox.control.setApp({ image: `web:${version}`, app });
  failRunning(stage, group, count);
}

export const nothingHealthyIn = (stage: Stage, group: string): Promise<void> =>
  stage.until(`no target of ${group} is healthy`, () =>
    stage.group(group).targets.every(({ state }) => state !== 'healthy'),
  );
