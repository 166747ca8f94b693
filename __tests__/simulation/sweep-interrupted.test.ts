import { describe, expect, test } from '@jest/globals';
import { linesOf } from '../../src/domain/common/run/step.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { keptGreen } from '../../src/domain/task-sets/roles/kept-green.ts';
import { stories } from '../support/command-stories.ts';
import { commandPlan, foreignMade } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { killedAtEachWrite, runRelease, standing, type Killed, type Run } from '../support/fake-release.ts';
import { planOf, scenarios } from '../support/scenarios.ts';

interface Begun {
  readonly name: string;
  readonly aws: () => FakeAws;
  readonly plan: Request;
}
// What no release of ours made is none of a sweep's business; it has a test of its own below.
const begun: readonly Begun[] = [
  ...stories.filter(({ name }) => name !== 'rollback of what another tool made'),
  ...scenarios.map((scenario) => ({
    name: `deploy: ${scenario.name}`,
    aws: scenario.aws,
    plan: planOf(scenario),
  })),
];

const sweepOf = ({ traffic }: Request): Request =>
  commandPlan('sweep', { traffic, release: { id: '500-shop', runId: 500 } });

/** The account as it stands after the process was killed at each of its writes in turn, and at its end. */
function leftBy({ aws: begin, plan }: Begun): readonly Pick<Killed, 'at' | 'aws'>[] {
  const aws = begin();
  runRelease(aws, plan);
  return [...killedAtEachWrite(begin, plan), { at: 'at its end', aws }];
}

const over = (aws: FakeAws): void => {
  aws.state.runs = [100, 200].map((runId) => ({ runId, isOver: true }));
};
const goingOn = (aws: FakeAws): void => {
  aws.state.runs = [100, 200].map((runId) => ({ runId, isOver: false }));
};

/** More sweeps than any story needs. */
const mostSweeps = 6;

/** A green that the sweep keeps until blue has served well is gone after the next one, and a blue that is drained after one for each step. */
function sweptUntilOver(aws: FakeAws, request: Request): Run {
  let run = runRelease(aws, request);
  for (let n = 1; n < mostSweeps; n += 1) {
    const kept = keptGreen(aws.observe(request.release.id));
    const isDrained = lines(run).some((line) => line.includes('The next step, to '));
    if (kept?.reason !== 'fallback' && !isDrained) break;
    const fromMs = kept?.reason === 'fallback' ? Math.max(aws.nowMs, Date.parse(kept.until)) : aws.nowMs;
    aws.nowMs = fromMs + (isDrained ? 3_600_000 : 100_000);
    const { runId } = request.release;
    aws.state.runs = [...aws.state.runs, { runId: runId + 100 * (n - 1), isOver: true }];
    const id = runId + 100 * n;
    const next = { ...request, release: { ...request.release, id: `${String(id)}-shop`, runId: id } };
    const { violations, ...rest } = runRelease(aws, next);
    run = { ...rest, violations: [...run.violations, ...violations] };
  }
  return run;
}

const lines = ({ ending }: Run): readonly string[] => (ending === null ? [] : linesOf(ending));
const said = (run: Run): string => [run.ending?.message, ...lines(run)].join(' | ');

/** Nothing is live, so a person has to decide on what is PRIMARY, or it can't be deleted before another release. */
const isStranded = (stands: string): boolean => /^(\d+ (PRIMARY|DRAINING))?; live: $/.test(stands);

/** Rightly failed: green crashed after its lease, and blue may be the only set that can serve. */
const isForPerson = (run: Run): boolean =>
  run.reason === 'left-alone' && /may be the only rollback target/.test(said(run));
/** Somebody may have written the rules back, so the label stays until the lease is over. */
const isLeasedForward = (run: Run): boolean => /has the PRIMARY label but no traffic/.test(said(run));

/** All of production on one PRIMARY; next to it at most what is staged or leased. */
function wrongAfter(aws: FakeAws, run: Run, mayStay: RegExp): string[] {
  const stands = standing(aws);
  const isWhole = /(\d+) PRIMARY.*; live: \1$/.test(stands) || isLeasedForward(run);
  if (isForPerson(run)) return [...run.violations];
  const live = aws.live().map(({ n }) => n);
  const rest = aws.sets().filter(({ n, deletedAtMs }) => !live.includes(n) && deletedAtMs === null);
  const kept = lines(run).join('\n');
  const unexplained = rest.filter(
    ({ n }) => !new RegExp(`ecs-svc/${String(n)} .*${mayStay.source}`).test(kept),
  );
  const isWell = run.ending?.result === 'swept' && isWhole;
  return [
    ...run.violations,
    ...(isWell || isStranded(stands) ? [] : [`${stands}: ${said(run)}`]),
    ...(isStranded(stands) ? [] : unexplained).map(({ n }) => `${String(n)} stays: ${said(run)}`),
    ...(aws.state.tags['swept-at'] === undefined ? ['leaves no swept-at'] : []),
  ];
}

