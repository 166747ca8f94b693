// Holds docs/coverage.md and the tests together. Each clause of the page has a key. A test carries keys in a comment
// directly above it, `// Covers: key, key`; above a `describe`, all its tests carry them.
//   npm run coverage-page                     writes the links from each clause to its tests
//   npm run coverage-page -- --check RESULTS  fails if a clause has no test, a key has no clause, a link is stale, a
//                                             test that carries a key failed or is not in the results, or one of those
//                                             that every run plays didn't pass
//                                             (RESULTS: from npm test -- --json --outputFile=RESULTS;
//                                             without RESULTS the names of the tests are collected, and nothing is run)
//   …  --whole                                also fails if a test that carries a key was left out
//                                             (RESULTS: from npm run test:whole -- --json --outputFile=RESULTS)
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { core } from '../__tests__/support/core.ts';

interface Clause {
  readonly key: string;
  /** How many tests have to carry it. */
  readonly least: number;
}

interface Marker {
  readonly key: string;
  readonly file: string;
  readonly line: number;
  /** A test's name, or the title of a `describe`; `${…}`, `$name` and `%s` in it stand for any text. */
  readonly title: string;
}

interface JestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

const root = path.resolve(import.meta.dirname, '..');
const page = path.join(root, 'docs/coverage.md');
/** "- `key` ×2: What is promised. → links". */
const clauseLine = /^- `([a-z0-9-]+)`(?: ×(\d+))?: (.*?)(?: → .*)?$/;
/** It is no test, although it may hold a text. */
const isDeclaration = /^\s*(const|let|function|import)\b/;
/** It begins an argument, a row, a choice or a line: any other text below a marker is no name of a test. */
const literal = /(?<=(?:^|[([?])\s*)(['"`])((?:(?!\1)[^\\]|\\.)*)\1/m;

function clausesOf(text: string): readonly Clause[] {
  return text.split('\n').flatMap((line) => {
    const [, key, least] = clauseLine.exec(line) ?? [];
    return key === undefined ? [] : [{ key, least: Number(least ?? 1) }];
  });
}

function markersIn(file: string): readonly Marker[] {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
  return lines.flatMap((text, index) => {
    const keys = /^\s*\/\/ Covers: (.*)$/.exec(text)?.[1];
    if (keys === undefined) return [];
    const below = lines.slice(index + 1, index + 4);
    const title = isDeclaration.test(below[0] ?? '') ? '' : (literal.exec(below.join('\n'))?.[2] ?? '');
    return keys.split(', ').map((key) => ({ key, file, line: index + 1, title }));
  });
}

function withLinks(text: string, markers: readonly Marker[]): string {
  const linksTo = (key: string): string => {
    const files = [...new Set(markers.filter((marker) => marker.key === key).map(({ file }) => file))].sort();
    return files.map((file) => `[${path.basename(file, '.test.ts')}](../${file})`).join(', ');
  };
  const lines = text.split('\n').map((line) => {
    const [, key, least, words] = clauseLine.exec(line) ?? [];
    if (key === undefined || words === undefined) return line;
    return `- \`${key}\`${least === undefined ? '' : ` ×${least}`}: ${words} → ${linksTo(key)}`;
  });
  return lines.join('\n');
}

/** Differences between the page and the markers. */
function staticProblems(clauses: readonly Clause[], markers: readonly Marker[]): readonly string[] {
  const keys = clauses.map(({ key }) => key);
  return [
    ...keys
      .filter((key, index) => keys.indexOf(key) !== index)
      .map((key) => `${key} stands in the page twice`),
    ...keys
      .filter((key) => !markers.some((marker) => marker.key === key))
      .map((key) => `no test carries ${key}`),
    ...markers
      .filter(({ key }) => !keys.includes(key))
      .map(({ key, file, line }) => `${file}:${line} carries ${key}, which is not in the page`),
    ...markers
      .filter(({ title }) => title === '')
      .map(({ file, line }) => `${file}:${line} stands above no name of a test`),
  ];
}

/** Whether the name holds the title: its fixed parts, one after the other. */
function isNamed(name: string, title: string): boolean {
  let from = 0;
  for (const part of title.replace(/\\(.)/g, '$1').split(/\$\{[^}]*\}|\$\w+|%s/)) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

interface Ran {
  readonly file: string;
  readonly name: string;
  readonly status: string;
}

const testsIn = ({ testResults }: JestResults): readonly Ran[] =>
  testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      file: path.relative(root, name).split(path.sep).join('/'),
      name: [...ancestorTitles, title].join(' › '),
      status,
    })),
  );

