import { describe, expect, test } from '@jest/globals';
import { argumentsOf } from '../../src/domain/common/checks/command-line.ts';

describe('a command without a shell', () => {
  test.each<[string, readonly string[]]>([
    ['npm run e2e', ['npm', 'run', 'e2e']],
    ['  node   smoke.js\n', ['node', 'smoke.js']],
    [`curl -H 'a: b c' "x y"`, ['curl', '-H', 'a: b c', 'x y']],
    [`say it\\'s --a="b \\"c\\""`, ['say', "it's", '--a=b "c"']],
    [`grep 'a|b' ''`, ['grep', 'a|b', '']],
    ['curl http://x/?a=1&b=2', ['curl', 'http://x/?a=1&b=2']],
    ['echo \'$HOME\' "&&"', ['echo', '$HOME', '&&']],
  ])('%s is words', (line, words) => {
    expect(argumentsOf(line, null)).toEqual({ words });
  });

  test.each<[string, RegExp]>([
    ['', /there is no command/],
    ['   ', /there is no command/],
    [`echo "a`, /a quote is not closed/],
    [`echo 'a`, /a quote is not closed/],
    ['a && b', /^&& needs a shell: add shell: bash/],
    ['a | b', /^\| needs a shell/],
    ['a > log', /^> needs a shell/],
    ['a 2>&1', /^2>&1 needs a shell/],
    ['curl $URL', /^\$URL needs a shell/],
    ['echo `date`', /^`date` needs a shell/],
  ])('%s is refused', (line, problem) => {
    expect(argumentsOf(line, null)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

test('a variable of the config file needs no shell', () => {
  const words = ['${TOOL}', '--at=${HOST}', '${commit}'];
  expect(argumentsOf(words.join(' '), null)).toEqual({ words });
  expect(argumentsOf('${TOOL} $(date)', null)).toHaveProperty('problem');
});

test.each([
  ['bash', 'echo "${TITLE}" ${commit}'],
  ['sh', 'echo "${TITLE}" ${commit}'],
  ['pwsh', 'echo "${env:TITLE}" ${commit}'],
] as const)('%s reads a variable from its environment', (shell, script) => {
  expect(argumentsOf('echo "${TITLE}" ${commit}', shell)).toMatchObject({
    words: expect.arrayContaining([script]),
  });
});

test.each(['bash', 'sh', 'pwsh'] as const)('%s gets the whole line', (shell) => {
  const found = argumentsOf('a && b', shell);
  expect(found).toMatchObject({ words: expect.arrayContaining([shell, 'a && b']) });
});
