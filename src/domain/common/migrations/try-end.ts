// How a try of a migration ended.
import type { OneOffTask } from '../one-off-tasks/task.ts';

/** An exit code; `none`: it ended without one; `not-started`: AWS refused to start it; `said-done`: a person said that it is done. */
export type TryEnd = `${number}` | 'none' | 'not-started' | 'said-done';

export const isSettled = (text: string): text is TryEnd =>
  /^\d+$/.test(text) || ['none', 'not-started', 'said-done'].includes(text);

export const isGood = (end: TryEnd | null): boolean => end === '0' || end === 'said-done';

/** What ECS shows. A command that was ended from outside may exit with 0 before it is done. `null`: it runs. */
export function endOf({ stop, container }: OneOffTask): TryEnd | null {
  if (stop === null) return null;
  const code = stop.containers.find(({ name }) => name === container)?.exitCode ?? null;
  if (code === null || (code === 0 && stop.stopCode !== 'EssentialContainerExited')) return 'none';
  return `${code}`;
}

/** For sentences. */
export function describeEnd(end: TryEnd): string {
  switch (end) {
    case 'none':
      return 'it ended without an exit code that counts';
    case 'not-started':
      return 'it was not started';
    case 'said-done':
      return 'it was declared done';
    default:
      return `exit code ${end}`;
  }
}
