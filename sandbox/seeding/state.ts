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
import { within } from './seeding.ts';
import type { Seeding } from './seeding.ts';
import { seedServices } from './services.ts';

function seedClusters({ spec, settings, state, addresses }: Seeding): void {
  for (const { name } of spec.clusters) {
    const arn = ecsArn(settings, `cluster/${name}`);
    state.clusters.push({ name, arn });
    for (let index = 0; index < spec.instances; index++) {
      const address = addresses.instance(state.containerInstances.length);
      const instance = ecsArn(settings, `container-instance/${name}/${hexId(16)}`);
      state.containerInstances.push({
        arn: instance,
        clusterArn: arn,
        ec2InstanceId: `i-${hexId(8)}9`,
        address,
      });
    }
  }
}

function seedTargetGroup({ settings, state }: Seeding, group: TargetGroupSpec): void {
  const { name, targetType, ipAddressType, protocol, protocolVersion, port, stickinessSeconds, tags } = group;
  const { healthCheck } = group;
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
    tags: { ...tags },
    deregistrationDelayMs: delaySeconds === null ? null : delaySeconds * 1000,
    healthCheck: { ...check, intervalMs: intervalSeconds * 1000, timeoutMs: timeoutSeconds * 1000 },
    usedSince: null,
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
  for (const group of spec.targetGroups) seedTargetGroup(seeding, group);
  await seedLoadBalancers(seeding);
  // Seeded groups have been attached for long: CreateTaskSet accepts them at once.
  updateUsage(state, 0);
  const context: AwsContext = { state, settings, now, ...noEffects };
  seedServices(seeding, context);
  seedAlarms(seeding);
  return state;
}
