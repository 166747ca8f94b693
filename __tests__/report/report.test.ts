import { beforeEach, describe, expect, test } from '@jest/globals';
import { GitHubError } from '../../src/adapters/github/error.ts';
import { aFrame, aStep, goodFrames, phaseTitles, type Frame } from './stories.ts';
import { settled } from '../support/reporting.ts';
import { aGreen, aSet, noon } from '../support/worlds.ts';
import { aDesk, anEnd, finish, wentBack, type Desk } from './report-desk.ts';

let desk: Desk;
let { clock, runner, github, states, aReporter, show } = aDesk();

beforeEach(() => {
  desk = aDesk();
  ({ clock, runner, github, states, aReporter, show } = desk);
});

const warnings = (): string[] => runner.annotations.map(({ message }) => message);

describe('the comment', () => {
  test('is there with the first look, which shows its region and account', async () => {
    const reporter = aReporter();
    await settled();
    expect(github.comments).toEqual([]);
    await show(reporter, goodFrames.slice(0, 1));
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]).toMatch(/ in eu-central-1, account 111122223333\. This comment is updated/);
  });

  test('is edited at each phase', async () => {
    const reporter = aReporter();
    await show(reporter, goodFrames);
    await finish(reporter);
    const titles = github.comments.map((body) => /^### .*?: (.*)/m.exec(body)?.[1]);
    expect(titles).toEqual([...phaseTitles, 'released']);
  });

  test('is edited at most every 15 s within a phase, and only for a change', async () => {
    const reporter = aReporter();
    await show(reporter, goodFrames.slice(0, 3));
    const before = github.comments.length;
    const look = (seconds: number, running: number): Frame =>
      aFrame(seconds, aStep('ready', 'waiting-for-ready'), {
        sets: [aSet(41), aGreen(42, { running, isSteady: false })],
        memory: { readyStreak: 0 },
      });
    await show(reporter, [look(10, 1), look(15, 2), look(22, 2)]);
    expect(github.comments).toHaveLength(before);
    await show(reporter, [look(24, 2)]);
    expect(github.comments).toHaveLength(before + 1);
    await show(reporter, [look(50, 2), look(90, 2)]);
    expect(github.comments).toHaveLength(before + 1);
  });

  test('skips what has become old while GitHub was slow, and ends with the end', async () => {
    let release = (): void => undefined;
    github.answer = (call) =>
      new Promise((resolve) => {
        if (call === 'comment') release = resolve;
      });
    const reporter = aReporter({ environment: null });
    await show(reporter, goodFrames);
    github.answer = () => Promise.resolve();
    const finished = finish(reporter);
    release();
    await finished;
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]).toContain('✅ `shop` in `main`: released');
  });

  test('carries no value of a probe header, whoever repeats it', async () => {
    const reporter = aReporter();
    await finish(
      reporter,
      anEnd({ result: 'failed', reason: 'bug', message: 'It said s3cret-header and Basic *"x"*.' }),
    );
    const all = [
      ...github.comments,
      ...runner.summaries,
      JSON.stringify(desk.outputs),
      JSON.stringify(github.statuses),
    ];
    expect(all.join('\n')).not.toMatch(/s3cret|Basic/);
    expect(github.comments.at(-1)).toContain('It said *** and ***.');
  });

  describe('of a run that lost the service', () => {
    const lost = (pull: string): Frame => {
      const sets = [
        aSet(41),
        aSet(43, { status: 'ACTIVE', tags: { release: '200-shop', run: '200.1', pull } }),
      ];
      const frame = aFrame(90, aStep('end', 'fence-lost', anEnd().act), { sets });
      const service = { ...frame.world.service, tags: { fence: '2:200.1' } };
      const fence = { value: '1:100.1', writtenAtMs: noon, isHeld: true };
      return { ...frame, world: { ...frame.world, service }, memory: { ...frame.memory, fence } };
    };
    const stoodDown = anEnd({ result: 'stood-down', reason: 'fence-lost', message: 'Stood down.' });

    test('is left to the newer run where that tells the same pull request', async () => {
      const reporter = aReporter();
      await show(reporter, [...goodFrames.slice(0, 3), lost('7')]);
      const before = github.comments.length;
      await finish(reporter, stoodDown);
      expect(github.comments).toHaveLength(before);
      expect(github.statuses.at(-1)?.state).toBe('inactive');
    });

    test('says so where the newer run tells another pull request', async () => {
      const reporter = aReporter();
      await show(reporter, [...goodFrames.slice(0, 3), lost('8')]);
      await finish(reporter, stoodDown);
      expect(github.comments.at(-1)).toContain('stood down for another run');
    });
  });

  test('is left alone where it is not wanted or there is no pull request', async () => {
    await finish(aReporter({ wantsComment: false, environment: null }));
    expect(github.comments).toEqual([]);
  });
});

