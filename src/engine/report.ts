import { traitsOf } from '../domain/common/request/commands.ts';
import type { OutputName, StateName } from '../action-io.ts';
import type { Request } from '../domain/common/request/request.ts';
import { beginStory, continueStory, endStory, type Story, type StoryEnding } from '../messages/story.ts';
import { bugEnding } from '../messages/endings.ts';
import { stateOf } from '../messages/state.ts';
import { summaryOf } from '../messages/summary.ts';
import { masked } from '../messages/masked.ts';
import { createHandover } from './handover.ts';
import type { Finished, Listener } from './reconcile.ts';
import type { Told } from './report-channel.ts';
import { createStepLog } from './report-log.ts';
import { placesOf, type Telling } from './report-places.ts';
import { outputsOf } from './result.ts';
import { linesOf } from '../domain/common/run/step.ts';

/** Where a release is told, and what the runner keeps of it. */
export interface ReportSettings extends Omit<Telling, 'save' | 'deployment'> {
  readonly saveState: (name: StateName, value: string) => void;
  readonly writeOutputs: (values: Outputs) => void;
}
type Outputs = Readonly<Record<OutputName, string | null>>;

export interface Reporter extends Listener {
  /** Tells the end everywhere, sets the exit code, and waits for GitHub, but not for ever. Never rejects. */
  finish(finished: Finished): Promise<void>;
  /** The same for a run that ended by an error that nobody expected. */
  crash(error: unknown): Promise<void>;
}

/** So long the end waits for GitHub. */
const lastWordMs = 30_000;

/**
 * Tells a release in the log, on the pull request, as a Deployment, on the run's page and in the outputs. It begins to
 * at once. It only listens: nothing in here throws, holds up the loop or changes how the release ends (invariant 9).
 */
export function createReporter(request: Request, settings: ReportSettings): Reporter {
  const { runner, clock, saveState } = settings;
  const log = createStepLog(runner);
  const guarded = guard(runner);
  const handOver = createHandover((text) => {
    saveState('handover', text);
  });
  let story = beginStory(request, clock.now());
  saveState('release-id', request.release.id);
  const places = placesOf({ ...settings, save: saveState, deployment: null }, story);
  tell(true);

  function tell(isUrgent: boolean): void {
    for (const place of places) place.offer(story, isUrgent);
  }

  async function end(ending: StoryEnding, isCrash = false): Promise<void> {
    story = endStory(story, ending, clock.now());
    // First what can't hang: a cancelled job may have seconds left, and post goes on from the state.
    guarded(() => {
      saveState('ending', leftText(ending, false, isCrash));
    });
    guarded(() => {
      settings.writeOutputs(maskedOutputs(outputsOf(story), settings.secrets));
    });
    guarded(() => {
      log.end(story);
    });
    tellRunner(settings, story);
    await writeSummary(settings, story);
    const isTold = await toldWithin(settings, Promise.all(places.map((place) => place.close(story))));
    guarded(() => {
      saveState('ending', leftText(ending, isTold, isCrash));
    });
  }

  return {
    onStep(step, world, memory) {
      guarded(() => {
        // Before all else: the write that follows may be the last thing that this process does.
        handOver(step, world, memory);
        const before = story;
        story = continueStory(story, step, world, memory);
        log.step(before, story, step, world, memory);
        // The end is told by itself, in a moment.
        if (step.act.kind !== 'end') tell(isTurn(before, story));
      });
    },
    onTrouble(trouble) {
      guarded(() => {
        log.trouble(trouble);
      });
    },
    finish: ({ step }) => {
      const { result, message, details, commands = [] } = step.act;
      return end({ result, reason: step.reason, message, details, commands });
    },
    crash: (error) => {
      if (error instanceof Error) runner.info(error.stack ?? error.message);
      return end(bugEnding(story, error), true);
    },
  };
}

function maskedOutputs(outputs: Outputs, secrets: readonly string[]): Outputs {
  const entries = Object.entries(outputs).map(([name, value]) => [name, masked(value ?? '', secrets)]);
  return Object.fromEntries(entries) as Outputs;
}

/** What nobody should have to wait for. */
const isTurn = (before: Story, after: Story): boolean =>
  before.phase !== after.phase ||
  before.failure?.reason !== after.failure?.reason ||
  before.traffic?.sentence !== after.traffic?.sentence;

/**
 * What main leaves for post. `isTold`: every place on GitHub has the end, or will never take it. `isCrash`: it ended by
 * an error that nobody foresaw, wherever the release stood.
 */
export const leftText = (ending: StoryEnding, isTold: boolean, isCrash = false): string =>
  JSON.stringify({ ...ending, isTold, isCrash });

/** Red unless it ended as its command wanted: the workflow must not go on as if it had. */
export function tellRunner({ runner }: Pick<Telling, 'runner'>, story: Story): void {
  const { ending, plan: request } = story;
  if (ending === null) return;
  const { words } = stateOf(story);
  if (isAsWanted(request, ending)) {
    // Good, and yet somebody should know: blue that nobody will remove, weights that somebody else had changed.
    if (ending.result === 'released' && linesOf(ending).length > 0)
      runner.annotate('warning', `${request.service}: ${words}`, linesOf(ending).join('\n'));
    return;
  }
  runner.fail(`${request.service}: ${words}`, [ending.message, ...linesOf(ending)].join('\n'));
}

/** A rollback that somebody asked for has succeeded when traffic is back; any other release that went back has not. */
const isAsWanted = (request: Story['plan'], { result, reason }: StoryEnding): boolean =>
  ['released', 'staged', 'torn-down', 'swept', 'status', 'planned'].includes(result) ||
  (traitsOf(request).rollsBack && result === 'rolled-back' && reason === 'asked-for');

/** A runner without a page for it (an act-like one, a test) costs a warning. */
export async function writeSummary(
  { runner, secrets }: Pick<Telling, 'runner' | 'secrets'>,
  story: Story,
): Promise<void> {
  try {
    await runner.writeSummary(masked(summaryOf(story), secrets));
  } catch (error) {
    runner.annotate('warning', 'No job summary', error instanceof Error ? error.message : String(error));
  }
}

/** Whether all places gave their last answer in time; one that is late is for post to try again. */
export async function toldWithin(
  { runner, clock }: Pick<Telling, 'runner' | 'clock'>,
  telling: Promise<readonly Told[]>,
  limitMs = lastWordMs,
): Promise<boolean> {
  const isOver = new AbortController();
  const late = clock.sleep(limitMs, isOver.signal).then(() => 'late' as const);
  const told = await Promise.race([telling, late]);
  isOver.abort();
  if (told !== 'late') return told.every((answer) => answer !== 'unknown');
  const text = `GitHub gave no answer for ${limitMs / 1000} s: the comment or the Deployment may be out of date.`;
  runner.annotate('warning', 'Not told on GitHub', text);
  return false;
}

/** A failure of telling is said once, however often it comes again. */
function guard(runner: Telling['runner']): (work: () => void) => void {
  const said = new Set<string>();
  return (work) => {
    try {
      work();
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (!said.has(text)) runner.warn(`Reporting failed, the release goes on: ${text}`);
      said.add(text);
    }
  };
}
