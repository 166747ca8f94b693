// What a plan shows of a task definition can't be a secret: only values of listed members, in the form of that member.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { revisionDiff } from '../../src/domain/common/revision/diff.ts';
import type { Json, JsonObject } from '../../src/domain/common/values/json.ts';
import { caseText } from '../support/case-files.ts';

const secret = 'hunter2hunter2';

/** A task definition that holds the secret wherever ECS takes any text. */
const everywhere: JsonObject = {
  family: 'web',
  taskRoleArn: secret,
  executionRoleArn: secret,
  networkMode: secret,
  cpu: secret,
  placementConstraints: [{ type: 'memberOf', expression: secret }],
  proxyConfiguration: {
    type: 'APPMESH',
    containerName: secret,
    properties: [{ name: 'AppPorts', value: secret }],
  },
  runtimePlatform: { cpuArchitecture: secret, operatingSystemFamily: secret },
  inferenceAccelerators: [{ deviceName: secret, deviceType: secret }],
  tags: [{ key: 'team', value: secret }],
  volumes: [
    {
      name: 'data',
      host: { sourcePath: secret },
      dockerVolumeConfiguration: {
        ...{ driver: secret, driverOpts: { password: secret, o: secret }, labels: { a: secret } },
      },
      efsVolumeConfiguration: { fileSystemId: secret, rootDirectory: secret },
      fsxWindowsFileServerVolumeConfiguration: {
        ...{ fileSystemId: secret, rootDirectory: secret },
        authorizationConfig: { credentialsParameter: secret, domain: secret },
      },
    },
  ],
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:v2',
      command: ['serve', `--password=${secret}`],
      entryPoint: ['sh', '-c', secret],
      healthCheck: { command: ['CMD-SHELL', `curl -u ops:${secret} localhost`], interval: 5 },
      environment: [{ name: 'PASSWORD', value: secret }],
      environmentFiles: [{ type: 's3', value: secret }],
      secrets: [{ name: 'KEY', valueFrom: secret }],
      repositoryCredentials: { credentialsParameter: secret },
      credentialSpecs: [secret],
      workingDirectory: secret,
      user: secret,
      hostname: secret,
      links: [secret],
      dnsServers: [secret],
      dnsSearchDomains: [secret],
      dockerSecurityOptions: [secret],
      dockerLabels: { 'auth.users': secret },
      extraHosts: [{ hostname: secret, ipAddress: secret }],
      systemControls: [{ namespace: secret, value: secret }],
      mountPoints: [{ sourceVolume: 'data', containerPath: secret }],
      volumesFrom: [{ sourceContainer: secret }],
      portMappings: [{ containerPort: 80, name: secret, appProtocol: secret }],
      dependsOn: [{ containerName: 'log', condition: secret }],
      resourceRequirements: [{ type: secret, value: secret }],
      firelensConfiguration: { type: 'fluentbit', options: { 'config-file-value': secret } },
      linuxParameters: {
        ...{ capabilities: { add: [secret], drop: [secret] }, sharedMemorySize: secret },
        devices: [{ hostPath: secret, containerPath: secret, permissions: [secret] }],
        tmpfs: [{ containerPath: secret, size: 1, mountOptions: [secret] }],
      },
      logConfiguration: {
        logDriver: 'splunk',
        options: { 'splunk-token': secret, 'splunk-url': secret },
        secretOptions: [{ name: 'splunk-token', valueFrom: secret }],
      },
      memberOfNextYear: { name: secret, key: secret, image: secret, list: [{ name: secret, key: secret }] },
    },
  ],
};
const empty: JsonObject = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:v1' }] };

/** The same, with another text in place of the secret: every value differs. */
const other = JSON.parse(JSON.stringify(everywhere).replaceAll(secret, `${secret}-old`)) as JsonObject;

