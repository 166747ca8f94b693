// Two runs at the same moment on one service, the sandbox holding their calls back at random. `RACES=n` plays n seeds of
// each pair, `RACE_SEED=n` begins with that seed; a failure names its own.
import { isRemembered } from '../support/acceptance-end.ts';
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { seededRandom } from '../../sandbox/hold-back.ts';
import { webService } from '../../sandbox/seeds.ts';
import { setsBesidesKept, tagsBesidesKept } from '../support/kept.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { productionRules } from '../support/bad-luck.ts';
import {
  leftWarm,
  promoteInputs,
  rollbackInputs,
  stageInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import type { Inputs } from '../support/acceptance-stage.ts';

const perPair = Number(process.env['RACES'] ?? 1);
const firstSeed = Number(process.env['RACE_SEED'] ?? 1);
/**
 * Slow enough to change places. All rules have to be read within the 2 s for which they count (ADR 24): so pages are as
 * large as those of AWS.
 */
const heldBack = { landing: [0, 250], answer: [0, 250] } as const;
/** The second run begins at most this much later. */
const latestStartMs = 4000;

const deployInputs: Inputs = {
  image: 'web:v2',
  'bake-time': '2s',
  'warm-time': '0',
  'probe-interval': '1s',
  'smoke-passes': '1',
  // What a rollback of the race rolled back is released again on purpose.
  ignore: 'quarantined',
};

interface Race {
  readonly name: string;
  /** What stands before the two begin. */
  readonly before: (stage: Stage) => Promise<void>;
  readonly inputs: readonly [Inputs, Inputs];
  /** How each may end; at least one has to win. */
  readonly wins: readonly string[];
  readonly loses: readonly string[];
}

/** What a rollback or a sweep leaves on purpose. */
const free = ['rolled-back', 'quarantined', 'swept-at'];

const nothing = (): Promise<void> => Promise.resolve();
const staged = async (stage: Stage): Promise<void> => {
  const { outputs } = await stage.release(stageInputs);
  expect(outputs['result']).toBe('staged');
};

const races: readonly Race[] = [
  {
    name: 'deploy and deploy',
    before: nothing,
    inputs: [deployInputs, deployInputs],
    wins: ['released'],
    loses: ['stood-down', 'refused'],
  },
  {
    name: 'deploy and rollback',
    before: leftWarm,
    inputs: [deployInputs, rollbackInputs],
    wins: ['released', 'rolled-back'],
    loses: ['stood-down', 'refused'],
  },
  {
    name: 'rollback and rollback',
    before: leftWarm,
    inputs: [rollbackInputs, rollbackInputs],
    wins: ['rolled-back', 'released'],
    loses: ['stood-down', 'refused'],
  },
  {
    name: 'rollback and teardown',
    before: leftWarm,
    inputs: [rollbackInputs, teardownInputs],
    wins: ['rolled-back', 'released', 'torn-down'],
    loses: ['stood-down', 'refused'],
  },
  {
    name: 'promote and promote',
    before: staged,
    inputs: [promoteInputs, promoteInputs],
    wins: ['released'],
    loses: ['stood-down', 'refused'],
  },
  {
    name: 'sweep and promote',
    before: staged,
    inputs: [sweepInputs, promoteInputs],
    wins: ['released', 'swept'],
    loses: ['stood-down', 'refused'],
  },
];

/** Both at once, or nearly; which one is first, and by how much, is the seed's. */
async function play(stage: Stage, { inputs }: Race, seed: number): Promise<readonly ActionResult[]> {
  const random = seededRandom(seed);
  const [earlier, later] = inputs;
  const order = random() < 0.5 ? ([earlier, later] as const) : ([later, earlier] as const);
  const apartMs = random() * latestStartMs;
  stage.sandbox.control.setDelays(heldBack);
  const first = stage.start(order[0], { runId: stage.runId + 1 });
  const beganMs = performance.now();
  await stage.until('the second one is due', () => performance.now() - beganMs >= apartMs);
  const second = stage.start(order[1], { runId: stage.runId + 2 });
  return Promise.all([first.result, second.result]);
}

const liveGroups = (stage: Stage): readonly string[] => [
  ...new Set(
    productionRules.flatMap((name) =>
      Object.entries(stage.rule(name).weights).flatMap(([group, weight]) => (weight > 0 ? [group] : [])),
    ),
  ),
];

/** One set, PRIMARY, with all of production; nothing of ours in the tags but the fence, the last rules and what a rollback keeps. */
function hasNoLeftovers(stage: Stage): boolean {
  const [only, ...more] = setsBesidesKept(stage.service());
  const [group, ...groups] = liveGroups(stage);
  const names = Object.keys(stage.service().tags).map((name) => name.replace('ecs-blue-green:', ''));
  const tags = tagsBesidesKept(stage.service(), names);
  const isWhole = only?.status === 'PRIMARY' && only.targetGroup === group && groups.length === 0;
  return (
    more.length === 0 &&
    isWhole &&
    tags.every((name) => isRemembered(name) || ['fence', 'blue', ...free].includes(name))
  );
}

/** What a loser may leave one more release ends. */
async function oneMoreIfNeeded(stage: Stage): Promise<void> {
  stage.sandbox.control.setDelays({ landing: [0, 0], answer: [0, 0] });
  const isDraining = (): boolean => stage.service().taskSets.some(({ status }) => status === 'DRAINING');
  await stage.until('what was deleted is gone', () => !isDraining());
  if (hasNoLeftovers(stage)) return;
  const { outputs } = await stage.release(deployInputs, { runId: stage.runId + 3 });
  expect(outputs['result']).toBe('released');
  await stage.until('no leftovers', () => hasNoLeftovers(stage));
}

async function judge(stage: Stage, race: Race, runs: readonly ActionResult[]): Promise<void> {
  const results = runs.map(({ outputs }) => outputs['result'] ?? 'none');
  process.stderr.write(`  ${race.name}: ${results.join(' and ')}\n`);
  const allowed = [...race.wins, ...race.loses];
  expect(results.filter((result) => !allowed.includes(result))).toEqual([]);
  expect(results.some((result) => race.wins.includes(result))).toBe(true);
  expect(liveGroups(stage)).toHaveLength(1);
  const primary = stage.service().taskSets.find(({ status }) => status === 'PRIMARY');
  expect([primary?.targetGroup]).toEqual(liveGroups(stage));
  await oneMoreIfNeeded(stage);
}

const seeds = Array.from({ length: perPair }, (_, index) => firstSeed + index);

for (const race of races)
  chapter(`${race.name} at the same moment`, () => {
    for (const seed of seeds)
      // Covers: race
      acceptance(
        `end with one winner and without a lost request (seed ${seed})`,
        // Each run may register its revision, and so may the run that removes the leftovers.
        { world: webService({}, { seed, pageSize: 100 }), freeTags: free, registrations: 4, isRace: true },
        async (stage) => {
          await race.before(stage);
          await judge(stage, race, await play(stage, race, seed));
        },
      );
  });
