// The shape of the house: no import cycle, no crowded folder, and every room of the domain has its place in lint.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { rooms } from '../scripts/rooms.ts';

const root = path.resolve(import.meta.dirname, '..');
const maxFiles = 14;

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));

/** The relative imports of a file, types and lazy ones included, as absolute paths. */
const importsOf = (file: string): readonly string[] =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => path.resolve(path.dirname(file), fileName))
    .filter((target) => existsSync(target));

/** A cycle that begins and ends with the same file, relative to the repository; `null`: there is none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle.map((each) => path.relative(root, each));
  }
  return null;
}

test('a cycle is found wherever it starts', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ]);
  expect(findCycle(graph)?.map((file) => path.basename(file))).toEqual(['b', 'd', 'b']);
  expect(findCycle(new Map([['a', ['b']]]))).toBeNull();
});

test.each(['src', 'sandbox'])('%s has no import cycle', (folder) => {
  expect(findCycle(new Map(sourcesIn(folder).map((file) => [file, importsOf(file)])))).toBeNull();
});

describe('src', () => {
  const files = sourcesIn('src').map((file) => path.relative(root, file));

  test(`has no folder with more than ${String(maxFiles)} files of its own`, () => {
    const byFolder = Map.groupBy(files, (file) => path.dirname(file));
    const crowded = [...byFolder].filter(([, own]) => own.length > maxFiles).map(([folder]) => folder);
    expect(crowded).toEqual([]);
  });

  test('says in the first line of each file what it is for', () => {
    const silent = files.filter((file) => !/^\/[/*]/.test(readFileSync(path.join(root, file), 'utf8')));
    expect(silent).toEqual([]);
  });
});

test('every room of the domain has its place in the order that lint enforces', () => {
  const domain = path.join(root, 'src/domain');
  const found = Object.fromEntries(
    readdirSync(domain).map((kind) => [kind, readdirSync(path.join(domain, kind)).toSorted()]),
  );
  const listed = Object.entries(rooms).map(([kind, names]) => [kind, names.toSorted()]);
  expect(found).toEqual(Object.fromEntries(listed));
});

test('AGENTS.md names every room', () => {
  const text = readFileSync(path.join(root, 'AGENTS.md'), 'utf8').split('\n## ')[2] ?? '';
  const names = Object.values(rooms).flat();
  expect(names.filter((name) => !new RegExp(`[ ,]${name}[ ,\n]`).test(text))).toEqual([]);
});
