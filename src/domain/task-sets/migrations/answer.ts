// The input `migration-answer`, before the first write: it counts for one try, so it has to name the one that asks for it.
import { parseNote } from '../../common/migrations/note.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Scene } from '../roles/scene.ts';
import { begunContract } from '../tags/contract.ts';
import { describeUnseen, isUnseen } from './tries.ts';

/** Of a release about its migration, and of a teardown about its contract. An answer that nothing asks for has no effect. */
export function answerProblems(scene: Scene): readonly string[] {
  const { request, world } = scene;
  const { migrationAnswer: answer } = request.goal;
  const { isRelease, endsWarmTime } = traitsOf(request);
  if (answer === null || !(isRelease || endsWarmTime)) return [];
  const migration = parseNote(world.service.tags.migration);
  const begun = begunContract(world)?.note ?? null;
  if ([migration?.id, begun?.id].includes(answer.tryId)) return [];
  const kind = isRelease ? 'migration' : 'contract';
  const [note, tasks] = isRelease ? [migration, world.migrationTasks] : [begun, world.contractTasks];
  if (note === null || !isUnseen(scene, tasks, note)) return [];
  const asked = describeUnseen(kind, note, world.nowMs);
  return [
    `migration-answer names the try ${answer.tryId}, and not the one that asks for an answer: ${asked}.`,
  ];
}
