// What is reported of the revision before the first write, without refusing it.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { hostPortsOf } from '../../src/domain/common/revision/revision.ts';
import { arn } from '../../src/domain/common/values/arn.ts';
import type { JsonObject } from '../../src/domain/common/values/json.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { revisionFindings } from '../../src/domain/task-sets/preflight/revision.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { caseText } from '../support/case-files.ts';
import { aCandidate } from '../support/candidates.ts';
import { a, aGroup, aMemory, aPlan, aSet, aWorld, b, revision } from '../support/worlds.ts';

const findingsOf = (changes: Partial<World>, request: Request = aPlan()): readonly string[] =>
  revisionFindings(sceneOf(request, aWorld(changes), aMemory()));

describe('fixed ports of the instance', () => {
  test.each<[object, readonly number[]]>([
    [JSON.parse(caseText('td-22-fixed-host-port.json')) as object, [8080]],
    [
      {
        networkMode: 'awsvpc',
        containerDefinitions: [{ portMappings: [{ containerPort: 1, hostPort: 1 }] }],
      },
      [],
    ],
    [
      { containerDefinitions: [{ portMappings: [{ containerPort: 1, hostPort: 0 }, { containerPort: 2 }] }] },
      [],
    ],
    [
      {
        networkMode: 'host',
        containerDefinitions: [{ portMappings: [{ containerPort: 1 }, { containerPort: 2, hostPort: 2 }] }],
      },
      [1, 2],
    ],
    [
      {
        containerDefinitions: [
          { portMappings: [{ containerPort: 1, hostPort: 9, protocol: 'udp' }] },
          { portMappings: [{ containerPort: 3, hostPort: 9 }] },
        ],
      },
      [9],
    ],
  ])('of %j', (content, ports) => {
    expect(hostPortsOf(content as JsonObject)).toEqual(ports);
  });

  test('are reported with the number of free instances', () => {
    const candidate = aCandidate({ hostPorts: [8080] });
    expect(findingsOf({ candidate })).toEqual([
      'file deploy/web.json fixes host port 8080, so no two of its tasks run on one instance: green needs 2 instances on ' +
        "which that port is free, next to the 2 that blue's tasks occupy. Without them, green is not ready in time and the " +
        'release is rolled back. Set hostPort to 0 for a free port, or leave it out.',
    ]);
    expect(findingsOf({ candidate, taskSets: [] })[0]).toContain('on which that port is free. Without them');
    expect(findingsOf({ candidate: aCandidate() })).toEqual([]);
  });
});

describe('members that ECS may not know', () => {
  const source = {
    kind: 'document',
    path: 'web.json',
    content: {},
    warnings: ['has "x" at the top level'],
  } as const;

  test('are reported by every command that releases the file', () => {
    const revision = { source, images: [] };
    const line = 'task definition file web.json has "x" at the top level';
    for (const command of ['deploy', 'stage', 'plan'] as const)
      expect(findingsOf({}, aPlan({ command, revision }))).toEqual([line]);
    for (const command of ['rollback', 'promote', 'status', 'sweep'] as const)
      expect(findingsOf({}, aPlan({ command, revision }))).toEqual([]);
  });
});

