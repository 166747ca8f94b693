import { payloadOf } from '../../src/domain/common/report/deployments.ts';
import { describe, expect, test } from '@jest/globals';
import { PortError } from '../../src/errors.ts';
import type { DeploymentStatus } from '../../src/ports.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { handClock, recordingGitHub, settled } from '../support/reporting.ts';
import { anAws, planOf, scenarios } from '../support/scenarios.ts';
import { sweepOf } from '../support/sweep-of.ts';
import { halfMade, hour, leased, released } from '../support/sweeps.ts';
import { aService } from '../support/worlds.ts';

const withHalfMade = (): FakeAws => anAws('good', halfMade());

/** With the traffic on blue and green. */
function killedInSwitch(): FakeAws {
  const [scenario] = scenarios;
  for (let n = 1; ; n += 1) {
    const aws = scenario!.aws();
    const { ending } = runRelease(aws, planOf(scenario!), { killAfterWrite: n });
    if (standing(aws).endsWith('live: 1, 2')) return aws;
    expect(ending).toBeNull();
  }
}

describe('a sweep of several services', () => {
  test('has one result, one summary, and an entry for each in their order', async () => {
    const { runner, outputs, json } = await sweepOf({
      web: withHalfMade(),
      api: anAws(),
      shop: withHalfMade(),
    });
    expect([outputs['result'], outputs['reason-code']]).toEqual(['swept', 'swept']);
    expect(json.services.map(({ service, done }) => [service, done.length])).toEqual([
      ['web', 1],
      ['api', 0],
      ['shop', 1],
    ]);
    expect(runner.summaries).toHaveLength(1);
    expect(runner.summaries[0]).toMatch(/\| `api` \| `main` \| swept \| nothing to sweep \|/);
    expect(runner.failures).toEqual([]);
  });

  test('lists what it left alone: under its own heading in the summary, by that name elsewhere', async () => {
    const { runner, json } = await sweepOf({ shop: anAws('good', released(leased(hour))) });
    const kept = 'blue ecs-svc/1 (web:1) is leased as the rollback target until 13:00 UTC';
    expect(runner.summaries[0]).toContain(`| \`shop\` | \`main\` | swept | – | ${kept} |`);
    expect(runner.lines).toContain(`shop: left alone: ${kept}`);
    expect(json.services[0]?.details).toEqual([`left alone: ${kept}`]);
    expect(json.services[0]).not.toHaveProperty('leftAlone');
  });

  test('goes on with the others when one can not be read, and is red', async () => {
    const broken = fakePorts(anAws(), 'x');
    broken.readFault = () => 'denied';
    const web = withHalfMade();
    const { runner, outputs, json } = await sweepOf(
      { broken: anAws(), web },
      {
        portsFor: ({ service, release }) => ({
          ...(service === 'broken' ? broken : fakePorts(web, release.id)),
          runs: { isOver: () => Promise.resolve(true) },
        }),
      },
    );
    expect(json.services.map(({ result }) => result)).toEqual(['refused', 'swept']);
    expect([outputs['result'], runner.failures.length]).toEqual(['failed', 1]);
  });

  test('goes on with the others when one meets a bug, and says so', async () => {
    const web = withHalfMade();
    const { json, runner } = await sweepOf(
      { odd: anAws(), web },
      {
        portsFor: ({ service, release }) => {
          const ports = fakePorts(web, release.id);
          const readService = (): never => {
            throw new Error('odd');
          };
          return service === 'odd' ? { ...ports, ecs: { ...ports.ecs, readService } } : ports;
        },
      },
    );
    expect(json.services.map(({ result }) => result)).toEqual(['failed', 'swept']);
    expect(runner.failures[0]?.message).toContain('Stopped by a bug in this action');
  });

  test('logs where it has moved the traffic of a killed release', async () => {
    const { runner } = await sweepOf({ shop: killedInSwitch() });
    const moves = runner.lines.filter((line) => line.startsWith('shop: traffic: '));
    expect(moves).toEqual([expect.stringContaining('split between ecs-svc/2 (web:2) and target group c, ')]);
    const ended = runner.lines.findIndex((line) => line.startsWith('shop: Swept service '));
    expect(runner.lines.indexOf(moves[0] ?? '')).toBeLessThan(ended);
  });

  test('names what it leaves beyond its lease, with its age', async () => {
    const aws = anAws('good', released(leased(-hour)));
    const runs = { isOver: () => Promise.resolve(false) };
    const { runner, json } = await sweepOf(
      { shop: aws },
      { portsFor: ({ release }) => ({ ...fakePorts(aws, release.id), runs }) },
    );
    expect(json.services[0]?.beyondLease).toMatchObject([
      { words: expect.stringMatching(/^blue ecs-svc\/1 .* after it was created: its lease ended at/) },
    ]);
    expect(runner.summaries[0]).toContain('Still runs beyond its lease');
    expect(runner.lines).toContainEqual(expect.stringMatching(/^service shop in cluster main: blue ecs-svc/));
  });

  test('has nothing to name once it has deleted it', async () => {
    const { runner, json } = await sweepOf({ shop: anAws('good', released(leased(-hour))) });
    expect(json.services[0]).toMatchObject({
      beyondLease: [],
      done: [expect.stringContaining('deleted blue'), expect.any(String)],
    });
    expect(runner.summaries[0]).not.toContain('beyond its lease');
  });

  test('names a service that could not be described, sweeps the others, and is red', async () => {
    const web = withHalfMade();
    const { json, outputs } = await sweepOf(
      { web },
      {
        scope: { clusters: ['main'], services: [] },
        services: {
          externalServices: () =>
            Promise.resolve({
              services: [{ service: aService({ name: 'web' }), sets: [] }],
              unread: [{ service: 'odd', why: 'ecs:DescribeServices: THROTTLED' }],
            }),
        },
      },
    );
    expect(json.services.map(({ service, result }) => [service, result])).toEqual([
      ['odd', 'failed'],
      ['web', 'swept'],
    ]);
    expect(outputs['reason-code']).toBe('reads-failed');
  });

  test('tells a cluster that can not be listed', async () => {
    const trouble = {
      kind: 'denied',
      action: 'ecs:ListServices',
      resource: 'main',
      code: 'AccessDenied',
      message: 'no',
    } as const;
    const { outputs, runner } = await sweepOf(
      {},
      {
        scope: { clusters: ['main'], services: [] },
        services: { externalServices: () => Promise.reject(new PortError(trouble)) },
      },
    );
    expect([outputs['result'], outputs['reason-code']]).toEqual(['failed', 'reads-failed']);
    expect(runner.failures[0]?.message).toContain(
      'The services of cluster main could not be listed: ecs:ListServices',
    );
  });
});

