import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/domain/common/request/request.ts';
import { unreadLine } from '../../src/inputs/unread.ts';
import { commandIn } from '../../src/inputs/command.ts';
import { settings, type RawSettings, type SettingName } from '../../src/settings/table.ts';
import { plan, problemsOf } from '../support/inputs.ts';
import { wrongInputs } from '../support/wrong-inputs.ts';

/** One of these can only be compared with the others once they are right. */
const compared: readonly (readonly SettingName[])[] = [
  ['cluster', 'service'],
  ['smoke-timeout', 'smoke-passes', 'smoke-interval'],
  ['bake-time', 'probe-failures', 'probe-interval'],
];

/** Neither gives what the other gives or is compared with, and one command reads both. */
function isIndependent(one: Partial<RawSettings>, other: Partial<RawSettings>): boolean {
  const [names, others] = [one, other].map((raw) => Object.keys(raw) as readonly SettingName[]);
  if (names === undefined || others === undefined) return false;
  const command = commandIn({ ...one, ...other });
  const isRelated = compared.some((group) =>
    [names, others].every((given) => given.some((name) => group.includes(name))),
  );
  return (
    !isRelated &&
    !names.some((name) => others.includes(name)) &&
    [...names, ...others].every((name) => settings[name].commands.includes(command))
  );
}

describe('a wrong input', () => {
  test.each(wrongInputs)('%j is reported as: %s', async (raw, problem) => {
    expect(await problemsOf(raw)).toEqual([problem]);
  });

  test.each(wrongInputs)('is reported next to every other one: %j', async (raw, problem) => {
    for (const [other, otherProblem] of wrongInputs) {
      if (!isIndependent(raw, other)) continue;
      const problems = await problemsOf({ ...other, ...raw });
      expect({ other, problems }).toEqual({
        other,
        problems: expect.arrayContaining([problem, otherProblem]) as unknown,
      });
    }
  });

  test('never shows a header or a password', async () => {
    const problems = await problemsOf({
      'probe-headers': 'hunter2-long-secret',
      'production-url': 'https://u:hunter2@example.com',
    });
    expect(problems.join()).not.toContain('hunter2');
  });
});

describe('an input that the command does not read', () => {
  const line = (command: string, names: string): string =>
    `inputs that the command ${command} does not read: ${names}`;

  test.each<[Partial<RawSettings>, string]>([
    [{ 'rollback-to': 'web:41' }, line('deploy', 'rollback-to')],
    [{ command: 'promote', image: 'web:2' }, line('promote', 'image')],
    [{ command: 'rollback', 'expected-sha': 'c0ffee' }, line('rollback', 'expected-sha')],
    [{ command: 'teardown', 'stage-expiry': '2h' }, line('teardown', 'stage-expiry')],
    [
      { command: 'status', 'bake-time': '1m', image: 'web:2', 'health-paths': '/ready' },
      line('status', 'image, health-paths, bake-time'),
    ],
    [{ command: 'sweep', 'task-definition': 'deploy/gone.json' }, line('sweep', 'task-definition')],
  ])('is a line in the log, and the command goes on: %j', async (raw, expected) => {
    expect(unreadLine(raw)).toBe(expected);
    expect((await plan(raw)).command).toBe(raw.command ?? 'deploy');
  });

  /** Right for no setting: its reader would refuse it, if it were read. */
  const wrong = '?: wrong, everywhere';

  test.each(commands)('never stops %s with a wrong value', async (command) => {
    const unread = Object.entries(settings).filter(([, { commands: readBy }]) => !readBy.includes(command));
    const raw = Object.fromEntries(unread.map(([name]) => [name, wrong])) as Partial<RawSettings>;
    const read = await plan({ ...raw, command });
    expect(read).toEqual(await plan({ command }));
    for (const [name] of unread) expect(unreadLine({ ...raw, command })).toContain(name);
  });

  test.each(commands)(
    'counts as absent for %s if it equals the default that the runner passes',
    async (command) => {
      const defaults = Object.entries(settings).flatMap(([name, spec]) =>
        spec.default === undefined || spec.default.startsWith('${{') ? [] : [[name, spec.default]],
      );
      const raw = { ...(Object.fromEntries(defaults) as Partial<RawSettings>), command };
      expect((await plan(raw)).command).toBe(command);
      expect(unreadLine(raw)).toBeNull();
    },
  );
});

describe('a reason', () => {
  test.each(['true', 'false'])('is read by a rollback with force: %s', async (force) => {
    const read = await plan({ command: 'rollback', reason: 'it reads both', force });
    expect(read.goal.writtenReason).toBe('it reads both');
  });
});

describe('the revision to roll back to', () => {
  test.each([
    'web:41',
    'arn:aws:ecs:eu-central-1:111122223333:task-definition/web:41',
    'arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/my-web:7',
  ])('may be %s', async (to) => {
    expect((await plan({ command: 'rollback', 'rollback-to': to })).goal.rollbackTo).toBe(to);
  });

  test.each(['web', 'web:', 'web:latest', 'arn:aws:ecs:eu-central-1:111122223333:task-definition/web'])(
    'is refused as %s: a family without a revision is usually the version to roll back from',
    async (to) => {
      expect(await problemsOf({ command: 'rollback', 'rollback-to': to })).toEqual([
        `rollback-to: "${to}" names no revision: write \`family:revision\`, e.g. \`web:41\`, or its ARN`,
      ]);
    },
  );
});
