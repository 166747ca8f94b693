// The container and port behind the load balancer: shown by the revision, copied from blue, or named by inputs.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { describeContainers } from '../../src/domain/common/revision/revision.ts';
import type { Json, JsonObject } from '../../src/domain/common/values/json.ts';
import {
  attachmentOf,
  attachmentProblems,
  describeMovedAttachment,
} from '../../src/domain/task-sets/revision/attachment.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import { caseText } from '../support/case-files.ts';
import { aCandidate } from '../support/candidates.ts';
import { a, aGroup, aMemory, aPlan, aRule, aSet, aWorld, b } from '../support/worlds.ts';

type Ports = Readonly<Record<string, readonly number[]>>;
interface Given {
  readonly ports: Ports;
  /** Of the target group. `null`: no pair is known. */
  readonly groupPort?: number | null;
  /** Whether blue is there, whose container is web and port 8080. */
  readonly hasBlue?: boolean;
  readonly request?: Request;
}

const named = (containerName: string | null, containerPort: number | null): Request =>
  aPlan({ overrides: { containerName, containerPort } });
const rollback = aPlan({ command: 'rollback' });

function attached({ ports, groupPort = 80, hasBlue = false, request = aPlan() }: Given): {
  readonly to: string | null;
  readonly problems: readonly string[];
  readonly moved: string | null;
} {
  const containers = Object.entries(ports).map(([name, own]) => ({ name, ports: own }));
  const world = aWorld({
    taskSets: hasBlue ? [aSet(1)] : [],
    rules:
      groupPort === null
        ? []
        : [
            aRule([
              [a, 100],
              [b, 0],
            ]),
          ],
    groups: groupPort === null ? [] : [aGroup(a, { port: groupPort }), aGroup(b, { port: groupPort })],
    candidate: aCandidate({ containers }),
  });
  const roles = rolesOf(request, world, aMemory());
  const found = attachmentOf(request, world, roles);
  return {
    to: found === null ? null : `${found.containerName}:${String(found.containerPort)}`,
    problems: attachmentProblems(request, world, roles),
    moved: describeMovedAttachment(request, world, roles),
  };
}

const sidecar = { web: [8080], envoy: [9901] };
const bothSettings =
  'container-name: web and container-port: 8080, or container-name: envoy and container-port: 9901';