describe('Deployments left in progress', () => {
  const open = ['95-web', '94-web', '93-web-rollback'].map((id, place) => ({
    ...{
      id: place + 1,
      payload: payloadOf(id, 'eu-central-1/111122223333/main/web'),
      sha: 'b'.repeat(40),
      environment: 'production',
      state: 'in_progress',
    },
    description: 'Blue-green release of web in main',
  }));
  const github = (): ReturnType<typeof recordingGitHub> & { told: [number, DeploymentStatus['state']][] } => {
    const recording = recordingGitHub();
    const told: [number, DeploymentStatus['state']][] = [];
    return {
      ...recording,
      told,
      newestDeployments: (_environment, ownerOf) =>
        Promise.resolve(open.filter(({ payload, description }) => ownerOf(payload, description) !== null)),
      setDeploymentStatus: (id, { state }) => {
        told.push([id, state]);
        return Promise.resolve();
      },
    };
  };
  const live94 = (): FakeAws =>
    anAws('good', (state) => {
      state.sets = state.sets.map((set) => ({ ...set, tags: { ...set.tags, release: '94-web' } }));
    });

  test('are closed by whether anything of their release is live, if their run is over', async () => {
    const recording = github();
    const runs = { isOver: (id: number) => Promise.resolve(id === 93 ? null : true) };
    const { json } = await sweepOf({ web: live94() }, { github: recording, environment: 'production', runs });
    expect(recording.told.toSorted()).toEqual([
      [1, 'inactive'],
      [2, 'success'],
    ]);
    expect(json.closedDeployments).toHaveLength(2);
  });

  test('are closed by what is live in the cluster that they name, though another has a service of that name', async () => {
    const recording = github();
    const accounts: Readonly<Record<string, FakeAws>> = { main: live94(), other: anAws() };
    const [clusters, runs] = [Object.keys(accounts), { isOver: (id: number) => Promise.resolve(id === 94) }];
    await sweepOf(
      { web: live94() },
      {
        ...{ github: recording, environment: 'production', runs },
        scope: { clusters, services: clusters.map((cluster) => ({ cluster, service: 'web' })) },
        portsFor: ({ cluster, release }) => ({ ...fakePorts(accounts[cluster]!, release.id), runs }),
      },
    );
    expect(recording.told).toEqual([[2, 'success']]);
  });

  test('are closed where neither the input nor a tag names an environment, if they name service and cluster', async () => {
    const recording = github();
    await sweepOf({ web: live94() }, { github: recording });
    expect(recording.told.toSorted()).toEqual([
      [1, 'inactive'],
      [2, 'success'],
      [3, 'inactive'],
    ]);
    const elsewhere = github();
    const scope = { clusters: ['other'], services: [{ cluster: 'other', service: 'web' }] };
    await sweepOf({ web: live94() }, { github: elsewhere, scope });
    expect(elsewhere.told).toEqual([]);
  });

  test('that nobody asked for are no warning if GitHub refuses to list them', async () => {
    const recording = { ...github(), newestDeployments: () => Promise.reject(new Error('403')) };
    const { runner, outputs } = await sweepOf({ web: live94() }, { github: recording });
    expect([outputs['result'], runner.annotations]).toEqual(['swept', []]);
  });

  test('that GitHub does not take are a warning, and the sweep is what it is', async () => {
    const recording = { ...github(), setDeploymentStatus: () => Promise.reject(new Error('403')) };
    const { runner, outputs } = await sweepOf(
      { web: live94() },
      { github: recording, environment: 'production' },
    );
    expect(outputs['result']).toBe('swept');
    expect(runner.annotations.map(({ title }) => title)).toEqual(['Deployments not closed']);
  });
});