describe('a first release that requires Fargate', () => {
  const world = (requires: readonly string[], changes: Partial<World> = {}): World =>
    aWorld({ taskSets: [], candidate: aCandidate({ requires, networkMode: 'awsvpc' }), ...changes });
  const subnets = ['subnet-1'];
  const problemsOf = (of: World, request: Request = aPlan({ overrides: { subnets } })): readonly string[] =>
    preflightProblems(request, of, sceneOf(request, of, aMemory()).roles, aMemory());

  test('is refused without launch type, unless that is accepted', () => {
    expect(problemsOf(world(['FARGATE']))).toEqual([
      expect.stringMatching(
        /^file deploy\/web.json requires FARGATE, and neither .* Set launch-type to fargate, or capacity-providers.* set ignore: no-launch-type/,
      ),
    ]);
    expect(
      problemsOf(world(['FARGATE']), aPlan({ overrides: { subnets }, ignored: ['no-launch-type'] })),
    ).toEqual([]);
  });

  test('is not refused if something says where green runs', () => {
    const provider = { name: 'FARGATE', weight: 1, base: null };
    expect(problemsOf(world(['FARGATE']), aPlan({ overrides: { subnets, launchType: 'FARGATE' } }))).toEqual(
      [],
    );
    expect(
      problemsOf(world(['FARGATE']), aPlan({ overrides: { subnets, capacityProviders: [provider] } })),
    ).toEqual([]);
    expect(problemsOf(world(['FARGATE', 'EC2']))).toEqual([]);
    expect(problemsOf(world([]))).toEqual([]);
  });

  test('copies it from blue on a later release', () => {
    const blue = aSet(1);
    const onFargate = { ...blue, settings: { ...blue.settings, launchType: 'FARGATE' } };
    expect(problemsOf(world(['FARGATE'], { taskSets: [onFargate] }))).toEqual([]);
  });
});

describe('a network mode that the target groups do not take', () => {
  const problemsWith = (
    networkMode: string | null,
    targetType: string,
    command: 'deploy' | 'plan' = 'deploy',
  ) => {
    const request = aPlan({ command, smoke: { paths: [] } });
    const groups = [aGroup(a, { targetType }), aGroup(b, { targetType })];
    const world = aWorld({ groups, candidate: aCandidate({ networkMode }) });
    return preflightProblems(request, world, sceneOf(request, world, aMemory()).roles, aMemory());
  };

  test.each([
    [
      'bridge',
      'ip',
      /uses the network mode bridge, but target group b has the target type ip.* only with awsvpc/,
    ],
    [null, 'ip', /uses the network mode bridge/],
    ['host', 'ip', /uses the network mode host/],
    [
      'awsvpc',
      'instance',
      /target type instance, which ECS accepts only with bridge or host.* of the type ip\./,
    ],
  ])('is refused before the first write: %s with %s', (mode, type, problem) => {
    expect(problemsWith(mode, type)).toEqual([expect.stringMatching(problem)]);
    expect(problemsWith(mode, type, 'plan')).toEqual([expect.stringMatching(problem)]);
  });

  test.each([
    ['awsvpc', 'ip'],
    ['bridge', 'instance'],
    ['host', 'instance'],
    [null, 'instance'],
  ])('may be %s with %s', (mode, type) => {
    expect(problemsWith(mode, type)).toEqual([]);
  });
});

test('the launch type FARGATE for a file that requires EC2 is reported, not refused', () => {
  const blue = aSet(1);
  const taskSets = [{ ...blue, settings: { ...blue.settings, launchType: 'FARGATE' } }];
  expect(findingsOf({ taskSets, candidate: aCandidate({ requires: ['EC2'] }) })).toEqual([
    'file deploy/web.json requires EC2, but green has the launch type FARGATE: ECS may refuse green. Add FARGATE to requiresCompatibilities.',
  ]);
  for (const requires of [[], ['EC2', 'FARGATE']])
    expect(findingsOf({ taskSets, candidate: aCandidate({ requires }) })).toEqual([]);
});

describe('a role of another account', () => {
  const problemsWith = (changes: Parameters<typeof aCandidate>[0]): readonly string[] => {
    const world = aWorld({ candidate: aCandidate(changes) });
    return preflightProblems(aPlan(), world, sceneOf(aPlan(), world, aMemory()).roles, aMemory());
  };
  const roleArns = ['999988887777', '111122223333', '999988887777'].map(
    (id) => `arn:aws:iam::${id}:role/web`,
  );

  test('is refused once, since ECS takes none', () => {
    expect(problemsWith({ roleArns: [...roleArns, 'web-execution'] })).toEqual([
      'file deploy/web.json names role arn:aws:iam::999988887777:role/web, but service shop is in account 111122223333, and ' +
        'ECS takes only roles of the same account. Name one of that account, or give this job the credentials of the other.',
    ]);
  });

  test('is no problem of a revision that ECS has registered', () => {
    expect(problemsWith({ roleArns, registeredAs: arn(revision(1)) })).toEqual([]);
  });
});
