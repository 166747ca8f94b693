import { describe, expect, test } from '@jest/globals';
import { requestFor, sweepScopeOf } from '../../src/inputs/sweep-scope.ts';
import { groupA, groupB, listener, plan, problemsOf, rule } from '../support/inputs.ts';

const ecs = 'arn:aws:ecs:eu-west-1:111122223333';
const sweep = { command: 'sweep' } as const;

describe('the services of a sweep', () => {
  test('are those that are named, one per line or by commas', async () => {
    const raw = { ...sweep, cluster: 'production', service: 'web, api\nworker' };
    await plan(raw);
    expect(sweepScopeOf(raw).services).toEqual(
      ['web', 'api', 'worker'].map((service) => ({ cluster: 'production', service })),
    );
  });

  test('are all services of the clusters if none is named', async () => {
    const raw = { ...sweep, cluster: 'production,staging', service: null };
    await plan(raw);
    expect(sweepScopeOf(raw)).toEqual({ clusters: ['production', 'staging'], services: [] });
  });

  test('of several clusters are named by their ARNs', () => {
    const service = `${ecs}:service/staging/web`;
    expect(sweepScopeOf({ ...sweep, cluster: 'production,staging', service }).services).toEqual([
      { cluster: `${ecs}:cluster/staging`, service: 'web' },
    ]);
  });

  test('each get a request with its own release id', async () => {
    const own = requestFor(await plan({ ...sweep, service: 'web,api' }), {
      cluster: 'production',
      service: 'api',
    });
    expect([own.service, own.release.id]).toEqual(['api', '4711-api']);
  });
});

describe('a sweep refuses', () => {
  test('a name that could be of any of several clusters', async () => {
    expect(await problemsOf({ ...sweep, cluster: 'production,staging', service: 'web' })).toEqual([
      'service: "web" could be in any of the clusters: write its ARN, or sweep one cluster at a time',
    ]);
  });

  test('every wrong name at once', async () => {
    const problems = await problemsOf({ ...sweep, cluster: 'no cluster', service: 'web,not one' });
    expect(problems.join(' ')).toMatch(/"no cluster" is neither .*"not one" is neither/);
  });

  test('a missing cluster', async () => {
    expect(await problemsOf({ ...sweep, cluster: null, service: null })).toEqual([
      'cluster: is missing: write the name or ARN of the ECS cluster',
    ]);
  });

  test('rules and groups of one service for several', async () => {
    const problems = await problemsOf({
      ...sweep,
      service: null,
      'target-groups': `${groupA},${groupB}`,
      'production-rules': listener,
      'test-rule': rule,
    });
    expect(problems).toEqual([
      'production-rules: applies to one service: name only that service, or leave it out',
      'target-groups: applies to one service: name only that service, or leave it out',
      'test-rule: applies to one service: name only that service, or leave it out',
    ]);
    expect(await plan({ command: 'sweep', service: null, 'test-rule': listener })).toMatchObject({
      traffic: { testListener: listener },
    });
  });
});

test.each(['deploy', 'stage', 'promote', 'rollback', 'teardown', 'plan'])(
  '%s refuses a missing service with the same message as before',
  async (command) => {
    expect(await problemsOf({ command, service: null })).toEqual([
      'service: is missing: write the name or ARN of the ECS service',
    ]);
  },
);

describe('a status without a service', () => {
  const status = { ...sweep, command: 'status', service: null };

  test('is of all services of one cluster or more', async () => {
    expect(await plan({ ...status, cluster: 'production, staging' })).toMatchObject({
      command: 'status',
      cluster: 'production',
      service: '',
    });
    expect(await problemsOf({ ...status, cluster: 'production, no cluster' })).toEqual([
      expect.stringContaining('"no cluster" is neither the name nor the ARN of a cluster'),
    ]);
  });

  test('takes no rules of one service', async () => {
    expect(await problemsOf({ ...status, 'target-groups': `${groupA},${groupB}` })).toEqual([
      'target-groups: applies to one service: name only that service, or leave it out',
    ]);
  });

  test('is no status of several named services', async () => {
    expect(await problemsOf({ ...status, service: 'web,api' })).toEqual([
      expect.stringContaining('"web,api" is neither the name nor the ARN of a service'),
    ]);
  });
});