describe('what GitHub does never changes the outcome', () => {
  const fork = new GitHubError('GitHub answered 403. The job needs "permissions: pull-requests: write".', {
    status: 403,
    kind: 'denied',
  });
  const gone = new GitHubError('GitHub answered 404.', { status: 404, kind: 'refused' });
  const broken = new GitHubError('GitHub answered 502.', { status: 502, kind: 'lost' });
  const refusals: readonly (readonly [string, Error])[] = [
    ['403 of a fork', fork],
    ['404', gone],
    ['502', broken],
    ['an error of nobody we know', new TypeError('boom')],
  ];

  test.each(refusals)('%s costs one warning, and the run is green', async (_, error) => {
    github.answer = () => Promise.reject(error);
    const reporter = aReporter({ environment: null });
    await show(reporter, goodFrames);
    await finish(reporter);
    expect(warnings()).toEqual([`${error.message} The run continues.`]);
    expect(desk.outputs.result).toBe('released');
    expect(runner.failures).toEqual([]);
  });

  const unprocessable = new GitHubError('GitHub answered 422.', { status: 422, kind: 'refused' });
  const inConflict = new GitHubError('GitHub answered 409.', { status: 409, kind: 'refused' });

  test.each([
    ['403', fork],
    ['409', inConflict],
    ['422', unprocessable],
  ])('after %s it is not asked again', async (_status, error) => {
    let calls = 0;
    github.answer = (call) => {
      if (call === 'comment') calls++;
      return Promise.reject(error);
    };
    const reporter = aReporter({ environment: null });
    await show(reporter, goodFrames);
    await finish(reporter);
    expect(calls).toBe(1);
  });

  test('a GitHub that hangs holds up no step, and the end for 4 s only', async () => {
    github.answer = () => new Promise(() => undefined);
    const reporter = aReporter();
    await show(reporter, goodFrames);
    expect(runner.lines.filter((line) => line.startsWith('> '))).toHaveLength(9);
    const finished = finish(reporter);
    await settled();
    expect(desk.outputs.result).toBe('released');
    await clock.move(4000);
    await finished;
    expect(warnings()[0]).toContain('GitHub did not answer within 4 s');
    expect(states.get('warned')).toBe('["silence"]');
    expect(JSON.parse(states.get('ending') ?? '')).toMatchObject({ isReported: false, waitedMs: 4000 });
  });

  test('a missing token costs one warning', async () => {
    await finish(aReporter({ github: null }));
    expect(warnings()).toEqual(['github-token is empty, so there is no comment and no Deployment.']);
  });

  test('a runner without a place for the summary costs one warning', async () => {
    const reporter = aReporter({
      runner: { ...runner, writeSummary: () => Promise.reject(new Error('no GITHUB_STEP_SUMMARY')) },
    });
    await finish(reporter);
    expect(warnings()).toEqual(['no GITHUB_STEP_SUMMARY']);
    expect(desk.outputs.result).toBe('released');
  });

  test('outputs that can not be written leave the exit code as it has to be', async () => {
    const reporter = aReporter({
      writeOutputs: () => {
        throw new Error('disk full');
      },
    });
    await finish(reporter, wentBack);
    expect(runner.failures).toHaveLength(1);
  });
});
