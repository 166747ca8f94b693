// What a run ends with while a part can't be read: it says what is so, and it does end.
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { reconcile, type Finished } from '../../src/engine/reconcile.ts';
import { PortError } from '../../src/errors.ts';
import { scaled, warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { fakePorts, type FakePorts } from '../support/fake-ports.ts';
import { readTrouble } from '../support/looks.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

const rulesRead = 'elasticloadbalancing:DescribeRules';

interface Watching {
  readonly request: Request;
  readonly change?: (ports: FakePorts) => void;
  readonly signal?: AbortSignal;
  /** A run that goes on for longer does not end. */
  readonly withinMs: number;
}

function run(aws: FakeAws, watching: Watching, onStep: (step: Step) => void): Promise<Finished> {
  const { request, change, signal, withinMs } = watching;
  const ports = fakePorts(aws, request.release.id);
  change?.(ports);
  const limitMs = aws.nowMs + withinMs;
  return reconcile({
    decide: decideNextStep,
    ...{ ports, request, observe: createObserver(ports, request) },
    signal: signal ?? new AbortController().signal,
    listener: {
      onStep: (step) => {
        if (aws.nowMs > limitMs) throw new Error(`does not end; last: ${step.reason}: ${step.because}`);
        onStep(step);
      },
      onTrouble: () => undefined,
    },
  });
}

/** Another run takes the service, and users return to blue. */
function rolledBackByOther(aws: FakeAws): void {
  aws.meddle((state) => {
    state.tags = { ...state.tags, fence: '9:777.1' };
    state.rules = anAws().state.rules;
    state.sets = state.sets.map((set) => ({ ...set, status: set.n === 1 ? 'PRIMARY' : 'ACTIVE' }));
  });
}

/** Reading all rules takes so many requests that most looks leave them out. */
function manyRequests(ports: FakePorts): void {
  const { timing } = ports;
  const read: typeof timing.read = async (work) => ({ ...(await timing.read(work)), calls: 12 });
  Object.assign(ports, { timing: { ...timing, read } });
}

describe('a run that another one rolled back in the warm time', () => {
  test.each([
    ['for half a minute', 30_000, 'stood-down', 'Production traffic is split between blue'],
    ['for good', Number.POSITIVE_INFINITY, 'failed', 'Last seen: Production traffic is split between green'],
  ])('does not end as released while the rules can not be read %s', async (_for, ms, result, said) => {
    const aws = anAws();
    let untilMs = 0;
    const change = (ports: FakePorts): void => {
      manyRequests(ports);
      ports.readFault = (action) => (action === rulesRead && aws.nowMs < untilMs ? 'busy' : null);
    };
    let warmLooks = 0;
    const { step } = await run(
      aws,
      { request: warmPlan({ warmSeconds: 3600 }), change, withinMs: 1_800_000 },
      ({ reason, act }) => {
        if (reason === 'warm' && (warmLooks += 1) === 4) rolledBackByOther(aws);
        if (act.kind === 'look' && act.before === null && untilMs === 0) untilMs = aws.nowMs + ms;
      },
    );
    expect(untilMs).toBeGreaterThan(0);
    expect(step.act.result).toBe(result);
    expect(step.act.message).toContain(said);
  });
});

describe('a run that is cancelled while it can not read the rules', () => {
  test('ends if it has to change nothing, and says what it last saw', async () => {
    const aws = anAws();
    const cancel = new AbortController();
    let isUnread = false;
    const change = (ports: FakePorts): void => {
      ports.readFault = (action) => (action === rulesRead && isUnread ? 'busy' : null);
    };
    let looks = 0;
    const request = aPlan({ onCancel: 'keep', bake: { seconds: 900 } });
    const watching = { request, change, signal: cancel.signal, withinMs: 300_000 };
    const { step } = await run(aws, watching, ({ reason }) => {
      looks += reason === 'baking' ? 1 : 0;
      isUnread = looks > 5;
      if (looks > 20) cancel.abort();
    });
    expect([step.reason, step.act.result]).toEqual(['cancelled', 'failed']);
    expect(step.act.message).toMatch(/Last seen: Production traffic is split between green .* Green stays/);
  });
});

describe('a release whose auto scaling can not be read any more once users are on green', () => {
  test.each(['baking', 'warm', 'waiting-for-blue-to-vanish'])(
    'restores scale-in and ends as released, from %s on',
    async (from) => {
      const aws = anAws('good', scaled);
      let isUnread = false;
      const change = (ports: FakePorts): void => {
        const { scaling } = ports;
        const readScaling: typeof scaling.readScaling = (...asked) =>
          isUnread ? Promise.reject(new PortError(readTrouble('denied'))) : scaling.readScaling(...asked);
        Object.assign(ports, { scaling: { ...scaling, readScaling } });
      };
      const watching = { request: warmPlan({ warmSeconds: 60 }), change, withinMs: 600_000 };
      const { step } = await run(aws, watching, ({ reason }) => {
        isUnread ||= reason === from;
      });
      expect([step.act.result, step.act.details, isUnread]).toEqual(['released', [], true]);
      expect(aws.state.scaling?.scaleInSuspended).toBe(false);
      expect(Object.keys(aws.state.tags)).toEqual(['fence', 'rules', 'pair', 'live-since']);
    },
  );
});
