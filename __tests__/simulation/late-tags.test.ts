// A tag that names a try, held back until after another run has taken the service (ADR 37).
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { after, commandPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { randomOf, slowestMs, type SetFate } from '../support/race-fates.ts';
import { Race } from '../support/race.ts';
import { anAws, migratingPlan } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

const withContract = (): FakeAws =>
  after({ ...aPlan(migratingPlan('contract')), warmSeconds: 900 }, ({ reason }) => reason === 'warm');
const teardown = (runId: number): Request =>
  commandPlan('teardown', { release: { runId, id: `${String(runId)}-shop` } });
const deploy = (runId: number): Request =>
  aPlan({ ...migratingPlan('expand'), release: { runId, id: `${String(runId)}-shop`, runAttempt: 1 } });

interface Meeting {
  readonly kind: string;
  readonly aws: () => FakeAws;
  readonly as: (runId: number) => Request;
  /** A new run repeats a migration. What ended well of a contract is done for every run. */
  readonly most: number;
  /** How many seconds after the first run the second one begins: from before its tag of the try until after it. */
  readonly offsets: readonly number[];
}
const every = (fromS: number, toS: number): readonly number[] =>
  Array.from({ length: toS - fromS }, (_, n) => fromS + n);

async function failuresOf({ aws: begin, as, most }: Meeting, nth: number, offset: number): Promise<string> {
  const aws = begin();
  aws.nowMs += 30_000;
  const setFate: SetFate = ({ release: { runId } }, name, n) =>
    runId === 201 && name === 'tagService' && n === nth
      ? { landsMs: slowestMs, isAnswerLost: true }
      : { landsMs: 150, isAnswerLost: false };
  const race = new Race(aws, randomOf(offset * 10 + nth), setFate);
  race.begin(as(201), 1000);
  race.begin(as(202), 1000 + offset * 1000);
  const isOver = await race.play();
  const tries = aws.state.oneOff.map(({ request }) => request.tryId);
  const wrong = [
    ...race.violations,
    ...(isOver ? [] : ['4: does not end']),
    ...(tries.length >= 1 && tries.length <= most ? [] : [`${String(tries.length)} tasks`]),
    ...(new Set(tries).size === tries.length ? [] : [`twice: ${tries.join()}`]),
  ];
  return wrong.length === 0 ? '' : [`${String(offset)} s:`, ...wrong, ...race.log].join('\n');
}

const meetings: readonly Meeting[] = [
  { kind: 'contract', aws: withContract, as: teardown, most: 1, offsets: every(14, 30) },
  { kind: 'migration', aws: () => anAws(), as: deploy, most: 2, offsets: every(0, 12) },
];

// Covers: race-orders
describe.each(meetings)('no try of a $kind starts twice, and two runs take turns', (meeting) => {
  test.each([1, 2, 3, 4, 5])('if tag %i of the first run lands late', async (nth) => {
    const failures: string[] = [];
    for (const offset of meeting.offsets) failures.push(await failuresOf(meeting, nth, offset));
    expect(
      failures
        .filter((one) => one !== '')
        .slice(0, 2)
        .join('\n\n'),
    ).toBe('');
  });
});
