// The log of a task, as a plain client of the SDK reads it, and digests of images.
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { GetLogEventsCommandInput, GetLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { RunTaskCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, definition, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const group = '/ecs/logged';
const options = {
  'awslogs-group': group,
  'awslogs-region': 'eu-west-1',
  'awslogs-stream-prefix': 'shop',
};
const logged = {
  containerDefinitions: [
    { name: 'web', image: 'web:v1', logConfiguration: { logDriver: 'awslogs', options } },
  ],
};

let sandbox: Sandbox;
let clients: Clients;
let logs: CloudWatchLogsClient;
let ecr: ECRClient;
let stream: string;

const events = (input: Partial<GetLogEventsCommandInput> = {}): Promise<GetLogEventsCommandOutput> =>
  logs.send(new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, ...input }));
const linesOf = ({ events: found }: GetLogEventsCommandOutput): readonly unknown[] =>
  (found ?? []).map(({ message }) => message);

beforeAll(async () => {
  const { delays = {}, ...world } = quickWorld();
  sandbox = await startSandbox({
    ...world,
    delays: { ...delays, logs: 50 },
    logGroups: [{ name: group }],
    apps: { ...world.apps, [`${registry}/shop:v1`]: {} },
    taskDefinitions: [...(world.taskDefinitions ?? []), definition('logged', 'web:v1', logged)],
  });
  clients = clientsOf(sandbox);
  const { region, credentials } = clients.ecs.config;
  const own = { endpoint: sandbox.awsUrl, region, credentials, maxAttempts: 1 };
  [logs, ecr] = [new CloudWatchLogsClient(own), new ECRClient(own)];
  const { tasks } = await clients.ecs.send(
    new RunTaskCommand({
      cluster: 'demo',
      taskDefinition: 'logged:1',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: {
        containerOverrides: [
          { name: 'web', command: ['node', '-e', "for (const n of [1, 2, 3]) console.log('line ' + n)"] },
        ],
      },
    }),
  );
  stream = `shop/web/${tasks![0]!.taskArn!.split('/').at(-1)!}`;
  await until(
    () => events().catch(() => null),
    (found) => found !== null && linesOf(found).length === 3,
  );
}, 60_000);

afterAll(async () => {
  for (const one of [clients, logs, ecr]) one.destroy();
  await sandbox.stop();
});

describe('GetLogEvents', () => {
  test('returns what the container wrote, in order, the newest page first', async () => {
    expect(linesOf(await events())).toEqual(['line 1', 'line 2', 'line 3']);
    const last = await events({ limit: 2 });
    expect(linesOf(last)).toEqual(['line 2', 'line 3']);
    expect(linesOf(await events({ limit: 2, nextToken: last.nextBackwardToken }))).toEqual(['line 1']);
    expect(linesOf(await events({ limit: 1, startFromHead: true }))).toEqual(['line 1']);
  });

  test.each([
    [{ logGroupName: '/ecs/none' }, /^ResourceNotFoundException: The specified log group does not exist/],
    [
      { logStreamName: 'shop/web/none' },
      /^ResourceNotFoundException: The specified log stream does not exist/,
    ],
    [{ limit: 'many' as unknown as number }, /^SerializationException: /],
  ])('refuses %j, as AWS does', async (input, words) => {
    expect(await refusal(events(input))).toMatch(words);
  });

  test('is refused without a stream, which the model requires', async () => {
    const input = { logGroupName: group } as GetLogEventsCommandInput;
    expect(await refusal(logs.send(new GetLogEventsCommand(input)))).toMatch(/logStreamName/);
  });
});

describe('DescribeImages', () => {
  const ask = (repositoryName: string, imageTag: string) =>
    ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] }));

  test('returns the digest of a tag', async () => {
    const { imageDetails } = await ask('shop', 'v1');
    expect(imageDetails).toEqual([
      expect.objectContaining({
        imageDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        imageTags: ['v1'],
      }),
    ]);
  });

  test.each([
    ['shop', 'v9', /^ImageNotFoundException/],
    ['none', 'v1', /^RepositoryNotFoundException/],
  ])('knows no image %s:%s', async (repository, tag, words) => {
    expect(await refusal(ask(repository, tag))).toMatch(words);
  });
});
