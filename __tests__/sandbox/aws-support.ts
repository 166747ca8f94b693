// What the sandbox's own tests share. They speak to it through the stock SDK only.
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';

export interface Clients {
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly autoScaling: ApplicationAutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  destroy(): void;
}

export function clientsOf(sandbox: Sandbox): Clients {
  const config = {
    endpoint: sandbox.awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const ecs = new ECSClient(config);
  const elb = new ElasticLoadBalancingV2Client(config);
  const autoScaling = new ApplicationAutoScalingClient(config);
  const cloudWatch = new CloudWatchClient(config);
  return {
    ecs,
    elb,
    autoScaling,
    cloudWatch,
    destroy: () => {
      for (const client of [ecs, elb, autoScaling, cloudWatch]) client.destroy();
    },
  };
}

/** A web server in one line, with the ways to fail that containers have. */
const server = `
const http = require('node:http');
const started = Date.now();
process.stdin.on('end', () => process.exit(0)).resume();
if (process.env.STUBBORN) process.on('SIGTERM', () => {});
if (process.env.EXIT_CODE) process.exit(Number(process.env.EXIT_CODE));
console.log('hello from ' + process.env.TASK_ID);
http.createServer((request, response) => {
  const sick = process.env.SICK && Date.now() - started > Number(process.env.SICK);
  response.statusCode = request.url === '/health' && sick ? 503 : request.url === '/fail' ? 500 : 200;
  response.end(JSON.stringify({ image: process.env.IMAGE, task: process.env.TASK_ID, extra: process.env.EXTRA }));
}).listen(Number(process.env.PORT), process.env.HOST);
`;
const run = (
  env: Record<string, string> = {},
): { command: readonly string[]; env: Record<string, string> } => ({
  command: ['node', '-e', server],
  env,
});

/** In AWS's words; 8080 is the port that health checks and clients use. */
export function definition(family: string, image: string, more: object = {}): Record<string, unknown> {
  return {
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image, portMappings: [{ containerPort: 8080 }], stopTimeout: 1 }],
    ...more,
  };
}

const checks = { path: '/health', intervalSeconds: 0.1, timeoutSeconds: 1, unhealthyThreshold: 2 };
const pair = { type: 'forward', groups: { 'web-a': 100, 'web-b': 0 } } as const;

/** A quick world: service `web` with one steady PRIMARY set on `web-a`, and leftovers around it. Pages hold two. */
export function quickWorld(overrides: SandboxSpec = {}): SandboxSpec {
  return {
    pageSize: 2,
    delays: {
      taskStart: 30,
      registration: 30,
      health: 0,
      propagation: [0, 60],
      association: 400,
      draining: 400,
    },
    taskDefinitions: [
      definition('web', 'web:v1'),
      definition('web', 'web:v2'),
      definition('crash', 'crash:v1'),
      definition('sick', 'sick:v1'),
      definition('missing', 'missing:v1'),
      definition('stubborn', 'stubborn:v1'),
      definition('prompt', 'prompt:v1'),
    ],
    apps: {
      'web:v1': run(),
      'web:v2': run(),
      'crash:v1': run({ EXIT_CODE: '3' }),
      'sick:v1': run({ SICK: '0' }),
      'stubborn:v1': run({ STUBBORN: '1' }),
      'idle:v1': {},
    },
    targetGroups: [
      { name: 'web-a', healthCheck: checks },
      { name: 'web-b', healthCheck: checks },
      { name: 'spare', healthCheck: checks },
      { name: 'elsewhere' },
      { name: 'layer4', protocol: 'TCP' },
      { name: 'machines', targetType: 'instance' },
    ],
    loadBalancers: [
      {
        name: 'front',
        listeners: [
          {
            name: 'http',
            defaultActions: [pair],
            rules: [
              { name: 'shop', priority: 10, hosts: ['shop.example.com'], actions: [pair] },
              {
                name: 'docs',
                priority: 20,
                paths: ['/docs/*'],
                actions: [{ type: 'fixed-response', body: 'docs' }],
              },
            ],
          },
          {
            name: 'https',
            protocol: 'HTTPS',
            defaultActions: [{ type: 'authenticate-oidc' }, pair],
          },
          { name: 'machines', defaultActions: [{ type: 'forward', groups: { machines: 1 } }] },
        ],
      },
      {
        name: 'second',
        listeners: [{ name: 'second', defaultActions: [{ type: 'forward', groups: { elsewhere: 1 } }] }],
      },
      {
        name: 'third',
        type: 'network',
        listeners: [
          { name: 'tcp', protocol: 'TCP', defaultActions: [{ type: 'forward', groups: { layer4: 1 } }] },
        ],
      },
    ],
    services: [
      {
        name: 'web',
        desiredCount: 1,
        // A busy machine may need a second or two to start a process.
        healthCheckGracePeriodSeconds: 4,
        taskSets: [{ taskDefinition: 'web:1', targetGroup: 'web-a', primary: true }],
      },
      { name: 'rolling', controller: 'ECS', desiredCount: 0 },
      { name: 'deployed', controller: 'CODE_DEPLOY', desiredCount: 0 },
      { name: 'gone', status: 'INACTIVE', desiredCount: 0 },
      { name: 'empty', desiredCount: 1, healthCheckGracePeriodSeconds: 4 },
    ],
    ...overrides,
  };
}

/** Ends a wait for what never comes, and judges nothing. */
const withinMs = 60_000;

/** Reads until what it reads is what is wanted; fails with the last value. */
export async function until<T>(look: () => Promise<T> | T, isWanted: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (isWanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(value)}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** What a call is refused with, as `Code: message`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new Error('the call was accepted');
}
