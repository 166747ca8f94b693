// Holds docs/coverage.md to the tests: each one that it names has to exist, to have run, and to have passed.
// Usage: node scripts/check-coverage.ts <results of jest --json --outputFile …>
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Named {
  readonly line: number;
  readonly file: string;
  readonly test: string;
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

/**
 * A table's row names a test as its last two cells: its full name, `describe › test` where it stands in a `describe`,
 * and the file, each in backquotes.
 */
function namedTests(markdown: string): readonly Named[] {
  return markdown.split('\n').flatMap((text, index) => {
    const [, test, file] = /\|\s*`([^`]+)`\s*\|\s*`([^`]+\.test\.ts)`\s*\|\s*$/.exec(text) ?? [];
    return test === undefined || file === undefined ? [] : [{ line: index + 1, test, file }];
  });
}

/** Rows of a table that promise something and name no test are what this check is for. */
function rowsWithoutTest(markdown: string, named: readonly Named[]): readonly string[] {
  const lines = new Set(named.map(({ line }) => line));
  const isCounted = (text: string): boolean => /^\|/.test(text) && !/^\|[\s:|-]+\|$/.test(text);
  return markdown.split('\n').flatMap((text, index, all) => {
    const isHead = /^\|[\s:|-]+\|$/.test(all[index + 1] ?? '');
    if (!isCounted(text) || isHead || lines.has(index + 1) || / later: /.test(text)) return [];
    return [`line ${index + 1}: names no test and is not said to come later: ${text}`];
  });
}

function statuses(results: JestResults): ReadonlyMap<string, string> {
  return new Map(
    results.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ ancestorTitles, title, status }): [string, string] => [
        key(path.relative(root, name), [...ancestorTitles, title].join(' › ')),
        status,
      ]),
    ),
  );
}

const key = (file: string, test: string): string => `${file.split(path.sep).join('/')} ${test}`;

function problemsWith(named: readonly Named[], status: ReadonlyMap<string, string>): readonly string[] {
  return named.flatMap(({ line, file, test }) => {
    const found = status.get(key(file, test));
    if (found === 'passed') return [];
    const what = found === undefined ? 'does not exist in the results' : `is ${found}`;
    return [`line ${line}: \`${test}\` in ${file} ${what}`];
  });
}

function main(resultsFile: string): number {
  const markdown = readFileSync(path.join(root, 'docs/coverage.md'), 'utf8');
  const named = namedTests(markdown);
  const results = JSON.parse(readFileSync(resultsFile, 'utf8')) as JestResults;
  const problems = [...rowsWithoutTest(markdown, named), ...problemsWith(named, statuses(results))];
  for (const problem of problems) console.error(`docs/coverage.md ${problem}`);
  if (named.length === 0) console.error('docs/coverage.md names no test at all');
  console.log(`docs/coverage.md: ${named.length} tests named, ${problems.length} problems`);
  return problems.length === 0 && named.length > 0 ? 0 : 1;
}

const [resultsFile] = process.argv.slice(2);
if (resultsFile === undefined) {
  console.error('Usage: node scripts/check-coverage.ts <results of jest --json --outputFile …>');
  process.exitCode = 2;
} else {
  process.exitCode = main(resultsFile);
}
