// One part of an observation: how old it is, and what takes its place when it is late or fails.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createPartReader, keeping, type Dated, type KeptReader } from '../../src/engine/part-reader.ts';
import { allReadAt, parts, type Part } from '../../src/domain/task-sets/model/look.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { PortError } from '../../src/errors.ts';
import type { TimingPort } from '../../src/ports.ts';
import { aLook, readTrouble, unread } from '../support/looks.ts';
import { aMemory, aRule, aWorld, a, b, noon } from '../support/worlds.ts';

const rulesOf = ({ rules }: World): World['rules'] => rules;
const old = [aRule([[a, 100]])];
const young = [aRule([[b, 100]])];
const live = aMemory({ hasGreenBeenLive: true, switchedAtMs: noon });

let nowMs = noon;
/** What each part was last read for. */
let keys = new Map<Part, string>();
/** What is waited for in vain, by how long it was waited for. */
let waits: number[] = [];
const clock = { now: () => nowMs, sleep: () => Promise.resolve() };
/** A read that nobody has answered yet is late. */
const timing: Pick<TimingPort, 'read' | 'within'> = {
  async read(work) {
    const readAtMs = nowMs;
    return { value: await work(), readAtMs, calls: 1, isThrottled: false };
  },
  async within(ms, work) {
    const settled = await Promise.race([work, new Promise<null>((resolve) => setImmediate(resolve, null))]);
    if (settled !== null) return settled;
    nowMs += ms;
    waits.push(ms);
    return null;
  },
};

interface Call {
  answer: (rules: World['rules']) => void;
  fail: (error: Error) => void;
}
let calls: Call[] = [];
const ask = (): Promise<World['rules']> =>
  new Promise((resolve, reject) => {
    calls.push({ answer: resolve, fail: reject });
  });

beforeEach(() => {
  nowMs = noon;
  keys = new Map([['rules', '']]);
  waits = [];
  calls = [];
});

const newReader = () => createPartReader({ clock, timing: timing as TimingPort });
const seen = (look = aLook({ rules: 5000 })): World => aWorld({ rules: old, look });
function reading(
  readPart: ReturnType<typeof newReader>,
  {
    memory = live,
    last = seen(),
    wanted = parts,
  }: { memory?: Memory; last?: World | null; wanted?: readonly Part[] } = {},
): KeptReader {
  const asked = { parts: wanted, keepsFailing: wanted.length < parts.length };
  return keeping(readPart, { memory, last, wanted: asked, keys });
}
const readRules = (read: KeptReader, key = ''): Promise<Dated<World['rules']>> =>
  read('rules', { key, of: rulesOf }, ask);
const denied = (): PortError => new PortError(readTrouble('denied'));

describe('a part', () => {
  test('is as old as its read', async () => {
    const done = readRules(reading(newReader()));
    nowMs += 400;
    calls[0]?.answer(young);
    expect(await done).toEqual({
      value: young,
      reading: { readAtMs: noon, isNew: true, calls: 1, isThrottled: false, failing: null },
    });
  });

  test('that is not wanted stays as it was, as old as it was', async () => {
    const kept = await readRules(reading(newReader(), { wanted: ['service'] }));
    expect(kept).toEqual({
      value: old,
      reading: { readAtMs: noon - 5000, isNew: false, calls: 0, isThrottled: false, failing: null },
    });
    expect(calls).toEqual([]);
  });

  test('that is late is the last known one after 2 s, while the read goes on for a later look', async () => {
    const readPart = newReader();
    const late = await readRules(reading(readPart));
    expect(waits).toEqual([2000]);
    expect(late.value).toBe(old);
    expect(late.reading).toMatchObject({
      readAtMs: noon - 5000,
      isNew: false,
      failing: { sinceMs: noon + 2000 },
    });
    const joined = readRules(reading(readPart));
    calls[0]?.answer(young);
    expect(await joined).toEqual({
      value: young,
      reading: { readAtMs: noon, isNew: true, calls: 1, isThrottled: false, failing: null },
    });
    expect(calls).toHaveLength(1);
  });

  test('that stays late is not waited for again, and is sent once', async () => {
    const readPart = newReader();
    for (let look = 0; look < 3; look += 1) await readRules(reading(readPart));
    expect(waits).toEqual([2000, 0, 0]);
    expect(calls).toHaveLength(1);
  });

  test('is read again after its read has ended', async () => {
    const readPart = newReader();
    for (const rules of [young, old]) {
      const done = readRules(reading(readPart));
      calls.at(-1)?.answer(rules);
      expect((await done).value).toBe(rules);
    }
    expect(calls).toHaveLength(2);
  });

  test('of other things is another read, and what was asked before does not take its place', async () => {
    const readPart = newReader();
    await readRules(reading(readPart), 'one');
    const other = readRules(reading(readPart), 'other');
    expect(calls).toHaveLength(2);
    calls[0]?.answer(old);
    calls[1]?.answer(young);
    expect((await other).value).toBe(young);
  });

  test('that fails is the last known one, with why and since when', async () => {
    const failing = readRules(reading(newReader()));
    calls[0]?.fail(denied());
    expect((await failing).reading).toEqual({
      ...{ readAtMs: noon - 5000, isNew: false, calls: 0, isThrottled: false },
      failing: { sinceMs: noon, atMs: noon, trouble: readTrouble('denied') },
    });
    const since = aLook({ rules: unread(30_000) });
    const again = readRules(reading(newReader(), { last: seen(since) }));
    calls[1]?.fail(denied());
    expect((await again).reading).toMatchObject({
      readAtMs: noon - 30_000,
      failing: { sinceMs: noon - 30_000 },
    });
  });

  test('whose failure nobody waits for ends no process', async () => {
    const readPart = newReader();
    await readRules(reading(readPart));
    calls[0]?.fail(denied());
    await new Promise(setImmediate);
    const next = readRules(reading(readPart));
    calls[1]?.answer(young);
    expect((await next).value).toBe(young);
  });
});

describe('a look', () => {
  test.each<readonly [string, Parameters<typeof reading>[1], boolean]>([
    ['of everything fails with a part that has to be known', { memory: aMemory() }, true],
    ['of everything goes on with a part that may be old', {}, false],
    ['of a few parts never fails', { memory: aMemory(), wanted: ['rules', 'service'] }, false],
    ['fails as long as nothing is known', { last: null }, true],
    [
      'fails after one that read only what a rollback needs',
      { last: seen({ ...aLook({}), isWhole: false }) },
      true,
    ],
  ])('%s', async (_what, how, doesFail) => {
    const done = readRules(reading(newReader(), how));
    calls[0]?.fail(denied());
    const outcome = await done.then(
      () => false,
      (error: unknown) => error instanceof PortError,
    );
    expect(outcome).toBe(doesFail);
  });

  test('of a few parts reads everything after one that read only what a rollback needs', () => {
    const last = seen({ ...aLook({}), isWhole: false });
    void readRules(reading(newReader(), { last, wanted: ['service'] }));
    expect(calls).toHaveLength(1);
  });

  test('does not hide what no port knows', async () => {
    const done = readRules(reading(newReader()));
    calls[0]?.fail(new TypeError('a bug'));
    await expect(done).rejects.toThrow('a bug');
    expect(Object.keys(allReadAt(noon)).toSorted()).toEqual([...parts].toSorted());
  });
});
