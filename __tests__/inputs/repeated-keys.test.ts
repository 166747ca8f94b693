// A key that comes twice: JSON.parse and YAML take the last one, and nobody would know.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { configFor } from '../../src/inputs/config/config.ts';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { readDocument } from '../../src/inputs/revision/document.ts';
import { repeatedKeys } from '../../src/inputs/revision/repeated-keys.ts';
import { filesOf } from '../support/inputs.ts';

const json = `{
  "family": "web",
  "family": "shop",
  "containerDefinitions": [
    { "name": "web", "image": "x:1",
      "image": "x:2", "cpu": "256" },
    { "name": "log", "image": "y:1" }
  ]
}`;
const yaml = `family: web
family: shop
containerDefinitions:
  - name: web
    image: x:1
    "image": x:2
    cpu: "256"
  - { name: log, image: y:1 }
`;
const wrongType = expect.stringMatching(/^has "256" at containerDefinitions\[0\]\.cpu/);

// Covers: repeated-keys
describe('a key that comes twice', () => {
  test('is refused in a task definition file with its line and column, next to all other problems', async () => {
    expect((await readDocument('web.json', json)).problems).toEqual([
      'has "family" twice in one object (again at line 3, column 3): keep one',
      'has "image" twice in one object (again at line 6, column 7): keep one',
      wrongType,
    ]);
    expect((await readDocument('web.yml', yaml)).problems).toEqual([
      'has "family" twice in one object (again at line 2, column 1): keep one',
      'has "image" twice in one object (again at line 6, column 5): keep one',
      wrongType,
    ]);
  });

  test.each([
    ['blue:\n  warm-time: 1m\n  warm-time: 2m\n  teardown: x\n  teardown: wait', [3, 3], [5, 3]],
    [
      '{"blue": {"warm-time": "1m",\n"warm-time": "2m", "teardown": "x",\n "teardown": "wait"}}',
      [2, 1],
      [3, 2],
    ],
  ])('is refused in a config file in the same way: %j', async (text, [line, column], [next, nextColumn]) => {
    const file = await readConfigFile('web.yml', filesOf({ 'web.yml': text }));
    expect(configFor(file, {}, {}).problems).toEqual([
      `web.yml, line ${String(line)}, column ${String(column)}: warm-time: is written twice: keep one`,
      `web.yml, line ${String(next)}, column ${String(nextColumn)}: teardown: is written twice: keep one`,
    ]);
  });

  test('is named only if it is a name', async () => {
    const text = '{"family":"web","a b\\"c": 1, "a b\\"c": 2}';
    const { problems } = await readDocument('web.json', text);
    expect(problems[0]).toBe('has a key twice in one object (again at line 1, column 30): keep one');
  });

  test('is none in other objects, in texts, or in any value that was written by a program', () => {
    expect(repeatedKeys('[{"a":{"a":1}},{"a":"\\"a\\":{"},["a","a"]]')).toEqual([]);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(repeatedKeys(JSON.stringify(value, null, 1))).toEqual([]);
      }),
    );
  });

  test('is found wherever it is put', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (object, at) => {
        const members = Object.entries(object).map(
          ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
        );
        const again = members[at % members.length] ?? '';
        const text = `{"x": [{${[...members, again].join(', ')}}]}`;
        expect(repeatedKeys(text)).toEqual([text.lastIndexOf(again)]);
      }),
    );
  });
});
