// At night, a rollback goes on without what only a release needs.
import { describe, expect, test } from '@jest/globals';
import { requestWithin } from '../../src/inputs/request.ts';
import type { SettingName } from '../../src/settings/table.ts';
import { context, filesOf } from '../support/inputs.ts';

describe('a rollback with inputs that are wrong', () => {
  test.each<readonly [SettingName, string]>([
    ['bake-time', 'soon'],
    ['warm-scale', '0'],
    ['health-paths', 'ready'],
    ['production-url', 'shop'],
    ['on-drift', 'panic'],
    ['teardown', 'later'],
    ['time-limit', 'x'],
    ['comment', 'maybe'],
    ['container-port', 'http'],
  ])('goes on, without those that only a release needs: %s %s', async (name, value) => {
    const raw = { cluster: 'production', service: 'web', command: 'rollback', [name]: value };
    const request = await requestWithin(raw, context, filesOf({}), null);
    expect(request.notes).toEqual([expect.stringMatching(`^default settings are used: ${name}: "${value}"`)]);
  });

  test.each<readonly [SettingName, string]>([
    ['test-rule', 'x'],
    ['rollback-to', 'web'],
    ['force', 'yes'],
    ['keep-rolled-back', 'long'],
  ])('is refused for those that it goes by: %s %s', async (name, value) => {
    const raw = {
      cluster: 'production',
      service: 'web',
      command: 'rollback',
      'bake-time': 'soon',
      [name]: value,
    };
    await expect(requestWithin(raw, context, filesOf({}), null)).rejects.toMatchObject({
      problems: [expect.stringMatching(`^${name}: `)],
    });
  });
});
