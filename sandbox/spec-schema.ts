// What a sandbox is made of: the same object in tests and, as YAML, on disk. Names refer to names; times of
// `delays` are milliseconds, everything AWS itself counts in seconds is in seconds and says so.
import { alarm } from './spec-alarms.ts';
import { delays } from './spec-delays.ts';
import { flag, list, map, number, object, oneOf, raw, settings, text, withDefault } from './spec-fields.ts';
import { bucket, fault } from './spec-faults.ts';

/** How a container of a given image runs. Without a command it runs nothing and counts as running. */
export const app = object({
  /** `node` means the Node that runs the sandbox; relative paths start at the project's root. */
  command: list(text),
  env: map(text),
  /** Another text is another image under the same tag, as after a second push: its digest differs. */
  push: withDefault(text, 'first'),
  /** Why ECS can't start a task of it, in its own words; null: it can. */
  cannotStart: withDefault(text, null),
});

const usualSubnets = ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'] as const;
const usualZones: Readonly<Record<string, string>> = { 'subnet-0a1b2c3d': 'a', 'subnet-4e5f6a7b': 'b' };

const network = settings({
  subnets: withDefault(list(text), usualSubnets),
  securityGroups: withDefault(list(text), ['sg-0123456789abcdef0'] as const),
  assignPublicIp: withDefault(oneOf('ENABLED', 'DISABLED'), 'DISABLED'),
});

export const taskSet = object({
  /** `ecs-svc/<digits>`, for a world that is to be as another one was; null: a new one. */
  id: withDefault(text, null),
  /** `family` or `family:revision` of one of `taskDefinitions`. */
  taskDefinition: text,
  /** Null: a set without a load balancer. */
  targetGroup: withDefault(text, null),
  containerName: withDefault(text, null),
  containerPort: withDefault(number(1, 65535), null),
  primary: withDefault(flag, false),
  /** How long ago it was created, as ECS shows it. Its tasks start now. */
  ageSeconds: withDefault(number(), 0),
  scale: withDefault(number(0, 100), 100),
  externalId: withDefault(text, null),
  launchType: withDefault(oneOf('FARGATE', 'EC2', 'EXTERNAL'), null),
  capacityProviders: list(
    object({ name: text, weight: withDefault(number(), 1), base: withDefault(number(), 0) }),
  ),
  platformVersion: withDefault(text, null),
  network,
  serviceRegistries: list(text),
  tags: map(text),
});

export const service = object({
  name: text,
  cluster: withDefault(text, null),
  controller: withDefault(oneOf('EXTERNAL', 'ECS', 'CODE_DEPLOY'), 'EXTERNAL'),
  /** The controller before somebody changed it, with the task sets below from that time (fact 37); null: it never was changed. */
  controllerBefore: withDefault(oneOf('ECS'), null),
  status: withDefault(oneOf('ACTIVE', 'DRAINING', 'INACTIVE'), 'ACTIVE'),
  desiredCount: withDefault(number(), 2),
  healthCheckGracePeriodSeconds: withDefault(number(), 0),
  /** Only shown: tasks are spread over the zones of their subnets when they start, and never moved. */
  availabilityZoneRebalancing: withDefault(oneOf('ENABLED', 'DISABLED'), 'DISABLED'),
  /** `ECS`: an Express service, or one behind a gateway of ECS. */
  resourceManagementType: withDefault(oneOf('CUSTOMER', 'ECS'), 'CUSTOMER'),
  tags: map(text),
  taskSets: list(taskSet),
});

