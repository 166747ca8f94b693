// The loop with its deciders, at an AWS of the tests.
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { reconcile, type Finished, type Listener } from '../../src/engine/reconcile.ts';
import type { FakeAws } from './fake-aws.ts';
import { fakePorts, type FakePorts } from './fake-ports.ts';
import { aPlan } from './worlds.ts';

export const deaf: Listener = { onStep: () => undefined, onTrouble: () => undefined };

interface Setting {
  readonly plan?: Request;
  readonly ports?: FakePorts;
  readonly listener?: Listener;
  readonly signal?: AbortSignal;
}

/** A release of the whole loop at this AWS, to its end. */
export function runEngine(aws: FakeAws, setting: Setting = {}): Promise<Finished> {
  const request = setting.plan ?? aPlan();
  const ports = setting.ports ?? fakePorts(aws, request.release.id);
  const signal = setting.signal ?? new AbortController().signal;
  return reconcile({
    decide: decideNextStep,
    ...{ ports, request, signal },
    observe: createObserver(ports, request),
    listener: setting.listener ?? deaf,
  });
}

/** Hears every step; `act` may do something at it. */
export const hearing = (act: (step: Step, number: number) => void): Listener => {
  let number = 0;
  return {
    ...deaf,
    onStep: (step) => {
      act(step, number++);
    },
  };
};
