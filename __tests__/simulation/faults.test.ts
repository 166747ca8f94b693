import { describe, expect, test } from '@jest/globals';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import type { Fault } from '../support/fake-trouble.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { anAws, differences, planOf, scenarios, type Scenario } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

/** The writes of the scenario when all goes well: each of them is then made to fail. */
function writesOf(scenario: Scenario): readonly Write[] {
  const aws = scenario.aws();
  runRelease(aws, planOf(scenario));
  return aws.sent;
}

/** What goes wrong with the end when each write in turn has the fault, as often as it is sent `times` in a row. */
function withEachWrite(scenario: Scenario, fault: Fault, times = 1): string[] {
  return writesOf(scenario).flatMap(({ kind }, index) => {
    const aws = scenario.aws();
    aws.fault = (_write, count) => (count > index && count <= index + times ? fault : null);
    const run = runRelease(aws, planOf(scenario));
    return differences(scenario, aws, run).map((what) => `write ${String(index + 1)} (${kind}): ${what}`);
  });
}

/** One of each shape is enough where every moment of it is tried: forward, with a test rule, without blue, and back. */
const shapes = scenarios.filter(({ name }) =>
  [
    'a good release of a scaled service',
    'a good release with a test rule',
    'a good first deployment',
    'a failing smoke test by the test rule',
    'targets that fail in the bake',
    'moving in with a failing bake',
  ].includes(name),
);

describe.each(scenarios)('whatever fails on the way: $name', (scenario) => {
  test('ends the same when the answer of any write is lost after AWS carried it out', () => {
    expect(withEachWrite(scenario, { kind: 'lost', isCarriedOut: true })).toEqual([]);
  });

  test('ends the same when any write is lost before AWS carried it out', () => {
    expect(withEachWrite(scenario, { kind: 'lost' })).toEqual([]);
  });

  test.each([1000, 4000])('ends the same when every read is %d ms old', (readLagMs) => {
    const aws = scenario.aws();
    aws.readLagMs = readLagMs;
    expect(differences(scenario, aws, runRelease(aws, planOf(scenario)))).toEqual([]);
  });
});

describe.each(shapes)('at any moment: $name', (scenario) => {
  test('ends the same when any write is throttled three times', () => {
    expect(withEachWrite(scenario, { kind: 'busy' }, 3)).toEqual([]);
  });

  test('ends the same when all tags of the service are wiped before any step', () => {
    const { steps } = runRelease(scenario.aws(), planOf(scenario));
    const wrong = steps.flatMap((_step, index) => {
      const aws = scenario.aws();
      const wipe = (number: number): void => {
        if (number === index) aws.meddle((state) => void (state.tags = {}));
      };
      const run = runRelease(aws, planOf(scenario), { meddle: wipe });
      return differences(scenario, aws, run).map((what) => `wiped before step ${String(index)}: ${what}`);
    });
    expect(wrong).toEqual([]);
  });
});

/** Every way in which a write of this kind may stop working for good, from the nth one of the release on. */
function stuckEverywhere(
  scenario: Scenario,
  kind: Fault['kind'],
): { at: string; aws: FakeAws; write: Write }[] {
  return writesOf(scenario).map((write, index) => {
    const aws = scenario.aws();
    aws.fault = (sent, count) => (count > index && sent.kind === write.kind ? { kind } : null);
    return { at: `${write.kind} from write ${String(index + 1)} on`, aws, write };
  });
}

describe.each(shapes)('a write that never works: $name', (scenario) => {
  test.each(['denied', 'refused', 'busy', 'lost'] as const)(
    'when %s, ends red and breaks no invariant',
    (kind) => {
      for (const { at, aws } of stuckEverywhere(scenario, kind)) {
        const run = runRelease(aws, planOf(scenario));
        expect({ at, violations: run.violations }).toEqual({ at, violations: [] });
        expect(`${at}: ${run.ending?.result ?? 'never ends'}`).toMatch(/: (failed|rolled-back)$/);
      }
    },
  );

  test('when denied, names the IAM action that is missing', () => {
    const actions = {
      register: 'ecs:RegisterTaskDefinition',
      label: 'ecs:UpdateServicePrimaryTaskSet',
    } as const;
    for (const { aws, write } of stuckEverywhere(scenario, 'denied')) {
      const { ending } = runRelease(aws, planOf(scenario));
      const said = [ending?.message, ...(ending?.details ?? [])].join(' ');
      expect(said).toMatch(/Allow |allow /);
      if (write.kind === 'register' || write.kind === 'label') expect(said).toContain(actions[write.kind]);
    }
  });
});

describe('an answer of CreateTaskSet', () => {
  test('that never shows a set is followed by a new token, once the old one is known to be spent', () => {
    const aws = anAws();
    let isVanishing = true;
    const run = runRelease(aws, aPlan(), {
      meddle: () => {
        if (!isVanishing || aws.sets().length < 2) return;
        isVanishing = false;
        aws.meddle((state) => void state.sets.pop());
      },
    });
    const tokens = run.writes.flatMap((write) =>
      write.kind === 'create-green' ? [write.request.tokenText] : [],
    );
    expect(new Set(tokens).size).toBe(2);
    expect(run.ending?.result).toBe('released');
    expect(run.violations).toEqual([]);
  });

  test('that is refused while the association is not known yet is awaited', () => {
    const aws = anAws('good', (state) => {
      state.rules = state.rules.slice(1, 2);
      state.associatedAtMs = {};
    });
    aws.associationDelayMs = 20_000;
    const run = runRelease(aws, aPlan());
    expect(run.writes.filter(({ kind }) => kind === 'create-green').length).toBeGreaterThan(2);
    expect(run.ending?.result).toBe('released');
  });
});

describe('a set above scale 0', () => {
  test('is emptied first where ECS refuses to delete it', () => {
    const aws = anAws();
    aws.doesRefuseScaledDelete = true;
    const run = runRelease(aws, aPlan());
    const last = run.writes.map(({ kind }) => kind).filter((kind) => kind === 'scale' || kind === 'delete');
    expect(last).toEqual(['delete', 'scale', 'delete']);
    expect(run.ending?.result).toBe('released');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
    expect(run.violations).toEqual([]);
  });
});
