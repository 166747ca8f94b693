import { serviceKey } from './known-release.ts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { GitHubError } from '../../src/adapters/github/error.ts';
import { goodFrames, phaseTitles, shopPlan } from './stories.ts';
import { aDesk, anEnd, finish, wentBack } from './report-desk.ts';

let { runner, github, states, aReporter, show } = aDesk();

beforeEach(() => {
  ({ runner, github, states, aReporter, show } = aDesk());
});

const warnings = (): string[] => runner.annotations.map(({ message }) => message);

/** By the tags, another run watches green. */
const inBake = (({ world, memory }: (typeof goodFrames)[number]) => {
  const { service } = world;
  const tags = { ...service.tags, 'bake-until': new Date(world.nowMs + 60_000).toISOString() };
  return { world: { ...world, service: { ...service, tags } }, memory };
})(goodFrames.at(-1)!);

describe('the Deployment', () => {
  test.each([
    ['released', 'released', 'live', 'success'],
    ['released', 'released', 'away', 'inactive'],
    ['rolled-back', 'not-ready-in-time', 'away', 'failure'],
    ['refused', 'preflight-failed', 'away', 'failure'],
    ['refused', 'preflight-failed', 'live', 'success'],
    ['failed', 'rollback-failed', 'live', 'failure'],
    ['failed', 'cleanup-incomplete', 'live', 'failure'],
    ['failed', 'cancelled', 'live', 'error'],
    ['failed', 'reads-failed', 'live', 'error'],
    ['stood-down', 'fence-lost', 'away', 'inactive'],
    ['stood-down', 'fence-lost', 'live', 'success'],
    ['stood-down', 'fence-lost', 'baking', 'failure'],
    ['refused', 'preflight-failed', 'baking', 'in_progress'],
  ] as const)('of a release that ended %s (%s), with green %s, is %s', async (result, reason, now, state) => {
    const reporter = aReporter();
    await show(reporter, goodFrames);
    const last = { live: goodFrames.at(-1)!, away: goodFrames[0]!, baking: inBake }[now];
    await finish(reporter, anEnd({ result, reason, message: 'So it ended.' }), last);
    expect(github.deployments).toEqual([`production ${shopPlan.release.commit} 100-shop of ${serviceKey}`]);
    const states = github.statuses.map((status) => status.state);
    expect([new Set(states.slice(0, -1)), states.at(-1)]).toEqual([new Set(['in_progress']), state]);
    expect(github.statuses.at(-1)).toMatchObject({
      description: 'So it ended.',
      logUrl: shopPlan.release.runUrl,
    });
  });

  test('says in each phase what happens, once', async () => {
    const reporter = aReporter();
    await show(reporter, goodFrames);
    expect(github.statuses.map(({ description }) => description)).toEqual(
      phaseTitles.map((words) => `shop in main: ${words}`),
    );
  });

  test('of a rollback is none where the commit that it goes back to is not known, and that is said', async () => {
    const request = { ...shopPlan, command: 'rollback' as const };
    const { world, memory } = goodFrames[0]!;
    const last = { world, memory: { ...memory, rollbackWrittenMs: world.nowMs } };
    await finish(aReporter({}, request), anEnd({ result: 'rolled-back', reason: 'requested' }), last);
    expect([github.deployments, github.statuses]).toEqual([[], []]);
    expect(warnings().join()).toContain('GitHub requires a commit for a Deployment');
  });

  test('of a promote that is refused with nothing staged is none, without a warning', async () => {
    const request = { ...shopPlan, command: 'promote' as const };
    const reporter = aReporter({}, request);
    await finish(reporter, anEnd({ result: 'refused', reason: 'preflight-failed' }), goodFrames[0]);
    expect([github.deployments, github.statuses, warnings()]).toEqual([[], [], []]);
  });

  test('of a rollback is none once another run has taken the service over', async () => {
    const request = { ...shopPlan, command: 'rollback' as const };
    const { world, memory } = goodFrames.at(-1)!;
    const ours = { value: '1:100.1', writtenAtMs: null, isHeld: true };
    const tags = { ...world.service.tags, fence: '2:101.1' };
    const last = {
      world: { ...world, service: { ...world.service, tags } },
      memory: { ...memory, fence: ours },
    };
    const reporter = aReporter({}, request);
    await finish(reporter, anEnd({ result: 'rolled-back', reason: 'requested' }), last);
    expect([github.deployments, github.statuses, warnings()]).toEqual([[], [], []]);
  });

  test('is gone on with by a re-run, not opened twice', async () => {
    await finish(aReporter(), wentBack);
    await finish(aReporter());
    expect(github.deployments).toHaveLength(1);
    expect(github.statuses.at(-1)?.state).toBe('success');
  });

  test.each(['production', null])(
    'of the job is used (input environment: %s), and no second is made',
    async (environment) => {
      github.jobDeployment = 77;
      const reporter = aReporter({ environment });
      await show(reporter, goodFrames.slice(0, 1));
      expect(states.get('deployment')).toBe('77');
      await show(reporter, goodFrames);
      await finish(reporter);
      expect(github.deployments).toEqual([]);
      expect(github.statuses.map(({ description }) => description)).toContain('shop in main: starting green');
      expect(github.statuses.at(-1)?.state).toBe('success');
    },
  );

  test('of one of several jobs is not known: no other is made, and one warning at the end says what to do', async () => {
    github.jobDeployment = 'several';
    const reporter = aReporter();
    await show(reporter, goodFrames);
    expect(warnings()).toEqual([]);
    await finish(reporter);
    expect([github.deployments, github.statuses]).toEqual([[], []]);
    expect(warnings()).toEqual([
      expect.stringMatching(/^Several jobs of this run name .* of shop in main\./),
    ]);
  });

  test('of one of several jobs is used as soon as it can be distinguished', async () => {
    github.jobDeployment = 'several';
    const reporter = aReporter();
    await show(reporter, goodFrames.slice(0, 1));
    github.jobDeployment = 77;
    await show(reporter, goodFrames);
    await finish(reporter);
    expect([states.get('deployment'), github.deployments, warnings()]).toEqual(['77', [], []]);
    expect(github.statuses.at(-1)?.state).toBe('success');
  });

  test('of the job is not that of a rollback: it names another commit', async () => {
    github.jobDeployment = 77;
    const request = { ...shopPlan, command: 'rollback' as const };
    await finish(
      aReporter({ environment: null }, request),
      anEnd({ result: 'rolled-back', reason: 'requested' }),
    );
    expect([github.statuses, warnings()]).toEqual([[], []]);
  });

  test.each([
    ['is refused', () => Promise.reject(new GitHubError('403', { status: 403, kind: 'denied' }))],
    ['is not answered', () => new Promise<never>(() => undefined)],
  ])('that nobody asked for costs nothing if its search %s', async (_, answer) => {
    github.answer = answer;
    const reporter = aReporter({ environment: null, wantsComment: false });
    await show(reporter, goodFrames);
    await finish(reporter);
    expect([github.statuses, warnings()]).toEqual([[], []]);
    expect(states.get('ending')).toContain('"isReported":true');
  });

  test('warns once, at the first look, if the active one is of another service', async () => {
    github.active = { service: 'api', cluster: 'main', key: null };
    const reporter = aReporter();
    await show(reporter, goodFrames.slice(0, 1));
    expect(warnings()).toEqual([expect.stringMatching(/^environment-shared: .* is of api in main\./)]);
    await show(reporter, goodFrames);
    await finish(reporter);
    expect(warnings()).toHaveLength(1);
    expect(github.statuses.at(-1)?.state).toBe('success');
  });

  test('is known to post as soon as it is open', async () => {
    await show(aReporter(), goodFrames.slice(0, 1));
    expect(states.get('deployment')).toBe('1');
  });
});
