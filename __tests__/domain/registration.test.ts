// What RegisterTaskDefinition would refuse in a file, found before the first write.
import { describe, expect, test } from '@jest/globals';
import { registrationProblems } from '../../src/domain/common/revision/registration.ts';
import { loadBalanced } from '../../src/domain/common/revision/load-balanced.ts';
import type { Json, JsonObject } from '../../src/domain/common/values/json.ts';
import { caseText } from '../support/case-files.ts';

const web = { name: 'web', image: 'web:v1' };
const fargate = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [web],
};

const problemsIn = (changes: object): readonly string[] =>
  registrationProblems({ ...fargate, ...changes }, 'file web.json');
const inWeb = (members: object): object => ({ containerDefinitions: [{ ...web, ...members }] });
const mapped = (mapping: object): object => inWeb({ portMappings: [mapping] });

describe('a task definition that ECS accepts', () => {
  test.each<[object]>([
    [{}],
    [{ cpu: '.25 vCPU', memory: '2 GB' }],
    [{ cpu: '1 vcpu', memory: '2GB' }],
    [mapped({ containerPort: 8080, hostPort: 8080 })],
    [mapped({ containerPort: 65_535, hostPort: 0 })],
    [mapped({ containerPort: 1 })],
    [mapped({ containerPortRange: '7000-7010' })],
    [
      {
        networkMode: 'bridge',
        requiresCompatibilities: ['EC2'],
        ...mapped({ containerPort: 80, hostPort: 8080 }),
      },
    ],
    [{ networkMode: null, requiresCompatibilities: null, cpu: null }],
    [{ requiresCompatibilities: [], memory: null, ...inWeb({ memoryReservation: 64 }) }],
    [{ containerDefinitions: [{ ...web, essential: false }, { name: 'log' }] }],
    [{ volumes: [{ name: 'data' }], ...inWeb({ mountPoints: [{ sourceVolume: 'data' }] }) }],
    [{ containerDefinitions: [web, { name: 'log', dependsOn: [{ containerName: 'web' }] }] }],
    [{ containerDefinitions: 'no list' }],
    [
      {
        tags: [
          { key: 'Größe der Gruppe', value: 'a/b+c=d.e_f-g@h:1' },
          { key: 'empty', value: '' },
        ],
      },
    ],
  ])('has no problem: %j', (changes) => {
    expect(problemsIn(changes)).toEqual([]);
  });

  test.each(['td-15-everything.json', 'td-18-renamed-container.json', 'td-20-udp-port-first.json'])(
    'has no problem as people have it: %s',
    (name) => {
      expect(registrationProblems(JSON.parse(caseText(name)) as JsonObject, 'file web.json')).toEqual([]);
    },
  );
});

describe('a task definition that ECS refuses', () => {
  test.each<[object, string]>([
    [{ networkMode: 'bridge' }, 'networkMode of file web.json is not awsvpc, and Fargate supports no other'],
    [{ networkMode: null }, 'networkMode of file web.json is not awsvpc'],
    [{ cpu: null }, 'cpu of file web.json is missing, and Fargate requires it for the whole task.'],
    [{ memory: '' }, 'memory of file web.json is missing'],
    [{ cpu: '{{CPU}}' }, 'cpu of file web.json contains a placeholder. Write e.g. "256" or ".25 vCPU".'],
    [{ memory: '$MEM' }, 'memory of file web.json contains a placeholder. Write e.g. "512" or "2 GB".'],
    [{ cpu: 'undefined' }, 'cpu of file web.json is no number'],
    [
      { requiresCompatibilities: ['EC2'], memory: null },
      'containerDefinitions[0] of file web.json has no memory, and neither has the task',
    ],
    [
      { containerDefinitions: [{ ...web, essential: false }] },
      'containerDefinitions of file web.json has no essential container',
    ],
    [
      { containerDefinitions: [web, { name: 'log' }, web] },
      'containerDefinitions[2].name of file web.json is "web", as another container\'s',
    ],
    [
      inWeb({ dependsOn: [{ containerName: 'envoy', condition: 'START' }] }),
      'containerDefinitions[0].dependsOn[0].containerName of file web.json names the container "envoy", which the file does not have',
    ],
    [
      { volumes: [{ name: 'logs' }], ...inWeb({ mountPoints: [{ sourceVolume: 'data' }] }) },
      'containerDefinitions[0].mountPoints[0].sourceVolume of file web.json names the volume "data"',
    ],
    ...[0, -1, 65_536, 70_000].map((containerPort): [object, string] => [
      mapped({ containerPort }),
      `containerDefinitions[0].portMappings[0].containerPort of file web.json is ${String(containerPort)}, which is no port. Write a whole number from 1`,
    ]),
    [
      mapped({ containerPort: 80, hostPort: -1 }),
      'containerDefinitions[0].portMappings[0].hostPort of file web.json is -1, which is no port. Write a whole number from 0',
    ],
    [
      mapped({ containerPort: 80, hostPort: 8080 }),
      'containerDefinitions[0].portMappings[0].hostPort of file web.json is 8080, but containerPort is 80',
    ],
    [{ tags: [{ key: '', value: 'x' }] }, 'tags[0].key of file web.json is empty. Give the tag a key.'],
    [
      {
        tags: [
          { key: 'team', value: 'a' },
          { key: 'team', value: 'b' },
        ],
      },
      'tags[1].key of file web.json is "team", as another tag\'s',
    ],
    [{ tags: [{ key: 'a*b', value: 'x' }] }, 'tags[0].key of file web.json is "a*b", which ECS refuses'],
    [
      { tags: [{ key: 'a', value: 'x'.repeat(257) }] },
      `tags[0].value of file web.json is too long. Write at most 256 letters`,
    ],
  ])('is refused with the place: %j', (changes, problem) => {
    const problems = problemsIn(changes);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test('is refused for all at once', () => {
    const problems = problemsIn({ cpu: '', networkMode: 'host', ...mapped({ containerPort: 0 }) });
    expect(problems).toHaveLength(3);
  });
});

describe('the container that an image without a name is for', () => {
  const of = (ports: Readonly<Record<string, readonly number[]>>, known: object): Json =>
    loadBalanced(
      Object.entries(ports).map(([name, own]) => ({ name, ports: own })),
      { name: null, port: null, blue: null, ...known },
    );

  test.each([
    ['is the named one', { xray: [], web: [80] }, { name: 'xray', blue: 'web' }, 'xray'],
    ["is blue's", { envoy: [1], web: [80] }, { blue: 'web' }, 'web'],
    ["is blue's if that maps the named port", { envoy: [80], web: [80] }, { blue: 'web', port: 80 }, 'web'],
    ['is the only one with the named port', { envoy: [1], web: [80] }, { blue: 'web', port: 1 }, 'envoy'],
    ['is, in a first release, the only one that maps a port', { xray: [], web: [80, 81] }, {}, 'web'],
    ['is not known if several map a port', { envoy: [1], web: [80] }, {}, null],
    ['is not known if none maps a port', { xray: [], web: [] }, {}, null],
  ])('%s', (_fact, ports, known, name) => {
    expect(of(ports, known)).toBe(name);
  });
});
