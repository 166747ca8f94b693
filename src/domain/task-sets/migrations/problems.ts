// Findings before the first write: a migration that can't be run, and an answer for another try than the one that asks.
import { parseNote } from '../../common/migrations/note.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { describeMissingContainer } from '../../common/one-off-tasks/revision.ts';
import type { Scene } from '../roles/scene.ts';
import { begunContract } from '../tags/contract.ts';
import { describeUnseen, isUnseen } from './tries.ts';

/** It runs as a task of what green will run, before green is made. */
export function migrationProblems({ request, world, roles }: Scene): readonly string[] {
  const { isRelease, revisionFrom } = traitsOf(request);
  const container = request.migration?.container ?? null;
  const { candidate } = world;
  if (container === null || candidate === null || roles.green !== null) return [];
  if (!isRelease || revisionFrom !== 'inputs') return [];
  const inside = { containers: candidate.containers.map(({ name }) => name), what: candidate.family };
  const missing = describeMissingContainer('migration: its command runs', container, inside, ' in container');
  return missing === null ? [] : [missing];
}

/**
 * The input `migration-answer` counts for one try, so it has to name the one that asks for it: in a release about its
 * migration, in a teardown about its contract. An answer that nothing asks for has no effect.
 */
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
