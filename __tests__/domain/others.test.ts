import { describe, expect, test } from '@jest/globals';
import { moveWeight, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { aFakeSet, type FakeState } from '../support/fake-state.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aPlan, b, noon, setArn } from '../support/worlds.ts';

/** The happy release with something done before its nth step, for every n. */
function atEveryStep(
  interfere: (aws: FakeAws, run: { readonly cancel: () => void }) => void,
): { readonly at: string; readonly aws: FakeAws; readonly run: Run; readonly step: number }[] {
  const { steps } = runRelease(anAws(), aPlan());
  return steps.map((before, step) => {
    const aws = anAws();
    let cancelAtStep: number | undefined;
    const cancel = (): void => void (cancelAtStep = step);
    interfere(anAws(), { cancel });
    const meddle = (n: number): void => {
      if (n === step) interfere(aws, { cancel: () => undefined });
    };
    const run = runRelease(aws, aPlan(), { meddle, ...(cancelAtStep === undefined ? {} : { cancelAtStep }) });
    return { at: `before step ${String(step)} (${before.reason})`, aws, run, step };
  });
}

const rulesTo = (state: FakeState, from: typeof a, to: typeof a): void => {
  state.rules = state.rules.map((rule) =>
    weightOf(rule, from) > 0 ? { ...rule, actions: moveWeight(rule, from, to) } : rule,
  );
};

describe('a cancel before any step', () => {
  test('rolls back until the bake is over and keeps green from then on', () => {
    for (const { at, aws, run } of atEveryStep((_aws, { cancel }) => {
      cancel();
    })) {
      expect({ at, violations: run.violations }).toEqual({ at, violations: [] });
      expect(['failed', 'rolled-back', 'released']).toContain(run.ending?.result);
      const stands = run.memory.isBakePassed
        ? /^(1 \w+, )?2 PRIMARY; live: 2$/
        : /^1 PRIMARY(, 2 ACTIVE)?; live: 1$/;
      // A cancelled run keeps a green that had traffic, and doesn't wait for its end.
      const isKept = aws.state.tags['kept-green'] !== undefined;
      if (!run.memory.isBakePassed)
        expect({ at, sets: aws.sets().length }).toEqual({ at, sets: isKept ? 2 : 1 });
      expect(`${at}: ${standing(aws)}`.slice(at.length + 2)).toMatch(stands);
    }
  });

  test('leaves nothing that keeps the next attempt from releasing', () => {
    for (const { at, aws } of atEveryStep((_aws, { cancel }) => {
      cancel();
    })) {
      const request = aPlan({ release: { runAttempt: 2 } });
      const run = runRelease(aws, request);
      expect({ at, result: run.ending?.result, violations: run.violations }).toEqual({
        at,
        result: 'released',
        violations: [],
      });
      expect(aws.sets()).toHaveLength(1);
    }
  });

  test('touches nothing where the author asked to keep everything', () => {
    const request = aPlan({ onCancel: 'keep' });
    const whole = runRelease(anAws(), request);
    for (let step = 0; step < whole.steps.length; step += 1) {
      const run = runRelease(anAws(), request, { cancelAtStep: step });
      const before = whole.steps
        .slice(0, step)
        .filter(({ act }) => whole.writes.some((write) => write === act));
      expect(run.writes).toHaveLength(before.length);
      expect(run.ending?.message).toMatch(/^(Interrupted|Released)/);
    }
  });
});

describe('a run that takes the service over before any step', () => {
  test('makes the older one write nothing more: it stands down, or is done but for waiting', () => {
    for (const { at, run, step } of atEveryStep((aws) => {
      aws.meddle((state) => void (state.tags = { ...state.tags, fence: '9:101.1' }));
    })) {
      expect({ at, violations: run.violations }).toEqual({ at, violations: [] });
      const result = run.memory.isBakePassed ? 'released' : 'stood-down';
      if (step > 1) expect(`${at}: ${run.ending?.result ?? ''}`).toBe(`${at}: ${result}`);
    }
  });
});

describe('weights that somebody changes after the switch', () => {
  test('end the run red with both task sets kept, and are not put right silently', () => {
    const { steps } = runRelease(anAws(), aPlan());
    const switched = steps.findIndex(({ reason }) => reason === 'baking');
    const warm = steps.findLastIndex(({ reason }) => reason === 'warm');
    // One observation has to have shown the switch; until then the writes may as well have been lost.
    for (let step = switched + 1; step <= warm; step += 1) {
      const aws = anAws();
      const run = runRelease(aws, aPlan(), {
        meddle: (n) => {
          if (n === step)
            aws.meddle((state) => {
              rulesTo(state, b, a);
            });
        },
      });
      expect(run.reason).toBe('drift');
      expect(run.ending?.result).toBe('failed');
      expect(standing(aws)).toBe('1 ACTIVE, 2 PRIMARY; live: 1');
      expect(run.violations).toEqual([]);
    }
  });
});

const leftover = (n: number, changes: Parameters<typeof aFakeSet>[1] = {}): ReturnType<typeof aFakeSet> =>
  aFakeSet(n, { group: b, createdAtMs: noon - 600_000, ...changes });

/** What earlier releases, killed or failed, may have left behind. */
const leftovers: readonly { readonly name: string; readonly leave: (state: FakeState) => void }[] = [
  { name: 'a green that was never switched to', leave: (state) => void state.sets.push(leftover(8)) },
  {
    name: 'a green that was labelled and never switched to',
    leave: (state) => {
      state.sets[0]!.status = 'ACTIVE';
      state.sets.push(leftover(8, { status: 'PRIMARY' }));
    },
  },
  {
    name: 'a switch that was half-done',
    leave: (state) => {
      state.sets[0]!.status = 'ACTIVE';
      state.sets.push(leftover(8, { status: 'PRIMARY' }));
      const [first, ...rest] = state.rules;
      state.rules = [{ ...first!, actions: moveWeight(first!, a, b) }, ...rest];
      state.tags = {
        fence: '3:99.1',
        green: setArn(8),
        blue: setArn(1),
        'switched-at': '2026-03-01T11:55:00.000Z',
      };
    },
  },
  {
    name: 'a blue that was not deleted after the switch',
    leave: (state) => {
      state.sets[0]!.status = 'ACTIVE';
      state.sets.push(leftover(8, { status: 'PRIMARY', liveSinceMs: noon - 600_000 }));
      rulesTo(state, a, b);
      state.tags = {
        fence: '3:99.1',
        green: setArn(8),
        blue: setArn(1),
        'switched-at': '2026-03-01T11:55:00.000Z',
      };
    },
  },
  {
    name: 'four sets, so that there are five',
    leave: (state) => {
      for (const n of [6, 7, 8, 9]) state.sets.push(leftover(n));
    },
  },
  {
    name: 'a set that is being deleted',
    leave: (state) => void state.sets.push(leftover(8, { deletedAtMs: noon - 1000 })),
  },
  {
    name: 'a broken one that crashes for ever',
    leave: (state) => void state.sets.push(leftover(8, { behaviour: 'crashes' })),
  },
];

describe('what earlier releases left', () => {
  test.each(leftovers)('is removed, and the release goes on: $name', ({ leave }) => {
    const aws = anAws('good', leave);
    const run = runRelease(aws, aPlan());
    expect(run.violations).toEqual([]);
    expect(run.ending?.message).toContain('Released');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });

  test.each(leftovers)('does not keep a bad release from going back: $name', ({ leave }) => {
    const aws = anAws('unhealthy-live', leave);
    const run = runRelease(aws, aPlan());
    expect(run.violations).toEqual([]);
    expect(run.ending?.result).toBe('rolled-back');
    expect(standing(aws)).toMatch(/^(1|8) PRIMARY; live: \1$/);
  });

  test('that live blue shares its group with is a problem that names both', () => {
    const aws = anAws('good', (state) => void state.sets.push(leftover(8, { group: a })));
    const run = runRelease(aws, aPlan());
    expect(run.writes).toEqual([]);
    expect(run.ending?.details.join()).toContain(
      'task sets ecs-svc/1 and ecs-svc/8 are in the same live target group',
    );
  });
});

describe('a set that somebody else made', () => {
  test('is named before anything is written, and not touched', () => {
    const aws = anAws('good', (state) => void state.sets.push(leftover(8, { tags: {}, isForeign: true })));
    const run = runRelease(aws, aPlan());
    expect(run.ending?.result).toBe('refused');
    expect(run.ending?.details.join()).toContain(
      'task set ecs-svc/8 (web:8, ACTIVE) is neither live nor made by this action',
    );
    expect(run.writes).toEqual([]);
  });

  test('in the middle of a release is not touched either', () => {
    for (const { at, run, aws } of atEveryStep((aws) => {
      aws.meddle((state) => void state.sets.push(leftover(8, { tags: {}, isForeign: true, group: b })));
    })) {
      expect({ at, violations: run.violations }).toEqual({ at, violations: [] });
      expect(run.ending).not.toBeNull();
      expect(aws.sets().some(({ n }) => n === 8)).toBe(true);
    }
  });
});
