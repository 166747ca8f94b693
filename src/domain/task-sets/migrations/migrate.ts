// The migration of a release, before its green is made. It is never stopped, and no try is started twice.
import { formatNote, parseNote, type TryNote } from '../../common/migrations/note.ts';
import { describeEnd } from '../../common/migrations/try-end.ts';
import type { NextOfTry } from '../../common/migrations/next-of-try.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { Phase } from '../../common/run/step.ts';
import { askAfter, askBefore, hasPassedAgain, passedIds } from './blue-test.ts';
import { answersBefore, dueTest, isFailureAccepted } from './owed-test.ts';
import { expandOf, nextOf, nextOfOthers, requestFor, requestOf } from './sight.ts';
import { afterLateTags, describeStart, describeWait, isNeverStarted } from './tries.ts';

type Noting = Pick<Extract<NextOfTry, { kind: 'note' }>, 'note' | 'why'>;

/** How often a task is asked for. It may run for an hour. */
const askMs = 2000;

export function migrate(scene: Scene): Step | null {
  const next = nextOf(scene);
  if (next === null) return null;
  switch (next.kind) {
    case 'note':
      return next.why === 'new' ? noteNew(scene, next.note) : note('prepare', withAnswers(scene, next));
    case 'start':
      return start(scene);
    case 'await':
      return awaitEnd(scene, next);
    case 'done':
    case 'nothing':
      return testBlue(scene);
    case 'failed':
    case 'unknown':
      return null;
  }
}

/** What blue answers before is noted with the try: after a kill, nothing else shows it. */
function noteNew(scene: Scene, fresh: TryNote): Step {
  const { roles } = scene;
  const carried = answersBefore(scene);
  if (carried !== null) return note('prepare', { note: { ...fresh, ...carried }, why: 'new' });
  const tested: TryNote['tested'] = roles.blue === null ? null : { set: roles.blue.id, state: 'asked' };
  return (
    askBefore(scene) ?? note('prepare', { note: { ...fresh, blue: passedIds(scene), tested }, why: 'new' })
  );
}

/** The tags were wiped while it runs: what blue answered before is still known to the process that asked. */
function withAnswers(scene: Scene, next: Noting): Noting {
  const { blue } = scene.roles;
  const passed = passedIds(scene);
  if (scene.world.service.tags.migration !== undefined || blue === null || passed === '') return next;
  return { ...next, note: { ...next.note, blue: passed, tested: { set: blue.id, state: 'asked' } } };
}

const because: Readonly<Record<Extract<NextOfTry, { kind: 'note' }>['why'], string>> = {
  new: 'first, a tag names it, so that no run starts it twice',
  found: 'a tag names its task',
  ended: 'a tag notes how it ended',
  said: 'the input migration-answer says how it ended',
};

const note = (phase: Phase, { note: what, why }: Noting): Step =>
  step(phase, 'migrating', `migration ${what.id}: ${describeNote(what, why)}`, {
    kind: 'tag-service',
    tags: { migration: formatNote(what) },
  });

const describeNote = ({ end }: TryNote, why: keyof typeof because): string =>
  why === 'ended' && end !== null ? `${describeEnd(end)}, noted in a tag` : because[why];

function start(scene: Scene): Step | null {
  const migration = expandOf(scene);
  const asked = migration === null ? null : requestOf(scene, migration);
  const noted = parseNote(scene.world.service.tags.migration);
  if (asked === null || noted === null) return null;
  const request = requestFor(scene, asked, noted.id);
  const because = describeStart('migration', request);
  return afterLateTags(scene, step('prepare', 'migrating', because, { kind: 'run-task', request }));
}

/** What a person accepts is not asked again. */
function testBlue(scene: Scene): Step | null {
  const noted = dueTest(scene);
  if (noted === null || isFailureAccepted(scene, noted)) return null;
  return askAfter(scene, noted.blue) ?? notePassed(scene, noted);
}

/** From then on its test is not owed any more. */
function notePassed(scene: Scene, noted: TryNote): Step | null {
  const { blue } = scene.roles;
  if (blue === null || !hasPassedAgain(scene, noted.blue)) return null;
  const because = `migration ${noted.id}: a tag notes that blue has passed on the new schema`;
  const migration = formatNote({ ...noted, tested: { set: blue.id, state: 'passed' } });
  return step('prepare', 'testing-blue', because, { kind: 'tag-service', tags: { migration } });
}

function awaitEnd({ world }: Scene, { task }: Extract<NextOfTry, { kind: 'await' }>): Step {
  const id = parseNote(world.service.tags.migration)?.id ?? '';
  return wait('prepare', 'migrating', describeWait('migration', id, task), askMs);
}

/** Of any command that holds the service: what it sees of a migration is noted, so that nobody has to be asked later. */
export function noteMigration(scene: Scene, phase: Phase): Step | null {
  const { memory, world } = scene;
  const noted = parseNote(world.service.tags.migration);
  const next = nextOfOthers(scene);
  if (next.kind === 'note' && next.why !== 'new') return unlessAbandoned(scene, note(phase, next));
  if (noted === null || !isNeverStarted(memory, noted)) return null;
  return unlessAbandoned(scene, note(phase, { note: { ...noted, end: 'not-started' }, why: 'ended' }));
}
