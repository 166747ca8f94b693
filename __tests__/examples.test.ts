import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputs } from '../src/action-io.ts';
import { filesOf, listener, plan } from './support/inputs.ts';

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly { readonly uses?: string; readonly with?: Record<string, unknown> }[] }
    >
  >;
}

const folder = new URL('../examples/workflows/', import.meta.url);
const steps = readdirSync(folder).flatMap((file) => {
  const workflow = parse(readFileSync(new URL(file, folder), 'utf8')) as Workflow;
  return Object.entries(workflow.jobs).flatMap(([job, { steps: all }]) =>
    all.flatMap(({ uses, with: given }) =>
      uses?.includes('/ecs-blue-green@') === true ? [{ file, job, given: given ?? {} }] : [],
    ),
  );
});

/** As somebody fills it in who copies it: names for what is in capitals, text for what GitHub works out. */
function filledIn(value: unknown): string {
  return String(value)
    .replaceAll(/\$\{\{ *inputs\.reason != '' *\}\}/g, 'false')
    .replaceAll(/\$\{\{ *inputs\.\w+ *\}\}/g, '')
    .replaceAll(/\$\{\{.*?\}\}/g, 'abc123')
    .replaceAll('TEST_LISTENER_ARN', listener)
    .replaceAll('ACCOUNT', '123456789012')
    .replaceAll('REGION', 'eu-west-1');
}

describe('the example workflows', () => {
  test('show every command that changes a release', () => {
    const shown = steps.map(({ given }) => given['command'] ?? 'deploy');
    expect(shown).toEqual(expect.arrayContaining(['deploy', 'stage', 'promote', 'rollback']));
  });

  test.each(steps)('$file: the inputs of job $job are read and right', async ({ given }) => {
    for (const name of Object.keys(given)) expect(Object.keys(inputs)).toContain(name);
    const raw = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, filledIn(value) || null]),
    );
    const files = filesOf({
      'deploy/web.json': '{"family":"web","containerDefinitions":[{"name":"web","image":"x"}]}',
    });
    const read = await plan(raw, files);
    expect(read.command).toBe(given['command'] ?? 'deploy');
  });
});
