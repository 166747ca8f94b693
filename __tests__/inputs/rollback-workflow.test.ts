// Which workflow the release finds for a rollback by hand, and how green's tags name it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { RollbackWorkflow } from '../../src/domain/common/environment/rollback-workflow.ts';
import {
  parseRollbackWorkflow,
  rollbackWorkflowTag,
} from '../../src/domain/task-sets/tags/rollback-workflow.ts';
import { findRollbackWorkflow } from '../../src/inputs/workflows/rollback.ts';
import type { Files } from '../../src/inputs/revision/files.ts';

const env = { GITHUB_ACTION_REPOSITORY: 'acme/ecs-blue-green' };
const shop = { command: 'deploy', cluster: 'main', service: 'shop' } as const;

type Texts = Readonly<Record<string, string>>;
const filesWith = (texts: Texts): Files & { readonly asked: string[] } => {
  const asked: string[] = [];
  const read: Files['read'] = (path) => {
    asked.push(path);
    const text = texts[path.replace('.github/workflows/', '')];
    return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
  };
  return { read, asked };
};
const found = (texts: Texts, request: Parameters<typeof findRollbackWorkflow>[0] = shop) =>
  findRollbackWorkflow(request, env, filesWith(texts), Object.keys(texts).toSorted());

interface Parts {
  readonly on?: string;
  readonly uses?: string;
  readonly command?: string;
  readonly service?: string;
  readonly cluster?: string;
  readonly more?: string;
}
const workflow = ({
  on = 'workflow_dispatch',
  uses = 'acme/ecs-blue-green@v1',
  command = 'rollback',
  service = 'shop',
  cluster = 'main',
  more = '',
}: Parts): string => `# rollback
on: ${on}
${more}
jobs:
  one:
    steps:
      - run: echo
      - uses: ${uses}
        with: { command: '${command}', cluster: '${cluster}', service: '${service}' }
`;

const choice = (...options: readonly string[]): string =>
  `{ workflow_dispatch: { inputs: { what: { type: choice, options: [${options.join(', ')}] } } } }`;
const needs = (input: string): string => `{ workflow_dispatch: { inputs: { ${input} } } }`;

describe('a workflow that rolls back the service by hand', () => {
  test.each<[string, Parts, RollbackWorkflow['inputs']]>([
    ['by its event alone', {}, []],
    ['with other events', { on: '[push, workflow_dispatch]' }, []],
    ['with an empty form', { on: '{ workflow_dispatch: null }' }, []],
    ['from a folder of the action', { uses: 'ACME/ECS-blue-green@0123456' }, []],
    ['with names as ARNs', { cluster: 'arn:aws:ecs:eu-west-1:1:cluster/main' }, []],
    ['with a service from its env', { service: '${{ env.NAME }}', more: 'env: { NAME: shop }' }, []],
    [
      'by a choice of commands',
      { on: choice('status', 'rollback'), command: '${{ inputs.what }}' },
      [{ name: 'what', value: 'rollback' }],
    ],
    [
      'by a choice of services, in the older form',
      { on: choice('web', 'shop'), service: '${{ github.event.inputs.what }}' },
      [{ name: 'what', value: 'shop' }],
    ],
    [
      'by a default',
      {
        on: needs('name: { type: choice, options: [shop, web], default: shop }'),
        service: '${{ inputs.name }}',
      },
      [],
    ],
    [
      'with more to fill in',
      { on: needs('ticket: { required: true }, note: { required: true, default: none }') },
      [{ name: 'ticket', value: null }],
    ],
  ])('is found %s', async (_, parts, inputs) => {
    expect(await found({ 'back.yml': workflow(parts) })).toEqual({ file: 'back.yml', inputs });
  });

  test.each<[string, Parts]>([
    ['nobody can start by hand', { on: 'push' }],
    ['uses another action', { uses: 'acme/other@v1' }],
    ['only releases', { command: 'deploy' }],
    ['has no choice for it', { on: choice('status', 'teardown'), command: '${{ inputs.what }}' }],
    ['is for another service', { service: 'web' }],
    ['is for another cluster', { cluster: 'staging' }],
    ['takes the service from where it cannot be known', { service: '${{ vars.SERVICE }}' }],
    ['is no YAML', { more: 'a: [' }],
  ])('is not one that %s', async (_, parts) => {
    expect(await found({ 'back.yml': workflow(parts) })).toBeNull();
  });

  test('is not one whose name could change the address of a link', async () => {
    expect(await found({ 'a)b.yml': workflow({}) })).toBeNull();
  });

  test('is the one whose form needs the least, and a broken file hides no other', async () => {
    const operate = workflow({ on: choice('rollback'), command: '${{ inputs.what }}' });
    const texts = {
      'a-operate.yml': operate,
      'b-broken.yml': `${operate}\n  - [`,
      'c-back.yml': workflow({}),
    };
    expect(await found(texts)).toEqual({ file: 'c-back.yml', inputs: [] });
  });

  test('is found in a repository that holds the action itself', async () => {
    const texts = { 'back.yml': workflow({ uses: './' }) };
    expect(await findRollbackWorkflow(shop, {}, filesWith(texts), ['back.yml'])).not.toBeNull();
  });

  test('is looked for only by a command that brings a version', async () => {
    const files = filesWith({ 'back.yml': workflow({}) });
    expect(await findRollbackWorkflow({ ...shop, command: 'rollback' }, env, files, ['back.yml'])).toBeNull();
    expect(files.asked).toEqual([]);
  });

  test('is rollback.yml among the examples, and operate.yml without it', async () => {
    const folder = 'examples/workflows';
    const texts = Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
    );
    const request = { command: 'deploy', cluster: 'CLUSTER', service: 'web' } as const;
    const files = filesWith(texts);
    const of = (names: readonly string[]) =>
      findRollbackWorkflow(request, { GITHUB_ACTION_REPOSITORY: 'your-org/ecs-blue-green' }, files, names);
    expect(await of(Object.keys(texts))).toEqual({ file: 'rollback.yml', inputs: [] });
    expect(await of(Object.keys(texts).filter((name) => name !== 'rollback.yml'))).toEqual({
      file: 'operate.yml',
      inputs: [{ name: 'command', value: 'rollback' }],
    });
  });
});

describe('the tag that names it', () => {
  const aWorkflow: RollbackWorkflow = {
    file: 'operate.yml',
    inputs: [
      { name: 'command', value: 'rollback' },
      { name: 'ticket', value: null },
    ],
  };

  test('holds the file and what its form needs', () => {
    const tag = rollbackWorkflowTag(aWorkflow);
    expect(tag).toEqual({ 'rollback-workflow': 'operate.yml command=rollback ticket=' });
    expect(parseRollbackWorkflow(tag['rollback-workflow'])).toEqual(aWorkflow);
  });

  test.each<[string, RollbackWorkflow | null]>([
    ['there is none', null],
    ['its text is longer than a tag', { file: `${'x'.repeat(260)}.yml`, inputs: [] }],
    ['a tag holds no such character', { file: 'a.yml', inputs: [{ name: 'what', value: 'roll back' }] }],
  ])('is left out where %s', (_, known) => {
    expect(rollbackWorkflowTag(known)).toEqual({});
  });

  test.each([undefined, '', '../../x.yml', 'a.yml b', 'a.yml b=c)d', 'a.txt'])(
    'is not read from %s',
    (text) => {
      expect(parseRollbackWorkflow(text)).toBeNull();
    },
  );
});
