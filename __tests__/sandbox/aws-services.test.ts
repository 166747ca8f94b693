import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  ListAttributesCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, definition, quickWorld, refusal } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
const arn = 'arn:aws:ecs:eu-west-1:123456789012:service/demo/web';

beforeAll(async () => {
  const services = quickWorld().services!.map((one) => ({ ...one, taskSets: [] }));
  const blue = { taskDefinition: 'idle:1', primary: true };
  const first = { ...services[0]!, tags: { team: 'web' }, taskSets: [blue] };
  sandbox = await startSandbox(
    quickWorld({
      services: [first, ...services.slice(1)],
      taskDefinitions: [...quickWorld().taskDefinitions!, definition('idle', 'idle:v1')],
      autoScaling: ['web', 'empty', 'rolling'].map((service) => ({ service, min: 1, max: 4 })),
    }),
  );
  clients = clientsOf(sandbox);
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

describe('DescribeServices', () => {
  const ask = (services: string[], include?: 'TAGS'): Promise<Record<string, unknown>> =>
    clients.ecs.send(
      new DescribeServicesCommand({
        cluster: 'demo',
        services,
        include: include === undefined ? [] : [include],
      }),
    ) as unknown as Promise<Record<string, unknown>>;

  test('shows an EXTERNAL service with its sets, no deployments, and the settings of its PRIMARY', async () => {
    const reply = await ask(['web']);
    expect(reply['services']).toMatchObject([
      {
        serviceArn: arn,
        status: 'ACTIVE',
        deploymentController: { type: 'EXTERNAL' },
        deployments: [],
        taskSets: [{ status: 'PRIMARY', stabilityStatus: 'STEADY_STATE', runningCount: 1 }],
        taskDefinition: expect.stringMatching(/task-definition\/idle:1$/),
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'DISABLED' } },
      },
    ]);
  });

  test('shows no settings before the first deployment', async () => {
    const [service] = (await ask(['empty']))['services'] as Record<string, unknown>[];
    expect(service).toMatchObject({ taskSets: [], loadBalancers: [] });
    expect(service!['networkConfiguration']).toBeUndefined();
    expect(service!['taskDefinition']).toBeUndefined();
  });

  test('gives tags only when asked to', async () => {
    expect((await ask(['web']))['services']).not.toMatchObject([{ tags: expect.anything() }]);
    expect((await ask([arn], 'TAGS'))['services']).toMatchObject([{ tags: [{ key: 'team', value: 'web' }] }]);
  });

  test('shows controllers and states that a release must refuse', async () => {
    expect((await ask(['rolling', 'deployed', 'gone']))['services']).toMatchObject([
      { deploymentController: { type: 'ECS' } },
      { deploymentController: { type: 'CODE_DEPLOY' } },
      { status: 'INACTIVE' },
    ]);
  });

  test('reports an unknown service in its failures, and throws for an unknown cluster', async () => {
    const missing = 'arn:aws:ecs:eu-west-1:123456789012:service/demo/nothing';
    expect(await ask(['nothing'])).toMatchObject({
      services: [],
      failures: [{ arn: missing, reason: 'MISSING' }],
    });
    const elsewhere = new DescribeServicesCommand({ cluster: 'nowhere', services: ['web'] });
    expect(await refusal(clients.ecs.send(elsewhere))).toMatch(/^ClusterNotFoundException/);
  });

  test('refuses an empty list and more than ten', async () => {
    expect(await refusal(ask([]))).toMatch(/cannot be empty/);
    expect(await refusal(ask(Array.from({ length: 11 }, (_, index) => `s${index}`)))).toMatch(/at most 10/);
  });
});

describe('DescribeClusters', () => {
  test('shows known clusters and reports unknown ones', async () => {
    const reply = await clients.ecs.send(new DescribeClustersCommand({ clusters: ['demo', 'nowhere'] }));
    expect(reply).toMatchObject({
      clusters: [{ clusterName: 'demo', status: 'ACTIVE', runningTasksCount: 1 }],
      failures: [{ reason: 'MISSING' }],
    });
  });
});

describe('UpdateService', () => {
  const update = (change: object): Promise<unknown> =>
    clients.ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'empty', ...change }));

  test('takes the desired count, the grace period and flags', async () => {
    const reply = await update({
      desiredCount: 0,
      healthCheckGracePeriodSeconds: 7,
      enableExecuteCommand: true,
    });
    expect(reply).toMatchObject({
      service: { desiredCount: 0, healthCheckGracePeriodSeconds: 7, enableExecuteCommand: true },
    });
  });

  test('refuses settings that belong to the task sets of an EXTERNAL service', async () => {
    expect(await refusal(update({ taskDefinition: 'web:2' }))).toMatch(
      /Unable to update taskDefinition .*EXTERNAL/,
    );
    expect(await refusal(update({ forceNewDeployment: true }))).toMatch(/forceNewDeployment/);
    expect(await refusal(update({ service: 'gone' }))).toMatch(/^ServiceNotActiveException/);
  });
});

