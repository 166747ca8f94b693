// 125 races of each meeting of two or three runs, each in its own order. RACE=<number> replays one of them and prints it,
// RACES=1000 plays eight times as many.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { after, commandPlan, stagePlan, staged, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { answered } from '../support/contracts.ts';
import { randomOf } from '../support/race-fates.ts';
import { Race, type Racer } from '../support/race.ts';
import { draining } from '../support/command-stories.ts';
import { anAws, migratingPlan } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const quick = { bake: { seconds: 4, probeIntervalSeconds: 1 }, warmSeconds: 12 };
const as = (command: Request['command'], runId: number): Request =>
  commandPlan(command, {
    ...quick,
    release: { runId, id: `${String(runId)}-shop${command === 'rollback' ? '-rollback' : ''}` },
  });

interface Meeting {
  readonly name: string;
  /** Its seeds are in this thousand, wherever it stands in the list. Never reused. */
  readonly thousand: number;
  readonly aws: () => FakeAws;
  readonly plans: readonly Request[];
}
/** Blue is at half of its scale, and its next step is due soon. */
function inDrain(): FakeAws {
  const aws = draining();
  aws.nowMs += 90_000;
  return aws;
}

/** Blue is kept warm, and its release planned a contract. */
const withContract = (): FakeAws =>
  after({ ...aPlan(migratingPlan('contract')), warmSeconds: 900 }, ({ reason }) => reason === 'warm');

/** What migrates before it makes green, for longer than the others need to begin. */
const migrating = (runId: number): Request => migratingPlan('expand', as('deploy', runId));
function longMigration(): FakeAws {
  const aws = anAws();
  aws.testTask = { lastsMs: 20_000, exitCode: 0 };
  return aws;
}

const meetings: readonly Meeting[] = [
  {
    name: 'deploy and deploy',
    thousand: 0,
    aws: () => anAws(),
    plans: [as('deploy', 201), as('deploy', 202)],
  },
  {
    name: 'deploy and rollback',
    thousand: 1,
    aws: () => anAws(),
    plans: [as('deploy', 201), as('rollback', 202)],
  },
  {
    name: 'rollback and rollback',
    thousand: 2,
    aws: () => warm(),
    plans: [as('rollback', 201), as('rollback', 202)],
  },
  {
    name: 'rollback and teardown',
    thousand: 3,
    aws: () => warm(),
    plans: [as('rollback', 201), as('teardown', 202)],
  },
  {
    name: 'promote and promote',
    thousand: 4,
    aws: () => staged(),
    plans: [as('promote', 201), as('promote', 202)],
  },
  {
    name: 'sweep and promote',
    thousand: 5,
    aws: () => staged(),
    plans: [as('sweep', 201), as('promote', 202)],
  },
  {
    name: 'rollback and sweep in a drain',
    thousand: 6,
    aws: inDrain,
    plans: [as('rollback', 201), as('sweep', 202)],
  },
  {
    name: 'teardown and sweep in a drain',
    thousand: 7,
    aws: inDrain,
    plans: [as('teardown', 201), as('sweep', 202)],
  },
  {
    name: 'deploy and sweep in a drain',
    thousand: 8,
    aws: inDrain,
    plans: [as('deploy', 201), as('sweep', 202)],
  },
  {
    name: 'deploy, rollback and teardown',
    thousand: 9,
    aws: () => warm(),
    plans: [as('deploy', 201), as('rollback', 202), as('teardown', 203)],
  },
  {
    name: 'stage, promote and sweep',
    thousand: 10,
    aws: () => staged(),
    plans: [
      { ...stagePlan(quick), release: as('deploy', 201).release },
      as('promote', 202),
      as('sweep', 203),
    ],
  },
  ...(['rollback', 'sweep', 'deploy', 'teardown'] as const).map((command, index) => ({
    name: `teardown with a contract and ${command}`,
    thousand: 11 + index,
    aws: withContract,
    plans: [as('teardown', 201), as(command, 202)],
  })),
  ...(['rollback', 'sweep', 'deploy'] as const).map((command, index) => ({
    name: `deploy that migrates and ${command}`,
    thousand: 15 + index,
    aws: longMigration,
    plans: [migrating(201), as(command, 202)],
  })),
  {
    name: 'two deploys that migrate',
    thousand: 18,
    aws: longMigration,
    plans: [migrating(201), migrating(202)],
  },
];
const perMeeting = Number(process.env['RACES'] ?? 125);

