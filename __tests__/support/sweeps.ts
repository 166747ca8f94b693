// Services as a sweep may find them: run 95 released set 2 in place of set 1, or died on the way.
import { expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';

import type { ServiceTags } from '../../src/domain/task-sets/model/world.ts';
import { said } from './commands.ts';
import type { FakeAws } from './fake-aws.ts';
import { runRelease, standing } from './fake-release.ts';
import { aFakeSet, type FakeSet, type FakeState } from './fake-state.ts';
import { anAws } from './scenarios.ts';
import { blue, green, onB, sweepPlan } from './sweep-worlds.ts';
import type { RunView } from '../../src/domain/common/run/view.ts';
import type { EndResult } from '../../src/domain/common/run/step.ts';

export { at, blue, green, hour, leased, onB, sweepPlan } from './sweep-worlds.ts';

export interface Row {
  readonly name: string;
  readonly world: (state: FakeState) => void;
  readonly plan?: Request;
  readonly runs?: readonly RunView[];
  readonly result: EndResult;
  readonly standing: string;
  readonly says: RegExp;
  /** What is written in addition to the fence and the visit. */
  readonly writes: readonly string[];
  /** It is killed after so many writes. */
  readonly kill?: number;
}
export const over: readonly RunView[] = [{ runId: 95, isOver: true }];

export const released = (tags: ServiceTags, sets = [blue(), green()]): ((state: FakeState) => void) => {
  return (state) => {
    state.sets = sets;
    onB(state);
    state.tags = tags;
  };
};
export const halfMade = (changes: Partial<FakeSet> = {}): ((state: FakeState) => void) => {
  return (state) => {
    state.sets = [
      aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0 }),
      green({ status: 'ACTIVE', liveSinceMs: null, ...changes }),
    ];
    state.tags = { fence: '1:95.1' };
  };
};

export function play({ world, plan: request = sweepPlan(), runs = over, kill }: Row): {
  readonly aws: FakeAws;
  readonly run: ReturnType<typeof runRelease>;
} {
  const aws = anAws('good', (state) => {
    world(state);
    state.runs = [...runs];
  });
  aws.testRule = request.traffic.testRule;
  return { aws, run: runRelease(aws, request, kill === undefined ? {} : { killAfterWrite: kill }) };
}

/** Each row as a test of its own: what is written, how it ends, and who stands and is live then. */
export function playAll(rows: readonly Row[]): void {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_name, row) => {
    const { aws, run } = play(row);
    expect(run.violations).toEqual([]);
    expect(said(run)).toMatch(row.says);
    expect([run.ending?.result, standing(aws)]).toEqual([row.result, row.standing]);
    const others = run.writes.filter(
      (write) => write.kind !== 'tag-service' || !('fence' in write.tags || 'swept-at' in write.tags),
    );
    expect(others.map(({ kind }) => kind)).toEqual(row.writes);
  });
}
