// The loop with looks that are old: it looks again, and leaves what can be left.
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { describe, expect, test } from '@jest/globals';
import { linesOf } from '../../src/domain/common/run/step.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Trouble } from '../../src/domain/common/values/trouble.ts';
import { everything, type Part } from '../../src/domain/task-sets/model/look.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { reconcile, type Finished } from '../../src/engine/reconcile.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { fakePorts, type FakePorts } from '../support/fake-ports.ts';
import { standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

interface Run {
  readonly finished: Finished;
  readonly steps: readonly Step[];
  readonly troubles: readonly Trouble[];
  /** What the observations were asked to read. */
  readonly wanted: readonly (readonly Part[])[];
}

async function run(
  aws: FakeAws,
  change: (ports: FakePorts, steps: readonly Step[]) => void,
  request: Request = aPlan(),
): Promise<Run> {
  const ports = fakePorts(aws, request.release.id);
  const steps: Step[] = [];
  const troubles: Trouble[] = [];
  const wanted: (readonly Part[])[] = [];
  change(ports, steps);
  const observe = createObserver(ports, request);
  const finished = await reconcile({
    decide: decideNextStep,
    ...{ ports, request, signal: new AbortController().signal },
    observe: (memory, last, asked = everything) => {
      wanted.push(asked.parts);
      return observe(memory, last, asked);
    },
    listener: {
      onStep: (step) => {
        // A loop without an end has to fail, not to hang.
        if (steps.push(step) > 5000) throw new Error(`does not end; last: ${step.reason}: ${step.because}`);
      },
      onTrouble: (trouble) => troubles.push(trouble),
    },
  });
  return { finished, steps, troubles, wanted };
}

/** Calls `before` before each write that is due, and then sends it if its time is not over. */
function beforeSending(ports: FakePorts, before: () => void): void {
  const { timing } = ports;
  const sendBy: typeof timing.sendBy = (untilMs, work) => {
    before();
    return timing.sendBy(untilMs, work);
  };
  Object.assign(ports, { timing: { ...timing, sendBy } });
}

function beforeTargets(ports: FakePorts, before: () => void): void {
  const { loadBalancer } = ports;
  const readTargets: typeof loadBalancer.readTargets = (group) => {
    before();
    return loadBalancer.readTargets(group);
  };
  Object.assign(ports, { loadBalancer: { ...loadBalancer, readTargets } });
}

const isDeletion = (step: Step | undefined): boolean => step?.act.kind === 'delete';

describe('a write that comes too late', () => {
  test.each(['delete', 'create-green', 'label', 'write-rule', 'tag-service'] as const)(
    'is not sent, counts as no failure, and is decided again on a new look: %s',
    async (kind) => {
      const aws = anAws();
      let stops = 0;
      const { finished, troubles } = await run(aws, (ports, steps) => {
        beforeSending(ports, () => {
          if (steps.at(-1)?.act.kind !== kind || stops > 0) return;
          stops += 1;
          aws.nowMs += 60_000;
        });
      });
      expect(stops).toBe(1);
      expect([finished.step.act.result, finished.memory.abandoned, troubles]).toEqual(['released', [], []]);
      expect(standing(aws)).toBe('2 PRIMARY; live: 2');
    },
  );

  test('does not delete what users returned to while the process was stopped', async () => {
    const aws = anAws();
    const { finished } = await run(aws, (ports, steps) => {
      beforeSending(ports, () => {
        if (!isDeletion(steps.at(-1))) return;
        aws.nowMs += 60_000;
        aws.meddle((state) => {
          state.rules = anAws().state.rules;
        });
      });
    });
    expect(finished.step.reason).toBe('drift');
    expect(aws.sent.filter(({ kind }) => kind === 'delete')).toEqual([]);
  });
});

const isLookBeforeDeletion = ({ act }: Step): boolean => act.kind === 'look' && act.before?.kind === 'delete';

describe('a look that takes long', () => {
  test('is followed by one at the parts that are too old, and then by the write', async () => {
    const aws = anAws();
    let slow = 0;
    const { finished, steps, wanted } = await run(aws, (ports, seen) => {
      beforeTargets(ports, () => {
        // While they are read, the rules that were read before them become old.
        if (seen.at(-1)?.reason !== 'warm' || slow > 0) return;
        slow += 1;
        aws.nowMs += 20_000;
      });
    });
    expect(finished.step.act.result).toBe('released');
    const at = steps.findIndex(isLookBeforeDeletion);
    expect(steps[at]?.act).toMatchObject({ parts: ['service', 'rules'], afterMs: 0 });
    expect(isDeletion(steps[at + 1])).toBe(true);
    expect(wanted).toContainEqual(['service', 'rules']);
  });

  test('of rules that can not be read again leaves blue to the next teardown after two minutes', async () => {
    const aws = anAws();
    let dueMs = 0;
    const { finished, steps } = await run(aws, (ports, seen) => {
      beforeTargets(ports, () => {
        if (seen.at(-1)?.reason === 'warm') aws.nowMs += 20_000;
      });
      ports.readFault = (action) => {
        const isDue = seen.some(isLookBeforeDeletion);
        if (isDue && dueMs === 0) dueMs = aws.nowMs;
        return isDue && action === 'elasticloadbalancing:DescribeRules' ? 'busy' : null;
      };
    });
    expect(steps.some(isDeletion)).toBe(false);
    expect(standing(aws)).toBe('1 ACTIVE, 2 PRIMARY; live: 2');
    expect([finished.step.act.result, finished.step.reason]).toEqual(['failed', 'cleanup-incomplete']);
    expect(linesOf(finished.step.act).join('\n')).toContain('left for the next teardown');
    expect(aws.nowMs - dueMs).toBeLessThan(180_000);
  });
});

describe('blue', () => {
  test('is not deleted by the health that green had before its rules could not be read', async () => {
    const aws = anAws();
    let dueMs = 0;
    const isUnread = (): boolean => dueMs > 0 && aws.nowMs < dueMs + 60_000;
    const { steps } = await run(aws, (ports, seen) => {
      beforeTargets(ports, () => {
        if (seen.at(-1)?.reason === 'warm' && dueMs === 0) aws.nowMs += 20_000;
      });
      ports.readFault = (action) => {
        if (dueMs === 0 && seen.some(isLookBeforeDeletion)) {
          dueMs = aws.nowMs;
          aws.meddle(({ sets }) => {
            for (const set of sets) if (set.n === 2) set.slow = { from: 0, untilMs: Infinity };
          });
        }
        return isUnread() && action === 'elasticloadbalancing:DescribeRules' ? 'busy' : null;
      };
    });
    expect(dueMs).toBeGreaterThan(0);
    expect(steps.some(isDeletion)).toBe(false);
    expect([steps.at(-1)?.reason, standing(aws)]).toEqual(['left-alone', '1 ACTIVE, 2 PRIMARY; live: 2']);
  });
});

describe('an account whose rules take longer to read than they count', () => {
  test('is not switched, and the run ends', async () => {
    const aws = anAws();
    const { finished } = await run(aws, (ports) => {
      const { loadBalancer } = ports;
      const readRules: typeof loadBalancer.readRules = (balancer) => {
        if (aws.sets().length > 1) aws.nowMs += 2500;
        return loadBalancer.readRules(balancer);
      };
      Object.assign(ports, { loadBalancer: { ...loadBalancer, readRules } });
    });
    expect(finished.step.act.result).not.toBe('released');
    expect(aws.live().map(({ n }) => n)).toEqual([1]);
  });
});