export const targetGroup = object({
  name: text,
  targetType: withDefault(oneOf('ip', 'instance', 'lambda'), 'ip'),
  /** `ipv6`: targets are the IPv6 addresses of tasks (fact 36). */
  ipAddressType: withDefault(oneOf('ipv4', 'ipv6'), 'ipv4'),
  protocol: withDefault(oneOf('HTTP', 'HTTPS', 'TCP'), 'HTTP'),
  /** Only shown: the sandbox speaks HTTP/1.1 to every target. */
  protocolVersion: withDefault(oneOf('HTTP1', 'HTTP2', 'GRPC'), 'HTTP1'),
  port: withDefault(number(1, 65535), 80),
  /** Null: `delays.draining`. The API shows whole seconds, rounded up. */
  deregistrationDelaySeconds: withDefault(number(0, 3600), null),
  /** Stickiness of the target group (cookie AWSALB), in seconds; 0 is off. */
  stickinessSeconds: withDefault(number(0, 604800), 0),
  /** How long a target that joins others gets less than its share; 0, or 30 and more (fact 31). */
  slowStartSeconds: withDefault(number(0, 900), 0),
  /** `false`: each node sends requests only to targets in its own zone (fact 44). */
  crossZone: withDefault(
    oneOf('use_load_balancer_configuration', 'true', 'false'),
    'use_load_balancer_configuration',
  ),
  healthCheck: settings({
    path: withDefault(text, '/'),
    /** With HTTPS, the certificate of the target isn't verified, as in AWS. */
    protocol: withDefault(oneOf('HTTP', 'HTTPS'), 'HTTP'),
    /** Null: `traffic-port`. */
    port: withDefault(number(1, 65535), null),
    intervalSeconds: withDefault(number(0.05, 300), 1),
    timeoutSeconds: withDefault(number(0.05, 120), 1),
    healthyThreshold: withDefault(number(1, 10), 2),
    unhealthyThreshold: withDefault(number(1, 10), 2),
    /** Codes that pass, as `200`, `200-299` or `200,204`. */
    matcher: withDefault(text, '200'),
  }),
  tags: map(text),
});

export const action = object({
  type: oneOf('forward', 'fixed-response', 'redirect', 'authenticate-oidc'),
  /** forward: target group name to weight. */
  groups: map(number(0, 999)),
  /** forward: stickiness of the action (cookie AWSALBTG), in seconds; 0 is off. */
  stickinessSeconds: withDefault(number(0, 604800), 0),
  /** fixed-response. */
  statusCode: withDefault(number(200, 599), 404),
  body: withDefault(text, ''),
});

export const rule = object({
  /** For the control API and for readers of this spec; AWS knows rules by ARN only. */
  name: text,
  priority: number(1, 50000),
  hosts: list(text),
  paths: list(text),
  actions: list(action),
});

export const listener = object({
  name: text,
  /** HTTPS listeners speak plain HTTP in the sandbox. */
  protocol: withDefault(oneOf('HTTP', 'HTTPS', 'TCP'), 'HTTP'),
  /** 0 takes a free one. */
  port: withDefault(number(0, 65535), 0),
  defaultActions: list(action),
  rules: list(rule),
});

export const loadBalancer = object({
  name: text,
  type: withDefault(oneOf('application', 'network'), 'application'),
  /** `internal`: only what runs in the VPC reaches it. A client outside of it is shown an address that it can't reach. */
  scheme: withDefault(oneOf('internet-facing', 'internal'), 'internet-facing'),
  /** Its zones are those of these subnets, and it has a node in each. */
  subnets: withDefault(list(text), usualSubnets),
  /** Whether it takes part in zonal shifts. `Control.setZonalShift` starts and ends one. */
  hasZonalShift: withDefault(flag, false),
  listeners: list(listener),
  tags: map(text),
});

const scalableTarget = object({
  service: text,
  cluster: withDefault(text, null),
  min: withDefault(number(), 1),
  max: withDefault(number(), 10),
  /** What is already suspended when the sandbox starts. */
  suspended: settings({
    scaleIn: withDefault(flag, false),
    scaleOut: withDefault(flag, false),
    scheduled: withDefault(flag, false),
  }),
  /** In AWS's own words, as DescribeScalingPolicies answers them. They are only shown: nothing here measures load. */
  policies: list(raw<Readonly<Record<string, unknown>>>('a scaling policy')),
  /** Carried out if the schedule is `at(…)`, in UTC. Others are only shown. */
  scheduled: list(
    object({
      name: text,
      schedule: text,
      min: withDefault(number(), null),
      max: withDefault(number(), null),
    }),
  ),
});

