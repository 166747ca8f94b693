// A rollback whose writes are held back, and a run that deletes blue: each in its place in time, none by chance (ADR 40).
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { commandPlan, warm } from '../support/commands.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { randomOf, slowestMs, type Fate, type SetFate } from '../support/race-fates.ts';
import { Race } from '../support/race.ts';
import { aPlan } from '../support/worlds.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const quick = { bake: { seconds: 4, probeIntervalSeconds: 1 }, warmSeconds: 12 };
const as = (command: Request['command'], runId: number): Request =>
  commandPlan(command, {
    ...quick,
    release: { runId, id: `${String(runId)}-shop${command === 'rollback' ? '-rollback' : ''}` },
  });
const soon: Fate = { landsMs: 150, isAnswerLost: false };

interface Held {
  readonly who: string;
  /** Which write of the rollback, and what becomes of it. All others land soon. */
  readonly write: 'labelPrimary' | 'writeActions';
  readonly n: number;
  readonly fate: Fate;
}
const lost = { landsMs: null, isAnswerLost: true };
const late = { landsMs: slowestMs, isAnswerLost: true };
const helds: readonly Held[] = [1, 2, 3].flatMap((n) => [
  {
    who: `rule ${String(n)} lands late`,
    write: 'writeActions',
    n,
    fate: late,
  },
  { who: `rule ${String(n)} is lost`, write: 'writeActions', n, fate: lost },
]);
/** Sent again while the run that deletes blue waits, and after it. */
const often: readonly { readonly who: string; readonly held: readonly Held[] }[] = [
  { who: 'the first rule is lost twice', fates: [lost, lost] },
  { who: 'the first rule is lost, then late', fates: [lost, late] },
  { who: 'the first rule is late twice', fates: [late, late] },
  { who: 'the first rule is lost three times', fates: [lost, lost, lost] },
].map(({ who, fates }) => ({
  who,
  held: fates.map((fate, index) => ({ who, write: 'writeActions' as const, n: index + 1, fate })),
}));
const labels: readonly Held[] = [
  {
    who: 'the label lands late',
    write: 'labelPrimary',
    n: 1,
    fate: late,
  },
  { who: 'the label is lost', write: 'labelPrimary', n: 1, fate: lost },
];
/** How many seconds the deleting run begins before the rollback, or after it. */
const offsets = [-14, -13, -12, -11, -10, -9, -8, -7, -6, -4, -2, 0, 1, 2, 3, 5, 8];

interface Played {
  readonly wrong: readonly string[];
  readonly log: readonly string[];
}

async function play(deleting: Request, held: readonly Held[], offset: number): Promise<Played> {
  const aws = warm();
  aws.nowMs += 30_000;
  const setFate: SetFate = ({ command }, name, n) => {
    if (command !== 'rollback') return soon;
    return held.find((one) => one.write === name && one.n === n)?.fate ?? soon;
  };
  // Reads take their time by chance, always the same.
  const race = new Race(aws, randomOf(offset + 100), setFate);
  const rollback = race.begin(as('rollback', 201), 15_000);
  race.begin(deleting, 15_000 + offset * 1000);
  const isOver = await race.play();
  const wrong = [...race.violations, ...(isOver ? [] : ['4: does not end'])];
  if (rollback.reason === 'bug') wrong.push(`4: ${rollback.message}`);
  aws.nowMs += 1000;
  const last = runRelease(
    aws,
    aPlan({ ...quick, ignored: riskCodes, release: { id: '900-shop', runId: 900 } }),
  );
  wrong.push(...last.violations.map((what) => `afterwards: ${what}`));
  if (last.ending?.result !== 'released' || !/^(\d+) PRIMARY; live: \1$/.test(standing(aws)))
    wrong.push(`4: afterwards a deploy ends ${last.ending?.message ?? 'never'}; ${standing(aws)}`);
  return {
    wrong,
    log: [
      ...race.log,
      ...race.racers.map(
        ({ plan, result, reason }) => `${plan.command}: ${String(result)} (${String(reason)})`,
      ),
    ],
  };
}

async function failuresOf(deleting: Request, held: readonly Held[]): Promise<string> {
  for (const offset of offsets) {
    const { wrong, log } = await play(deleting, held, offset);
    if (wrong.length > 0)
      return [`it begins ${String(offset)} s after the rollback:`, ...wrong, ...log].join('\n');
  }
  return '';
}

// Covers: race-orders
describe.each([{ deleting: as('teardown', 202) }, { deleting: as('deploy', 202) }])(
  'production does not end on a blue that a $deleting.command deletes during a rollback',
  ({ deleting }) => {
    test.each(helds)('$who', async (held) => {
      expect(await failuresOf(deleting, [held])).toBe('');
    });

    test.each(often)('$who', async ({ held }) => {
      expect(await failuresOf(deleting, held)).toBe('');
    });

    test.each(labels)('$who', async (held) => {
      expect(await failuresOf(deleting, [held])).toBe('');
    });

    test.each(
      labels.flatMap((label) =>
        helds.map((held) => ({ who: `${label.who}, ${held.who}`, held: [label, held] })),
      ),
    )('$who', async ({ held }) => {
      expect(await failuresOf(deleting, held)).toBe('');
    });
  },
);
