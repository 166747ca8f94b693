// Text in the log is never a command to the runner.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { harmless } from '../../../src/adapters/runner/harmless.ts';
import { maskSecrets } from '../../../src/adapters/runner/io.ts';
import { runner } from '../../../src/adapters/runner/runner.ts';
import { commandsIn } from '../../support/runner-commands.ts';

/** Pieces of which commands are made, in any order, between any other characters. */
const pieces = [
  ...['::', ':', '##[', '#', '##', '[', ']', 'save-state name=ending', 'add-mask', '%0A', '\\'],
  ...['\n', '\r', '\r\n', '\t', '\v', '\f', ' ', '\u00a0', '\u0085', '\u2028', '\u2029', '\u3000'],
  ...[
    '\u200b',
    '\u00ad',
    '\u2060',
    '\ufeff',
    '\u0000',
    '\u001b[31m',
    '\u034f',
    '\ufe0f',
    '\ud800',
    '\u{e0001}',
  ],
];
const hostile = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary' })))
  .map((parts) => parts.join(''));

test.each([
  ['::save-state name=ending::x', String.raw`\::save-state name=ending::x`],
  ['  \u00a0::error::x', String.raw`  ${'\u00a0'}\::error::x`],
  ['503: ##[save-state name=ending]x', String.raw`503: ##\[save-state name=ending]x`],
  ['###[group]', String.raw`###\[group]`],
  ['#\u200b#\u00ad[error]', String.raw`##\[error]`],
  [':\u2060:error::x', String.raw`\::error::x`],
  ['one\r::error::x\u2028::error::y', ['one', String.raw`\::error::x`, String.raw`\::error::y`].join('\n')],
  ['web::v2 and #[1]', 'web::v2 and #[1]'],
])('%j is shown as %j', (text, shown) => {
  expect(harmless(text)).toBe(shown);
});

test('no text is a command, however it is put together', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(commandsIn(harmless(text))).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

test('text that is harmless once stays as it is', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(harmless(harmless(text))).toBe(harmless(text));
    }),
  );
});

describe('a comparison by the rules of a language, as the runner compares', () => {
  const { compare } = new Intl.Collator('en', { sensitivity: 'variant' });
  const all = Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code));
  const ignored = new Set(all.filter((character) => compare(`#${character}[`, '#[') === 0));
  const isCommand = (line: string): boolean => {
    const seen = Array.from(line.trimStart())
      .filter((character) => !ignored.has(character))
      .join('');
    return seen.trimStart().startsWith('::') || seen.includes('##[');
  };

  test('ignores no character that would hide a command', () => {
    const hiding = [...ignored].filter((one) =>
      [`x #${one}#${one}[error]`, `${one}:${one}:error::`, ` ${one} ::error::`].some((text) =>
        harmless(text)
          .split(/[\r\n]/)
          .some(isCommand),
      ),
    );
    expect(hiding).toEqual([]);
    expect(ignored.size).toBeGreaterThan(100);
  });

  test('takes no other character for a part of a command', () => {
    const parts = ['#', ':', '[', '##', '::', '#[', '##['];
    const same = all.filter((one) => parts.some((part) => part !== one && compare(one, part) === 0));
    expect(same).toEqual([]);
  });
});

describe('what the runner adapter prints', () => {
  let out = '';
  beforeEach(() => {
    out = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = undefined;
    maskSecrets([]);
  });

  const ways: readonly (readonly [string, string, (text: string) => void])[] = [
    [
      'a line',
      '',
      (text) => {
        runner.info(text);
      },
    ],
    [
      'a debug line',
      'debug',
      (text) => {
        runner.debug(text);
      },
    ],
    [
      'a warning',
      'warning',
      (text) => {
        runner.warn(text);
      },
    ],
    [
      'a group',
      'group',
      (text) => {
        runner.openGroup(text);
      },
    ],
    [
      'an annotation',
      'notice',
      (text) => {
        runner.annotate('notice', text, text);
      },
    ],
    [
      'a failure',
      'error',
      (text) => {
        runner.fail(text, text);
      },
    ],
  ];

  test.each(ways)('%s is at most the command that it has to be', (_, command, print) => {
    fc.assert(
      fc.property(hostile, (text) => {
        out = '';
        print(text);
        const own = command === '' ? [] : [new RegExp(`^::${command}( (title=[^:]*)?)?::`)];
        const commands = commandsIn(out);
        expect(commands).toHaveLength(own.length);
        for (const [index, shape] of own.entries()) {
          expect(commands[index]).toMatch(shape);
          expect(commands[index]).not.toContain('##[');
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each(ways)('%s shows no secret, whole or in words', (_, command, print) => {
    maskSecrets(['Bearer topsecret', 'topsecret']);
    out = '';
    print('you sent topsecret, as "Bearer topsecret"');
    expect(out.replaceAll(/::add-mask::.*\n/g, '')).not.toContain('topsecret');
    expect(out).toContain('you sent ***, as');
    expect(commandsIn(out)).toHaveLength(command === '' ? 0 : 1);
  });
});

/** Runs statements in a process whose log is guarded, as main and post begin. */
function guardedRun(statements: string): { readonly out: string; readonly status: number | null } {
  const file = (name: string): string =>
    JSON.stringify(path.join(import.meta.dirname, `../../../src/adapters/runner/${name}`));
  const text =
    `import { guardLog, asCommand } from ${file('guard.ts')}; ` +
    `import { hideInLog } from ${file('log-text.ts')}; guardLog(); ${statements}`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', text], {
    encoding: 'utf8',
  });
  return { out: stdout + stderr, status };
}

describe('a process with a guarded log', () => {
  test('prints no command for a package that logs what a server returned', () => {
    const { out, status } = guardedRun(`
      console.warn('deprecated: ##[save-state name=ending]x');
      process.stdout.write('##'); process.stdout.write('[error]x');
      process.stdout.write(Buffer.from('::error::x'));
    `);
    expect(commandsIn(out)).toEqual([]);
    expect(out).toContain(String.raw`deprecated: ##\[save-state`);
    expect(status).toBe(0);
  });

  test.each([
    ['an error', "setTimeout(() => { throw new Error('it said\\n::error::x ##[error]y'); }, 1)"],
    ['a rejection', "setTimeout(() => { void Promise.reject(new Error('##[error]y')); }, 1)"],
  ])('prints no command for %s that nobody handles, and fails', (_, statement) => {
    const { out, status } = guardedRun(statement);
    expect(out).toContain(String.raw`##\[error]y`);
    expect(commandsIn(out)).toEqual([]);
    expect(status).toBe(1);
  });

  test('shows no secret in what a package or an unhandled error says', () => {
    const { out } = guardedRun(`
      hideInLog(['top+secret']);
      console.warn('sent top+secret');
      setTimeout(() => { throw new Error('{"key":"top\\\\u002bsecret"}'); }, 1);
    `);
    expect(out).toContain('sent ***');
    expect(out).toContain('{"key":"***"}');
  });

  test('still prints the commands of the action itself', () => {
    const { out } = guardedRun("asCommand(() => { process.stdout.write('::debug::x\\n'); });");
    expect(out).toBe('::debug::x\n');
  });
});
