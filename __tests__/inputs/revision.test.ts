import { describe, expect, test } from '@jest/globals';
import type { RawSettings } from '../../src/settings/table.ts';
import type { RevisionRequest } from '../../src/domain/common/request/request.ts';
import { filesOf, plan, problemsOf } from '../support/inputs.ts';

const read = async (raw: Partial<RawSettings>, files = filesOf({})): Promise<RevisionRequest> =>
  (await plan(raw, files)).revision;

const web = { family: 'web', containerDefinitions: [{ name: 'web', image: 'repo/web:v1' }] };
const json = JSON.stringify(web);

describe('the task definition', () => {
  test('is the live one when nothing is given', async () => {
    expect(await read({})).toEqual({ source: { kind: 'live' }, images: [] });
  });

  test.each(['web', 'web:42', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42'])(
    'is the registered %s',
    async (reference) => {
      expect((await read({ 'task-definition': reference })).source).toEqual({ kind: 'existing', reference });
    },
  );

  test.each(['deploy/web.json', 'web.json', 'deploy/web', 'web'])('is the file %s', async (name) => {
    expect((await read({ 'task-definition': name }, filesOf({ [name]: json }))).source).toEqual({
      kind: 'document',
      path: name,
      content: web,
      warnings: [],
    });
  });

  test('with wrong types and placeholders has both reported at once, but no image that an input replaces', async () => {
    const text = JSON.stringify({
      family: 'web',
      cpu: 256,
      memory: '512',
      executionRoleArn: '<ROLE>',
      containerDefinitions: [
        { name: 'web', image: '<IMAGE>', portMappings: [{ containerPort: 8080 }] },
        { name: 'proxy', image: '{{PROXY}}' },
      ],
    });
    const files = filesOf({ 'web.json': text });
    const named = { 'task-definition': 'web.json' };
    const type = expect.stringMatching(/^task-definition: "web\.json" has 256 at cpu/);
    const role = expect.stringMatching(/^task-definition: executionRoleArn of file web\.json: "<ROLE>"/);
    const proxy = expect.stringMatching(/^task-definition: image of container "proxy" .*"\{\{PROXY\}\}"/);
    const own = expect.stringMatching(/^task-definition: image of container "web" .*"<IMAGE>"/);
    expect(await problemsOf(named, files)).toEqual([type, own, proxy, role]);
    expect(await problemsOf({ ...named, image: 'web:v2' }, files)).toEqual([type, proxy, role]);
    expect(await problemsOf({ ...named, images: 'web=web:v2\nproxy=p:1' }, files)).toEqual([type, role]);
  });

  test('keeps unknown members, empty lists and empty texts', async () => {
    const content = {
      ...web,
      fieldOfNextYear: { deep: [[], '', null] },
      volumes: [],
      tags: [{ key: 'team', value: '' }],
    };
    const files = filesOf({ 'web.json': `\uFEFF${JSON.stringify(content)}` });
    expect((await read({ 'task-definition': 'web.json' }, files)).source).toMatchObject({ content });
  });

  test('may be what the AWS CLI prints', async () => {
    const described = {
      taskDefinition: {
        ...web,
        taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41',
        revision: 41,
        status: 'ACTIVE',
        requiresAttributes: [],
        compatibilities: ['EC2'],
        registeredAt: '2026-01-01T00:00:00Z',
        registeredBy: 'x',
      },
      tags: [{ key: 'team', value: 'shop' }],
    };
    const files = filesOf({ 'web.json': JSON.stringify(described) });
    expect((await read({ 'task-definition': 'web.json' }, files)).source).toMatchObject({
      content: { ...web, tags: [{ key: 'team', value: 'shop' }] },
    });
  });

  test.each(['web.yaml', 'web.YML'])('may be YAML: %s', async (name) => {
    const yaml = [
      'family: web',
      'x-common: &common',
      '  user: ""',
      'containerDefinitions:',
      '  - <<: *common',
      '    name: web',
      '    image: repo/web:v1',
      '    command: []',
      '    environment: [{ name: PORT, value: "8080" }]',
    ].join('\n');
    expect((await read({ 'task-definition': name }, filesOf({ [name]: yaml }))).source).toMatchObject({
      content: {
        family: 'web',
        containerDefinitions: [
          {
            name: 'web',
            image: 'repo/web:v1',
            user: '',
            command: [],
            environment: [{ name: 'PORT', value: '8080' }],
          },
        ],
      },
    });
  });

  test.each<[string, string, readonly string[]]>([
    [
      'web.json',
      '{\n  "family": "web",\n  "containerDefinitions": [,]\n}',
      ["is not JSON: line 3, column 28: Unexpected token ','"],
    ],
    [
      'web.json',
      '{\n  "family": "web"\n',
      ["is not JSON: line 2, column 18: Expected ',' or '}' after property value"],
    ],
    ['web.json', '', ['is not JSON: line 1, column 1: Unexpected end of JSON input']],
    ['web.yaml', 'family: web\ncontainerDefinitions: [', ['is not YAML: line 2, column 24: ']],
    ['web.yaml', 'family: web\n  bad: 1\n', ['is not YAML: line 1, column 9: ']],
    ['web.yaml', 'family: *missing', ['is not usable YAML: an alias has no anchor before it']],
    [
      'web.yaml',
      'family: web\ncontainerDefinitions: .inf',
      ['is not usable YAML: containerDefinitions is Infinity'],
    ],
    ['web.json', '[]', ['is not a task definition: it contains a list, not an object']],
    ['web.yaml', '', ['is not a task definition: it contains nothing, not an object']],
    ['web.yaml', 'just words', ['is not a task definition: it contains a text, not an object']],
    [
      'web.json',
      '{}',
      [
        'has no usable "family": write a name of letters, digits, - and _',
        'has no "containerDefinitions": write a list with at least one container',
      ],
    ],
    [
      'web.json',
      '{"family":"web","memory":"512","containerDefinitions":[{"image":"a"},{"name":"b","image":"b"},null]}',
      ['has no "name" in containerDefinitions[0]', 'has no "name" in containerDefinitions[2]'],
    ],
    [
      'web.yaml',
      'family: web\ncpu: 256\ncontainerDefinitions: [{name: web, image: a, memory: 9, environment: [{name: A, value: true}]}]',
      [
        'has 256 at cpu (line 2), but ECS wants text: put it in quotes',
        'has true at containerDefinitions[0].environment[0].value (line 3), but ECS wants text: put it in quotes',
      ],
    ],
  ])('in %s that reads %j is refused', async (name, text, wrong) => {
    const problems = await problemsOf({ 'task-definition': name }, filesOf({ [name]: text }));
    expect(problems).toEqual(
      wrong.map((words) => expect.stringMatching(startOf(`task-definition: "${name}" ${words}`)) as unknown),
    );
  });

  test.each([
    ['web.json', '{"family":"web","cpu": hunter2hunter2}'],
    ['web.json', '{"family":"web","environment": "hunter2hunter2" "x"}'],
    ['web.json', "{'hunter2hunter2': 1}"],
    ['web.json', '{"password":"hunter2hunter2\n"}'],
    ['web.json', '{"password":"hunter2hunter2'],
    ['web.yaml', 'password: *hunter2hunter2'],
    ['web.yaml', 'password: @hunter2hunter2'],
    ['web.yaml', 'password: "hunter2hunter2'],
    ['web.yaml', 'password: !hunter2hunter2 x\n  y: 1'],
    ['web.yaml', 'a: 1\n b: hunter2hunter2\nhunter2hunter2'],
    ['web.yaml', 'a: [hunter2hunter2\n}'],
    [
      'web.yaml',
      'family: web\ncontainerDefinitions: [{name: a, environment: [{name: PIN, value: 22446688}]}]',
    ],
  ])('that is refused does not show what %s holds: %j', async (name, text) => {
    const problems = await problemsOf({ 'task-definition': name }, filesOf({ [name]: text }));
    expect(problems).not.toEqual([]);
    expect(problems.join()).not.toMatch(/hunter2|22446688/);
  });

  test.each([
    [
      'deploy/web.json',
      'is not a file in the workspace: check the path, and that actions/checkout ran before this step',
    ],
    ['web app', 'is neither a file nor a task definition: write a path, an ARN, family or family:revision'],
    [
      'web:latest',
      'is neither a file nor a task definition: write a path, an ARN, family or family:revision',
    ],
    [
      'arn:aws:ecs:eu-west-1:111122223333:task-definition/web',
      'is not the ARN of a task definition revision: write e.g. ' +
        'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42',
    ],
  ])('%s without such a file is refused', async (name, wrong) => {
    expect(await problemsOf({ 'task-definition': name })).toEqual([`task-definition: "${name}" ${wrong}`]);
  });
});

const startOf = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

describe('images', () => {
  test('go into the container that is named, or into the one that is meant', async () => {
    expect((await read({ image: 'repo/web:v2', 'container-name': 'web' })).images).toEqual([
      { container: 'web', image: 'repo/web:v2' },
    ]);
    expect((await read({ image: 'repo/web:v2' })).images).toEqual([{ container: '', image: 'repo/web:v2' }]);
  });

  test('are given for several containers, one per line', async () => {
    const digest = `repo/envoy@sha256:${'0'.repeat(64)}`;
    expect((await read({ images: `web=repo/web:v2\n\n sidecar = ${digest} ` })).images).toEqual([
      { container: 'web', image: 'repo/web:v2' },
      { container: 'sidecar', image: digest },
    ]);
  });

  test('are set in a registered task definition too', async () => {
    expect(await read({ image: 'repo/web:v2', 'task-definition': 'web:42' })).toEqual({
      source: { kind: 'existing', reference: 'web:42' },
      images: [{ container: '', image: 'repo/web:v2' }],
    });
  });

  test.each<[Partial<RawSettings>, string]>([
    [
      { image: 'my image' },
      'image: "my image" is not an image: write e.g. registry/web:1.2.3 or registry/web@sha256:…',
    ],
    [{ images: 'web' }, 'images: "web" is not container=image: write e.g. web=registry/web:1.2.3'],
    [
      { images: '=repo/web' },
      'images: "=repo/web" is not container=image: write e.g. web=registry/web:1.2.3',
    ],
    [
      { images: 'web=' },
      'images: "" is not an image: write e.g. registry/web:1.2.3 or registry/web@sha256:…',
    ],
    [{ images: 'web=a\nweb=b' }, 'images: "web" has two images: write one line for each container'],
    [
      { image: 'a', images: 'web=b' },
      "images: can't be combined with image: write all images here, as container=image",
    ],
    [
      { 'container-name': 'a,b' },
      'container-name: "a,b" is not the name of a container: write one name from the task definition',
    ],
    [
      { image: 'https://registry.example/web:v2' },
      'image: "https://registry.example/web:v2" is a URL, not an image: leave out https://',
    ],
    [{ image: 'web:${TAG}' }, 'image: "web:${TAG}" is a placeholder: replace it before this step'],
  ])('%j is refused', async (raw, problem) => {
    expect(await problemsOf(raw)).toEqual([problem]);
  });
});
