// The example of the infrastructure: parsed, formatted, and held against what AWS returns and what the action calls.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ignoredChanges } from '../src/domain/task-sets/preflight/snippet.ts';
import {
  blockOf,
  exampleText,
  formatTerraform,
  inner,
  names,
  parseTerraform,
} from './support/terraform-file.ts';

const example = await parseTerraform(exampleText);
const settings = inner(example.output, 'settings_of_the_first_release')['value'] as {
  readonly 'task-definition': string;
  readonly network: Readonly<Record<string, unknown>>;
};
interface Settings {
  readonly terraform: readonly { readonly required_providers?: readonly object[] }[];
}
type Schema = Readonly<Record<string, { readonly properties?: object }>>;
const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

describe('the example of the infrastructure', () => {
  test('names a version of the provider that has every argument', () => {
    const [{ required_providers: [providers = {}] = [] } = {}] = (example as unknown as Settings).terraform;
    expect(providers).toEqual({ aws: { source: 'hashicorp/aws', version: '~> 6.0' } });
    // Provider 5 calls it `name`.
    expect(exampleText).toContain('data.aws_region.this.region');
  });

  test('is formatted as terraform fmt would', async () => {
    expect(await formatTerraform(exampleText)).toBe(exampleText);
    expect(await formatTerraform('a = 1\nlonger = 2\n')).toBe('a      = 1\nlonger = 2\n');
  });

  test('is refused if it is broken', async () => {
    await expect(parseTerraform(`${exampleText}\nresource "x" {`)).rejects.toBeDefined();
  });

  test('ignores what plan advises to ignore', () => {
    const service = blockOf(example.resource, 'aws_ecs_service', 'web');
    expect(names(inner(service, 'lifecycle')['ignore_changes'])).toEqual([...ignoredChanges]);
  });

  test('ignores the weights of every rule and listener that holds the pair', () => {
    for (const [type, action] of [
      ['aws_lb_listener', 'default_action'],
      ['aws_lb_listener_rule', 'action'],
    ] as const)
      for (const [block] of Object.values(example.resource[type] ?? {})) {
        if (block === undefined || inner(block, action)['type'] !== 'forward') continue;
        expect(names(inner(block, 'lifecycle')['ignore_changes'])).toEqual([action]);
      }
  });

  test('allows the calls of docs/iam.md, and no others', () => {
    const statements = blockOf(example.data, 'aws_iam_policy_document', 'deploy')['statement'];
    const allowed = (statements as readonly { actions: readonly string[] }[]).flatMap(
      ({ actions }) => actions,
    );
    const [policy = '{}'] = /\{\n {2}"Version[\s\S]*?\n\}\n/.exec(read('../docs/iam.md')) ?? [];
    const documented = (JSON.parse(policy) as { Statement: readonly { Action: string | string[] }[] })
      .Statement;
    const further = ['ecr:DescribeImages', 'cloudwatch:DescribeAlarms'];
    for (const action of further) expect(read('../docs/iam.md')).toContain(`"Action": "${action}"`);
    expect(allowed.toSorted()).toEqual(
      [...documented.flatMap(({ Action }) => Action), ...further].toSorted(),
    );
  });

  test('keeps tasks out of reach, in subnets and a security group of their own', () => {
    const balancer = blockOf(example.resource, 'aws_lb', 'web');
    expect(settings.network['subnets']).toContain('private_subnet_ids');
    expect(JSON.stringify(balancer)).toContain('public_subnet_ids');
    const tasks = inner(blockOf(example.resource, 'aws_security_group', 'tasks'), 'ingress');
    expect(JSON.stringify(tasks)).not.toContain('0.0.0.0/0');
  });

  test('names only settings that exist, and roles and a log group that the task definition uses', () => {
    const { properties } = JSON.parse(read('../docs/config.schema.json')) as { properties: Schema };
    for (const name of Object.keys(settings)) expect(Object.keys(properties)).toContain(name);
    for (const name of Object.keys(settings.network))
      expect(Object.keys(properties['network']?.properties ?? {})).toContain(name);
    const file = read(`../examples/infrastructure/${settings['task-definition']}`);
    for (const role of ['execution', 'task'])
      expect(file).toContain(`role/${String(blockOf(example.resource, 'aws_iam_role', role)['name'])}"`);
    const group = blockOf(example.resource, 'aws_cloudwatch_log_group', 'web')['name'];
    expect(file).toContain(`"awslogs-group": ${JSON.stringify(group)}`);
  });
});
