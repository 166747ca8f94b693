// Which of the acceptance cases a run plays: all that a path or a name asks for; else the core and a slice.
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { core } from './core.ts';
import { escaped } from './pattern.ts';
import { filesVariable, isInSlice, sliceVariable } from './usual-run.ts';

const nameOf = (file: string): string => path.basename(file, '.test.ts');

let cases = 0;

function isPicked(title: string): boolean {
  cases += 1;
  const slice = process.env[sliceVariable];
  if (slice === undefined) return true;
  const file = nameOf(expect.getState().testPath ?? '');
  const isCore = Object.values(core).some((one) => one.file === file && one.title === title);
  const files = (process.env[filesVariable] ?? '').split(',').map(nameOf);
  return isCore || files.includes(file) || isInSlice(file, cases, slice);
}

/** A case next to the others of its file. */
export function concurrentCase(title: string, body: () => Promise<void>, timeoutMs: number): void {
  (isPicked(title) ? test.concurrent : test.concurrent.skip)(title, body, timeoutMs);
}

/** A case after the others of its file. */
export function oneCase(title: string, body: () => Promise<void>, timeoutMs?: number): void {
  (isPicked(title) ? test : test.skip)(title, body, timeoutMs);
}

/** The command that plays this case and no other. */
export function aloneCommand(title: string): string {
  const file = path.relative(process.cwd(), expect.getState().testPath ?? '');
  const pattern = escaped(title).replaceAll("'", '.');
  return `npm test -- ${file.split(path.sep).join('/')} -t '${pattern}$'`;
}
