// The exhaustive check of the deciders: every world that can be reached within the bounds, breadth first.
//   node scripts/prove.ts                    all starts, two disturbances
//   node scripts/prove.ts --part K/N         two, from every N-th start, counted from the K-th: a night's work each
//   node scripts/prove.ts --short            one disturbance, as `npm test` does
//   node scripts/prove.ts --only TEXT        two, from the starts with that text in their names
//   node scripts/prove.ts --seeded [name]    bugs seeded into copies of the source, each of which has to be found
//   node scripts/prove.ts --slice TEXT       about three of those, picked by the text (a commit's id)
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Explored, Violation } from '../__tests__/prove/explore.ts';
import { seededBugs } from '../__tests__/prove/seeded-bugs.ts';
import type { SeededBug } from '../__tests__/prove/seeded-bug.ts';
import type { Start } from '../__tests__/prove/start-parts.ts';
import { starts } from '../__tests__/prove/starts.ts';
import { lateMs, staleMs, tickMs } from '../__tests__/prove/state.ts';
import { patchedCopy, slicePicked } from './seeded-copy.ts';

const root = path.resolve(import.meta.dirname, '..');
const atOnce = Math.min(4, availableParallelism());

type ExploredStart = Explored & { readonly start: string };

/** Explores in a separate process, to use all processors, each with its own memory. */
function exploreIn(folder: string, args: readonly string[]): Promise<readonly ExploredStart[]> {
  return new Promise((resolve, reject) => {
    const script = path.join(folder, '__tests__/prove/explore-one.ts');
    const options = [
      '--disable-warning=ExperimentalWarning',
      '--max-old-space-size=8000',
      '--max-semi-space-size=64',
    ];
    const child = spawn(process.execPath, [...options, script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`exploring ended with ${String(code)}:\n${errors}`));
      else
        resolve(
          output
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as ExploredStart),
        );
    });
  });
}

async function inParallel<T>(tasks: readonly T[], work: (task: T) => Promise<void>): Promise<void> {
  const queue = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) await work(task);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const seconds = (ms: number): string => `${String(Math.round(ms / 1000))} s`;
const many = (count: number): string => count.toLocaleString('en');

function printBounds(asked: readonly Start[], disturbances: number): void {
  const met = asked.filter(({ swaps }) => Number.isFinite(swaps)).length;
  const alone = asked.filter(({ isPair, most }) => isPair && most === 1).length;
  console.log(
    [
      `Bounds: ${String(asked.length)} starts; up to ${String(disturbances)} disturbances on each path, at any moment:`,
      '  a task set becomes unhealthy in one of five ways, or healthy again; another tool sets one or both rules to either group, wipes all',
      '  tags of the service, or registers another target in the idle group; the desired count is raised or lowered by one, and a',
      '  new task has an unhealthy target for two minutes; a run is killed (its write lands at once, late or never; the next attempt, or where a start says so a run of another command, begins after 1 s or 5 min),',
      '  cancelled, gets no answer, or reads what stood before the last write; a second run, of the same or another command,',
      '  joins. Without counting: two runs in any order within a tick, also between the other one sending a write and AWS',
      `  carrying it out; in ${String(met)} starts, where a rollback may meet another run, out of order once on a path.`,
      `  In starts named after two commands the start of the second run is the first disturbance, in ${String(alone)} of them the only one.`,
      `  A turn of the loop takes ${seconds(tickMs)}, a read is at most ${seconds(staleMs)} old, a late write lands after ${seconds(lateMs)}. Two rules, five sets at most.`,
    ].join('\n'),
  );
}

function printViolation({ start, what, story }: Violation): void {
  console.log(`\nVIOLATION of invariant ${what}\n  Start: ${start}.`);
  story.forEach((sentence, index) => {
    console.log(`  ${String(index + 1)}. ${sentence}`);
  });
}

const describeWindow = (ms: number): string =>
  ms === 0 ? 'between two observations' : `within ${seconds(ms)} (stale reads and late writes)`;

