// Findings before the first write: a migration that can't be run, and an answer that can't count.
import type { NextOfContract } from '../../common/migrations/next-of-contract.ts';
import { parseNote, type TryNote } from '../../common/migrations/note.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { describeMissingContainer } from '../../common/one-off-tasks/revision.ts';
import { formatMoment } from '../../common/values/moment.ts';
import { failingOf } from '../model/look.ts';
import type { Scene } from '../roles/scene.ts';
import { begunContract } from '../tags/contract.ts';
import { adviseBegun, adviseUnknown, describeUnknown } from './contract-end.ts';
import { contractOf, lostNote, nextOf as nextOfContract, nextOfBegun } from './contract-sight.ts';
import { expandOf, nextOf, nextOfOthers } from './sight.ts';
import { adviseAnswer, isUnseen } from './tries.ts';

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
 * The input `migration-answer` counts for one try, so it has to name one whose end is unknown, and this run has to be able to do
 * what it says. While there is no such try, an answer has no effect: it may be left from an earlier run.
 */
export function answerProblems(scene: Scene): readonly string[] {
  const { request, world } = scene;
  if (failingOf(world, 'tasks') !== null) return [];
  const open = traitsOf(request).isRelease ? openBeforeGreen(scene) : openAfterBlue(scene);
  const answer = request.goal.migrationAnswer;
  const isAnyNamed = open.some(({ note }) => note.id === answer?.tryId);
  return open.flatMap((one) => {
    const what = `the ${one.kind} ${one.note.id} of ${formatMoment(one.note.notedAtMs, world.nowMs)}`;
    if (one.note.id === answer?.tryId)
      return answer.says === 'done' || one.isStartedHere
        ? []
        : [`migration-answer would start ${what} once more, which this run can't do. ${one.advice}`];
    if (answer !== null && !isAnyNamed)
      return [
        `migration-answer names the try ${answer.tryId}, and not the one whose end is unknown: ${what}, of which ECS shows no task. ` +
          one.advice,
      ];
    return one.unanswered === null ? [] : [`${one.unanswered}. ${one.advice}`];
  });
}

/** Nobody has noted its end, ECS shows no task of it, and this run may not start it by its token. */
interface OpenTry {
  readonly kind: 'migration' | 'contract';
  readonly note: TryNote;
  /** Whether `again` counts. */
  readonly isStartedHere: boolean;
  readonly advice: string;
  /** What refuses this run without an answer. `null`: nothing does. */
  readonly unanswered: string | null;
}

function openBeforeGreen(scene: Scene): readonly OpenTry[] {
  const note = parseNote(scene.world.service.tags.migration);
  // A revision that is not registered yet is none that a try was to run.
  const isShown = !isOpen(nextOf(scene) ?? nextOfOthers(scene));
  const contract = contractBeforeGreen(scene);
  if (note === null || isShown) return contract;
  const isStartedHere = expandOf(scene) !== null;
  const advice = adviseAnswer(note.id, 'release', isStartedHere);
  return [...contract, { kind: 'migration', note, isStartedHere, advice, unanswered: null }];
}

/** A rollback waits for no contract. */
function contractBeforeGreen(scene: Scene): readonly OpenTry[] {
  const begun = nextOfBegun(scene);
  if (begun === null || !isOpen(begun.next) || traitsOf(scene.request).rollsBack) return [];
  const { note } = begun;
  const advice = `${adviseBegun(scene, note)} Then release again.`;
  const isLost = isUnseen(scene, scene.world.contractTasks, note);
  const unanswered = isLost ? describeUnknown(scene, note, note.id) : null;
  return [{ kind: 'contract', note, isStartedHere: false, advice, unanswered }];
}

function openAfterBlue(scene: Scene): readonly OpenTry[] {
  const found = contractOf(scene);
  const next = nextOfContract(scene);
  if (found === null || next === null || !isOpen(next)) return [];
  const begun = begunContract(scene.world);
  const note = begun?.set === found.set.id ? begun.note : lostNote(found.set);
  return [{ kind: 'contract', note, isStartedHere: true, advice: adviseUnknown(note.id), unanswered: null }];
}

/** Its task may still show for some seconds: an answer for another try is wrong all the same. */
const isOpen = (next: NextOfContract): boolean =>
  next.kind === 'unknown' || (next.kind === 'await' && next.task === null);
