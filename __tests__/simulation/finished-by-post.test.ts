import { linesOf } from '../../src/domain/common/run/step.ts';
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { stories } from '../support/command-stories.ts';
import { commandPlan, warmPlan } from '../support/commands.ts';
import { answered } from '../support/contracts.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { killedAtEachWrite, runRelease, standing, type Killed, type Run } from '../support/fake-release.ts';
import { finish, isWhole } from '../support/finished.ts';
import { anAws, planOf, scenarios } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

interface Case {
  readonly name: string;
  readonly aws: () => FakeAws;
  readonly plan: Request;
}

const deploys: readonly Case[] = [
  // Without an earlier set there is no blue to return to. That case has its own tests.
  ...scenarios
    .filter(({ standing: end }) => end !== '; live: ')
    .filter(({ name }) => !/first|moving/.test(name))
    .map((scenario) => ({ name: scenario.name, aws: scenario.aws, plan: planOf(scenario) })),
  { name: 'a good release that keeps blue warm', aws: () => anAws(), plan: warmPlan() },
];
const commands: readonly Case[] = stories.filter(({ plan: request }) => request.command !== 'teardown');
/** Only what a release of ours made is deleted, so the next release is refused by the other set's name. */
const leavesForeign = ({ name }: Case): boolean => name === 'rollback of what another tool made';
/** A re-release: its story ends with a third set, or with that set rolled back. */
const isReRelease = ({ name, plan: request }: Case): boolean =>
  request.command === 'rollback' &&
  stories.some((story) => story.name === name && !story.standing.startsWith('1 '));

/** The end of the post step, or what is wrong with it. */
function played(
  { aws, plan: request }: Pick<Case, 'plan'> & { aws: FakeAws },
  main: Run,
): { run: Run | null; wrong: string[] } {
  const beganMs = aws.nowMs;
  const run = finish(aws, request, main);
  const tookMs = aws.nowMs - beganMs;
  const wrong = [
    ...(run?.violations ?? []),
    ...(run !== null && run.ending === null ? ['never ends'] : []),
    ...(tookMs > 45_000 ? [`takes ${String(tookMs)} ms`] : []),
    ...(isWhole(aws) ? [] : [`stands ${standing(aws)}`]),
  ];
  return { run, wrong };
}

/** Where production has to be, by what main knew when it died. */
function wrongSide({ plan: request }: Case, { main, aws }: Killed, live: number, home: number): string[] {
  const isHome = request.command === 'rollback' || !main.memory.isBakePassed;
  return (live === home) === isHome ? [] : [`production is on ${String(live)}: ${standing(aws)}`];
}

/** Where production was before the command or, for a rollback, before the release that it rolls back. */
const homeOf = ({ aws, plan: request }: Case): number =>
  request.command === 'rollback' ? 1 : (aws().live()[0]?.n ?? 0);

/** Where nobody can know whether a migration ran, the release asks, and a person answers. */
function releasedNext(aws: FakeAws, { traffic }: Request): Run {
  // What was rolled back as bad is released again on purpose here.
  const plan = aPlan({ ignored: riskCodes, traffic, release: { id: '400-shop', runId: 400 } });
  const run = answered(aws, runRelease(aws, plan), plan);
  const [, tryId] = /migration-answer: (\S+)=done/.exec(run.ending?.message ?? '') ?? [];
  if (tryId === undefined) return run;
  const goal = { ...plan.goal, migrationAnswer: { tryId, says: 'done' } } as const;
  return runRelease(aws, { ...plan, goal, release: { ...plan.release, id: '401-shop', runId: 401 } });
}

describe.each([...deploys, ...commands])('the post step, main killed after any write: $name', (one) => {
  test('ends in time, with all production traffic where it belongs, and reports it', () => {
    const wrong: string[] = [];
    for (const killed of killedAtEachWrite(one.aws, one.plan)) {
      const { run, wrong: found } = played({ aws: killed.aws, plan: one.plan }, killed.main);
      const live = killed.aws.live()[0]?.n ?? 0;
      const home = homeOf(one);
      if (!isReRelease(one)) found.push(...wrongSide(one, killed, live, home));
      const { scaling } = killed.aws.state;
      // A green that is kept for inspection is an idle fleet: until it is gone, scaling in would remove tasks of what is live.
      const isDue = killed.aws.state.tags['kept-green'] === undefined;
      if (live === home && isDue && scaling?.scaleInSuspended === true && !isReRelease(one))
        found.push('scale-in stays suspended');
      if (run?.ending?.result === 'rolled-back' && live !== home && !isReRelease(one))
        found.push('reports a rollback');
      if (run?.reason === 'out-of-time') found.push(`is not done: ${run.ending?.message ?? ''}`);
      wrong.push(...found.map((what) => `${killed.at}: ${what}`));
    }
    expect(wrong).toEqual([]);
  });

  test('leaves what the next release ends well', () => {
    const wrong: string[] = [];
    for (const killed of killedAtEachWrite(one.aws, one.plan)) {
      played({ aws: killed.aws, plan: one.plan }, killed.main);
      const { aws } = killed;
      aws.nowMs += 30_000;
      aws.candidate = 'good';
      aws.state.wayBackTo = null;
      const next = releasedNext(aws, one.plan);
      const found = [...next.violations];
      const isRefused = next.ending?.details.some((line) => line.includes('task set ecs-svc/2')) ?? false;
      if (leavesForeign(one) && isRefused && isWhole(aws)) continue;
      if (next.ending?.result !== 'released' || !/^(\d+) PRIMARY; live: \1$/.test(standing(aws)))
        found.push(`${next.ending?.message ?? 'never ends'}; ${standing(aws)}`);
      wrong.push(...found.map((what) => `${killed.at}: ${what}`));
    }
    expect(wrong).toEqual([]);
  });

  test('is ended by the next attempt when it is killed as well', () => {
    const wrong: string[] = [];
    const plan = { ...one.plan, release: { ...one.plan.release, runAttempt: 2 } };
    for (const killed of killedAtEachWrite(one.aws, one.plan)) {
      const { aws, main } = killed;
      const post = finish(aws, one.plan, main, { killAfterWrite: 2 });
      aws.nowMs += 20_000;
      const next = runRelease(aws, plan);
      const found = [...(post?.violations ?? []), ...next.violations];
      if (next.ending === null || !isWhole(aws))
        found.push(`${next.ending?.message ?? 'never ends'}; ${standing(aws)}`);
      wrong.push(...found.map((what) => `${killed.at}: ${what}`));
    }
    expect(wrong).toEqual([]);
  });
});