/** What broke an invariant only because the world changed between an observation and the write that followed. */
function printRaces(all: readonly ExploredStart[]): void {
  const races = new Map<string, { count: number; longestMs: number }>();
  for (const { what, count, longestMs } of all.flatMap((one) => one.races)) {
    const known = races.get(what) ?? { count: 0, longestMs: 0 };
    races.set(what, { count: known.count + count, longestMs: Math.max(known.longestMs, longestMs) });
  }
  console.log(
    '\nRaces that AWS gives no means to prevent (docs/invariants.md): the write was right when the run observed AWS, and',
  );
  console.log('wrong when it landed. The window is the time from the observation to the landing.');
  for (const [what, { count, longestMs }] of [...races].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    console.log(`  ${what}: ${many(count)} times, ${describeWindow(longestMs)}`);
}

/** `null`: its process failed. The other starts go on. */
async function exploreStart({ name, most }: Start, disturbances: number): Promise<ExploredStart | null> {
  try {
    const explored = await exploreIn(root, [name, String(Math.min(most, disturbances))]);
    return explored.find(({ start }) => start === name) ?? null;
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    return null;
  }
}

async function proveAll(disturbances: number, asked: readonly Start[]): Promise<boolean> {
  printBounds(asked, disturbances);
  const began = performance.now();
  const all: ExploredStart[] = [];
  await inParallel(asked, async (start) => {
    const since = performance.now();
    const one = await exploreStart(start, disturbances);
    if (one === null) {
      console.log(`NOT EXPLORED ${start.name}`);
      return;
    }
    const { name } = start;
    all.push(one);
    console.log(
      `${one.violations.length === 0 ? 'holds ' : 'BROKEN'} ${name}: ${many(one.worlds)} worlds, ${many(one.transitions)} transitions, ` +
        `depth ${String(one.depth)}, at most ${String(one.longestWayToEnd)} moves to an end, ${seconds(performance.now() - since)}`,
    );
    one.violations.forEach(printViolation);
  });
  printRaces(all);
  const sum = (of: (one: ExploredStart) => number): number => all.reduce((total, one) => total + of(one), 0);
  console.log(
    `\n${many(sum(({ worlds }) => worlds))} worlds, ${many(sum(({ transitions }) => transitions))} transitions, ` +
      `depth ${String(Math.max(...all.map(({ depth }) => depth)))}, ${seconds(performance.now() - began)}.`,
  );
  return (
    all.length > 0 && all.length === asked.length && all.every(({ violations }) => violations.length === 0)
  );
}

async function findBug({
  name,
  patches,
  disturbances = 1,
  start = '',
}: SeededBug): Promise<Violation | null> {
  const folder = patchedCopy(patches, ['__tests__/prove', '__tests__/support', 'scripts']);
  try {
    const explored = await exploreIn(folder, [start, String(disturbances), 'first']);
    const found = explored.flatMap(({ violations }) => violations);
    return found.find(({ what }) => !what.startsWith('bounds')) ?? null;
  } catch (error) {
    throw new Error(`the copy with the bug "${name}" can't be explored`, { cause: error });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sliceSize = 3;

async function findSeeded(bugs: readonly SeededBug[], isStoryTold: boolean): Promise<boolean> {
  let missed = 0;
  await inParallel(bugs, async (bug) => {
    const since = performance.now();
    const found = await findBug(bug);
    if (found === null) missed += 1;
    const how =
      found === null ? 'MISSED' : `${found.what}, after ${String(found.story.length)} moves (${found.start})`;
    console.log(`${bug.name} – ${how}, ${seconds(performance.now() - since)}`);
    if (isStoryTold && found !== null) printViolation(found);
    if (found === null) console.log(`To look for it alone: npm run prove -- --seeded '${bug.name}'`);
  });
  console.log(`\n${String(bugs.length - missed)} of ${String(bugs.length)} seeded bugs found.`);
  return bugs.length > 0 && missed === 0;
}

const [mode, wanted = ''] = process.argv.slice(2);
const named = seededBugs.filter(({ name }) => name.includes(wanted));

/** `2/5`: the second start, the seventh, and so on. The slow ones stand side by side, so each part gets its share. */
function partOf(text: string): readonly Start[] {
  const [, part, parts] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const [k, n] = [Number(part), Number(parts)];
  if (!(k >= 1 && k <= n)) throw new Error(`--part "${text}": say, for example, --part 1/5`);
  return starts.filter((_start, index) => index % n === k - 1);
}

async function asAsked(): Promise<boolean> {
  if (mode === '--seeded') return findSeeded(named, wanted !== '');
  if (mode === '--slice') return findSeeded(slicePicked(seededBugs, wanted, sliceSize), false);
  if (mode === '--part') return proveAll(2, partOf(wanted));
  const asked = mode === '--only' ? starts.filter(({ name }) => name.includes(wanted)) : starts;
  return proveAll(mode === '--short' ? 1 : 2, asked);
}
process.exitCode = (await asAsked()) ? 0 : 1;
