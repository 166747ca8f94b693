import type { Memory } from '../domain/task-sets/model/memory.ts';

import { isWrite, type Step } from '../domain/task-sets/model/step.ts';
import type { Trouble } from '../domain/common/values/trouble.ts';

import type { World } from '../domain/task-sets/model/world.ts';
import { findings } from '../messages/findings.ts';
import { phaseTitles, type SpentPhase } from '../messages/phases.ts';
import {
  accountOf,
  count,
  emptyTally,
  gateLines,
  describeTrouble,
  waitText,
  type Tally,
} from '../messages/step-log.ts';
import type { Story } from '../messages/story.ts';
import type { RunnerPort } from '../ports.ts';
import { formatDuration } from '../domain/common/values/duration.ts';
import { sceneOf } from '../domain/task-sets/roles/scene.ts';
import { linesOf } from '../domain/common/run/step.ts';

/** The log of a release: what was found, each phase as a group, each step with its reason, and waits added up. */
export interface StepLog {
  step(before: Story, after: Story, step: Step, world: World, memory: Memory): void;
  trouble(trouble: Trouble): void;
  /** Closes the last phase and says how it ended, outside of any group. */
  end(story: Story): void;
}

export function createStepLog(runner: RunnerPort): StepLog {
  let tally: Tally = emptyTally(0);
  let isTallying = false;
  let open: SpentPhase | null = null;

  function say(text: string, nowMs: number): void {
    if (!isTallying) tally = emptyTally(nowMs);
    isTallying = true;
    const counted = count(tally, text, nowMs);
    tally = counted.tally;
    if (counted.line !== null) runner.info(counted.line);
  }
  function settle(nowMs: number): void {
    const account = isTallying ? accountOf(tally, nowMs) : null;
    isTallying = false;
    if (account !== null) runner.info(account);
  }
  function closePhase(story: Story): void {
    settle(story.nowMs);
    if (open === null) return;
    runner.closeGroup();
    runner.info(`${open} took ${formatDuration((story.spentMs[open] ?? 0) / 1000)}`);
  }
  function enter(story: Story): void {
    closePhase(story);
    open = story.phase;
    runner.openGroup(`${story.phase}: ${phaseTitles[story.phase]}`);
  }

  // Before the first observation no time is known, and then nothing is added up by it.
  let nowMs: number | null = null;
  return {
    step(before, after, step, world, memory) {
      nowMs = after.nowMs;
      if (before.traffic === null) sayFindings(runner, after, world, memory);
      for (const line of gateLines(before, after)) {
        settle(nowMs);
        runner.info(line);
      }
      if (step.act.kind === 'end') return;
      if (after.phase !== open) enter(after);
      if (before.failure === null && after.failure !== null)
        runner.info(`going back: ${after.failure.what}. ${after.failure.advice}`);
      if (!isWrite(step.act)) {
        say(waitText(step, after), nowMs);
        return;
      }
      settle(nowMs);
      runner.info(`${step.reason}: ${step.because}`);
    },
    trouble(trouble) {
      if (nowMs === null) runner.info(describeTrouble(trouble));
      else say(describeTrouble(trouble), nowMs);
    },
    end(story) {
      closePhase(story);
      open = null;
      for (const line of endLines(story)) runner.info(line);
    },
  };
}

/** Before the first write, since this is what all writes will rest on. */
function sayFindings(runner: RunnerPort, { plan: request }: Story, world: World, memory: Memory): void {
  runner.openGroup('found: what this release builds on');
  for (const line of findings(sceneOf(request, world, memory))) runner.info(line);
  runner.closeGroup();
}

const endLines = ({ ending }: Story): readonly string[] =>
  ending === null ? [''] : [ending.message, ...linesOf(ending)];