describe('the post step', () => {
  test('touches nothing with on-cancel: keep', () => {
    for (const { aws, main } of killedAtEachWrite(() => anAws(), aPlan({ onCancel: 'keep' }))) {
      const run = finish(aws, aPlan({ onCancel: 'keep' }), main);
      expect(run?.writes).toEqual([]);
      expect(run?.ending?.message).toMatch(/It had changed nothing|on-cancel: keep|Green stays/);
    }
  });

  test('leaves everything to a run that took the service in the meantime', () => {
    for (const { at, aws, main } of killedAtEachWrite(() => anAws(), aPlan())) {
      aws.meddle((state) => void (state.tags = { ...state.tags, fence: '9:300.1' }));
      const run = finish(aws, aPlan(), main);
      const isOver = main.memory.isBakePassed;
      expect({ at, result: run?.ending?.result, writes: run?.writes }).toEqual({
        at,
        result: isOver ? 'released' : 'stood-down',
        writes: [],
      });
    }
  });

  test('does not roll back what a killed promotion had not switched yet', () => {
    const begin = (): FakeAws => stories.find(({ name }) => name === 'promote')!.aws();
    const aws = begin();
    aws.fault = () => ({ kind: 'lost' });
    const main = runRelease(aws, commandPlan('promote'), { killAfterWrite: 1 });
    aws.fault = () => null;
    const run = finish(aws, commandPlan('promote'), main);
    expect(run?.writes).toEqual([]);
    expect(run?.ending?.message).toContain('It had changed nothing.');
    expect(standing(aws)).toBe('1 PRIMARY, 2 ACTIVE; live: 1');
  });

  test('rolls back for the reason that main had seen', () => {
    const aws = anAws('unhealthy-live');
    const main = runRelease(aws, warmPlan(), { dieBefore: ({ reason }) => reason === 'labelling-blue' });
    const run = finish(aws, warmPlan(), main);
    expect(run?.reason).toBe('bake-targets-unhealthy');
    expect(run?.ending?.result).toBe('rolled-back');
    expect(aws.live().map(({ n }) => n)).toEqual([1]);
  });

  test('rolls back even when the bake is over by the clock, if main had begun to', () => {
    const aws = anAws('unhealthy-live');
    const main = runRelease(aws, warmPlan(), { dieBefore: ({ reason }) => reason === 'labelling-blue' });
    aws.nowMs += 600_000;
    finish(aws, warmPlan(), main);
    expect(aws.live().map(({ n }) => n)).toEqual([1]);
  });

  test('keeps green and the lease of blue when the bake is over by the clock', () => {
    const aws = anAws();
    const main = runRelease(aws, warmPlan(), { dieBefore: ({ reason }) => reason === 'baking' });
    aws.nowMs += 600_000;
    const run = finish(aws, warmPlan(), main);
    expect(run?.writes).toEqual([]);
    expect(run?.ending?.message).toMatch(/Green stays, and blue is kept warm until \d\d:\d\d UTC/);
    expect(standing(aws)).toBe('1 ACTIVE, 2 PRIMARY; live: 2');
  });

  test.each([
    ['labels', 'label'],
    ['rules', 'write-rule'],
  ] as const)('says what is left, where traffic is and what ends it when AWS takes no %s', (_, kind) => {
    const aws = anAws();
    const main = runRelease(aws, warmPlan(), { dieBefore: ({ reason }) => reason === 'baking' });
    aws.fault = (write) => (write.kind === kind ? { kind: 'busy' } : null);
    const run = finish(aws, warmPlan(), main);
    expect(run?.violations).toEqual([]);
    expect(run?.ending?.result).toBe('failed');
    expect(run?.reason).toBe('out-of-time');
    const text = (run?.ending == null ? [] : [run.ending.message, ...linesOf(run.ending)]).join('\n');
    // A third group has its share throughout.
    expect(text).toMatch(/Production traffic is split between (?:blue|green) ecs-svc/);
    if (kind === 'write-rule') expect(text).toContain('Run the command rollback for service shop now');
    if (kind === 'write-rule') expect(text).toContain('aws elbv2 modify-rule');
    if (kind === 'label') expect(text).toContain('is still there (PRIMARY)');
  });

  test('waits for a green that was being created when main was killed', () => {
    const aws = anAws();
    const main = runRelease(aws, aPlan(), { dieBefore: ({ reason }) => reason === 'creating-green' });
    const held = main.steps.at(-1)?.act;
    const meddle = (step: number): void => {
      if (step === 2 && held?.kind === 'create-green') aws.change(held);
    };
    const run = finish(aws, aPlan(), main, { meddle });
    expect(run?.writes.map(({ kind }) => kind)).toContain('delete');
    expect(isWhole(aws)).toBe(true);
  });
});
