// Compares the names of all tests before and after a change: each test is still there, or scripts/renamed-tests.json
// says what replaced it.
//   npm run test-names -- --since REV                       lists the tests of REV and of the working tree itself
//   npm run test-names -- --before RESULTS --after RESULTS  compares two lists
//                                                           (RESULTS: from npm test -- --json --outputFile=RESULTS
//                                                            -t 'no test has this name')
//   --renames FILE                                          another list of renamed tests
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

interface JestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string }[];
  }[];
}

interface Rename {
  readonly from: string;
  readonly to: string;
}

/** How many tests have each name. */
type Names = ReadonlyMap<string, number>;

const root = path.resolve(import.meta.dirname, '..');

function namesIn(file: string): Names {
  const results = JSON.parse(readFileSync(file, 'utf8')) as JestResults;
  const names = new Map<string, number>();
  for (const { name, message, assertionResults } of results.testResults) {
    if (assertionResults.length === 0) throw new Error(`${name} lists no test: ${message}`);
    for (const { fullName } of assertionResults) names.set(fullName, (names.get(fullName) ?? 0) + 1);
  }
  return names;
}

/** Loads every test file in the folder and runs no test. */
function list(folder: string, results: string): void {
  execFileSync(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
      ...['--json', `--outputFile=${results}`, '-t', 'no test has this name'],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
}

/** The lists of a commit and of the working tree. The commit is loaded with the packages that are installed now. */
function listBoth(revision: string): {
  readonly before: string;
  readonly after: string;
  readonly folder: string;
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'test-names-'));
  const tree = path.join(folder, 'tree');
  const git = (...words: string[]): void =>
    void execFileSync('git', words, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const before = path.join(folder, 'before.json');
  const after = path.join(folder, 'after.json');
  git('worktree', 'add', '--detach', tree, revision);
  try {
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    list(tree, before);
    list(root, after);
  } finally {
    git('worktree', 'remove', '--force', tree);
  }
  return { before, after, folder };
}

/** The name that a test has now. A test can be renamed more than once. */
function currentName(name: string, renamed: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let current = name;
  for (
    let next = renamed.get(current);
    next !== undefined && !seen.has(current);
    next = renamed.get(current)
  ) {
    seen.add(current);
    current = next;
  }
  return current;
}

/** One line for each name that is gone, or that fewer tests have. Several tests may be replaced by one. */
function problemsOf(before: Names, after: Names, renamed: ReadonlyMap<string, string>): readonly string[] {
  return [...before].flatMap(([name, count]) => {
    const left = after.get(name) ?? 0;
    if (left >= count) return [];
    const current = currentName(name, renamed);
    if (current !== name)
      return after.has(current) ? [] : [`${name}\n    renamed to a missing name: ${current}`];
    return [left === 0 ? name : `${name}\n    ${count} tests before, ${left} after`];
  });
}

const sum = (names: Names): number => [...names.values()].reduce((total, count) => total + count, 0);
const repeated = (names: Names): number => [...names.values()].filter((count) => count > 1).length;
const describeNames = (names: Names): string =>
  `${sum(names)} tests, ${repeated(names)} names more than once`;

function compare(beforeFile: string, afterFile: string, renamesFile: string): boolean {
  const renames = JSON.parse(readFileSync(renamesFile, 'utf8')) as readonly Rename[];
  const before = namesIn(beforeFile);
  const after = namesIn(afterFile);
  const problems = problemsOf(before, after, new Map(renames.map(({ from, to }) => [from, to])));
  console.log(`before: ${describeNames(before)}`);
  console.log(`after: ${describeNames(after)}`);
  console.log(`missing and not renamed: ${problems.length}`);
  for (const problem of problems) console.log(`  ${problem}`);
  return problems.length === 0;
}

const { values } = parseArgs({
  options: {
    since: { type: 'string' },
    before: { type: 'string' },
    after: { type: 'string' },
    renames: { type: 'string', default: path.join(import.meta.dirname, 'renamed-tests.json') },
  },
});
if (values.since !== undefined) {
  const { before, after, folder } = listBoth(values.since);
  try {
    process.exitCode = compare(before, after, values.renames) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else if (values.before !== undefined && values.after !== undefined) {
  process.exitCode = compare(values.before, values.after, values.renames) ? 0 : 1;
} else {
  console.error('Give --since REV, or --before RESULTS and --after RESULTS.');
  process.exitCode = 2;
}
