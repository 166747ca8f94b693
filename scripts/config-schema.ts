// The JSON schema of the config file, from the table of settings.
import { checkKeyNames, checkKeys, kindKeys, methods, type CheckValue } from '../src/settings/checks.ts';
import { migrationKeyNames, migrationKeys, type MigrationKey } from '../src/settings/migration.ts';
import { groups, type Value } from '../src/settings/setting.ts';
import { settingNames, settings, type SettingName } from '../src/settings/table.ts';

type Schema = Readonly<Record<string, unknown>>;

const variable: Schema = { type: 'string', pattern: '\\$\\{[A-Za-z_]\\w*\\}' };
const nothing: Schema = { type: 'null' };
const texts: Schema = { type: 'array', items: { type: ['string', 'number'] } };

const several: readonly Schema[] = [{ type: ['string', 'number'] }, texts];

const single: Schema = { type: ['string', 'number', 'boolean', 'null'] };
const shapesOfChecks: Readonly<Record<CheckValue, Schema>> = {
  text: { type: ['string', 'number', 'boolean'] },
  texts: { type: ['string', 'number', 'array'] },
  mapping: { type: 'object', additionalProperties: single },
  duration: { type: ['string', 'number'] },
  latency: { type: ['string', 'number'] },
  flag: { anyOf: [{ enum: [true, false, 'true', 'false'] }, variable] },
  method: { anyOf: [{ type: 'string', pattern: `^(?:${methods.join('|')})$` }, variable] },
  codes: { type: ['integer', 'string', 'array'], items: { type: ['integer', 'string'] } },
};
const shapesOfMigration: Readonly<Record<MigrationKey, Schema>> = {
  command: { anyOf: several },
  kind: { enum: ['expand'] },
  container: { type: 'string' },
  'task-role': { type: 'string' },
  timeout: { type: ['string', 'number'] },
  paths: { anyOf: several },
  undeclared: { enum: ['warn', 'refuse'] },
};
const checkSchema: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    checkKeyNames.map((name) => {
      const { description, value } = checkKeys[name];
      return [name, { description, ...shapesOfChecks[value] }];
    }),
  ),
  oneOf: kindKeys.map((name) => ({ required: [name] })),
};

const migrationSchema: Schema = {
  type: 'object',
  additionalProperties: false,
  anyOf: [{ required: ['command'] }, { required: ['paths'] }],
  properties: Object.fromEntries(
    migrationKeyNames.map((name) => [name, { description: migrationKeys[name], ...shapesOfMigration[name] }]),
  ),
};

/** What a value may be, as far as a schema can say it. The action checks the rest. */
function shapeOf(value: Value): readonly Schema[] {
  switch (value.kind) {
    case 'text':
      return [{ type: 'string' }];
    case 'duration':
      return [
        { type: 'string', pattern: '^(?=.)(\\d+h)?(\\d+m)?(\\d+s)?$' },
        ...(value.atLeast === 0 ? [{ enum: [0, '0'] }] : []),
      ];
    case 'count':
      return [{ type: 'integer', minimum: value.atLeast, maximum: value.atMost }];
    case 'choice':
      // YAML reads `true` as more than text.
      return [{ enum: [...value.of, ...(value.of.includes('true') ? [true, false] : [])] }];
    case 'list':
      if (value.of !== undefined) return [{ type: 'array', items: { enum: value.of } }, { type: 'string' }];
      return several;
    case 'lines':
      return several;
    case 'checks':
      return [{ type: 'array', maxItems: 50, items: checkSchema }];
    case 'migration':
      return [migrationSchema];
    case 'headers':
      return [
        { type: 'string' },
        texts,
        { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
      ];
  }
}

function keyOf(name: SettingName): Schema {
  const { description, value, default: preset } = settings[name];
  return {
    description,
    ...(preset === undefined ? {} : { default: preset }),
    anyOf: [...shapeOf(value), variable, nothing],
  };
}

const keysIn = (place: string): Schema =>
  Object.fromEntries(
    settingNames.filter((name) => settings[name].inFile === place).map((name) => [name, keyOf(name)]),
  );

const mapping = (properties: Schema): Schema => ({
  type: ['object', 'null'],
  additionalProperties: false,
  properties,
});

/** Draft 7, which editors know. */
export const configSchema = (): Schema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'ecs-blue-green: the settings of a service',
  ...mapping({
    ...keysIn('top'),
    ...Object.fromEntries(groups.map((group) => [group, mapping(keysIn(group))])),
  }),
});
