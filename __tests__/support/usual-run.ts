// Jest's global set-up of `npm test`: slots for the cases, and which of the acceptance cases the commit picks.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { stableHash } from '../matrix/slices.ts';
import openSlots from './slot-server.ts';

/** What picks the slice, a commit's id. Absent: every case is played. */
export const sliceVariable = 'ACCEPTANCE_SLICE';
/** Files that are played whole, separated by commas. */
export const filesVariable = 'ACCEPTANCE_FILES';
/** All of them together are the whole. */
export const slices = 20;

/** Each case belongs to one slice; cases next to each other in a file, which differ little, to different ones. */
export const isInSlice = (file: string, number: number, text: string): boolean =>
  (stableHash(file) + number) % slices === stableHash(text) % slices;

const root = path.resolve(import.meta.dirname, '../..');
const folder = '__tests__/acceptance';
/** A commit that touches more files than this changes something that all of them share. */
const mostFiles = 3;

/** What git prints; empty where there is no repository, or no such commit in it. */
function git(...words: readonly string[]): string {
  try {
    return execFileSync('git', words, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return '';
  }
}

/** Files of acceptance tests that the commit changes, or what is not committed yet. */
function filesTouched(): readonly string[] {
  const files = git('diff', '--name-only', '--diff-filter=d', 'HEAD~1', '--', folder).split('\n');
  const named = files.filter((file) => file.endsWith('.test.ts'));
  return named.length > mostFiles ? [] : named;
}

interface Asked {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
}

/** A run that names files or tests plays all of those. */
export const isUsual = ({ testPathPatterns, testNamePattern = '' }: Asked): boolean =>
  testPathPatterns.patterns.length === 0 && testNamePattern === '';

async function prepare(asked: Asked): Promise<void> {
  await openSlots();
  if (!isUsual(asked)) return;
  const text = process.env[sliceVariable] ?? git('rev-parse', 'HEAD');
  const files = filesTouched();
  process.env[sliceVariable] = text;
  process.env[filesVariable] = files.join(',');
  const parts = ['the core', `the slice of ${text.slice(0, 12)}, one of ${slices}`, ...files];
  process.stderr.write(`Acceptance cases of this run: ${parts.join('; ')}. All: npm run test:whole\n`);
}

export { prepare as default };
