// What green runs, and how: the revision and the settings that a release takes from files, inputs and blue.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect } from '@jest/globals';
import { stringify } from 'yaml';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';

const workspace = mkdtempSync(path.join(tmpdir(), 'workspace-'));

afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

/** Neither bake nor warm blue: these cases are about what is created. */
const quick = { 'bake-time': '0', 'warm-time': '0' };

const revisionName = (arn: string | undefined): string | undefined => arn?.split('/').at(-1);

/** What serves at the end, and what was registered on the way. */
function served(stage: Stage): unknown {
  const [set] = stage.service().taskSets;
  return {
    revision: revisionName(set?.taskDefinition),
    registered: stage.calls('RegisterTaskDefinition').length,
  };
}

/** Revisions 1 to 3 of family `web`, of which blue runs the first. */
const threeRevisions: SandboxSpec = {
  ...webService(),
  taskDefinitions: ['web:v1', 'web:v2', 'web:v1'].map((image) => webTaskDefinition(image)),
  services: [
    {
      name: 'web',
      desiredCount: 2,
      taskSets: [{ taskDefinition: 'web:1', targetGroup: 'web-a', primary: true }],
    },
  ],
};

/** Members that no SDK of today knows, and values that serializers like to drop. */
function futureDocument(): Record<string, unknown> {
  const document = webTaskDefinition('web:v2');
  const [container] = document['containerDefinitions'] as readonly Record<string, unknown>[];
  return {
    ...document,
    futureFeature: { mode: 'fast', targets: [], note: '' },
    volumes: [],
    containerDefinitions: [
      { ...container, command: [], dockerLabels: { team: '' }, futureSetting: [{ depth: 3 }] },
    ],
    tags: [
      { key: 'team', value: 'shop' },
      { key: 'cost-center', value: '' },
    ],
  };
}

const hashTag = 'ecs-blue-green:revision-hash';

/** What was sent to be registered, without the tag that is ours. */
function registered(stage: Stage): Readonly<Record<string, unknown>> {
  const [call] = stage.calls('RegisterTaskDefinition');
  const { tags, ...rest } = call?.request ?? {};
  const others = (tags as readonly { readonly key: string }[]).filter(({ key }) => key !== hashTag);
  return others.length === 0 ? rest : { ...rest, tags: others };
}

const registry = 'arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-web';

/** Blue with settings of its own in everything that a task set has. */
const particular: SandboxSpec = {
  ...webService(),
  services: [
    {
      name: 'web',
      desiredCount: 2,
      taskSets: [
        {
          taskDefinition: 'web:1',
          targetGroup: 'web-a',
          primary: true,
          capacityProviders: [
            { name: 'FARGATE', weight: 1, base: 1 },
            { name: 'FARGATE_SPOT', weight: 3 },
          ],
          platformVersion: '1.4.0',
          network: { subnets: ['subnet-blue'], securityGroups: ['sg-blue'], assignPublicIp: 'ENABLED' },
          serviceRegistries: [registry],
          tags: { team: 'shop', 'cost center': '42' },
        },
      ],
    },
  ],
};

/** The settings that green was created with. */
function greenSettings(stage: Stage): unknown {
  const created = stage.calls('CreateTaskSet').find(({ wasCarriedOut }) => wasCarriedOut);
  const { capacityProviderStrategy, launchType, platformVersion, networkConfiguration, scale, ...rest } =
    created?.request ?? {};
  const { serviceRegistries } = rest;
  return {
    capacityProviderStrategy,
    launchType,
    platformVersion,
    networkConfiguration,
    scale,
    serviceRegistries,
  };
}

