import { existsSync, readFileSync } from 'node:fs';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputGroups } from '../scripts/input-groups.ts';
import { describeInput, outputs, presetOf } from '../src/action-io.ts';
import { commands } from '../src/domain/common/request/request.ts';
import { inputNames, settings } from '../src/settings/table.ts';

interface Member {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}
interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly branding: { readonly icon: string; readonly color: string };
  readonly inputs: Readonly<Record<string, Member>>;
  readonly outputs: Readonly<Record<string, Member>>;
  readonly runs: Readonly<Record<string, string>>;
}

const file = (name: string): URL => new URL(`../${name}`, import.meta.url);
const content = readFileSync(file('action.yml'), 'utf8');
const manifest = parse(content) as Manifest;

describe('action.yml', () => {
  test('has nothing that GitHub rejects', () => {
    const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
    expect(context.errors.getErrors()).toEqual([]);
  });

  test('names the inputs of the registry, in its order', () => {
    expect(Object.keys(manifest.inputs)).toEqual(inputNames);
  });

  test('has each input in one place of docs/inputs.md', () => {
    expect(Object.values(inputGroups).flat().toSorted()).toEqual(inputNames.toSorted());
  });

  test.each(inputNames)('has the text of the registry for input %s', (name) => {
    const preset = presetOf(name);
    expect(manifest.inputs[name]).toEqual({
      description: describeInput(name),
      required: settings[name].isRequired === true,
      ...(preset === null ? {} : { default: preset }),
    });
  });

  test('has the text of the registry for every output', () => {
    const described = Object.entries(outputs).map(([name, description]) => [name, { description }]);
    expect(manifest.outputs).toEqual(Object.fromEntries(described));
    expect(Object.keys(manifest.outputs)).toEqual(Object.keys(outputs));
  });

  test('has the names that workflows rely on', () => {
    const settledInputs =
      'command cluster service task-definition image container-name images production-rules ' +
      'test-rule target-groups production-url test-url health-paths config ignore ' +
      'bake-time warm-time environment github-token comment on-cancel stage-expiry release-id expected-sha ' +
      'rollback-to keep-rolled-back reason force';
    const settledOutputs =
      'result reason-code release-id green-task-set-arn blue-task-set-arn task-definition-arn blue-kept-until ' +
      'timings result-json expires-at preview-url';
    expect(Object.keys(manifest.inputs)).toEqual(expect.arrayContaining(settledInputs.split(' ')));
    expect(Object.keys(manifest.outputs)).toEqual(expect.arrayContaining(settledOutputs.split(' ')));
  });

  test('has a reader for every input, and reads all of them with some command', () => {
    for (const { commands: readBy } of Object.values(settings)) {
      expect(readBy.length).toBeGreaterThan(0);
      expect(commands).toEqual(expect.arrayContaining([...readBy]));
    }
  });

  // Covers: config-file
  test('has no default for what the config file may give, since the runner would pass it as set', () => {
    for (const name of inputNames.filter((one) => settings[one].inFile !== undefined))
      expect([name, manifest.inputs[name]?.default]).toEqual([name, undefined]);
  });

  test('gives a required input no default', () => {
    const both = Object.values(manifest.inputs).filter(
      (input) => input.required && input.default !== undefined,
    );
    expect(both).toEqual([]);
  });

  test('lists every command where the command is described', () => {
    for (const command of commands) expect(manifest.inputs['command']?.description).toContain(command);
  });

  test('runs the committed bundle on Node 24, before and after', () => {
    expect(manifest.runs).toEqual({
      using: 'node24',
      main: 'dist/index.js',
      post: 'dist/post.js',
      'post-if': 'always()',
    });
    for (const name of ['dist/index.js', 'dist/post.js']) expect(existsSync(file(name))).toBe(true);
  });

  test('has what the marketplace requires', () => {
    expect(manifest.name).not.toBe('');
    expect(manifest.description.length).toBeLessThanOrEqual(125);
    expect(manifest.branding).toEqual({ icon: 'repeat', color: 'green' });
  });
});
