// Ready-made specs. Each is a plain object: take it, change it, start it.
import type { SandboxSpec } from './spec.ts';

export interface WebServiceOptions {
  /** `instance` where only 127.0.0.1 exists. */
  readonly targetType?: 'ip' | 'instance';
  /** Of the service's groups. */
  readonly ipAddressType?: 'ipv4' | 'ipv6';
  readonly desiredCount?: number;
  /** How long a new task's failing health checks are overlooked; 10 unless said otherwise. */
  readonly graceSeconds?: number;
  /** False: the service has no task set yet (first deployment). */
  readonly hasBlue?: boolean;
  /** Tags of blue; a set that our action made carries its release. */
  readonly blueTags?: Readonly<Record<string, string>>;
  readonly serviceTags?: Readonly<Record<string, string>>;
  /** False: the production rules hold only blue's group, so that `target-groups` has to name the pair. */
  readonly isPairInRules?: boolean;
  /** Stickiness of the production forwards, in seconds. */
  readonly stickinessSeconds?: number;
  /** A third listener whose rules send test traffic to the pair. */
  readonly hasTestListener?: boolean;
  readonly isAutoScaled?: boolean;
  readonly alarms?: SandboxSpec['alarms'];
  /** Environment of the container in the seeded task definition. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where that container writes to in CloudWatch Logs. Not set: nowhere. */
  readonly logGroup?: string;
}

const nodeApp = (file: string): { command: readonly string[] } => ({ command: ['node', file] });

const logsTo = (group: string): object => ({
  logDriver: 'awslogs',
  options: {
    'awslogs-group': group,
    'awslogs-region': 'eu-west-1',
    'awslogs-stream-prefix': 'shop',
  },
});

/** The task definition of the web service, in AWS's words; also what a workflow's file would hold. */
export function webTaskDefinition(
  image: string,
  options: Pick<WebServiceOptions, 'targetType' | 'environment' | 'logGroup'> = {},
): Record<string, unknown> {
  const isIp = options.targetType !== 'instance';
  const environment = Object.entries(options.environment ?? {}).map(([name, value]) => ({ name, value }));
  return {
    family: 'web',
    networkMode: isIp ? 'awsvpc' : 'bridge',
    requiresCompatibilities: [isIp ? 'FARGATE' : 'EC2'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/web-execution',
    containerDefinitions: [
      {
        name: 'web',
        image,
        essential: true,
        portMappings: [{ containerPort: 8080, ...(isIp ? {} : { hostPort: 0 }), protocol: 'tcp' }],
        environment,
        stopTimeout: 5,
        ...(options.logGroup === undefined ? {} : { logConfiguration: logsTo(options.logGroup) }),
      },
    ],
  };
}

const workerTaskDefinition = {
  family: 'worker',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'worker', image: 'worker:v7', essential: true }],
};

type Listeners = NonNullable<NonNullable<SandboxSpec['loadBalancers']>[number]['listeners']>;

/** Production on an 80-like and a 443-like listener: default actions, a host and path rule, one behind a login. */
function webListeners(options: WebServiceOptions): Listeners {
  const { isPairInRules = true, stickinessSeconds = 0, hasTestListener = false } = options;
  const groups = isPairInRules ? { 'web-a': 100, 'web-b': 0 } : { 'web-a': 100 };
  const production = { type: 'forward', groups, stickinessSeconds } as const;
  const notFound = { type: 'fixed-response', statusCode: 404, body: 'nothing here' } as const;
  const admin = { type: 'forward', groups: { 'admin-a': 1 } } as const;
  const test: Listeners = [
    { name: 'test', defaultActions: [{ type: 'forward', groups: { 'web-a': 0, 'web-b': 100 } }] },
  ];
  return [
    {
      name: 'http',
      defaultActions: [production],
      rules: [
        {
          name: 'teapot',
          priority: 5,
          paths: ['/teapot'],
          actions: [{ ...notFound, statusCode: 418, body: 'teapot' }],
        },
        { name: 'shop', priority: 10, hosts: ['shop.example.com'], paths: ['/*'], actions: [production] },
        { name: 'admin', priority: 20, hosts: ['admin.example.com'], actions: [admin] },
      ],
    },
    {
      name: 'https',
      protocol: 'HTTPS',
      defaultActions: [production],
      rules: [
        {
          name: 'login',
          priority: 10,
          hosts: ['login.example.com'],
          actions: [{ type: 'authenticate-oidc' }, production],
        },
      ],
    },
    ...(hasTestListener ? test : []),
    { name: 'leftover', defaultActions: [notFound] },
  ];
}

/**
 * Checks as often as a second, but with AWS's own time-out: a second of silence is a busy machine here, no fault of a
 * task. The same goes for the grace period: an app starts within half a second, or within several where many do.
 */
const fastChecks = {
  path: '/ready',
  intervalSeconds: 1,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
};

function webGroups({
  targetType = 'ip',
  ipAddressType = 'ipv4',
}: WebServiceOptions): NonNullable<SandboxSpec['targetGroups']> {
  return [
    { name: 'web-a', targetType, ipAddressType, port: 8080, healthCheck: fastChecks },
    { name: 'web-b', targetType, ipAddressType, port: 8080, healthCheck: fastChecks },
    { name: 'admin-a', targetType, port: 9000 },
    { name: 'forgotten', targetType, port: 8080 },
  ];
}

function webServices(options: WebServiceOptions): NonNullable<SandboxSpec['services']> {
  const { desiredCount = 2, graceSeconds = 10, hasBlue = true, blueTags = {}, serviceTags = {} } = options;
  const blue = { taskDefinition: 'web:1', targetGroup: 'web-a', primary: true, tags: blueTags };
  return [
    {
      name: 'web',
      desiredCount,
      healthCheckGracePeriodSeconds: graceSeconds,
      tags: serviceTags,
      taskSets: hasBlue ? [blue] : [],
    },
    { name: 'rolling', controller: 'ECS', desiredCount: 0 },
    {
      name: 'worker',
      desiredCount: 1,
      taskSets: options.targetType === 'instance' ? [] : [{ taskDefinition: 'worker', primary: true }],
    },
  ];
}

/**
 * The usual world: cluster `demo` with the EXTERNAL service `web` running `web:v1` as an untagged PRIMARY set behind
 * listeners `http` and `https`, groups `web-a` (live) and `web-b` (idle), and around it things that are none of the
 * release's business. `overrides` replaces whole members of the spec.
 */
export function webService(options: WebServiceOptions = {}, overrides: SandboxSpec = {}): SandboxSpec {
  const { isAutoScaled = false } = options;
  return {
    taskDefinitions: [webTaskDefinition('web:v1', options), workerTaskDefinition],
    apps: {
      'web:v1': nodeApp('sandbox/apps/v1.ts'),
      'web:v2': nodeApp('sandbox/apps/v2.ts'),
      'worker:v7': {},
    },
    targetGroups: webGroups(options),
    loadBalancers: [
      { name: 'front', listeners: webListeners(options) },
      { name: 'other', listeners: [{ name: 'other', defaultActions: [] }] },
    ],
    services: webServices(options),
    alarms: options.alarms,
    logGroups: options.logGroup === undefined ? [] : [{ name: options.logGroup }],
    autoScaling: isAutoScaled ? [{ service: 'web', min: 2, max: 6 }] : [],
    ...overrides,
  };
}