/** What is over leaves nothing suspended and no tag of its release. */
function untidy(aws: FakeAws, run: Run): string[] {
  const { state } = aws;
  const isStaged = aws.sets().length > 1;
  if (run.ending?.result !== 'swept' || isStaged) return [];
  const tags = ['blue', 'green', 'switched-at', 'lease-until', 'scaling'].filter(
    (name) => name in state.tags,
  );
  return [
    ...tags.map((name) => `leaves the tag ${name}`),
    ...(state.scaling?.scaleInSuspended === true ? ['leaves scaling suspended'] : []),
  ];
}

describe.each(begun)('a sweep after every kill: $name', (one) => {
  test('leaves all of production on one PRIMARY and keeps what is leased, once the run is over', () => {
    const wrong: string[] = [];
    for (const { at, aws } of leftBy(one)) {
      over(aws);
      const before = aws.state.tags['lease-until'];
      const run = runRelease(aws, sweepOf(one.plan));
      const isLeased = before !== undefined && Date.parse(before) > aws.nowMs;
      wrong.push(
        ...wrongAfter(
          aws,
          run,
          isLeased
            ? /(staged|lease|kept for inspection|kept in case|is drained to)/
            : /(staged|kept for inspection|kept in case|is drained to)/,
        ).map((what) => `${at}: ${what}`),
      );
    }
    expect(wrong).toEqual([]);
  });

  test.each(['over', 'unknown to GitHub'])(
    'leaves one task set and no leftovers after the lease, the run being %s',
    (how) => {
      const wrong: string[] = [];
      for (const { at, aws } of leftBy(one)) {
        if (how === 'over') over(aws);
        aws.nowMs += how === 'over' ? 3_600_000 : 8 * 3_600_000;
        const run = sweptUntilOver(aws, sweepOf(one.plan));
        wrong.push(
          ...[...wrongAfter(aws, run, /staged/), ...untidy(aws, run)].map((what) => `${at}: ${what}`),
        );
      }
      expect(wrong).toEqual([]);
    },
  );

  test.each(['going on', 'unknown to GitHub'])('writes nothing but its visit while the run is %s', (how) => {
    const wrong: string[] = [];
    for (const { at, aws } of leftBy(one)) {
      if (how === 'going on') goingOn(aws);
      const startedMs = aws.nowMs;
      const run = runRelease(aws, sweepOf(one.plan));
      // Without anything that has a date it looks on for long enough to see whether somebody is at it.
      if (how === 'unknown to GitHub' && aws.nowMs - startedMs >= 300_000) continue;
      const written = run.writes.filter(
        (write) => write.kind !== 'tag-service' || !('swept-at' in write.tags),
      );
      wrong.push(...run.violations, ...written.map(({ kind }) => `${at}: ${kind}; ${said(run)}`));
    }
    expect(wrong).toEqual([]);
  });

  test('killed after each of its own writes is ended by the next sweep', () => {
    const wrong: string[] = [];
    for (const { at, aws: first } of leftBy(one)) {
      over(first);
      first.nowMs += 3_600_000;
      const state = structuredClone({ state: first.state, nowMs: first.nowMs });
      for (let n = 1; ; n += 1) {
        const aws = first;
        aws.state = structuredClone(state.state);
        aws.nowMs = state.nowMs;
        const killed = runRelease(aws, sweepOf(one.plan), { killAfterWrite: n });
        if (killed.ending !== null) break;
        aws.nowMs += 60_000;
        aws.state.runs.push({ runId: 500, isOver: true });
        const next: Request = { ...sweepOf(one.plan), release: { ...sweepOf(one.plan).release, runId: 501 } };
        const run = sweptUntilOver(aws, next);
        wrong.push(
          ...[...wrongAfter(aws, run, /staged/), ...untidy(aws, run)].map(
            (what) => `${at}, then ${killed.writes.at(-1)?.kind ?? ''}: ${what}`,
          ),
        );
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('what another tool made is named and never touched', () => {
  const aws = foreignMade();
  const run = runRelease(aws, sweepOf(commandPlan('sweep')));
  expect(run.writes).toEqual([]);
  expect(said(run)).toContain('neither live nor made by this action');
});
