// A new setting that no test gives is red here: described and read is not yet tested.
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, type Node, type ObjectExpression } from 'acorn';
import { settingNames } from '../../src/settings/table.ts';

/** Tests that read inputs, and tests that run the bundle with them. */
const tests = path.join(import.meta.dirname, '..');
const files = globSync(['inputs/**/*.test.ts', 'acceptance/**/*.test.ts'], { cwd: tests });
const readTest = (file: string): string => readFileSync(path.join(tests, file), 'utf8');

/** The inputs that a source gives: members of an object of nothing but inputs, each with a text. */
function givenIn(source: string): readonly string[] {
  const code = stripTypeScriptTypes(source, { mode: 'strip' });
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  return objectsIn(program).flatMap(({ properties }) => {
    const members = properties.filter((one) => one.type === 'Property');
    const named = members.map(({ key, value }) => ({ name: nameOf(key), isText: canBeText(value) }));
    return named.every(({ name }) => settingNames.some((input) => input === name))
      ? named.filter(({ isText }) => isText).map(({ name }) => name)
      : [];
  });
}

function objectsIn(node: unknown): readonly ObjectExpression[] {
  if (Array.isArray(node)) return node.flatMap(objectsIn);
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.values(node).flatMap(objectsIn);
  return 'type' in node && node.type === 'ObjectExpression' ? [node as ObjectExpression, ...inside] : inside;
}

function nameOf(key: Node): string {
  if ('name' in key) return String(key.name);
  return 'value' in key ? String(key.value) : '';
}

const canBeText = (value: Node): boolean =>
  value.type === 'Literal'
    ? 'value' in value && typeof value.value === 'string'
    : ['TemplateLiteral', 'Identifier', 'MemberExpression', 'CallExpression', 'BinaryExpression'].includes(
        value.type,
      );

describe('an input', () => {
  const given = new Set(files.flatMap((file) => givenIn(readTest(file))));

  test.each(settingNames)('%s is given by a test', (name) => {
    expect([...given]).toContain(name);
  });

  test('counts as given as a text in an object that holds only inputs', () => {
    expect(givenIn("run({ ...v2, 'bake-time': '1s', command })")).toEqual(['bake-time', 'command']);
    expect(givenIn("send({ cluster: 'demo', force: true, taskSet: 'x' })")).toEqual([]);
    expect(givenIn('remove({ force: true, images: [], subnets: null })')).toEqual([]);
    expect(givenIn("type Inputs = { command: string }; // { force: 'true' }")).toEqual([]);
  });
});
