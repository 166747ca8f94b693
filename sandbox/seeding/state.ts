// From a spec to the state that the sandbox starts with.
import { ecsArn, elbArn, hexId, noEffects } from '../aws/context.ts';
import type { AwsContext } from '../aws/context.ts';
import { registerTaskDefinition } from '../aws/ecs/task-definitions.ts';
import { updateUsage } from '../aws/elb/usage.ts';
import { emptyState } from '../aws/state.ts';
import type { AwsState } from '../aws/state.ts';
import { SpecError } from '../spec.ts';
import type { TargetGroupSpec } from '../spec.ts';
import { seedLoadBalancers } from './load-balancers.ts';
import { seedAlarms } from './alarms.ts';
import { zoneOfInstance } from '../tasks/zones.ts';
import { within } from './seeding.ts';
import type { Seeding } from './seeding.ts';
import { seedServices } from './services.ts';

function seedClusters({ spec, settings, state, addresses }: Seeding): void {
  for (const { name } of spec.clusters) {
    const arn = ecsArn(settings, `cluster/${name}`);
    state.clusters.push({ name, arn });
    for (let index = 0; index < spec.instances; index++) {
      const nth = state.containerInstances.length;
      const address = addresses.instance(nth);
      const instance = ecsArn(settings, `container-instance/${name}/${hexId(16)}`);
      state.containerInstances.push({
        arn: instance,
        clusterArn: arn,
        ec2InstanceId: `i-${hexId(8)}9`,
        address,
        zone: zoneOfInstance(nth),
      });
    }
  }
}

/** What ELB refuses. */
function checkAttributes({
  stickinessSeconds,
  slowStartSeconds,
  crossZone,
  targetType,
}: TargetGroupSpec): void {
  if (slowStartSeconds > 0 && slowStartSeconds < 30)
    throw new Error('slow_start.duration_seconds must be 0, or between 30 and 900');
  if (crossZone === 'false' && (stickinessSeconds > 0 || targetType === 'lambda'))
    throw new Error('cross-zone load balancing must be on for target stickiness and Lambda targets');
}

function seedTargetGroup({ settings, state }: Seeding, group: TargetGroupSpec): void {
  checkAttributes(group);
  const { name, targetType, ipAddressType, protocol, protocolVersion, port, stickinessSeconds, tags } = group;
  const { healthCheck, slowStartSeconds, crossZone } = group;
  const { intervalSeconds, timeoutSeconds, ...check } = healthCheck;
  const delaySeconds = group.deregistrationDelaySeconds;
  state.targetGroups.push({
    name,
    arn: elbArn(settings, `targetgroup/${name}/${hexId(8)}`),
    targetType,
    ipAddressType,
    protocol,
    protocolVersion,
    port,
    stickinessSeconds,
    slowStartSeconds,
    crossZone,
    tags: { ...tags },
    deregistrationDelayMs: delaySeconds === null ? null : delaySeconds * 1000,
    healthCheck: { ...check, intervalMs: intervalSeconds * 1000, timeoutMs: timeoutSeconds * 1000 },
    usedSince: null,
    zones: [],
    targets: [],
  });
}

function checkAddresses({ spec, addresses }: Seeding): void {
  const index = spec.targetGroups.findIndex((one) => one.targetType === 'ip');
  if (addresses.areMany || index < 0) return;
  throw new SpecError([
    `spec.targetGroups[${index}].targetType: this machine has only 127.0.0.1, where each task can't have an address of its own; use instance`,
  ]);
}

/** Builds the state; throws SpecError with the path of what AWS would have refused. */
export async function seedState(given: Omit<Seeding, 'state'>): Promise<AwsState> {
  const seeding: Seeding = { ...given, state: emptyState() };
  const { spec, state, settings, now } = seeding;
  checkAddresses(seeding);
  seedClusters(seeding);
  spec.taskDefinitions.forEach((one, index) => {
    within(`spec.taskDefinitions[${index}]`, () => registerTaskDefinition({ state, settings, now }, one));
  });
  spec.targetGroups.forEach((group, index) => {
    within(`spec.targetGroups[${index}]`, () => {
      seedTargetGroup(seeding, group);
    });
  });
  await seedLoadBalancers(seeding);
  // Seeded groups have been attached for long: CreateTaskSet accepts them at once.
  updateUsage(state, 0);
  const context: AwsContext = { state, settings, now, ...noEffects };
  seedServices(seeding, context);
  seedAlarms(seeding);
  return state;
}
