// Reads a service and its task sets.
import { DescribeServicesCommand, DescribeTaskSetsCommand } from '@aws-sdk/client-ecs';
import type { ECSClient, Service, TaskSet } from '@aws-sdk/client-ecs';
import { PortError } from '../../errors.ts';
import type { ServiceView, SetOutline } from '../../domain/task-sets/model/world.ts';
import type { EcsPort, Outline } from '../../ports.ts';
import { reading } from '../aws/calls.ts';
import { serviceView, taskSetView } from './translate.ts';

/** The service of a port, as the inputs name it: names or ARNs. */
export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}

const readings = 2;

/**
 * The service and its task sets. ECS has no call that lists task sets: the service names them, and only
 * DescribeTaskSets returns their tags (fact 6).
 */
export async function readService(
  client: ECSClient,
  name: ServiceName,
): Promise<Awaited<ReturnType<EcsPort['readService']>>> {
  let missing: string[] = [];
  for (let turn = 0; turn < readings; turn++) {
    const service = await describeService(client, name);
    if (service === null) return null;
    const listed = service.taskSets ?? [];
    const arns = listed.map((set) => set.taskSetArn ?? '');
    const described = isDescribed(serviceView(service)) ? await describeTaskSets(client, name, arns) : listed;
    missing = unexplained(listed, described);
    if (missing.length === 0) return { service: serviceView(service), taskSets: described.map(taskSetView) };
  }
  throw notDescribed(name, missing);
}

/** The service and the tasks that should run, in two parallel requests (a page of ListTasks holds 100). */
export async function readOutline(
  client: ECSClient,
  name: ServiceName,
  listRunning: () => Promise<readonly string[]>,
): Promise<Outline | null> {
  const [described, listed] = await Promise.allSettled([describeService(client, name), listRunning()]);
  if (described.status === 'rejected') throw described.reason;
  const service = described.value;
  if (service === null) return null;
  // ECS may refuse to list the tasks of a service that isn't ACTIVE.
  if (listed.status === 'rejected' && service.status === 'ACTIVE') throw listed.reason;
  const tasks = listed.status === 'fulfilled' ? listed.value : [];
  return { service: serviceView(service), sets: (service.taskSets ?? []).map(taskSetView), tasks };
}

/** The sets of an outline with their tags, in one request. */
export async function readSets(
  client: ECSClient,
  name: ServiceName,
  { service, sets }: Outline,
): Promise<readonly SetOutline[]> {
  if (!isDescribed(service)) return (await readService(client, name))?.taskSets ?? [];
  const described = await describeTaskSets(
    client,
    name,
    sets.map(({ arn }) => arn),
  );
  const known = described.map(taskSetView);
  const missing = sets.filter(
    ({ arn, status }) => status !== 'DRAINING' && !known.some((set) => set.arn === arn),
  );
  if (missing.length > 0)
    throw notDescribed(
      name,
      missing.map(({ id }) => id),
    );
  return known;
}

/** The documentation has DescribeTaskSets for EXTERNAL only. A service of CodeDeploy lists its task sets, too. */
const isDescribed = ({ controller }: Pick<ServiceView, 'controller'>): boolean => controller === 'EXTERNAL';

async function describeService(
  client: ECSClient,
  { cluster, service }: ServiceName,
): Promise<Service | null> {
  const command = new DescribeServicesCommand({ cluster, services: [service], include: ['TAGS'] });
  try {
    const answer = await reading('ecs:DescribeServices', service, () => client.send(command));
    const found = answer.services?.[0];
    if (found !== undefined) return found;
    // Fact 7: ECS says of a service that doesn't exist that it is missing.
    if ((answer.failures ?? []).length === 0) throw unexplainedService(service);
    return null;
  } catch (error) {
    throw (await unknownCluster(error, client, cluster)) ?? error;
  }
}

async function describeTaskSets(
  client: ECSClient,
  { cluster, service }: ServiceName,
  taskSets: readonly string[],
): Promise<TaskSet[]> {
  // Without ids the call fails: `TaskSets cannot be empty` (fact 6).
  if (taskSets.length === 0) return [];
  const command = new DescribeTaskSetsCommand({
    cluster,
    service,
    taskSets: [...taskSets],
    include: ['TAGS'],
  });
  const answer = await reading('ecs:DescribeTaskSets', service, () => client.send(command));
  return answer.taskSets ?? [];
}

/**
 * Ids of sets that the service lists and DescribeTaskSets doesn't return. A DRAINING set has just been deleted. For any
 * other set the read is stale: without its tags our green would look foreign, and if left out it would look deleted.
 */
function unexplained(listed: readonly TaskSet[], described: readonly TaskSet[]): string[] {
  const known = new Set(described.map((set) => set.taskSetArn));
  return listed
    .filter((set) => set.status !== 'DRAINING' && !known.has(set.taskSetArn))
    .map((set) => set.id ?? '');
}

const unexplainedService = (service: string): PortError =>
  new PortError({
    kind: 'busy',
    action: 'ecs:DescribeServices',
    resource: service,
    code: 'StaleRead',
    message: 'the answer neither describes the service nor reports it as missing',
  });

function notDescribed({ service }: ServiceName, missing: readonly string[]): PortError {
  return new PortError({
    kind: 'busy',
    action: 'ecs:DescribeTaskSets',
    resource: service,
    code: 'StaleRead',
    message: `ECS lists ${missing.join(', ')} as a task set of the service, but does not describe it yet`,
  });
}

async function unknownCluster(error: unknown, client: ECSClient, cluster: string): Promise<PortError | null> {
  if (!(error instanceof PortError) || error.trouble.code !== 'ClusterNotFoundException') return null;
  const message = `there is no cluster "${cluster}" in ${await client.config.region()} for these credentials`;
  return new PortError({ ...error.trouble, resource: cluster, message }, error.cause);
}
