import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../src/domain/common/values/json.ts';
import { describeContainers, renderRevision, withTags } from '../../src/domain/common/revision/revision.ts';

const web: JsonObject = {
  family: 'web',
  memory: '512',
  containerDefinitions: [
    { name: 'web', image: 'repo/web:v1', portMappings: [{ containerPort: 8080 }] },
    { name: 'sidecar', image: 'repo/envoy:v1', command: [], user: '' },
  ],
};
const sole: JsonObject = {
  family: 'web',
  memory: '512',
  containerDefinitions: [{ name: 'app', image: 'repo/app:v1' }],
};
const source = 'file deploy/web.json';
const render = (base: JsonObject, images: Record<string, string>, loadBalanced: string | null = null) =>
  renderRevision(base, {
    images: Object.entries(images).map(([container, image]) => ({ container, image })),
    loadBalanced,
    source,
    isFile: true,
  });
const imagesOf = (content: JsonObject): unknown =>
  (content['containerDefinitions'] as unknown as { image: string }[]).map(({ image }) => image);

describe('rendering a revision', () => {
  test('puts each image into its container and leaves the others', () => {
    const { content, problems } = render(web, { sidecar: 'repo/envoy:v2' });
    expect(problems).toEqual([]);
    expect(imagesOf(content)).toEqual(['repo/web:v1', 'repo/envoy:v2']);
  });

  test('puts an image without a name into the only container', () => {
    expect(imagesOf(render(sole, { '': 'repo/app:v2' }).content)).toEqual(['repo/app:v2']);
  });

  test('puts an image without a name into the load balanced container', () => {
    expect(imagesOf(render(web, { '': 'repo/web:v2' }, 'web').content)).toEqual([
      'repo/web:v2',
      'repo/envoy:v1',
    ]);
  });

  test('asks for the container name when several could be meant', () => {
    for (const loadBalanced of [null, 'proxy']) {
      expect(render(web, { '': 'repo/web:v2' }, loadBalanced).problems).toEqual([
        'image: it is not clear which container of file deploy/web.json runs "repo/web:v2": ' +
          'give container-name, one of web, sidecar',
      ]);
    }
  });

  test('names the containers there are when one is not there, for every image', () => {
    const { content, problems } = render(web, { wbe: 'repo/web:v2', envoy: 'repo/envoy:v2' });
    expect(problems).toEqual([
      'container "wbe" is not in file deploy/web.json: its containers are web, sidecar',
      'container "envoy" is not in file deploy/web.json: its containers are web, sidecar',
    ]);
    expect(content).toEqual(web);
  });

  test('asks for an image where a container has none', () => {
    const template: JsonObject = {
      family: 'web',
      memory: '512',
      containerDefinitions: [{ name: 'app' }, { name: 'b', image: '' }],
    };
    expect(render(template, {}).problems).toEqual([
      'container "app" of file deploy/web.json has no image: give one with image or images',
      'container "b" of file deploy/web.json has no image: give one with image or images',
    ]);
    expect(render(template, { app: 'v1', b: 'v1' }).problems).toEqual([]);
  });

  test('drops what only AWS may say and keeps what it does not know', () => {
    const described = {
      ...web,
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41',
      revision: 41,
      status: 'ACTIVE',
      requiresAttributes: [{ name: 'x' }],
      compatibilities: ['EC2'],
      registeredAt: 1_700_000_000.5,
      registeredBy: 'arn:aws:iam::111122223333:role/ci',
      deregisteredAt: 1_700_000_001,
      fieldOfNextYear: { nested: [''], empty: [] },
    };
    expect(render(described, {}).content).toEqual({
      ...web,
      fieldOfNextYear: { nested: [''], empty: [] },
    });
  });

  test('keeps every member of any document but the image', () => {
    const unknownMembers = fc.dictionary(
      fc.string({ minLength: 1 }).map((name) => `x-${name}`),
      fc.jsonValue() as fc.Arbitrary<JsonObject>,
    );
    fc.assert(
      fc.property(unknownMembers, unknownMembers, (top, inContainer) => {
        const base: JsonObject = {
          ...top,
          containerDefinitions: [{ ...inContainer, name: 'app', image: 'v1' }],
        };
        expect(render(base, { app: 'v2' }).content).toEqual({
          ...top,
          containerDefinitions: [{ ...inContainer, name: 'app', image: 'v2' }],
        });
      }),
    );
  });

  test('does not touch the base', () => {
    const before = structuredClone(web);
    render(web, { web: 'repo/web:v2' });
    expect(web).toEqual(before);
  });
});

describe('tags next to a described revision', () => {
  test('travel inside the content, without those that are reserved or ours', () => {
    const tags = {
      team: 'shop',
      empty: '',
      'aws:cloudformation:stack': 's',
      'ecs-blue-green:revision-hash': 'h',
    };
    expect(withTags(sole, tags)).toEqual({
      ...sole,
      tags: [
        { key: 'team', value: 'shop' },
        { key: 'empty', value: '' },
      ],
    });
  });

  test('leave no empty list behind', () => {
    expect(withTags(sole, { 'aws:x': 'y', 'AWS:z': 'y' })).toEqual(sole);
  });
});

test('a port of a container that is mapped to several ports of the instance is one port', () => {
  const portMappings = [
    { containerPort: 8080, hostPort: 80 },
    { containerPort: 8080, hostPort: 8081 },
  ];
  expect(describeContainers({ containerDefinitions: [{ name: 'web', portMappings }] })).toEqual([
    { name: 'web', ports: [8080] },
  ]);
});

test('describing containers gives their names and ports', () => {
  expect(describeContainers(web)).toEqual([
    { name: 'web', ports: [8080] },
    { name: 'sidecar', ports: [] },
  ]);
  const ranged = { containerDefinitions: [{ name: 'app', portMappings: [{ containerPortRange: '80-90' }] }] };
  expect(describeContainers(ranged)).toEqual([{ name: 'app', ports: [] }]);
  expect(describeContainers({ family: 'web' })).toEqual([]);
});
