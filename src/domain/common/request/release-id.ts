import { traitsOf } from './commands.ts';
import type { Command } from './request.ts';

const suffix = '-rollback';

/** `<run id>-<service>`: the same for every attempt of the run. The way back anew is another release of the same run. */
export const releaseId = (runId: number, service: string, command: Command): string =>
  `${String(runId)}-${service}${traitsOf({ command }).rollsBack ? suffix : ''}`;

/** Whether a rollback made it. */
export const isRollbackId = (id: string): boolean => id.endsWith(suffix);

/** The run of a release id of this service; `null`: it is another service's, or none of ours. */
export function runOfRelease(id: string, service: string): number | null {
  const [, runId, name] = /^(\d+)-(.+)$/s.exec(id) ?? [];
  return runId !== undefined && (name === service || name === `${service}${suffix}`) ? Number(runId) : null;
}

/** The page of another run of the same repository, from this run's. */
export const runUrlOf = (ownRunUrl: string, runId: number): string =>
  ownRunUrl.replace(/\d+$/, String(runId));
