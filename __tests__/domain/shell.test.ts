import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { handCommand } from '../../src/domain/common/load-balancer/by-hand.ts';
import { awsCommand } from '../../src/domain/common/values/shell.ts';
import { a, aForward, aRule, b } from '../support/worlds.ts';

/** The words that a POSIX shell gives to `aws`. */
function pasted(command: string): readonly string[] {
  const { stdout, status } = spawnSync('sh', ['-c', `aws() { printf '%s\\0' "$@"; }\n${command}`], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  return stdout.split('\0').slice(0, -1);
}

describe('a command to paste', () => {
  test.each([
    ['plain', 'web-1'],
    ['a quote', "it's"],
    ['several quotes', "'a' '' 'b'"],
    ['a command', '$(touch /tmp/no) `id`'],
    ['a variable', '$HOME ${PATH}'],
    ['separators', 'a;b|c&d>e<f #g\nh'],
    ['a double quote and a backslash', '"\\"'],
    ['nothing', ''],
    ['a name of more than one word', 'Käse & Brot'],
  ])('gives the program every word as it is: %s', (_what, word) => {
    expect(pasted(awsCommand('ecs', 'do-it', '--name', word))).toEqual(['ecs', 'do-it', '--name', word]);
  });

  test('leaves words without a meaning to the shell unquoted', () => {
    expect(awsCommand('ecs', 'do-it', '--scale', 'value=100,unit=PERCENT')).toBe(
      'aws ecs do-it --scale value=100,unit=PERCENT',
    );
  });

  test('moves a rule whose other action holds a quote', () => {
    const raw = { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { Scope: "it's $HOME" } };
    const login = { type: 'other', kind: 'authenticate-oidc', raw } as const;
    const forward = aForward(
      [
        [a, 0],
        [b, 100],
      ],
      { order: 2 },
    );
    const actions = [login, forward];
    const words = pasted(handCommand(aRule([], { actions }), actions));
    const written = JSON.parse(words.at(-1) ?? '') as unknown[];
    expect(written[0]).toMatchObject({ AuthenticateOidcConfig: { Scope: "it's $HOME" } });
  });

  test('is put together in one place', () => {
    const folder = path.join(import.meta.dirname, '../../src');
    const files = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((one) =>
      one.endsWith('.ts'),
    );
    const byHand = files.filter((file) =>
      /[`'"](?:[^`'"\n]*\s)?aws (?:ecs|elbv2|application-autoscaling) [^`'"\n]*\$\{/.test(
        readFileSync(path.join(folder, file), 'utf8'),
      ),
    );
    expect(byHand).toEqual([]);
  });
});