describe('the container and port behind the load balancer', () => {
  test.each<[string, Given, string]>([
    ['are the only ones of a first release', { ports: { web: [8080], log: [] } }, 'web:8080'],
    [
      'are, of several ports of one container, those of the target group',
      { ports: { web: [9001, 8080] }, groupPort: 8080 },
      'web:8080',
    ],
    [
      'are the named container with its only port',
      { ports: sidecar, request: named('envoy', null) },
      'envoy:9901',
    ],
    [
      'are the named container with the port of the group',
      { ports: { web: [1, 2], log: [3] }, groupPort: 2, request: named('web', null) },
      'web:2',
    ],
    [
      'are the named port with the only container that maps it',
      { ports: sidecar, request: named(null, 9901) },
      'envoy:9901',
    ],
    ['are both as named', { ports: { web: [1, 2], envoy: [1, 2] }, request: named('envoy', 1) }, 'envoy:1'],
    [
      "are blue's on a later release",
      { ports: { web: [9001, 8080], envoy: [1] }, hasBlue: true },
      'web:8080',
    ],
    [
      "are the named container, with blue's port",
      { ports: { app: [9001, 8080] }, hasBlue: true, request: named('app', null) },
      'app:8080',
    ],
    [
      'are the named container, with its only port',
      { ports: { app: [9001] }, hasBlue: true, request: named('app', null) },
      'app:9001',
    ],
    [
      "are the named port, in blue's container",
      { ports: { web: [8080, 9001], app: [9001] }, hasBlue: true, request: named(null, 9001) },
      'web:9001',
    ],
    [
      "are blue's on a release again, if it has them",
      { ports: { web: [9001, 8080] }, hasBlue: true, request: rollback },
      'web:8080',
    ],
    [
      'are those of the earlier revision on a release again',
      { ports: { old: [3000] }, hasBlue: true, request: rollback },
      'old:3000',
    ],
  ])('%s', (_fact, given, to) => {
    expect(attached(given)).toMatchObject({ to, problems: [] });
  });

  test.each<[string, Given, readonly string[]]>([
    [
      'several ports of which none is the group’s',
      { ports: { web: [9001, 8080] } },
      [
        'container-port: container web of file deploy/web.json maps several TCP ports',
        'None is port 80 of the target group',
        'container-name: web and container-port: 9001, or container-name: web and container-port: 8080',
      ],
    ],
    [
      'several ports while the group is not known',
      { ports: { web: [9001, 8080] }, groupPort: null },
      [
        'the group is not known yet. To choose now, name one: container-name: web and container-port: 9001, or ' +
          'container-name: web and container-port: 8080',
      ],
    ],
    [
      'several containers',
      { ports: sidecar, groupPort: 8080 },
      ['container-name: file deploy/web.json does not show which container', bothSettings],
    ],
    ['no port', { ports: { web: [] } }, ['does not show', 'add portMappings first']],
    [
      "no port in blue's container",
      { ports: { web: [] }, hasBlue: true },
      ['does not map port 8080 for TCP', 'it maps none', 'Add it to portMappings.'],
    ],
    [
      'a name that is not there',
      { ports: sidecar, request: named('api', null) },
      ['container "api" is not in file deploy/web.json (containers: web, envoy)'],
    ],
    [
      'a name without a TCP port',
      { ports: { web: [8080], log: [] }, request: named('log', null) },
      ['container log of file deploy/web.json maps no TCP port', 'container-port: 8080', 'use images'],
    ],
    [
      'a port that nothing maps',
      { ports: sidecar, request: named(null, 7) },
      ['container-port: file deploy/web.json does not map port 7', bothSettings],
    ],
    [
      'a port that the named container does not map',
      { ports: sidecar, hasBlue: true, request: named('web', 9901) },
      ['does not map port 9901', 'named web'],
    ],
    [
      'a port that two containers map',
      { ports: { app: [1], api: [1] }, request: named(null, 1) },
      ['does not map port 1 for TCP in exactly one container'],
    ],
    [
      "a container with another name than blue's",
      { ports: { app: [8080] }, hasBlue: true },
      [
        'container web, which receives the traffic of the load balancer on blue, is not in file deploy/web.json',
        'Keep its name, or name',
        'container-name: app and container-port: 8080.',
      ],
    ],
    [
      "a container without blue's port",
      { ports: { web: [9001] }, hasBlue: true },
      ['does not map port 8080 for TCP', 'it maps 9001', 'container-name: web and container-port: 9001.'],
    ],
    [
      'an earlier revision that does not show it',
      { ports: { old: [1, 2] }, hasBlue: true, request: rollback },
      ['container-port: container old', 'container-port: 1, or', 'container-port: 2.'],
    ],
  ])('are refused for %s, with what to name', (_fact, given, words) => {
    const { problems } = attached(given);
    expect(problems).toHaveLength(1);
    for (const word of words) expect(problems[0]).toContain(word);
  });

  test('are reported if they are not those of blue', () => {
    const given = { ports: { app: [3000] }, hasBlue: true };
    expect(attached({ ...given, request: named('app', null) }).moved).toBe(
      "the load balancer sends green's traffic to container app, port 3000. On blue it is container web, port 8080",
    );
    expect(attached({ ports: { web: [8080] }, hasBlue: true }).moved).toBeNull();
    expect(attached({ ports: { app: [3000] } }).moved).toBeNull();
  });
});

describe('the ports of a container', () => {
  const portsIn = (content: Json): unknown =>
    Object.fromEntries(describeContainers(content as JsonObject).map(({ name, ports }) => [name, ports]));

  test('are those for TCP in any case, without ranges', () => {
    const portMappings = [
      { containerPort: 53, protocol: 'udp' },
      { containerPort: 8080 },
      { containerPort: 9090, protocol: 'tcp' },
      { containerPort: 9091, protocol: 'TCP' },
      { containerPort: 54, protocol: 'UDP' },
      { containerPortRange: '7000-7010' },
    ];
    expect(portsIn({ containerDefinitions: [{ name: 'web', portMappings }] })).toEqual({
      web: [8080, 9090, 9091],
    });
  });

  test('show the only container of a file whose sidecar maps UDP', () => {
    const ports = portsIn(JSON.parse(caseText('td-20-udp-port-first.json')) as Json) as Ports;
    expect(ports).toEqual({ xray: [], web: [8080] });
    expect(attached({ ports })).toMatchObject({ to: 'web:8080', problems: [] });
  });
});