describe('a GitHub that does not answer', () => {
  const silent = (): ReturnType<typeof recordingGitHub> & { asked: string[] } => {
    const recording = recordingGitHub();
    const asked: string[] = [];
    const never = (what: string) => (): Promise<never> => {
      asked.push(what);
      return new Promise(() => undefined);
    };
    return {
      ...recording,
      ...{ asked, newestDeployments: never('Deployments') },
      updateComment: never('comment'),
    };
  };
  const withPull = (): FakeAws =>
    anAws('good', (state) => {
      state.sets = state.sets.map((set) => ({ ...set, tags: { ...set.tags, ...leftTags } }));
    });
  const leftTags = { release: '94-web', repository: 'acme/shop', pull: '7' };

  test('delays the end of a sweep of many services by 4 s, and costs one warning', async () => {
    const github = silent();
    const clock = handClock(0);
    const accounts = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, withPull()]));
    const sweeping = sweepOf(accounts, { github, clock, environment: 'production' });
    await until(() => github.asked.includes('Deployments'));
    expect(github.asked.filter((what) => what === 'comment')).toHaveLength(5);
    await clock.move(4000);
    const { runner, outputs } = await sweeping;
    expect(outputs['result']).toBe('swept');
    expect(runner.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining('GitHub did not answer within 4 s'),
    ]);
  });

  test('does not keep a sweep from its other services', async () => {
    const github = silent();
    const clock = handClock(0);
    const web = withHalfMade();
    const sweeping = sweepOf({ first: withPull(), web }, { github, clock, environment: 'production' });
    await until(() => github.asked.includes('Deployments'));
    await clock.move(4000);
    const { json } = await sweeping;
    expect(json.services.map(({ done }) => done.length)).toEqual([0, 1]);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await settled();
}
