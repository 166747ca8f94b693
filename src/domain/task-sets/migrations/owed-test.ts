// The test of blue on the new schema is owed until it has passed, by whichever run. A blue that was replaced owes nothing.
import { parseNote, type TryNote } from '../../common/migrations/note.ts';
import { isGood } from '../../common/migrations/try-end.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { isAccepted } from '../../common/request/risks.ts';
import type { Scene } from '../roles/scene.ts';
import { formatSet } from '../roles/describe-set.ts';
import { failedAfter } from './blue-test.ts';
import { nextOf } from './sight.ts';

/** What blue has to pass before green is made. `null`: nothing. A rollback waits for no test. */
export function dueTest(scene: Scene): TryNote | null {
  const { request, world } = scene;
  if (traitsOf(request).rollsBack) return null;
  const noted = parseNote(world.service.tags.migration);
  // Noted by a version of this action that did not note whose answers they are.
  if (noted !== null && noted.tested === null) return nextOf(scene)?.kind === 'done' ? noted : null;
  return owedNote(scene);
}

/** The try whose test this blue owes. */
function owedNote({ world, roles }: Scene): TryNote | null {
  const noted = parseNote(world.service.tags.migration);
  return noted !== null && isOwed(noted) && noted.tested?.set === roles.blue?.id ? noted : null;
}

const isOwed = ({ tested, end, blue }: TryNote): boolean =>
  blue !== '' && (tested?.state === 'owed' || (tested?.state === 'asked' && isGood(end)));

/** For `status`: what the next release meets. Empty: what is live owes no test. */
export function describeOwed({ world, roles }: Pick<Scene, 'world' | 'roles'>): readonly string[] {
  const noted = parseNote(world.service.tags.migration);
  const set = roles.live.find(({ id }) => id === noted?.tested?.set);
  if (noted === null || set === undefined || !isOwed(noted)) return [];
  return [
    `since ${noted.id}, ${formatSet(set)} has not passed its test on the new schema. The next deploy or stage tests it before green is made`,
  ];
}

/**
 * What this blue passed before an earlier try, which has changed the database: the next one is judged by that, since blue may
 * fail by now. `null`: it is asked.
 */
export function answersBefore(scene: Scene): Pick<TryNote, 'blue' | 'tested'> | null {
  const noted = parseNote(scene.world.service.tags.migration);
  const { tested = null, blue = '', end = null } = noted ?? {};
  if (tested === null || tested.set !== scene.roles.blue?.id || tested.state === 'passed') return null;
  if (blue === '' || (end === 'not-started' && tested.state === 'asked')) return null;
  return { blue, tested: { ...tested, state: owedNote(scene) === null ? 'asked' : 'owed' } };
}

/** A person goes on with a blue that fails. */
export const isFailureAccepted = (scene: Scene, { blue }: TryNote): boolean =>
  failedAfter(scene, blue) !== null && isAccepted(scene.request, 'blue-fails-on-new-schema');
