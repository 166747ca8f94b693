// Acceptance tests: the committed bundle, started as a runner starts it, against a sandbox of its own with users on it.
import { expect } from '@jest/globals';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { judgedEnd } from './acceptance-end.ts';
import { openStage } from './acceptance-stage.ts';
import type { Stage } from './acceptance-stage.ts';
import { watchDelays } from './delays.ts';
import { keepCase } from './kept-case.ts';
import { aloneCommand, concurrentCase } from './picked.ts';
import { withSlot } from './slots.ts';

export type { Running, Stage } from './acceptance-stage.ts';

export interface AcceptanceOptions {
  readonly world: SandboxSpec;
  /** What the world uses outside AWS is made new before each play, e.g. a database; nothing by default. */
  readonly prepare?: () => void;
  /** The service that is released; `web`. */
  readonly service?: string;
  /** False: the case has no users. */
  readonly hasTraffic?: boolean;
  /** Of all users together; 20. */
  readonly requestsPerSecond?: number;
  /** What users request on the listeners `http` and `https`; `/` and `/session`. */
  readonly paths?: readonly string[];
  /** Connections that stay open on `ws` of listener `http`; none by default. */
  readonly webSockets?: number;
  /** What users may lose, as pairs of a reason and how often at most: `{ 'status 500': 100 }`. Nothing by default. */
  readonly allowedFailures?: Readonly<Record<string, number>>;
  /** Whether somebody takes production down: then users may get 503 while a production rule leads to nothing; false. */
  readonly hasDowntime?: boolean;
  /** Rules that the inputs name for tests. */
  readonly testRules?: readonly string[];
  readonly pair?: readonly [string, string];
  /** How many task sets are left at the end, one of them PRIMARY; 1. */
  readonly setsLeft?: number;
  /** Our tags on the service at the end, without their prefix; `fence`. `blue` may always stay. */
  readonly tagsLeft?: readonly string[];
  /** Tags that may be left or not. */
  readonly freeTags?: readonly string[];
  /** Whether two runs write at the same moment; false. */
  readonly isRace?: boolean;
  /** How many revisions may be registered in all; 1. */
  readonly registrations?: number;
  /** How many sets one release may make, one after the other; 1. */
  readonly greens?: number;
  /** The id of a set without tags that a rollback has to take for what was live before; none. */
  readonly assumedBlue?: string;
}

/** Ends what hangs, and judges nothing: a case waits for its slot for as long as the others take. */
const patienceMs = 3_600_000;
/** The same for a case that has its slot. */
const caseMs = 600_000;

const chapters: string[] = [];

/**
 * A heading for the cases of the body, in front of their names. Jest runs one `describe` after the other, and the cases
 * of a file, most of which wait, are to run side by side.
 */
export function chapter(title: string, body: () => void): void {
  chapters.push(title);
  body();
  chapters.pop();
}

/**
 * A case with a sandbox, users and its own run id, next to the others of its file. After the body it always
 * holds: no user lost more than allowed, the invariants held at every write, nothing is left behind. On a failure
 * the bundle's log, the calls and the events are printed; `KEEP_CASES=1` keeps them of every case.
 */
export function acceptance(
  name: string,
  options: AcceptanceOptions,
  body: (stage: Stage) => Promise<void>,
): void {
  const title = [...chapters, name].join(' › ');
  concurrentCase(title, () => withSlot(() => play(title, options, body)), patienceMs);
}

async function bodyAndEnd(
  stage: Stage,
  options: AcceptanceOptions,
  body: (stage: Stage) => Promise<void>,
): Promise<void> {
  await body(stage);
  expect((await judgedEnd(stage, options)).problems).toEqual([]);
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`the case has not ended within ${limitMs / 1000} s`));
  }, limitMs);
  await Promise.race([work, late.promise]).finally(() => {
    clearTimeout(timer);
  });
}

/** How often a case is played that ended badly while this process was short of processors. */
const mostPlays = 3;

/** A case that was starved proves nothing and is played again; one that is red on a machine that keeps up is red. */
async function play(
  name: string,
  options: AcceptanceOptions,
  body: (stage: Stage) => Promise<void>,
  plays = 1,
): Promise<void> {
  options.prepare?.();
  const stage = await openStage(options);
  const delays = watchDelays();
  try {
    await within(caseMs, bodyAndEnd(stage, options, body));
    return;
  } catch (error) {
    const wasStarved = delays.wasStarved();
    process.stderr.write(`\n━━━ ${name}\n${stage.report()}\nTo play it alone: ${aloneCommand(name)}\n`);
    if (!wasStarved || plays === mostPlays) throw error;
    process.stderr.write(`━━━ played again, since no processor was free for this one: ${name}\n`);
  } finally {
    delays.end();
    keepCase(name, stage);
    await stage.close();
  }
  await play(name, options, body, plays + 1);
}
