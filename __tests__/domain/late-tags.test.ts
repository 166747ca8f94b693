// A tag that another run sent before this one took the service lands before a try is started, or never (ADR 37).
import { describe, expect, test } from '@jest/globals';
import { attemptLimitMs } from '../../src/adapters/aws/answers.ts';
import { freshMs, writeLandsMs } from '../../src/domain/task-sets/health/quiet.ts';
import { step } from '../../src/domain/task-sets/model/make-step.ts';
import { afterLateTags } from '../../src/domain/task-sets/migrations/tries.ts';
import { timely } from '../../src/domain/task-sets/decide/timely.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { slowestMs } from '../support/race-fates.ts';
import { aMemory, aPlan, aWorld, noon } from '../support/worlds.ts';

const start = step('prepare', 'migrating', 'it is started', { kind: 'register', content: {}, hash: '' });
const claimed = (writtenAtMs: number | null): Scene =>
  sceneOf(aPlan(), aWorld(), aMemory({ fence: { value: '1:100.1', writtenAtMs, isHeld: true } }));

describe('a try', () => {
  test.each([
    { who: 'just now', agoMs: 0, waitsMs: freshMs + writeLandsMs },
    { who: 'almost long enough ago', agoMs: freshMs + writeLandsMs - 500, waitsMs: 500 },
    { who: 'long enough ago', agoMs: freshMs + writeLandsMs, waitsMs: 0 },
  ])('of a run that claimed the service $who waits $waitsMs ms', ({ agoMs, waitsMs }) => {
    const { act } = afterLateTags(claimed(noon - agoMs), start);
    expect(act).toEqual(waitsMs === 0 ? start.act : { kind: 'wait', ms: waitsMs });
  });

  test('of an attempt that held the service before waits for nothing', () => {
    expect(afterLateTags(claimed(null), start)).toBe(start);
  });

  test.each(['migration', 'contract'])('is named by a tag %s only on a fence that was just read', (name) => {
    const scene = claimed(null);
    const write = { kind: 'tag-service', tags: { [name]: 'a try' } } as const;
    const { countsUntilMs } = timely(scene, step('prepare', 'migrating', 'a tag', write));
    expect(countsUntilMs).toBe(noon + freshMs);
  });

  test('a write lands later than its client waits, and before a try starts', () => {
    expect(Math.max(attemptLimitMs, slowestMs)).toBeLessThan(writeLandsMs);
  });
});
