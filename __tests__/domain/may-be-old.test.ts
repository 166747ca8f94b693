import { describe, expect, test } from '@jest/globals';
import { failureOfWrite } from '../../src/domain/common/run/refusal.ts';
import { mayBeOld } from '../../src/domain/task-sets/health/last-known.ts';
import { parts, type Part } from '../../src/domain/task-sets/model/look.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { readTrouble } from '../support/looks.ts';
import { aMemory, noon } from '../support/worlds.ts';

const failure = failureOfWrite(readTrouble('denied'), noon);

describe('the last known value', () => {
  const ofReasons: readonly Part[] = ['groups', 'tasks', 'stopped-tasks', 'scaling', 'alarms'];
  test.each<readonly [string, Partial<Memory>, readonly Part[]]>([
    ['before users are on green', { hasGreenBeenLive: false }, ['alarms']],
    ['from the first rule of the switch on', { switchedAtMs: null }, parts],
    ['in the bake', {}, parts],
    ['after the bake', { isBakePassed: true }, ofReasons],
    ['in a rollback', { isBakePassed: true, failure: failure }, parts],
    ['of a failed release that users never saw', { hasGreenBeenLive: false, failure: failure }, ['alarms']],
  ])('may do %s for its parts alone', (_when, changes, old) => {
    const memory = aMemory({ hasGreenBeenLive: true, switchedAtMs: noon, ...changes });
    expect(parts.filter((part) => mayBeOld(memory, part)).toSorted()).toEqual(old.toSorted());
  });
});
