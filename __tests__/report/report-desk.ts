import type { Request } from '../../src/domain/common/request/request.ts';
import type { OutputName, StateName } from '../../src/action-io.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { createReporter, type Reporter } from '../../src/engine/reporter.ts';
import type { RunReportContext } from '../../src/report/release.ts';
import { at, goodFrames, shopPlan, type Frame } from './stories.ts';
import {
  handClock,
  recordingGitHub,
  recordingRunner,
  settled,
  type HandClock,
  type RecordingGitHub,
  type RecordingRunner,
} from '../support/reporting.ts';
import { noon } from '../support/worlds.ts';
import type { Ending } from '../../src/domain/common/run/step.ts';

type Outputs = Readonly<Partial<Record<OutputName, string | null>>>;

/** A reporter's surroundings, all of which remember. */
export interface Desk {
  readonly clock: HandClock;
  readonly runner: RecordingRunner;
  readonly github: RecordingGitHub;
  readonly states: Map<StateName, string>;
  outputs: Outputs;
  readonly aReporter: (changes?: Partial<RunReportContext>, request?: Request) => Reporter;
  /** Lets the reporter see these looks, each at its time. */
  readonly show: (reporter: Reporter, frames: readonly Frame[]) => Promise<void>;
}

export const secrets = ['s3cret-header', 'Basic *"x"*'];

export function aDesk(): Desk {
  const [clock, runner, github] = [handClock(noon), recordingRunner(), recordingGitHub()];
  const desk: Desk = {
    ...{ clock, runner, github, states: new Map(), outputs: {} },
    aReporter: (changes = {}, request = shopPlan) =>
      createReporter(request, {
        ...{
          github,
          secrets,
          runner,
          clock,
          environment: 'production',
          wantsComment: true,
          paths: [],
          actor: 'alice',
          readOnlyFor: null,
          readTail: null,
        },
        runs: { isOver: () => Promise.resolve(null) },
        saveState: (name, value) => desk.states.set(name, value),
        writeOutputs: (values) => {
          desk.outputs = values;
        },
        ...changes,
      }),
    show: async (reporter, frames) => {
      for (const { seconds, step, world, memory } of frames) {
        await clock.move(at(seconds) - clock.now());
        reporter.onStep(step, world, memory);
        await settled();
      }
    },
  };
  return desk;
}

export const anEnd = (
  changes: Partial<Ending> & { reason?: Step['reason'] } = {},
): Step & { readonly act: Ending } => {
  const { reason = 'released', ...act } = changes;
  const ending: Ending = {
    kind: 'end',
    result: 'released',
    message: 'Released: it serves.',
    details: [],
    ...act,
  };
  return { phase: 'end', reason, because: 'it is over', act: ending, aim: null };
};

export const wentBack = anEnd({
  result: 'rolled-back',
  reason: 'not-ready-in-time',
  message: 'Rolled back: green was not ready. All production traffic is on blue.',
  details: ['Raise ready-timeout.'],
});

/** `last`: what its last look showed. Otherwise that is what it was shown before. */
export function finish(
  reporter: Reporter,
  step = anEnd(),
  last: Pick<Frame, 'world' | 'memory'> | null = null,
): Promise<void> {
  const { world, memory } = last ?? goodFrames.at(-1)!;
  if (last !== null) reporter.onStep(step, world, memory);
  return reporter.finish({ step, world, memory });
}
