// What green's own tag says of the migration before it. It holds even after the tags of the service are wiped.
import type { BlueOnSchema } from '../../common/migrations/blue-on-schema.ts';
import { parseNote, type TryNote } from '../../common/migrations/note.ts';
import { isGood } from '../../common/migrations/try-end.ts';
import type { SetTags, TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { formatContract } from '../../common/migrations/plan-text.ts';
import { dueTest, isFailureAccepted } from './owed-test.ts';
import { bringsContract, expandOf } from './sight.ts';

/** `7001.1.1 blue=tested`, `blue=untested` or `blue=failed`. Also of an earlier migration whose test blue still owes. */
export function migrationTag(scene: Scene): SetTags {
  const noted = parseNote(scene.world.service.tags.migration);
  const isOwn = expandOf(scene) !== null && isGood(noted?.end ?? null);
  if (noted === null || !(isOwn || dueTest(scene) !== null)) return {};
  return { migration: `${noted.id} blue=${verdict(scene, noted)}` };
}

/** What the command that ends blue runs then. */
export const contractTag = ({ request }: Scene): SetTags =>
  bringsContract(request) && request.migration !== null
    ? { contract: formatContract(request.migration) }
    : {};

function verdict(scene: Scene, noted: TryNote): NonNullable<BlueOnSchema> {
  const { tested } = noted;
  if (tested?.state === 'passed' && tested.set === scene.roles.blue?.id) return 'tested';
  return isFailureAccepted(scene, noted) ? 'failed' : 'untested';
}

/** What the tag says. `null`: the release brought no migration. */
export function blueOnSchema(green: Pick<TaskSetView, 'tags'> | null): BlueOnSchema {
  const tag = green?.tags.migration;
  if (tag === undefined) return null;
  if (tag.endsWith('blue=tested')) return 'tested';
  return tag.endsWith('blue=failed') ? 'failed' : 'untested';
}
