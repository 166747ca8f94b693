// Keys of the config file that a run doesn't use, with wrong values.
import { expect, describe, test } from '@jest/globals';
import { commands, type Request } from '../../src/domain/common/request/request.ts';
import { configFor } from '../../src/inputs/config/config.ts';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { requestFrom } from '../../src/inputs/request.ts';
import { groups } from '../../src/settings/setting.ts';
import { settingNames, settings, type RawSettings, type SettingName } from '../../src/settings/table.ts';
import { context, filesOf } from '../support/inputs.ts';

async function read(text: string, given: Partial<RawSettings>): Promise<Request> {
  const files = filesOf({ 'web.yml': text });
  const raw = { cluster: 'production', service: 'web', ...given };
  return requestFrom(raw, context, files, configFor(await readConfigFile('web.yml', files), raw, {}));
}

/** Right for no setting, in each way in which a value can be wrong. */
const wrongValues = ['"?: wrong, everywhere"', '{ a: b }', '[[a]]', '${NOT_SET}', '${AWS_REGION}'];

/** Each key with this value, in its place. */
function fileWith(names: readonly SettingName[], value: string): string {
  const inGroup = (group: string): readonly string[] =>
    names.filter((name) => settings[name].inFile === group).map((name) => `${name}: ${value}`);
  return [
    ...inGroup('top'),
    ...groups.flatMap((group) => [`${group}:`, ...inGroup(group).map((line) => `  ${line}`)]),
  ].join('\n');
}

const readers = commands.filter((command) => settings.config.commands.includes(command));

// Covers: config-unused
describe('a key of the config file that the run does not use', () => {
  test.each(readers.flatMap((command) => wrongValues.map((value) => [command, value] as const)))(
    'never stops %s, whatever is wrong with it: %s',
    async (command, value) => {
      const unread = settingNames.filter(
        (name) => settings[name].inFile !== undefined && !settings[name].commands.includes(command),
      );
      const { notes, ...request } = await read(fileWith(unread, value), { command });
      const { notes: none, ...plain } = await read('', { command });
      expect([request, none]).toEqual([plain, []]);
      for (const note of notes) expect(note).toMatch(new RegExp(` \\(${command} does not read it\\)$`));
    },
  );

  test.each<[command: string, text: string, note: string]>([
    [
      'deploy',
      'stage-expiry: soon',
      'stage-expiry: "soon" is not a duration: write hours, minutes and seconds in this order, e.g. 1h30m, 15m or 30s',
    ],
    ['plan', 'stage-expiry: 30s', 'stage-expiry: "30s" is too short: write at least 1m'],
    ['stage', 'blue: { teardown: late }', 'teardown: "late" is not one of wait, defer'],
    ['stage', 'blue: { warm-scale: 0 }', 'warm-scale: "0" is not a whole number from 1 to 100'],
    ['promote', 'pin-image: [true]', 'pin-image: is a list: write one value'],
    [
      'promote',
      'task-definition: ../web.json',
      'task-definition: "../web.json" is outside the workspace: write a path in it',
    ],
    [
      'deploy',
      'stage-expiry: ${AWS_REGION}',
      'stage-expiry: ${AWS_REGION} is not allowed: AWS_*, ACTIONS_*, INPUT_* and GITHUB_TOKEN are never read from here',
    ],
  ])('is a line for %s if its value is wrong: %s', async (command, text, note) => {
    expect((await read(text, { command })).notes).toEqual([
      `web.yml, line 1: ${note} (${command} does not read it)`,
    ]);
  });

  test('takes no variable: it need not be set', async () => {
    expect((await read('stage-expiry: ${EXPIRY}', {})).notes).toEqual([]);
  });

  test('is one that an input gives, too', async () => {
    const request = await read('bake: { bake-time: soon }', { 'bake-time': '1m' });
    expect(request.bake.seconds).toBe(60);
    expect(request.notes).toEqual([
      expect.stringMatching(/^web\.yml, line 1: bake-time: "soon" .* \(the input bake-time wins\)$/),
    ]);
  });
});
