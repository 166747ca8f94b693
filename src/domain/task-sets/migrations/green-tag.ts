// What green's own tag says of the migration before it. It holds even after the tags of the service are wiped.
import type { BlueOnSchema } from '../../common/migrations/blue-on-schema.ts';
import { parseNote } from '../../common/migrations/note.ts';
import { isGood } from '../../common/migrations/try-end.ts';
import { isAccepted } from '../../common/request/risks.ts';
import type { SetTags, TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { failedAfter, passedBefore } from './blue-test.ts';
import { formatContract } from '../../common/migrations/plan-text.ts';
import { bringsContract, expandOf } from './sight.ts';

/** `7001.1.1 blue=tested`, `blue=untested` or `blue=failed`. */
export function migrationTag(scene: Scene): SetTags {
  const noted = parseNote(scene.world.service.tags.migration);
  if (expandOf(scene) === null || noted === null || !isGood(noted.end)) return {};
  return { migration: `${noted.id} blue=${verdict(scene, noted.blue)}` };
}

/** What the command that ends blue runs then. */
export const contractTag = ({ request }: Scene): SetTags =>
  bringsContract(request) && request.migration !== null
    ? { contract: formatContract(request.migration) }
    : {};

function verdict(scene: Scene, before: string): NonNullable<BlueOnSchema> {
  const { request, memory } = scene;
  if (failedAfter(scene, before) !== null && isAccepted(request, 'blue-fails-on-new-schema')) return 'failed';
  const asked = passedBefore(scene, before).length;
  return asked > 0 && memory.blueTest.after.passed >= asked ? 'tested' : 'untested';
}

/** What the tag says. `null`: the release brought no migration. */
export function blueOnSchema(green: Pick<TaskSetView, 'tags'> | null): BlueOnSchema {
  const tag = green?.tags.migration;
  if (tag === undefined) return null;
  if (tag.endsWith('blue=tested')) return 'tested';
  return tag.endsWith('blue=failed') ? 'failed' : 'untested';
}