/** One meeting: when each begins, and whether one is killed or cancelled, follows from the seed. */
async function meet(
  { aws: start, plans }: Meeting,
  seed: number,
): Promise<{ race: Race; aws: FakeAws; wrong: string[] }> {
  const aws = start();
  aws.nowMs += 30_000;
  const random = randomOf(seed);
  const race = new Race(aws, random);
  const [first, ...others] = plans.toSorted(() => random() - 0.5);
  const racers = [race.begin(first!, 0), ...others.map((request) => race.begin(request, random() * 25_000))];
  if (random() < 0.35) killOne(race, racers, random);
  else if (random() < 0.15) race.at(random() * 30_000, () => racers[0]?.cancel.abort());
  const isOver = await race.play();
  const wrong = [
    ...race.violations,
    ...(isOver ? [] : ['4: does not end']),
    ...racers.flatMap(dishonest),
    ...repeatedMigrations(aws),
  ];
  aws.fault = () => null;
  aws.nowMs += 1000;
  const next = aPlan({ ...quick, ignored: riskCodes, release: { id: '900-shop', runId: 900 } });
  const last = answered(aws, runRelease(aws, next), next);
  wrong.push(...last.violations.map((what) => `afterwards: ${what}`));
  if (last.ending?.result !== 'released' || !/^(\d+) PRIMARY; live: \1$/.test(standing(aws)))
    wrong.push(`4: afterwards a deploy ends ${last.ending?.message ?? 'never'}; ${standing(aws)}`);
  return { race, aws, wrong };
}

function killOne(race: Race, racers: readonly Racer[], random: () => number): void {
  const racer = racers[Math.floor(random() * racers.length)]!;
  const { plan: request } = racer;
  race.at(random() * 35_000, () => {
    if (racer.result !== null) return;
    race.kill(racer);
    if (random() < 0.6)
      race.begin({ ...request, release: { ...request.release, runAttempt: 2 } }, random() * 8000);
  });
}

/** What ended well counts for every attempt of its run. */
function repeatedMigrations(aws: FakeAws): string[] {
  const started = aws.state.oneOff.filter(({ request }) => request.purpose === 'migration');
  const runs = started.map(({ request }) => request.tryId.split('.')[0] ?? '');
  return runs.length === new Set(runs).size ? [] : [`a migration runs twice: ${runs.join(', ')}`];
}

/** No run ends on a bug of its own. */
const dishonest = ({ reason, message }: Racer): string[] => (reason === 'bug' ? [`4: ${message}`] : []);

const describeRace = (seed: number, race: Race, wrong: readonly string[]): string =>
  [
    `seed ${String(seed)} (RACE=${String(seed)} plays it again):`,
    ...wrong,
    ...race.log,
    ...race.racers.map(ending),
  ].join('\n');
const ending = ({ plan: request, result, reason }: Racer): string =>
  `${request.command} ${String(request.release.runId)}.${String(request.release.runAttempt)} ended ${String(result)} (${String(reason)})`;

const asked = process.env['RACE'];
const seedsOf = ({ thousand }: Meeting): readonly number[] =>
  asked === undefined
    ? Array.from({ length: perMeeting }, (_, n) => thousand * 1000 + n)
    : [Number(asked)].filter((seed) => Math.floor(seed / 1000) === thousand);

// Covers: race-orders
describe('concurrent runs break no invariant and end well, whatever the order of their requests', () => {
  test.each(meetings)(
    '$name',
    async (meeting) => {
      const failures: string[] = [];
      for (const seed of seedsOf(meeting)) {
        const { race, wrong } = await meet(meeting, seed);
        if (wrong.length > 0) failures.push(describeRace(seed, race, wrong));
        else if (asked !== undefined) console.log(describeRace(seed, race, wrong));
      }
      expect(failures.slice(0, 2).join('\n\n')).toBe('');
      // Some seconds of work each; more only where other work shares the processors.
    },
    240_000 * Math.ceil(perMeeting / 125),
  );
});
