// Every story in every model of AWS: the sandbox over the wire, the fake of the engine's tests, and the account of the
// exhaustive check. Where two of them differ, the fact decides which one is wrong.
import { afterAll, describe, expect, test } from '@jest/globals';
import { accountModel } from './account.ts';
import { fakeModel } from './fake.ts';
import type { Model } from './model.ts';
import { play } from './play.ts';
import { openStage, positionFor, type Stage } from './sandbox.ts';
import { stories } from './stories.ts';
import type { Given, SmallModel, Story } from './story.ts';

const title = ({ fact, name }: Story): string => (fact === null ? name : `${name} (fact ${String(fact)})`);

/** The story's service in the sandbox, by its place in the table. */
const scopeOf = (story: Story): string => `s${String(stories.indexOf(story)).padStart(2, '0')}`;

const stages = new Map<number, Promise<Stage>>();
function stageFor(story: Story): Promise<Stage> {
  const position = positionFor(story);
  const cast = stories.filter((one) => positionFor(one) === position);
  const stage = stages.get(position) ?? openStage(new Map(cast.map((one) => [scopeOf(one), one])), position);
  stages.set(position, stage);
  return stage;
}

afterAll(async () => {
  for (const stage of stages.values()) await (await stage).close();
}, 60_000);

/** Stories mostly wait. More of them side by side would make each one slow, and the times between its steps long. */
let places = 16;
const queue: (() => void)[] = [];
async function inPlace(work: () => Promise<void>): Promise<void> {
  if (places === 0) await new Promise<void>((resolve) => queue.push(resolve));
  else places -= 1;
  try {
    await work();
  } finally {
    const next = queue.shift();
    if (next === undefined) places += 1;
    else next();
  }
}
/** The wait for a place is part of it. */
const patienceMs = 240_000;

describe('in the sandbox', () => {
  for (const story of stories)
    test.concurrent(
      title(story),
      () =>
        inPlace(async () => {
          const stage = await stageFor(story);
          await play(stage.model(scopeOf(story)), story);
        }),
      patienceMs,
    );
});

const small: Readonly<Record<SmallModel, (given: Given) => Model>> = {
  fake: fakeModel,
  account: accountModel,
};

/** Where the model differs; `null`: nowhere. */
async function problemOf(name: SmallModel, story: Story): Promise<string | null> {
  try {
    await play(small[name](story.given ?? {}), story);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each(['fake', 'account'] as const)('in the %s', (name) => {
  for (const story of stories)
    if (story.leftOut?.[name] === undefined)
      test(title(story), async () => {
        expect(await problemOf(name, story)).toBeNull();
      });
    // What a model can play must not be listed as left out.
    else
      test(`left out: ${title(story)}`, async () => {
        expect(await problemOf(name, story)).not.toBeNull();
      });
});

describe('the table', () => {
  test('names each story once', () => {
    const names = stories.map(title);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('has a sandbox for the positions of every story', () => {
    expect(stories.filter((story) => positionFor(story) < 0).map(title)).toEqual([]);
  });
});
