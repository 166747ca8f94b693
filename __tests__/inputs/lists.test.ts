// Inputs that hold lists, as JSON and as people write it by mistake.
import { describe, expect, test } from '@jest/globals';
import type { RawSettings } from '../../src/settings/table.ts';
import { filesOf, plan, problemsOf } from '../support/inputs.ts';

describe('a list', () => {
  const subnets = ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'];

  test.each<[keyof RawSettings, readonly string[], string, string]>([
    ['subnets', subnets, 'overrides', JSON.stringify(subnets)],
    ['images', ['a=x:1', 'b=y:2'], 'revision', '"container":"b","image":"y:2"'],
    ['capacity-providers', ['FARGATE=1:2'], 'overrides', '"name":"FARGATE","weight":1,"base":2'],
    ['probe-headers', ['X-A: 1, 2'], 'smoke', '"x-a":"1, 2"'],
    ['health-paths', ['/a,b'], 'smoke', '"/a,b"'],
  ])('of %s may be JSON', async (name, list, part, words) => {
    for (const text of [JSON.stringify(list), JSON.stringify(list, null, 2)]) {
      const request = (await plan({ [name]: text })) as unknown as Record<string, unknown>;
      expect(JSON.stringify(request[part])).toContain(words);
    }
  });

  test.each(['[subnet-1', "['subnet-1', 'subnet-2']", '["subnet-1", 2]'])(
    'that is not JSON, as %s, is refused once with what is right',
    async (subnets) => {
      expect(await problemsOf({ subnets }, filesOf({}))).toEqual([
        `subnets: "${subnets}" is no JSON list of texts: write e.g. ["a","b"], with double quotes`,
      ]);
    },
  );

  test('is the way to write a path with a comma, as a refusal says', async () => {
    expect(await problemsOf({ 'health-paths': '/items?ids=1,2' }, filesOf({}))).toEqual([
      'health-paths: "2" is not a path: start it with /, e.g. /ready. To write a path with a comma, write a JSON list, ' +
        'e.g. ["/items?ids=1,2"]',
    ]);
  });
});
