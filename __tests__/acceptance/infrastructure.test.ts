// The first release from the example of the infrastructure, and what Terraform then reads of the service.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';
import { afterAll, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import { ecsOf } from '../support/ecs-client.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { blockOf, exampleText, inner, names, parseTerraform } from '../support/terraform-file.ts';

const example = await parseTerraform(exampleText);
const folder = new URL('../../examples/infrastructure/', import.meta.url);
const workspace = mkdtempSync(path.join(tmpdir(), 'infrastructure-'));
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

/** The task definition file of the example, with an account, a region and an image that runs here. */
function checkOut(file: string): void {
  mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
  const text = readFileSync(new URL(file, folder), 'utf8');
  const filled = text.replaceAll('ACCOUNT.dkr.ecr.REGION.amazonaws.com/web:1', 'web:v1');
  writeFileSync(
    path.join(workspace, file),
    filled.replaceAll('ACCOUNT', '123456789012').replaceAll('REGION', 'eu-west-1'),
  );
}

/** The config file that the output of the example is, as Terraform would resolve its expressions in the sandbox. */
function writeConfig(stage: Stage): Record<string, unknown> {
  const resolved: readonly (readonly [RegExp, unknown])[] = [
    [/aws_lb_target_group/, [stage.group('web-a').arn, stage.group('web-b').arn]],
    [/private_subnet_ids/, ['subnet-1', 'subnet-2']],
    [/aws_security_group\.tasks/, 'sg-1'],
    [/aws_lb_listener\.test/, stage.world().listeners.find(({ name }) => name === 'test')?.arn],
  ];
  const valueOf = (_name: string, value: unknown): unknown =>
    typeof value === 'string' && value.startsWith('${')
      ? resolved.find(([of]) => of.test(value))?.[1]
      : value;
  const output = inner(example.output, 'settings_of_the_first_release')['value'];
  const text = JSON.stringify(output, valueOf, 2);
  writeFileSync(path.join(workspace, 'deploy/web.yml'), text);
  return JSON.parse(text) as Record<string, unknown>;
}

async function describedService({ sandbox }: Stage): Promise<Service> {
  const client = ecsOf(sandbox);
  const command = new DescribeServicesCommand({ cluster: 'demo', services: ['web'], include: ['TAGS'] });
  const { services = [] } = await client.send(command);
  client.destroy();
  const [service] = services;
  if (service === undefined) throw new Error('there is no service');
  return service;
}

/** The argument of aws_ecs_service that Terraform fills from each member. `null`: none, it is only read. */
const argumentOf: Readonly<Record<keyof Service, string | null>> = {
  ...{ serviceArn: null, status: null, runningCount: null, pendingCount: null, deployments: null },
  ...{ taskSets: null, events: null, createdAt: null, createdBy: null, roleArn: null },
  ...{ platformFamily: null, currentServiceDeployment: null, currentServiceRevisions: null },
  ...{ resourceManagementType: null, gatewayConnectors: null, monitoring: null },
  serviceName: 'name',
  clusterArn: 'cluster',
  desiredCount: 'desired_count',
  taskDefinition: 'task_definition',
  loadBalancers: 'load_balancer',
  networkConfiguration: 'network_configuration',
  launchType: 'launch_type',
  capacityProviderStrategy: 'capacity_provider_strategy',
  platformVersion: 'platform_version',
  serviceRegistries: 'service_registries',
  deploymentController: 'deployment_controller',
  deploymentConfiguration: 'deployment_configuration',
  placementConstraints: 'placement_constraints',
  placementStrategy: 'ordered_placement_strategy',
  healthCheckGracePeriodSeconds: 'health_check_grace_period_seconds',
  schedulingStrategy: 'scheduling_strategy',
  enableECSManagedTags: 'enable_ecs_managed_tags',
  propagateTags: 'propagate_tags',
  enableExecuteCommand: 'enable_execute_command',
  availabilityZoneRebalancing: 'availability_zone_rebalancing',
  tags: 'tags',
};

/** What a new service returns that nobody set: Terraform's own defaults. */
const defaults: Readonly<Record<string, unknown>> = {
  health_check_grace_period_seconds: 0,
  scheduling_strategy: 'REPLICA',
  enable_ecs_managed_tags: false,
  enable_execute_command: false,
  propagate_tags: 'NONE',
  availability_zone_rebalancing: 'DISABLED',
};

/** The arguments that an apply would write or remove: they are there, and neither the example nor a default explains them. */
function drifted(service: Service): readonly string[] {
  const declared = blockOf(example.resource, 'aws_ecs_service', 'web');
  return Object.entries(service).flatMap(([member, value]: [string, unknown]) => {
    expect(Object.keys(argumentOf)).toContain(member);
    const argument = argumentOf[member as keyof Service];
    const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
    if (argument === null || isEmpty || argument in declared || defaults[argument] === value) return [];
    return [argument];
  });
}

// Covers: infrastructure-example
acceptance(
  'the example of the infrastructure makes a first release, and ignores all that ECS then shows on the service',
  {
    world: {
      ...webService({ hasBlue: false, hasTestListener: true, graceSeconds: 0 }),
      logGroups: [{ name: '/ecs/web' }],
    },
    hasTraffic: false,
    testRules: ['test:default'],
    registrations: 2,
  },
  async (stage) => {
    checkOut('deploy/web.json');
    const before = drifted(await describedService(stage));
    expect(before).toEqual([]);
    const settings = writeConfig(stage);
    const config = { config: 'deploy/web.yml' };
    const run = await stage.release(config, { workspace });
    expect(endOf(run)).toEqual(released);
    const after = drifted(await describedService(stage));
    const service = blockOf(example.resource, 'aws_ecs_service', 'web');
    const ignored = names(inner(service, 'lifecycle')['ignore_changes']);
    expect(after).toEqual(
      expect.arrayContaining(['task_definition', 'load_balancer', 'network_configuration', 'tags']),
    );
    expect(after.filter((argument) => !ignored.includes(argument))).toEqual([]);

    // The next release copies all of this from blue.
    const next = {
      image: 'web:v2',
      'container-name': 'web',
      'test-rule': String(settings['test-rule']),
    };
    expect(endOf(await stage.release(next, { runId: stage.runId + 1 }))).toEqual(released);
  },
);
