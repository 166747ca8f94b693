// The account in the sandbox: a service, a load balancer and three target groups for each story, so that all of them
// can be played side by side.
import type { ActionInput, SandboxSpec } from '../../sandbox/spec.ts';
import type { Given, Story, Version, Weights } from './story.ts';
import { portOf } from './writes.ts';

export const cluster = 'demo';
export const delays = {
  taskStart: 30,
  registration: 30,
  health: 0,
  propagation: [0, 60],
  /** These two are long enough that a busy machine sends its next request within them. */
  association: 4000,
  draining: 4000,
} as const;

const versions: readonly Version[] = ['good', 'unhealthy', 'slow', 'crashing'];

/** Two failures in a row take long enough that a reader sees what comes before them. */
const checks = {
  path: '/health',
  intervalSeconds: 2,
  timeoutSeconds: 5,
  unhealthyThreshold: 2,
} as const;

/** Its task has to live long enough to be no burden: it is started again for ever. */
const crash = 'setTimeout(() => process.exit(1), 700)';

const definition = (version: Version): Record<string, unknown> => ({
  family: version,
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    { name: 'web', image: version, portMappings: [{ containerPort: portOf(version) }], stopTimeout: 1 },
  ],
});

type Service = NonNullable<SandboxSpec['services']>[number];
type Balancer = NonNullable<SandboxSpec['loadBalancers']>[number];

/** `scopes` names each story's resources. No task but the crashing one is a process: see `answering.ts`. */
export function sandboxWorld(
  scopes: ReadonlyMap<string, Story>,
  unknowns: SandboxSpec['unknowns'],
): SandboxSpec {
  const all = [...scopes].map(([scope, { given = {} }]) => ({ scope, given }));
  return {
    settle: false,
    nodes: 1,
    clusters: [{ name: cluster }],
    delays,
    ...(unknowns === undefined ? {} : { unknowns }),
    taskDefinitions: versions.map(definition),
    apps: { good: {}, unhealthy: {}, slow: {}, crashing: { command: ['node', '-e', crash] } },
    targetGroups: all.flatMap(({ scope }) =>
      ['a', 'b', 'c'].map((name) => ({ name: `${scope}-${name}`, healthCheck: checks })),
    ),
    loadBalancers: all.map(({ scope, given }) => balancerOf(scope, given)),
    services: all.map(({ scope, given }) => serviceOf(scope, given)),
    autoScaling: all.flatMap(({ scope, given: { scaling } }) =>
      scaling === undefined
        ? []
        : [
            {
              service: scope,
              min: 1,
              max: 4,
              suspended: {
                scaleIn: scaling.scaleInSuspended,
                scaleOut: scaling.scaleOutSuspended,
                scheduled: scaling.scheduledSuspended,
              },
            },
          ],
    ),
  };
}

const serviceOf = (
  scope: string,
  { desired = 2, controller = 'EXTERNAL', hasBlue = true }: Given,
): Service => ({
  name: scope,
  controller,
  desiredCount: desired,
  // Unhealthy tasks are to stay and be looked at.
  healthCheckGracePeriodSeconds: 600,
  taskSets:
    controller === 'EXTERNAL' && hasBlue
      ? [{ taskDefinition: 'good', targetGroup: `${scope}-a`, containerName: 'web', primary: true }]
      : [],
});

function balancerOf(scope: string, given: Given): Balancer {
  const { http = { a: 100, b: 0 }, https = { a: 70, b: 0, c: 30 } } = given;
  const forward = (weights: Weights, stickinessSeconds = 0): ActionInput => ({
    type: 'forward',
    groups: Object.fromEntries(Object.entries(weights).map(([name, weight]) => [`${scope}-${name}`, weight])),
    stickinessSeconds,
  });
  const login: ActionInput = { type: 'authenticate-oidc' };
  const shop = { name: `${scope}-shop`, priority: 10, hosts: ['shop.example.com'] };
  return {
    name: scope,
    listeners: [
      { name: `${scope}-http`, defaultActions: [forward(http)] },
      {
        name: `${scope}-https`,
        protocol: 'HTTPS',
        defaultActions: [{ type: 'fixed-response' }],
        rules: [{ ...shop, actions: [login, forward(https, 3)] }],
      },
    ],
  };
}
