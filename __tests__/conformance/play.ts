// Plays a story in a model, step by step, and reports the first step at which the model differs.
import { isDeepStrictEqual } from 'node:util';
import type { TaskArn } from '../../src/domain/common/one-off-tasks/task.ts';
import type { TaskSetArn } from '../../src/domain/task-sets/model/world.ts';

import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Model, Answer } from './model.ts';
import { differences, pictureOf } from './picture.ts';
import type { Expected, Picture, Step, Story, StoryWrite, Wanted } from './story.ts';
import { writeOf } from './writes.ts';

interface Scene {
  readonly model: Model;
  readonly names: Map<string, TaskSetArn>;
  readonly tasks: Map<string, TaskArn>;
  /** When the last write that was accepted was sent: a delay counts from it, not from a refused one after it. */
  writtenMs: number;
  recall: (() => Promise<readonly { readonly arn: string }[]>) | null;
}

/** Rejects with the first difference. */
export async function play(model: Model, story: Story): Promise<void> {
  const scene: Scene = { model, names: new Map(), tasks: new Map(), writtenMs: model.now(), recall: null };
  const [blue] = (await model.reads.service()).sets;
  if (blue !== undefined) scene.names.set('blue', blue.arn);
  for (const [index, step] of story.steps.entries()) {
    const problem = await take(scene, step);
    if (problem !== null) throw new Error(`step ${String(index + 1)}, ${stepText(step)}: ${problem}`);
  }
}

async function take(scene: Scene, step: Step): Promise<string | null> {
  const { model, names } = scene;
  switch (step.kind) {
    case 'write':
      return unexpected(step.expects, await send(scene, step.write));
    case 'retry':
      return keepTrying(scene, step.write);
    case 'plain': {
      const { made, refusal } = await model.plain(step.call, names.get(step.set) ?? null);
      if (made !== null) names.set(step.set, made);
      return unexpected(
        step.expects,
        refusal === null ? { kind: 'accepted' } : { kind: 'refused', says: refusal },
      );
    }
    case 'event':
      await model.happen(step.event, 'set' in step.event ? (names.get(step.event.set) ?? null) : null);
      return null;
    case 'outline':
      scene.recall = await model.reads.outline();
      return null;
    case 'recalls': {
      const found = (await scene.recall?.())?.map(({ arn }) => nameOf(scene, arn));
      return differences(step.sets, found, 'sets')[0] ?? null;
    }
    case 'shows':
      return (await missing(scene, step.picture))[0] ?? null;
    case 'eventually': {
      const problem = await untilShown(scene, step.picture);
      const tookMs = model.now() - scene.writtenMs;
      const isEarly = step.isAfterDelay && tookMs < model.delayMs;
      return problem ?? (isEarly ? `after ${String(tookMs)} ms, before the delay has passed` : null);
    }
  }
}

const nameOf = ({ names }: Scene, arn: string): string =>
  [...names].find(([, known]) => known === arn)?.[0] ?? arn;

const missing = async (scene: Scene, picture: Wanted<Picture>): Promise<string[]> =>
  differences(picture, await pictureOf(scene.model, scene, picture));

async function untilShown(scene: Scene, picture: Wanted<Picture>): Promise<string | null> {
  const { model } = scene;
  const endMs = model.now() + model.patienceMs;
  for (;;) {
    const [problem] = await missing(scene, picture);
    if (problem === undefined) return null;
    if (model.now() > endMs) return problem;
    await model.pass();
  }
}

async function send(scene: Scene, write: StoryWrite): Promise<Answer> {
  const { model, names } = scene;
  const sent = await writeOf(model, scene, write);
  const sentMs = model.now();
  const outcome = await model.send(sent);
  if (outcome.kind !== 'failed') scene.writtenMs = sentMs;
  if (outcome.kind === 'started' && write.kind === 'run') return startedIn(scene, write.task, outcome.task);
  if (outcome.kind !== 'created' || write.kind !== 'create') return answerOf(scene, outcome);
  // What it returns for a token that was used before is the old set.
  const isKnown = [...names.values()].includes(outcome.set);
  if (!isKnown) names.set(write.set, outcome.set);
  return isKnown ? { kind: 'answers', set: nameOf(scene, outcome.set) } : { kind: 'accepted' };
}

/** What it returns for a token that was used before is the task of the first request. */
function startedIn({ tasks }: Scene, name: string, task: TaskArn): Answer {
  const known = [...tasks].find(([, one]) => one === task)?.[0];
  if (known === undefined) tasks.set(name, task);
  return known === undefined ? { kind: 'accepted' } : { kind: 'answers', set: known };
}

function answerOf(scene: Scene, outcome: Outcome): Answer {
  if (outcome.kind !== 'failed') return { kind: 'accepted' };
  const { kind, code, message } = outcome.trouble;
  return { kind, says: `${code}: ${message}` };
}

async function keepTrying(scene: Scene, write: StoryWrite): Promise<string | null> {
  const { model } = scene;
  const endMs = model.now() + model.patienceMs;
  for (;;) {
    const answer = await send(scene, write);
    if (answer.kind === 'accepted') return null;
    if (model.now() > endMs) return `never accepted, last ${JSON.stringify(answer)}`;
    await model.pass();
  }
}

function unexpected(expected: Expected, answer: Answer): string | null {
  const isExpected =
    expected.kind === 'refused'
      ? answer.kind === 'refused' && expected.says.test(answer.says)
      : isDeepStrictEqual(expected, answer);
  const wanted = expected.kind === 'refused' ? `refused: ${String(expected.says)}` : JSON.stringify(expected);
  return isExpected ? null : `expected ${wanted}, found ${JSON.stringify(answer)}`;
}

function stepText(step: Step): string {
  switch (step.kind) {
    case 'write':
    case 'retry':
      return `${step.write.kind} ${'set' in step.write ? step.write.set : 'task' in step.write ? step.write.task : ''}`.trim();
    case 'plain':
      return step.call;
    case 'event':
      return step.event.kind;
    case 'outline':
    case 'recalls':
    case 'shows':
    case 'eventually':
      return step.kind;
  }
}
