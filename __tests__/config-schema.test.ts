// The JSON schema of the config file, and the reader of the action: both are made from the table of settings.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { configSchema } from '../scripts/config-schema.ts';
import { readConfigFile } from '../src/inputs/config/file.ts';
import { filesOf } from './support/inputs.ts';

const file = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const validate = new Ajv({ allowUnionTypes: true }).compile(configSchema());

describe('docs/config.schema.json', () => {
  // Covers: config-file
  test('is what the table of settings makes', () => {
    expect(JSON.parse(file('docs/config.schema.json'))).toEqual(configSchema());
  });

  test.each<[string, boolean]>([
    [file('examples/config/web.yml'), true],
    ['blue:', true],
    ['{ container-port: 8080, pin-image: false }', true],
    ['pin-image: "true"', true],
    ['bake: { bake-time: 0 }', true],
    ['bake: { bake-time: 1h30m, probe-failures: 3 }', true],
    ['network: { subnets: subnet-1, security-groups: [sg-1] }', true],
    ['tests: { test-url: "https://${HOST}/", probe-headers: { A: 1 } }', true],
    ['bake: { bake-tme: 5m }', false],
    ['bake: { warm-time: 5m }', false],
    ['image: web:2', false],
    ['tests: 5m', false],
    ['blue: { teardown: { a: b } }', false],
    ['blue: { warm-scale: [1, 2] }', false],
    ['tests: { probe-headers: { A: [1] } }', false],
  ])('agrees with the action on %j', async (text, isRight) => {
    const { problems, wrong } = await readConfigFile('web.yml', filesOf({ 'web.yml': text }));
    expect([problems.length + Object.keys(wrong).length === 0, validate(parse(text))]).toEqual([
      isRight,
      isRight,
    ]);
  });
});
