// What must hold when a contract begins: nothing runs that can't live with it, and a tag says so.
import { isRollbackId } from '../../src/domain/common/request/release-id.ts';
import type { TaskSetPicture } from '../../sandbox/world.ts';
import { releaseTag, serviceIn, setsIn, type Bounds, type WitnessedWrite } from './acceptance-witness.ts';

const starts = (request: Readonly<Record<string, unknown>>): boolean =>
  String(request['startedBy']).startsWith('ecs-blue-green-contract/');

/** Of the start of a contract, a sentence for each that isn't so. */
export function wrongContractStart({ call: { request }, before }: WitnessedWrite, bounds: Bounds): string[] {
  if (!starts(request)) return [];
  const sets = setsIn(before, bounds);
  const live = sets.findIndex(({ status }) => status === 'PRIMARY');
  const isLater = (set: TaskSetPicture, index: number): boolean =>
    index > live && set.tags[releaseTag] !== undefined && !isRollbackId(set.tags[releaseTag]);
  const bearing = sets.filter((set, index) => index === live || isLater(set, index)).map(({ id }) => id);
  const older = before.tasks.filter(
    ({ service, taskSetId, lastStatus }) =>
      service === bounds.service && lastStatus !== 'STOPPED' && !bearing.includes(taskSetId),
  );
  const tags = (request['tags'] ?? []) as readonly { readonly key: string; readonly value: string }[];
  const tryId = tags.find(({ key }) => key === 'ecs-blue-green:try')?.value ?? '?';
  const noted = serviceIn(before, bounds)?.tags['ecs-blue-green:contract'] ?? '';
  return [
    ...older.map(({ id, taskSetId }) => `a contract begins while task ${id} of ${taskSetId} runs`),
    ...(noted.startsWith(`try=${tryId} `) ? [] : [`no tag says that contract ${tryId} begins: "${noted}"`]),
  ];
}