describe('tags of a service', () => {
  const tagsNow = async (): Promise<unknown> =>
    (await clients.ecs.send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags;

  test('are added, replaced and removed one by one', async () => {
    const tag = (key: string, value: string): Promise<unknown> =>
      clients.ecs.send(new TagResourceCommand({ resourceArn: arn, tags: [{ key, value }] }));
    await tag('a', '1');
    await tag('a', '2');
    expect(await tagsNow()).toEqual([
      { key: 'team', value: 'web' },
      { key: 'a', value: '2' },
    ]);
    await clients.ecs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['a', 'unknown'] }));
    expect(await tagsNow()).toEqual([{ key: 'team', value: 'web' }]);
  });

  test('need the long ARN of a service that exists', async () => {
    const tag = (resourceArn: string): Promise<string> =>
      refusal(clients.ecs.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'a', value: 'b' }] })));
    expect(await tag('arn:aws:ecs:eu-west-1:123456789012:service/web')).toMatch(/Long arn format/);
    expect(await tag(arn.replace('web', 'nothing'))).toMatch(/service is not found/);
    const [set] = sandbox.world().services[0]!.taskSets;
    expect(await tag(set!.arn)).toMatch(/^InvalidParameterException/);
  });

  test('are refused beyond fifty, and with characters of JSON', async () => {
    const tag = (tags: { key: string; value: string }[]): Promise<string> =>
      refusal(clients.ecs.send(new TagResourceCommand({ resourceArn: arn, tags })));
    expect(await tag(Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: '' })))).toMatch(
      /\(50\)/,
    );
    expect(await tag([{ key: 'a', value: '[]' }])).toMatch(/invalid characters/);
  });

  test('vanish when infrastructure code wipes them', async () => {
    sandbox.control.wipeServiceTags({ service: 'web' });
    expect(await tagsNow()).toEqual([]);
  });
});

describe('Application Auto Scaling', () => {
  const base = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

  test('pages its targets, and finds a target by resource id', async () => {
    const first = await clients.autoScaling.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }),
    );
    expect(first.ScalableTargets).toHaveLength(2);
    const { NextToken } = first;
    const second = await clients.autoScaling.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', NextToken }),
    );
    expect(second.ScalableTargets).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
    const one = await clients.autoScaling.send(
      new DescribeScalableTargetsCommand({ ...base, ResourceIds: ['service/demo/web'] }),
    );
    expect(one.ScalableTargets).toMatchObject([
      { MinCapacity: 1, MaxCapacity: 4, ResourceId: 'service/demo/web' },
    ]);
  });

  test('suspends only what is asked for, and keeps the rest', async () => {
    const register = async (state: object): Promise<unknown> => {
      const target = { ...base, ResourceId: 'service/demo/web', SuspendedState: state };
      await clients.autoScaling.send(new RegisterScalableTargetCommand(target));
      const ask = new DescribeScalableTargetsCommand({ ...base, ResourceIds: ['service/demo/web'] });
      return (await clients.autoScaling.send(ask)).ScalableTargets![0];
    };
    await register({ DynamicScalingInSuspended: true });
    expect(await register({ ScheduledScalingSuspended: true })).toMatchObject({
      MinCapacity: 1,
      SuspendedState: {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: true,
      },
    });
  });

  test('shows what another client suspended', async () => {
    sandbox.control.setSuspended({ service: 'empty', scaleOut: true });
    const ask = new DescribeScalableTargetsCommand({ ...base, ResourceIds: ['service/demo/empty'] });
    const { ScalableTargets } = await clients.autoScaling.send(ask);
    expect(ScalableTargets![0]!.SuspendedState).toMatchObject({
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: true,
    });
    expect(() => {
      sandbox.control.setSuspended({ service: 'gone', scaleIn: true });
    }).toThrow(/no scalable target/);
  });

  test('refuses unknown services, a minimum above the maximum, and new targets without capacities', async () => {
    const register = (change: object): Promise<string> =>
      refusal(
        clients.autoScaling.send(
          new RegisterScalableTargetCommand({ ...base, ResourceId: 'service/demo/deployed', ...change }),
        ),
      );
    expect(await register({ ResourceId: 'service/demo/nothing' })).toMatch(
      /^ValidationException: ECS service/,
    );
    expect(await register({ MinCapacity: 3, MaxCapacity: 1 })).toMatch(/less than minimum/);
    expect(await register({})).toMatch(/required to register/);
    expect(await register({ ServiceNamespace: 'ec2' })).toMatch(/^ValidationException/);
  });
});

test('an operation that the sandbox does not support is refused', async () => {
  expect(
    await refusal(clients.ecs.send(new ListAttributesCommand({ targetType: 'container-instance' }))),
  ).toMatch(/^UnknownOperationException/);
});

describe('ListServices', () => {
  test('lists the services of a cluster page by page', async () => {
    const pages: string[][] = [];
    let nextToken: string | undefined;
    do {
      const page = await clients.ecs.send(
        new ListServicesCommand({ cluster: 'demo', maxResults: 2, nextToken }),
      );
      pages.push(page.serviceArns ?? []);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(pages.every(({ length }) => length <= 2)).toBe(true);
    expect(pages.flat()).toContain(arn);
    expect(pages.length).toBeGreaterThan(1);
  });

  test('refuses an unknown cluster, a page of more than 100, and a token that it did not issue', async () => {
    const list = (input: object): Promise<string> =>
      refusal(clients.ecs.send(new ListServicesCommand({ cluster: 'demo', ...input })));
    expect(await list({ cluster: 'none' })).toMatch(/^ClusterNotFoundException/);
    expect(await list({ maxResults: 101 })).toMatch(/^InvalidParameterException/);
    expect(await list({ nextToken: 'mine' })).toMatch(/^InvalidParameterException/);
  });
});

describe('ListClusters', () => {
  test('lists the clusters, and refuses a page of more than 100 and a token that it did not issue', async () => {
    const { clusterArns } = await clients.ecs.send(new ListClustersCommand({}));
    expect(clusterArns).toEqual([expect.stringMatching(/^arn:aws:ecs:[\w-]+:\d+:cluster\/demo$/)]);
    const list = (input: object): Promise<string> =>
      refusal(clients.ecs.send(new ListClustersCommand(input)));
    expect(await list({ maxResults: 101 })).toMatch(/^InvalidParameterException/);
    expect(await list({ nextToken: 'mine' })).toMatch(/^InvalidParameterException/);
  });
});
