import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { answered } from '../support/contracts.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { killedAtEachWrite, runRelease, standing, type Run } from '../support/fake-release.ts';
import { differences, planOf, scenarios, type Scenario } from '../support/scenarios.ts';

describe('a release that is not interrupted', () => {
  test.each(scenarios)('ends as it should: $name', (scenario) => {
    const aws = scenario.aws();
    expect(differences(scenario, aws, runRelease(aws, planOf(scenario)))).toEqual([]);
  });

  test.each(scenarios)('is not started again by a second run of the same job: $name', (scenario) => {
    const aws = scenario.aws();
    const first = runRelease(aws, planOf(scenario));
    const again = runRelease(aws, planOf(scenario));
    if (first.ending?.result === 'released') expect(again.writes).toEqual([]);
    expect(again.violations).toEqual([]);
  });
});

const attempts: readonly (readonly [string, (request: Request) => Request])[] = [
  ['the same attempt', (request) => request],
  ['the next attempt', (request) => ({ ...request, release: { ...request.release, runAttempt: 2 } })],
];
const gaps = [
  ['at once', 1000],
  ['minutes later', 300_000],
] as const;
const resumptions = attempts.flatMap(([who, planFrom]) =>
  gaps.map(([when, ms]) => ({ who, planFrom, when, ms })),
);

describe.each(scenarios)('killed after every write: $name', (scenario) => {
  test.each(resumptions)('reaches the same end by $who, $when', ({ planFrom, ms }) => {
    const wrong: string[] = [];
    for (const { at, aws } of killedAtEachWrite(scenario.aws, planOf(scenario))) {
      aws.nowMs += ms;
      const run = runRelease(aws, planFrom(planOf(scenario)));
      if (!isKeptOut(run)) wrong.push(...differences(scenario, aws, run).map((what) => `${at}: ${what}`));
      else if (run.writes.length > 0 || aws.live().length !== 1) wrong.push(`${at}: ${standing(aws)}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(gaps)('another run, %s, releases a good version over what is left', (_when, ms) => {
    const wrong: string[] = [];
    for (const { at, aws } of killedAtEachWrite(scenario.aws, planOf(scenario))) {
      aws.nowMs += ms;
      aws.candidate = 'good';
      const request = planOf(scenario);
      const other = { ...request, release: { ...request.release, id: '101-shop', runId: 101 } };
      const run = answered(aws, runRelease(aws, other), other);
      wrong.push(...otherRunDifferences(scenario, aws, run).map((what) => `${at}: ${what}`));
    }
    expect(wrong).toEqual([]);
  });
});

/** The rollback was over, and its content is quarantined: the same attempt doesn't release it again. */
const isKeptOut = ({ ending }: Run): boolean =>
  ending?.result === 'refused' && ending.details.join(' ').includes('is quarantined');

function otherRunDifferences(scenario: Scenario, aws: FakeAws, run: Run): string[] {
  const released: Scenario = { ...scenario, result: 'released', standing: 'green PRIMARY; live: green' };
  if (scenario.isIdleGroupTaken !== true || run.ending?.result === 'released')
    return differences(released, aws, run);
  // No run may remove what is in the idle group, so the run may only report it and leave production on one set.
  const saysSo = `${run.ending?.message ?? ''} ${run.ending?.details.join(' ') ?? ''}`.includes(
    '10.0.200.1:8080',
  );
  const isWhole = standing(aws).endsWith('live: 2');
  return [
    ...run.violations,
    ...(saysSo && isWhole ? [] : [`stands ${standing(aws)}: ${run.ending?.message ?? ''}`]),
  ];
}