/** The facts that are not established: each can be had both ways. */
export const unknowns = settings({
  /** What CreateTaskSet answers to the token of a set that was deleted (fact 12). */
  spentClientToken: withDefault(oneOf('old-set', 'error', 'new-set'), 'old-set'),
  /** DeleteTaskSet of a set that is not primary and above scale 0, without force (fact 17). */
  deleteAboveZero: withDefault(oneOf('accept', 'refuse'), 'accept'),
  /** What happens to protected tasks of a task set that is scaled down, and of one that is deleted (fact 21e). */
  protectedAtScaleIn: withDefault(oneOf('kept', 'stopped'), 'kept'),
  protectedAtDelete: withDefault(oneOf('kept', 'stopped'), 'kept'),
  /** Whether ECS evens out the zones of a task set, if the service has Availability Zone rebalancing enabled (fact 21f). */
  rebalancesSets: withDefault(flag, false),
  /** Whether draining sets count towards the limit of five (fact 10). */
  drainingCounts: withDefault(flag, true),
  /** How DescribeTaskSets shows that a task set does not exist (fact 7). */
  missingTaskSet: withDefault(oneOf('failure', 'absent'), 'failure'),
  /** What RegisterTaskDefinition does with members that the bundled SDK doesn't know (fact 38). */
  unknownMembers: withDefault(oneOf('kept', 'dropped', 'refused'), 'kept'),
  /** Whether an answer has its empty lists, or leaves them out (fact 35). */
  emptyLists: withDefault(oneOf('sent', 'left-out'), 'sent'),
  /** What DescribeServices shows of the tasks from before a change from ECS to EXTERNAL (fact 37). */
  afterControllerChange: withDefault(oneOf('deployments', 'task-sets'), 'deployments'),
  /** Whether each answer starts the duration of a stickiness cookie again (fact 30). */
  renewsStickiness: withDefault(flag, false),
  /** Whether a cookie still chooses the group while the stickiness of the forward is off (fact 30). */
  honoursOffCookies: withDefault(flag, false),
  /** Whether a cookie of a sticky forward still leads to a group that has left it (fact 30). */
  honoursOutsideCookies: withDefault(flag, false),
});

export const sandbox = object({
  /** Refuse settings that would make the sandbox kinder than AWS (acceptance tests). */
  strict: withDefault(flag, false),
  region: withDefault(text, 'eu-west-1'),
  accountId: withDefault(text, '123456789012'),
  /** `many` addresses of 127.0.0.0/8, or only 127.0.0.1 as on macOS; `auto` finds out. */
  addresses: withDefault(oneOf('auto', 'many', 'one'), 'auto'),
  /**
   * What a container is: a process, or, where its command is one of the demo's apps, a server `inside` the sandbox's own
   * process. That one has its own address, answers alike, is started faster, and can be killed, but not suspended.
   */
  containers: withDefault(oneOf('processes', 'inside'), 'processes'),
  /**
   * Where the client of the API runs. `outside` the VPC, as a GitHub-hosted runner: the API shows addresses of tasks that
   * only the load balancer reaches.
   */
  runner: withDefault(oneOf('inside', 'outside'), 'inside'),
  /** Subnet → the letter of its zone. Others are in `a` or `b`. */
  subnets: withDefault(map(text), usualZones),
  /** Load balancer nodes, in the zones of their load balancer in turn, each with its own lag. */
  nodes: withDefault(number(1, 8), 2),
  /** Null: the page sizes of AWS. */
  pageSize: withDefault(number(1), null),
  /** How many tasks can run at once; null: as many as asked for. */
  capacity: withDefault(number(), null),
  /** Letter of a zone → how many tasks can run there at once. */
  zoneCapacity: map(number()),
  clusters: withDefault(list(object({ name: text })), [{ name: 'demo' }] as readonly { name: string }[]),
  /** Container instances of each cluster, for tasks that don't run on Fargate. */
  instances: withDefault(number(0, 20), 2),
  services: list(service),
  /** In AWS's own words, as RegisterTaskDefinition takes them. */
  taskDefinitions: list(raw<Readonly<Record<string, unknown>>>('a task definition')),
  /** Log groups that exist. A task that names another can't start, unless its awslogs options create the group. */
  logGroups: list(object({ name: text, region: withDefault(text, null) })),
  /** By image. */
  apps: map(app),
  targetGroups: list(targetGroup),
  loadBalancers: list(loadBalancer),
  autoScaling: list(scalableTarget),
  alarms: list(alarm),
  delays,
  /** Of what is drawn for each call: `delays.landing` and `delays.answer`. */
  seed: withDefault(number(), 1),
  faults: list(fault),
  /** None: no call is throttled but by a fault. */
  buckets: list(bucket),
  unknowns,
  /** Wait at the start until every seeded task set is steady. */
  settle: withDefault(flag, true),
  /** Pull requests and the like: the options of `startGitHub`, without its host. */
  github: withDefault(raw<Readonly<Record<string, unknown>>>('a map'), {}),
});
