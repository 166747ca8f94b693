// Release IDs, which the tags and reports name.
import { traitsOf } from './commands.ts';
import type { Command } from './request.ts';

const suffix = '-rollback';

/** `<run id>-<service>`: the same for every attempt of the run. A re-release is another release of the same run. */
export const releaseId = (runId: number, service: string, command: Command): string =>
  `${String(runId)}-${service}${traitsOf({ command }).rollsBack ? suffix : ''}`;

/** Whether it names a re-release. */
export const isRollbackId = (id: string): boolean => id.endsWith(suffix);

/** Why a live re-release has no rollback of its own. */
export const ofReRelease =
  'a rollback released the live version; to move to another version, run the command rollback with the input rollback-to';

/** The run of a release ID of this service; `null`: the ID is of another service, or not ours. */
export function runOfRelease(id: string, service: string): number | null {
  const [, runId, name] = /^(\d+)-(.+)$/s.exec(id) ?? [];
  return runId !== undefined && (name === service || name === `${service}${suffix}`) ? Number(runId) : null;
}

/** Without the service's name, which may alone be as long as a tag: `<run id>`, or `<run id>-rollback`. Other text stays as it is. */
export function shortReleaseId(id: string, service: string): string {
  const runId = runOfRelease(id, service);
  if (runId === null) return id;
  return id === `${String(runId)}-${service}` ? String(runId) : `${String(runId)}${suffix}`;
}

/** The release ID again. */
export function longReleaseId(text: string, service: string): string {
  const [, runId, rolledBack = ''] = /^(\d+)(-rollback)?$/.exec(text) ?? [];
  return runId === undefined ? text : `${runId}-${service}${rolledBack}`;
}

/** Where the pages of the repository's runs are. Ends with a slash. */
export const runsPageOf = (ownRunUrl: string): string => ownRunUrl.replace(/\d+$/, '');

/** The page of another run of the same repository. */
export const runUrlOf = (ownRunUrl: string, runId: number): string =>
  `${runsPageOf(ownRunUrl)}${String(runId)}`;

/** A run of this repository in a message. A log turns the address into a link, and so does `plainWithRuns`. */
export const formatRun = (ownRunUrl: string, runId: number): string => `run ${runUrlOf(ownRunUrl, runId)}`;

/** The same text where an address can't be followed or takes too much room: only the ids of the runs stay. */
export const withoutRunPages = (text: string, ownRunUrl: string): string =>
  text.replaceAll(`run ${runsPageOf(ownRunUrl)}`, 'run ');