describe('a secret anywhere in a task definition', () => {
  test.each([
    ['when it is added', empty, everywhere],
    ['when it is removed', everywhere, empty],
    ['when it changes', other, everywhere],
    ['when the live revision holds it', everywhere, other],
  ])('is not shown %s', (_, before, after) => {
    const lines = revisionDiff(before, after);
    expect(lines.join('\n')).not.toContain('hunter2');
    expect(lines.length).toBeGreaterThan(40);
  });

  test('is not shown of a command, an entry point or a health check as people write them', () => {
    const [plain, withSecrets] = ['td-25-harmless-command.json', 'td-21-secret-in-command.json'].map(
      (name) => JSON.parse(caseText(name)) as JsonObject,
    );
    for (const lines of [
      revisionDiff(plain ?? {}, withSecrets ?? {}),
      revisionDiff(withSecrets ?? {}, plain ?? {}),
    ]) {
      expect(lines.join('\n')).toContain('containerDefinitions.web.command');
      expect(lines.join('\n')).not.toMatch(/hunter2|sk_live|tok_/);
    }
  });

  test('is not shown, whatever members lead to it', () => {
    const members = Array.from(new Set(JSON.stringify(everywhere).match(/"[A-Za-z-]+"(?=:)/g)), (name) =>
      name.slice(1, -1),
    );
    /** These name something. The text of a name is shown. */
    const names = new Set(['name', 'key', 'family', 'image', 'sourceVolume', 'containerName']);
    const free = members.filter((name) => !names.has(name));
    const hidden: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(secret, [secret], ['x', secret], ` ${secret}\n`, `arn:aws:x:${secret}`),
        fc.dictionary(fc.constantFrom(...free, 'unknownMember'), tie('value'), { maxKeys: 3 }),
        fc.array(fc.dictionary(fc.constantFrom(...free), tie('value'), { minKeys: 1, maxKeys: 2 }), {
          maxLength: 2,
        }),
      ),
    })).value;
    const content = fc
      .tuple(fc.dictionary(fc.constantFrom(...free), hidden), fc.dictionary(fc.constantFrom(...free), hidden))
      .map(([top, inner]): JsonObject => ({
        ...top,
        family: 'web',
        containerDefinitions: [{ ...inner, name: 'web', image: 'web:v1' }],
      }));
    fc.assert(
      fc.property(content, content, (before, after) => {
        expect(revisionDiff(before, after).join('\n')).not.toContain(secret);
      }),
      { numRuns: 500 },
    );
  });
});

test('values that can not hold a secret are shown', () => {
  const before: JsonObject = {
    ...{ family: 'web', cpu: '256', memory: '512', requiresCompatibilities: ['EC2'] },
    taskRoleArn: 'arn:aws:iam::111122223333:role/one',
    containerDefinitions: [{ name: 'web', image: 'web:v1', portMappings: [{ containerPort: 80 }] }],
  };
  const after: JsonObject = {
    ...{ family: 'web', cpu: '1024', memory: '512', requiresCompatibilities: ['FARGATE'] },
    taskRoleArn: 'arn:aws:iam::111122223333:role/two',
    containerDefinitions: [
      {
        ...{ name: 'web', image: 'registry/web@sha256:abc', memory: 64, privileged: true },
        ...{ portMappings: [{ containerPort: 81 }], healthCheck: { command: ['CMD', 'x'], retries: 9 } },
      },
    ],
  };
  expect(revisionDiff(before, after)).toEqual([
    'containerDefinitions.web.healthCheck.command: added',
    'containerDefinitions.web.healthCheck.retries: added 9',
    'containerDefinitions.web.image: "web:v1" → "registry/web@sha256:abc"',
    'containerDefinitions.web.memory: added 64',
    'containerDefinitions.web.portMappings.80.containerPort: removed 80',
    'containerDefinitions.web.portMappings.81.containerPort: added 81',
    'containerDefinitions.web.privileged: added true',
    'cpu: "256" → "1024"',
    'requiresCompatibilities: ["EC2"] → ["FARGATE"]',
    'taskRoleArn: "arn:aws:iam::111122223333:role/one" → "arn:aws:iam::111122223333:role/two"',
  ]);
});

test('text that is no name is not shown as the name of a member or an item', () => {
  const lines = revisionDiff(empty, {
    ...empty,
    tags: [{ key: 'a b', value: 'x' }],
    containerDefinitions: [
      {
        ...{ name: 'web', image: 'web:v1', environment: [{ name: 'A\n::error::', value: 'x' }] },
        dockerLabels: { 'a b': 'x', 'c d': 'y' },
      },
    ],
  });
  expect(lines).toEqual([
    'containerDefinitions.web.dockerLabels.[0]: added',
    'containerDefinitions.web.dockerLabels.[1]: added',
    'containerDefinitions.web.environment.0.name: added',
    'containerDefinitions.web.environment.0.value: added',
    'tags.0.key: added',
    'tags.0.value: added',
  ]);
});
