import type { Request } from '../domain/common/request/request.ts';
import { blankMemory } from '../domain/task-sets/model/memory.ts';
import { reasonCodes } from '../domain/common/run/reason.ts';
import { interruptedEnding } from '../messages/endings.ts';
import { endStory, lateStory, lookedAt, type Story, type StoryEnding } from '../messages/story.ts';
import type { Observe } from './observe.ts';
import { toldWithin, writeSummary } from './report.ts';
import { placesOf, type Telling } from './report-places.ts';

/** What main left; `null`: it was killed before it could. */
export interface Left {
  readonly ending: (StoryEnding & { readonly isTold: boolean; readonly isCrash: boolean }) | null;
}

/** So long GitHub may take: with both, the post step ends within a minute. */
const lastWordMs = 12_000;
/** So long AWS may take to say where traffic is. */
const lookMs = 40_000;

/**
 * Tells the end in main's stead, where main could not: that it was interrupted, and where traffic is, read once and
 * changed by nothing. Does nothing when main has told it. Never rejects.
 */
export async function closeStory(
  request: Request,
  observe: Observe,
  { ending }: Left,
  telling: Telling,
): Promise<void> {
  if (ending?.isTold === true) return;
  const { story, unread } = await look(request, observe, telling);
  const ended = endStory(story, ending ?? interruptedEnding(story, unread), telling.clock.now());
  telling.runner.info(ended.ending?.message ?? '');
  if (ending === null) await writeSummary(telling, ended);
  await tellPlaces(telling, ended);
}

/** Tells an end that only this process knows: on the run's page, and on GitHub. Never rejects. */
export async function tellEnd(telling: Telling, story: Story): Promise<void> {
  await writeSummary(telling, story);
  await tellPlaces(telling, story);
}

async function tellPlaces(telling: Telling, story: Story): Promise<void> {
  const places = placesOf(telling, story);
  await toldWithin(telling, Promise.all(places.map((place) => place.close(story))), lastWordMs);
}

async function look(
  request: Request,
  observe: Observe,
  { clock }: Telling,
): Promise<{ readonly story: Story; readonly unread: string | null }> {
  const story = lateStory(request, clock.now());
  const isOver = new AbortController();
  const late = clock.sleep(lookMs, isOver.signal).then(() => null);
  try {
    const world = await Promise.race([observe(blankMemory(clock.now())), late]);
    if (world === null) return { story, unread: `AWS gave no answer within ${lookMs / 1000} s` };
    return { story: lookedAt(story, world), unread: null };
  } catch (error) {
    return { story, unread: error instanceof Error ? error.message : String(error) };
  } finally {
    isOver.abort();
  }
}

/** Reads what main saved as `ending`. Text that is none of ours counts as absent: then it is told again. */
export function parseLeft(text: string | null): Left['ending'] {
  if (text === null) return null;
  try {
    const left = JSON.parse(text) as Partial<NonNullable<Left['ending']>> | null;
    const reason = reasonCodes.find((code) => code === left?.reason);
    if (left?.result === undefined || left.message === undefined || reason === undefined) return null;
    const { result, message, details = [], commands = [], isTold = false, isCrash = false } = left;
    return { result, message, details, commands, reason, isTold, isCrash };
  } catch {
    return null;
  }
}