/** The tests of these files by name, as if all had passed. */
function collected(files: readonly string[]): readonly Ran[] {
  const script = path.join(root, 'scripts/names-of-tests.ts');
  const nodeFlags = ['--experimental-vm-modules', '--no-warnings'];
  const printed = execFileSync(process.execPath, [...nodeFlags, script, ...files], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return Object.entries(JSON.parse(printed) as Record<string, readonly string[]>).flatMap(([file, names]) =>
    names.map((name) => ({ file, name, status: 'passed' })),
  );
}

/** A usual run plays a slice of the acceptance cases, and everything else whole. */
const mayBeLeftOut = ({ file, status }: Ran): boolean =>
  !values.whole && status === 'pending' && file.startsWith('__tests__/acceptance/');

const inOneLine = (name: string): string => name.replaceAll(' › ', ' ');

/** Tests that carry a clause and failed or are missing, and clauses with fewer tests than the page says. */
function resultProblems(
  clauses: readonly Clause[],
  markers: readonly Marker[],
  tests: readonly Ran[],
): readonly string[] {
  const carrying = ({ file, title }: Marker): readonly Ran[] =>
    tests.filter((test) => test.file === file && isNamed(test.name, title));
  return [
    ...markers
      .filter((marker) => carrying(marker).length === 0)
      .map(({ file, line, title }) => `${file}:${line}: "${title}" is not in the results`),
    ...markers.flatMap((marker) =>
      carrying(marker)
        .filter((test) => test.status !== 'passed' && !mayBeLeftOut(test))
        .map(({ file, name, status }) => `${file}: "${name}" carries ${marker.key} and is ${status}`),
    ),
    ...clauses.flatMap(({ key, least }) => {
      const count = new Set(markers.filter((marker) => marker.key === key).flatMap(carrying)).size;
      return count > 0 && count < least ? [`${key} is carried by ${count} tests instead of ${least}`] : [];
    }),
    ...Object.entries(core).flatMap(([what, { file, title }]) =>
      tests.some(
        (test) =>
          test.file === `__tests__/acceptance/${file}.test.ts` &&
          inOneLine(test.name).endsWith(inOneLine(title)) &&
          test.status === 'passed',
      )
        ? []
        : [`${file}: "${title}" did not pass, and every run has to play it for ${what}`],
    ),
  ];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, whole: { type: 'boolean', default: false } },
});
const [resultsFile] = positionals;
const text = readFileSync(page, 'utf8');
const clauses = clausesOf(text);
const markers = globSync('__tests__/**/*.test.ts', { cwd: root })
  .map((file) => file.split(path.sep).join('/'))
  .sort()
  .flatMap(markersIn);
const written = withLinks(text, markers);
if (!values.check) writeFileSync(page, written);
const coreFiles = Object.values(core).map(({ file }) => `__tests__/acceptance/${file}.test.ts`);
const tests =
  resultsFile === undefined
    ? collected([...new Set([...markers.map(({ file }) => file), ...coreFiles])])
    : testsIn(JSON.parse(readFileSync(resultsFile, 'utf8')) as JestResults);
const problems = [
  ...staticProblems(clauses, markers),
  ...(values.check && written !== text ? ['a link is stale: run npm run coverage-page'] : []),
  ...resultProblems(clauses, markers, tests),
];
for (const problem of problems) console.error(`docs/coverage.md: ${problem}`);
console.log(`docs/coverage.md: ${clauses.length} clauses, ${problems.length} problems`);
const leftOut = tests.filter(mayBeLeftOut).length;
if (leftOut > 0)
  console.log(
    `${leftOut} acceptance cases exist and were not played by this run: npm run test:whole plays them`,
  );
process.exitCode = clauses.length > 0 && problems.length === 0 ? 0 : 1;