// One block: only the cases of the same block run side by side.
describe('what green runs', () => {
  // Covers: definition-live
  acceptance(
    'is the live revision again when nothing changed: released without registering, since images move and secrets rotate',
    { world: webService(), registrations: 0 },
    async (stage) => {
      const [blue] = stage.service().taskSets;
      const run = await stage.release(quick);
      expect(run.exitCode).toBe(0);
      expect(run.log).toMatch(/it equals the live revision/);
      expect(served(stage)).toEqual({ revision: 'web:1', registered: 0 });
      expect(stage.service().taskSets[0]?.id).not.toBe(blue?.id);
    },
  );

  // Covers: definition-arn, revision-undeployable
  acceptance(
    'is an existing revision named by its ARN, without registering',
    { world: threeRevisions, registrations: 0 },
    async (stage) => {
      const arn = stage
        .world()
        .taskDefinitions.find((one) => one.arn.endsWith(':task-definition/web:2'))?.arn;
      const run = await stage.release({ ...quick, 'task-definition': arn ?? '' });
      expect(run.exitCode).toBe(0);
      expect(served(stage)).toEqual({ revision: 'web:2', registered: 0 });
    },
  );

  // Covers: definition-family-revision
  acceptance(
    'is an existing revision named by family and number, without registering',
    { world: threeRevisions, registrations: 0 },
    async (stage) => {
      const run = await stage.release({ ...quick, 'task-definition': 'web:2' });
      expect(run.exitCode).toBe(0);
      expect(served(stage)).toEqual({ revision: 'web:2', registered: 0 });
    },
  );

  // Covers: definition-family
  acceptance(
    'is the newest revision of a family named alone, without registering',
    { world: threeRevisions, registrations: 0 },
    async (stage) => {
      const run = await stage.release({ ...quick, 'task-definition': 'web' });
      expect(run.exitCode).toBe(0);
      expect(served(stage)).toEqual({ revision: 'web:3', registered: 0 });
    },
  );

  // Covers: definition-json
  acceptance(
    'is a file in JSON, registered as it is: unknown members, tags, empty lists and empty texts survive',
    { world: webService() },
    async (stage) => {
      writeFileSync(path.join(workspace, 'future.json'), JSON.stringify(futureDocument(), null, 2));
      const run = await stage.release({ ...quick, 'task-definition': 'future.json' }, { workspace });
      expect(run.exitCode).toBe(0);
      expect(registered(stage)).toEqual(futureDocument());
      expect(served(stage)).toEqual({ revision: 'web:2', registered: 1 });
    },
  );

  // Covers: definition-yaml
  acceptance(
    'is a file in YAML with the images of several containers put in',
    { world: { ...webService(), apps: { ...webService().apps, 'sidecar:v2': {} } } },
    async (stage) => {
      const document = webTaskDefinition('to-be-set');
      const containers = [
        ...(document['containerDefinitions'] as readonly Record<string, unknown>[]),
        { name: 'sidecar', image: 'to-be-set', essential: false },
      ];
      const twoContainers = { ...document, containerDefinitions: containers };
      writeFileSync(path.join(workspace, 'web.yaml'), `# The web service\n${stringify(twoContainers)}`);
      const run = await stage.release(
        { ...quick, 'task-definition': 'web.yaml', images: 'web=web:v2\nsidecar=sidecar:v2' },
        { workspace },
      );
      expect(run.exitCode).toBe(0);
      expect(registered(stage)).toEqual({
        ...twoContainers,
        containerDefinitions: containers.map((one) => ({ ...one, image: `${String(one['name'])}:v2` })),
      });
      const images = stage.world().tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
      expect(images.map((task) => task.images)).toContainEqual(['web:v2', 'sidecar:v2']);
    },
  );

  // Covers: settings-copied
  acceptance(
    'has the settings of blue: network, capacity providers, platform version and service registries',
    { world: particular },
    async (stage) => {
      const run = await stage.release({ ...quick, image: 'web:v2', ignore: 'service-registry' });
      expect(run.exitCode).toBe(0);
      expect(greenSettings(stage)).toEqual({
        capacityProviderStrategy: [
          { capacityProvider: 'FARGATE', weight: 1, base: 1 },
          { capacityProvider: 'FARGATE_SPOT', weight: 3, base: 0 },
        ],
        launchType: undefined,
        platformVersion: '1.4.0',
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ['subnet-blue'],
            securityGroups: ['sg-blue'],
            assignPublicIp: 'ENABLED',
          },
        },
        scale: { value: 100, unit: 'PERCENT' },
        serviceRegistries: [{ registryArn: registry }],
      });
      expect(run.log).toContain(
        'risk accepted (ignore: service-registry): service web has 1 service registry',
      );
      expect(stage.service().taskSets[0]?.tags).toMatchObject({ team: 'shop', 'cost center': '42' });
    },
  );

  // Covers: settings-named
  acceptance('has the settings of the inputs where these name any', { world: particular }, async (stage) => {
    const run = await stage.release({
      ...quick,
      image: 'web:v2',
      ignore: 'service-registry',
      'launch-type': 'fargate',
      'platform-version': 'latest',
      subnets: 'subnet-1\nsubnet-2',
      'security-groups': 'sg-1',
      'assign-public-ip': 'disabled',
    });
    expect(run.exitCode).toBe(0);
    expect(greenSettings(stage)).toMatchObject({
      capacityProviderStrategy: undefined,
      launchType: 'FARGATE',
      platformVersion: 'LATEST',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-1', 'subnet-2'],
          securityGroups: ['sg-1'],
          assignPublicIp: 'DISABLED',
        },
      },
      serviceRegistries: [{ registryArn: registry }],
    });
  });
});
