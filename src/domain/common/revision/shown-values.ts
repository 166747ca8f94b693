// Which values of a task definition are shown. All others may hold a password, whatever their name.
import { isJsonArray, type Json, type JsonObject } from '../values/json.ts';

type Shape = (value: Json) => boolean;

const flag: Shape = (value) => typeof value === 'boolean';
/** ECS returns some numbers as text. */
const number: Shape = (value) =>
  /^-?\d{1,15}$/.test(typeof value === 'string' ? value : JSON.stringify(value));
const like =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const oneOf = (...words: readonly string[]): Shape => like(new RegExp(`^(${words.join('|')})$`));
const listOf =
  (shape: Shape): Shape =>
  (value) =>
    isJsonArray(value) && value.every(shape);

const name = like(/^[\w-]{1,255}$/);
const role = like(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/);
/** The images that RegisterTaskDefinition accepts (API reference, ContainerDefinition). */
const image = like(/^[A-Za-z0-9][\w:./#@-]{0,254}$/);
const onOff = oneOf('ENABLED', 'DISABLED');

/** By path, `*` for an item of a list. A value that doesn't have the member's shape isn't shown either. */
const shown: Readonly<Record<string, Shape>> = {
  family: name,
  cpu: number,
  memory: number,
  networkMode: oneOf('none', 'bridge', 'awsvpc', 'host', 'default'),
  pidMode: oneOf('host', 'task'),
  ipcMode: oneOf('host', 'task', 'none'),
  taskRoleArn: role,
  executionRoleArn: role,
  enableFaultInjection: flag,
  requiresCompatibilities: listOf(oneOf('EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES')),
  'ephemeralStorage.sizeInGiB': number,
  'runtimePlatform.cpuArchitecture': oneOf('X86_64', 'ARM64'),
  'runtimePlatform.operatingSystemFamily': oneOf('LINUX', 'WINDOWS_SERVER_[A-Z0-9_]{1,24}'),
  'placementConstraints.*.type': oneOf('memberOf'),
  'proxyConfiguration.type': oneOf('APPMESH'),
  'volumes.*.configuredAtLaunch': flag,
  'volumes.*.dockerVolumeConfiguration.autoprovision': flag,
  'volumes.*.dockerVolumeConfiguration.scope': oneOf('task', 'shared'),
  'volumes.*.efsVolumeConfiguration.fileSystemId': like(/^fs-[0-9a-f]{8,40}$/),
  'volumes.*.efsVolumeConfiguration.transitEncryption': onOff,
  'volumes.*.efsVolumeConfiguration.transitEncryptionPort': number,
  'volumes.*.efsVolumeConfiguration.authorizationConfig.iam': onOff,
  ...under('containerDefinitions.*.', {
    name,
    image,
    cpu: number,
    memory: number,
    memoryReservation: number,
    essential: flag,
    privileged: flag,
    readonlyRootFilesystem: flag,
    interactive: flag,
    pseudoTerminal: flag,
    disableNetworking: flag,
    startTimeout: number,
    stopTimeout: number,
    versionConsistency: oneOf('enabled', 'disabled'),
    user: like(/^\d{1,10}(:\d{1,10})?$/),
    // As Compose writes it. ECS wants an object here.
    'portMappings.*': like(/^\d{1,5}(:\d{1,5})?$/),
    'portMappings.*.containerPort': number,
    'portMappings.*.hostPort': number,
    'portMappings.*.containerPortRange': like(/^\d{1,5}-\d{1,5}$/),
    'portMappings.*.protocol': oneOf('tcp', 'udp'),
    'portMappings.*.appProtocol': oneOf('http', 'http2', 'grpc'),
    'healthCheck.interval': number,
    'healthCheck.timeout': number,
    'healthCheck.retries': number,
    'healthCheck.startPeriod': number,
    'logConfiguration.logDriver': oneOf(
      ...['awsfirelens', 'awslogs', 'fluentd', 'gelf', 'journald', 'json-file', 'splunk', 'syslog'],
    ),
    'firelensConfiguration.type': oneOf('fluentd', 'fluentbit'),
    'dependsOn.*.containerName': name,
    'dependsOn.*.condition': oneOf('START', 'COMPLETE', 'SUCCESS', 'HEALTHY'),
    'mountPoints.*.readOnly': flag,
    'ulimits.*.softLimit': number,
    'ulimits.*.hardLimit': number,
    'resourceRequirements.*.type': oneOf('GPU', 'InferenceAccelerator'),
    'restartPolicy.enabled': flag,
    'restartPolicy.ignoredExitCodes': listOf(number),
    'restartPolicy.restartAttemptPeriod': number,
    'linuxParameters.initProcessEnabled': flag,
    'linuxParameters.maxSwap': number,
    'linuxParameters.sharedMemorySize': number,
    'linuxParameters.swappiness': number,
    'linuxParameters.tmpfs.*.size': number,
  }),
};

function under(path: string, members: Readonly<Record<string, Shape>>): Record<string, Shape> {
  return Object.fromEntries(Object.entries(members).map(([member, shape]) => [path + member, shape]));
}

/** `path`: the member names that lead to the value, `*` for an item of a list. */
export const isShown = (path: readonly string[], value: Json): boolean => {
  const place = path.join('.');
  return Object.hasOwn(shown, place) && shown[place]?.(value) === true;
};

/**
 * Whether a value that has the wrong type may be shown: it is listed, it is a flag, or it is too short to be a password.
 * `path`: member names, and numbers for items of lists.
 */
export function isShownMisfit(path: readonly (string | number)[], value: Json): boolean {
  const members = path.map((part) => (typeof part === 'number' ? '*' : /[.*]/.test(part) ? '?' : part));
  const isListed = Object.hasOwn(shown, members.join('.'));
  const isNumber = typeof value === 'number' || number(value);
  if (isShown(members, value) || (isListed && isNumber)) return true;
  return flagIn(value) !== null || (typeof value === 'number' && /^\d{1,3}$/.test(String(value)));
}

/** What the value says as a flag; YAML 1.1 reads these words so. `null`: it is none. */
export function flagIn(value: Json): boolean | null {
  const word = typeof value === 'object' ? '' : String(value).toLowerCase();
  if (['true', 'yes', 'on', '1'].includes(word)) return true;
  return ['false', 'no', 'off', '0'].includes(word) ? false : null;
}

/** Names of variables, containers, volumes and options are shown. Text that isn't a name isn't. */
export const isName = (text: string): boolean => /^[\w./:-]{1,128}$/.test(text);

const anyName: Shape = (value) => typeof value === 'string' && isName(value);

/** The member whose value names an item, and its form, by the path of the list. */
const identities: Readonly<Record<string, readonly [member: string, shape: Shape]>> = {
  containerDefinitions: ['name', name],
  volumes: ['name', name],
  tags: ['key', anyName],
  'proxyConfiguration.properties': ['name', anyName],
  'containerDefinitions.*.environment': ['name', anyName],
  'containerDefinitions.*.secrets': ['name', anyName],
  'containerDefinitions.*.logConfiguration.secretOptions': ['name', anyName],
  'containerDefinitions.*.ulimits': ['name', name],
  'containerDefinitions.*.portMappings': ['containerPort', number],
  'containerDefinitions.*.mountPoints': ['sourceVolume', name],
  'containerDefinitions.*.dependsOn': ['containerName', name],
};

/** The name of an item of the list at this path. `null`: it has none that may be shown. */
export function nameOfItem(path: readonly string[], item: JsonObject): string | null {
  const list = path.join('.');
  const [member, shape] = (Object.hasOwn(identities, list) ? identities[list] : null) ?? [];
  const value = member === undefined ? undefined : item[member];
  const isShort = typeof value === 'string' || typeof value === 'number';
  return isShort && shape?.(value) === true ? String(value) : null;
}
