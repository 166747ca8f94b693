import { inheritedMemory, type Handover } from '../domain/task-sets/roles/handover.ts';
import type { Request } from '../domain/common/request/request.ts';
import { PortError } from '../errors.ts';
import { afterCrash, afterKill, bugEnding, killedWords } from '../messages/endings.ts';
import { stateOf } from '../messages/state.ts';
import { continueStory, endStory, lateStory, type Story, type StoryEnding } from '../messages/story.ts';
import type { Ports } from './act.ts';
import type { Observe } from './observe.ts';
import { reconcile, type Listener } from './reconcile.ts';
import { tellEnd } from './report-close.ts';
import { createStepLog } from './report-log.ts';
import type { Telling } from './report-places.ts';
import { linesOf } from '../domain/common/run/step.ts';

/** What main left to do. `crash`: the end it told after an error that nobody foresaw; `null`: it was killed. */
export interface Unfinished {
  readonly handover: Handover;
  readonly crash: StoryEnding | null;
}

/**
 * Goes on in main's stead until `plan.finishByMs`: what the moment calls for is done, green never goes forward, and the
 * end of both is told. Never rejects; the exit code stays what main made it.
 */
export async function finishStory(
  request: Request,
  ports: Ports,
  observe: Observe,
  { handover, crash }: Unfinished,
  telling: Telling,
): Promise<void> {
  const { runner, clock } = telling;
  const why = crash === null ? killedWords : 'this action had stopped by a bug of its own';
  runner.info(`${why}: the post step takes over, for ${request.service} in ${request.cluster}`);
  const log = createStepLog(runner);
  let story = lateStory(request, clock.now());
  const end = await ended();
  story = endStory(story, crash === null ? afterKill(end) : afterCrash(crash, end), clock.now());
  log.end(story);
  warn(telling, story);
  await tellEnd(telling, story);

  async function ended(): Promise<StoryEnding> {
    const listener: Listener = {
      onStep: (step, world, memory) => {
        const before = story;
        story = continueStory(story, step, world, memory);
        if (before.traffic === null) runner.info(`found: ${story.traffic?.sentence ?? ''}`);
        // What the release was built on main has told already.
        log.step({ ...before, traffic: story.traffic }, story, step, world, memory);
      },
      onTrouble: (trouble) => {
        log.trouble(trouble);
      },
    };
    try {
      const seen = inTime(observe, telling, request.finishByMs ?? 0);
      const first = inheritedMemory(handover, why, clock.now());
      const { step } = await reconcile(ports, seen, request, listener, AbortSignal.abort(), first);
      return { ...step.act, reason: step.reason };
    } catch (error) {
      return bugEnding(story, error);
    }
  }
}

/** Reads may be retried for longer than there is time: then the last observation has to do. */
function inTime(observe: Observe, { clock }: Pick<Telling, 'clock'>, untilMs: number): Observe {
  return async (memory) => {
    const isOver = new AbortController();
    const late = clock.sleep(Math.max(0, untilMs - clock.now()), isOver.signal).then(() => null);
    try {
      const world = await Promise.race([observe(memory), late]);
      if (world === null) throw new PortError(silence);
      return world;
    } finally {
      isOver.abort();
    }
  };
}

const silence = {
  kind: 'lost',
  action: 'reads',
  resource: 'AWS',
  code: 'TimeoutError',
  message: 'no answer came in the time that the post step has',
} as const;

/** What needs somebody to look stands on the run's page; red it is already. */
function warn({ runner }: Pick<Telling, 'runner'>, story: Story): void {
  const { ending, plan: request } = story;
  if (ending?.result !== 'failed') return;
  runner.annotate(
    'warning',
    `${request.service}: ${stateOf(story).words}`,
    [ending.message, ...linesOf(ending)].join('\n'),
  );
}
