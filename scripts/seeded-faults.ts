// Seeds faults into copies of the source, one at a time, and runs the test that has to fail for each. If none fails,
// no test guards that invariant.
//   node scripts/seeded-faults.ts                 all of them
//   node scripts/seeded-faults.ts [part of a name]
//   node scripts/seeded-faults.ts --slice TEXT    about five, picked by the text (a commit's id); slices cover them all
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Table from 'cli-table3';
import { escaped } from '../__tests__/support/pattern.ts';
import { patchedCopy, slicePicked } from './seeded-copy.ts';
import type { Patch } from './seeded-copy.ts';
import { seededFaults } from './seeded-faults-list.ts';
import type { SeededFault } from './seeded-faults-list.ts';

const root = path.resolve(import.meta.dirname, '..');
/** Each case is a release with traffic. With more in parallel, the cases would wait for the processor. */
const atOnce = Math.min(4, Math.max(2, availableParallelism()));

interface Verdict {
  readonly fault: string;
  readonly test: string;
  readonly outcome: 'red' | 'green' | 'broken';
  readonly note: string;
  readonly seconds: number;
}

const isAcceptance = (testFile: string): boolean => testFile.startsWith('__tests__/acceptance/');

/**
 * A folder that stands in for the committed bundle: the patched source, run by Node as it is. That the real bundle is
 * what the source builds is proven elsewhere, so building each copy would only cost time.
 */
function seed({ patches, testFile }: SeededFault): string {
  const tests = ['__tests__', 'scripts', 'sandbox', 'jest.config.js'];
  const folder = patchedCopy(patches, isAcceptance(testFile) ? [] : tests);
  mkdirSync(path.join(folder, 'dist'));
  for (const name of ['index', 'post'])
    writeFileSync(path.join(folder, `dist/${name}.js`), `import '../src/${name}.ts';\n`);
  return folder;
}

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv, cwd = root): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}

/** A copy that doesn't load would turn any test red: that proves nothing. */
async function assertLoads(folder: string, patches: readonly Patch[]): Promise<void> {
  for (const { file } of patches) {
    const url = pathToFileURL(path.join(folder, 'src', file)).href;
    const { code, output } = await run(
      ['--input-type=module', '-e', `await import(${JSON.stringify(url)})`],
      process.env,
    );
    if (code !== 0) throw new Error(`the patched src/${file} does not load:\n${output}`);
  }
}

interface JestResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs the one test on the copy; `null`: it did not run. */
async function judge(
  folder: string,
  { testFile, test }: SeededFault,
): Promise<{ status: string; why: string } | null> {
  const file = path.join(folder, 'results.json');
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const options = ['--json', '--outputFile', file, '--testTimeout', '300000', '-t', `${escaped(test)}$`];
  // Acceptance tests run a bundle; any other test imports the source, so it runs in the copy.
  const cwd = isAcceptance(testFile) ? root : folder;
  await run([...jest, testFile, ...options], { ...process.env, ACTION_BUNDLE: folder }, cwd);
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as JestResults;
  const found = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ fullName, status }) => fullName.endsWith(test) && (status === 'passed' || status === 'failed'));
  if (found === undefined) return null;
  const [first = ''] = found.failureMessages;
  return { status: found.status, why: first.split('\n', 1)[0] ?? '' };
}

async function verdictOn(fault: SeededFault): Promise<Verdict> {
  const started = performance.now();
  const verdict = (outcome: Verdict['outcome'], note: string): Verdict => ({
    fault: fault.name,
    test: fault.test,
    outcome,
    note,
    seconds: (performance.now() - started) / 1000,
  });
  let folder: string | undefined;
  try {
    folder = seed(fault);
    await assertLoads(folder, fault.patches);
    const judged = await judge(folder, fault);
    if (judged === null) return verdict('broken', `no test of this name ran in ${fault.testFile}`);
    return verdict(judged.status === 'failed' ? 'red' : 'green', judged.why);
  } catch (error) {
    return verdict('broken', (error as Error).message);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Without a fault the copies have to pass, or red would mean nothing. */
const control: SeededFault = {
  ...(seededFaults.find(({ name }) => name === 'moves one rule of several') as SeededFault),
  name: 'none (the copy as it is)',
  patches: [],
};

async function judgeAll(faults: readonly SeededFault[]): Promise<Verdict[]> {
  const queue = [...faults];
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      const verdict = await verdictOn(fault);
      console.log(`${verdict.outcome.padEnd(6)} ${verdict.fault} (${verdict.seconds.toFixed(0)} s)`);
      verdicts.push(verdict);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return verdicts;
}

const isAsExpected = ({ fault, outcome }: Verdict): boolean =>
  outcome === (fault === control.name ? 'green' : 'red');

function printTable(verdicts: readonly Verdict[]): void {
  const table = new Table({
    head: ['seeded fault', 'test that has to notice', 'outcome'],
    wordWrap: true,
    colWidths: [44, 60, 22],
  });
  for (const verdict of verdicts) {
    table.push([verdict.fault, verdict.test, `${verdict.outcome}${isAsExpected(verdict) ? '' : ' – WRONG'}`]);
  }
  console.log(table.toString());
  for (const { fault, note } of verdicts.filter((one) => !isAsExpected(one)))
    console.log(`${fault}: ${note}\nTo play it alone: npm run seeded-faults -- '${fault}'`);
}

const inSlice = 5;

function chosen(first: string, text: string): readonly SeededFault[] {
  if (first !== '--slice') return [control, ...seededFaults].filter(({ name }) => name.includes(first));
  return [control, ...slicePicked(seededFaults, text, inSlice)];
}

const [wanted = '', text = ''] = process.argv.slice(2);
const verdicts = await judgeAll(chosen(wanted, text));
printTable(verdicts);
if (verdicts.length === 0) console.log(`no seeded fault is called ${wanted}`);
process.exitCode = verdicts.length > 0 && verdicts.every(isAsExpected) ? 0 : 1;
