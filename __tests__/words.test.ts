// Holds the words of AGENTS.md: phrases that a reader has to read twice are gone, and stay gone.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '..');

const checked = [
  '*.md',
  'docs/**/*.md',
  'examples/**/*',
  'sandbox/**/*.{ts,mjs,md,yaml}',
  'scripts/**/*.{ts,mjs}',
  'src/**/*.ts',
  'action.yml',
];

interface Phrase {
  readonly retired: RegExp;
  readonly instead: string;
}

const phrases: readonly Phrase[] = [
  { retired: /\bways? back\b/i, instead: 'rollback' },
  { retired: /\b(go|goes|going|gone|went) back\b/i, instead: 'roll back, return' },
  { retired: /\b(take|takes|taking|taken|took) (it |them |this |that )?back\b/i, instead: 'roll back' },
  { retired: /\b(mend|mends|mended|mending)\b/i, instead: 'fix' },
  { retired: /\banew\b/i, instead: 'again; re-release' },
  { retired: /\b(tell|tells|telling|told)\b/i, instead: 'report, show, say' },
  { retired: /\bby (itself|themselves)\b/i, instead: 'automatically' },
  { retired: /\bfor a look\b/i, instead: 'for inspection' },
  { retired: /\bnobody says\b/i, instead: 'no limit' },
  { retired: /\bSo (long|many|much|old)\b/, instead: 'How long …, Maximum …' },
  { retired: /\bbesides?\b/i, instead: 'next to, alongside; in addition to' },
  { retired: /\b(ill|dead)\b/i, instead: 'unhealthy, crash-looping, killed' },
  { retired: /\bas a rule\b/i, instead: 'usually' },
  { retired: /\bby the way\b/i, instead: 'nothing' },
  { retired: /\bmeanwhile\b/i, instead: 'while …' },
  { retired: /\bwhoever\b/i, instead: 'the caller, the run' },
  { retired: /\b(is|are|was|were) given up\b/i, instead: 'stops, abandons' },
  { retired: /\b(tidy|tidies|tidied|tidying)\b/i, instead: 'remove leftovers' },
  { retired: /\b(come|comes|came|coming) by\b/i, instead: 'run, arrive' },
  { retired: /\b(take|takes|taking|taken|took) up\b/i, instead: 'pick up, apply' },
  { retired: /\bbad signs?\b/i, instead: 'failure signal' },
  { retired: /\bcutover\b/i, instead: 'switch' },
  { retired: /\bcut-over\b/i, instead: 'switch' },
  { retired: /\ball the while\b/i, instead: 'always, while …' },
  { retired: /\b(every|each) node has to know\b/i, instead: 'all load balancer nodes pick up the change' },
  { retired: /\bdoes \w+ answer again\b/i, instead: 'checking that … responds again' },
  { retired: /\b(rule|decider) knows what\b/i, instead: 'no decider applies' },
  { retired: /`0`: not\b/, instead: '`0` disables …' },
  { retired: /\bpair\.(front|back)\b/, instead: 'pair.green, pair.blue' },
  { retired: /\bnotice[A-Z]\w*/, instead: 'evolve…' },
  {
    retired: /\b(dead|tidy)[A-Z]|[a-z](Dead|Tidy|Beside|Anew|Mend)(?![a-z])/,
    instead: 'unhealthy, killed, cleanup, nextTo, again, fix',
  },
  { retired: /\basked-for\b/, instead: 'requested' },
  { retired: /\b[a-z]+Words\b/, instead: 'describeX for a sentence, formatX for a value' },
];

interface Allowed {
  readonly file: string;
  /** Text of the file that may stay. It ends before the line does. */
  readonly text: string;
  readonly why: string;
}

const allowed: readonly Allowed[] = [
  {
    file: 'docs/how-it-works.md',
    text: 'A default action counts as a rule',
    why: 'a rule of a listener',
  },
];

/** The parts that a person wrote. The texts of tables and the log of the demo are checked in src. */
function written(file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  if (file === 'AGENTS.md') return text.replace(/^## Words$[^]*?(?=^## )/m, '');
  return text.replace(/<!-- ([\w ]+?)(: made from src\/settings)? -->[^]*?<!-- \/\1 -->/g, '');
}

/** What ends a line and begins the next one in a comment, a list or a joined string. */
const lineEnd = /\s*['"`]?(?: \+)?$/;
const lineStart = /^\s*(?:\/\/|\*|#|>|['"`])?\s*/;

/** A phrase may go on in the next line. */
function retiredIn(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const next = (lines[index + 1] ?? '').replace(lineStart, '');
    const both = `${line.replace(lineEnd, '')} ${next}`;
    return phrases.flatMap(({ retired, instead }) =>
      retired.test(line) || (retired.test(both) && !retired.test(next))
        ? [`line ${index + 1}, write "${instead}": ${line.trim()}`]
        : [],
    );
  });
}

test('a retired phrase is found in a line and over the end of a line', () => {
  expect(retiredIn('one\nis released anew\nthree')).toHaveLength(1);
  expect(retiredIn('// This is the way\n// back to blue.')).toHaveLength(1);
  expect(retiredIn("'It goes ' +\n  'back to blue'")).toHaveLength(1);
  expect(retiredIn('It returns\nto blue.')).toEqual([]);
});

const files = globSync(checked, { cwd: root, exclude: (name) => name.includes('node_modules') })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => path.extname(file) !== '')
  .sort();

test.each(files)('%s has no retired phrase', (file) => {
  const text = allowed
    .filter((entry) => entry.file === file)
    .reduce((rest, entry) => rest.replaceAll(entry.text, ''), written(file));
  expect(retiredIn(text)).toEqual([]);
});

test('every exception of the retired phrases is used', () => {
  const unused = allowed.filter(
    ({ file, text }) => !written(file).includes(text) || retiredIn(text).length === 0,
  );
  expect(unused).toEqual([]);
});
