import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, type Run } from '../support/fake-release.ts';
import { differences, planOf, scenarios, type Scenario } from '../support/scenarios.ts';

const attempt = (request: Request, runAttempt: number): Request => ({
  ...request,
  release: { ...request.release, runAttempt },
});

/** Killed at the nth write, which AWS carries out only while the next attempt is under way: that one has looked already. */
function killedWithLateWrite(scenario: Scenario, aws: FakeAws, n: number): { first: Run; late: () => void } {
  let held: Write | null = null;
  aws.fault = (write, count) => {
    if (count !== n) return null;
    held = write;
    return { kind: 'lost' };
  };
  const first = runRelease(aws, planOf(scenario), { killAfterWrite: n });
  aws.fault = () => null;
  return {
    first,
    late: () => {
      if (held !== null) aws.change(held);
      held = null;
    },
  };
}

function killedTwice(scenario: Scenario, n: number, m: number): string[] {
  const aws = scenario.aws();
  const { first, late } = killedWithLateWrite(scenario, aws, n);
  if (first.ending !== null) return [];
  aws.nowMs += 2000;
  const request = planOf(scenario);
  const meddle = (step: number): void => {
    if (step === 3) late();
  };
  const second = runRelease(aws, attempt(request, 2), { killAfterWrite: m, meddle });
  aws.nowMs += 2000;
  const last = second.ending === null ? runRelease(aws, attempt(request, 3)) : second;
  const found = [...first.violations, ...differences(scenario, aws, last)];
  if (last !== second) found.push(...second.violations);
  return found.map((what) => `killed after write ${String(n)}, then ${String(m)}: ${what}`);
}

const shapes = ['a good release', 'targets that fail in the bake', 'a good first deployment'];
/** Every write of the first run with every third of the second: all of them would take half a minute. */
const writes = Array.from({ length: 14 }, (_, index) => index + 1);

describe.each(scenarios.filter(({ name }) => shapes.includes(name)))('killed twice: $name', (scenario) => {
  test('reaches the same end, also when the first write lands late', () => {
    expect(
      writes.flatMap((n) =>
        writes.filter((m) => m % 3 === n % 3).flatMap((m) => killedTwice(scenario, n, m)),
      ),
    ).toEqual([]);
  });
});
