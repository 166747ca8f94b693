// A task definition as the raw JSON it was registered with: readers for what the sandbox itself needs of it, and
// the defaults that AWS fills in when it is registered.
type Json = Readonly<Record<string, unknown>>;

interface PortMapping {
  readonly containerPort: number;
  /** 0: any free one. */
  readonly hostPort: number;
}

export interface ContainerDocument {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly PortMapping[];
  readonly stopTimeoutSeconds: number | null;
  /** Null: the log driver is none of ours. */
  readonly awslogs: AwslogsOptions | null;
}

export interface AwslogsOptions {
  readonly group: string;
  /** Null: the task's own. */
  readonly region: string | null;
  /** Null: the stream has the id of the container. */
  readonly prefix: string | null;
  readonly createsGroup: boolean;
}

function records(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function awslogsOf(raw: Json): AwslogsOptions | null {
  const configuration = (raw['logConfiguration'] ?? {}) as Json;
  const options = (configuration['options'] ?? {}) as Json;
  if (configuration['logDriver'] !== 'awslogs') return null;
  return {
    group: text(options['awslogs-group']),
    region: text(options['awslogs-region']) || null,
    prefix: text(options['awslogs-stream-prefix']) || null,
    createsGroup: options['awslogs-create-group'] === 'true',
  };
}

function containerOf(raw: Json): ContainerDocument {
  const environment = records(raw['environment']).map(
    (one) => [text(one['name']), text(one['value'])] as const,
  );
  const ports = records(raw['portMappings']).map((one) => ({
    containerPort: Number(one['containerPort']),
    hostPort: Number(one['hostPort'] ?? 0),
  }));
  return {
    name: text(raw['name']),
    image: text(raw['image']),
    essential: raw['essential'] !== false,
    command: Array.isArray(raw['command']) ? (raw['command'] as readonly unknown[]).map(text) : [],
    environment: Object.fromEntries(environment),
    ports,
    stopTimeoutSeconds: typeof raw['stopTimeout'] === 'number' ? raw['stopTimeout'] : null,
    awslogs: awslogsOf(raw),
  };
}

export function containersOf(document: Json): readonly ContainerDocument[] {
  return records(document['containerDefinitions']).map(containerOf);
}

export function networkModeOf(document: Json): string {
  return typeof document['networkMode'] === 'string' ? document['networkMode'] : 'bridge';
}

/** Ports that each task needs on its instance: no two tasks share one. */
export function fixedPortsOf(document: Json): readonly number[] {
  if (networkModeOf(document) === 'awsvpc') return [];
  return containersOf(document).flatMap(({ ports }) =>
    ports.flatMap(({ hostPort }) => (hostPort > 0 ? [hostPort] : [])),
  );
}

function completePort(raw: Json, isShared: boolean): Json {
  return {
    ...raw,
    hostPort: raw['hostPort'] ?? (isShared ? raw['containerPort'] : 0),
    protocol: raw['protocol'] ?? 'tcp',
  };
}

/** `isShared`: a port of the container is the same port outside of it. */
function completeContainer(raw: Json, isShared: boolean): Json {
  return {
    cpu: 0,
    essential: true,
    environment: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    ...raw,
    portMappings: records(raw['portMappings']).map((one) => completePort(one, isShared)),
  };
}

/** The document with what AWS adds to every registered one; nothing that was given is dropped (fact 21b). */
export function completedDocument(raw: Json): Json {
  const isAwsvpc = networkModeOf(raw) === 'awsvpc';
  const isShared = isAwsvpc || networkModeOf(raw) === 'host';
  const asked = Array.isArray(raw['requiresCompatibilities'])
    ? (raw['requiresCompatibilities'] as unknown[])
    : [];
  return {
    volumes: [],
    placementConstraints: [],
    ...raw,
    containerDefinitions: records(raw['containerDefinitions']).map((one) => completeContainer(one, isShared)),
    compatibilities: isAwsvpc ? ['EC2', 'FARGATE'] : [...new Set(['EXTERNAL', 'EC2', ...asked])],
    requiresAttributes: isAwsvpc ? [{ name: 'ecs.capability.task-eni' }] : [],
  };
}
