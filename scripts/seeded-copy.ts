// Makes a copy of the source with small changes, to run seeded faults on.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stableHash } from '../__tests__/matrix/slices.ts';

const root = path.resolve(import.meta.dirname, '..');

export interface Patch {
  /** Under src/. */
  readonly file: string;
  /** Has to occur exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** About `size` of them that the text (a commit's id) picks; all slices together are the whole. */
export function slicePicked<T>(all: readonly T[], text: string, size: number): readonly T[] {
  const slices = Math.ceil(all.length / size);
  return all.filter((_one, index) => index % slices === stableHash(text) % slices);
}

/**
 * A temporary folder that holds `src` with the patches applied, the other folders as they are, and the packages.
 * Throws when a text to patch is not there exactly once. The caller removes the folder.
 */
export function patchedCopy(patches: readonly Patch[], folders: readonly string[] = []): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'seeded-fault-'));
  try {
    for (const name of ['src', ...folders])
      cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    cpSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const patch of patches) apply(folder, patch);
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function apply(folder: string, { file, find, replace }: Patch): void {
  const target = path.join(folder, 'src', file);
  const before = readFileSync(target, 'utf8');
  const count = before.split(find).length - 1;
  if (count !== 1)
    throw new Error(`src/${file} holds the text to patch ${count} times instead of once:\n${find}`);
  writeFileSync(
    target,
    before.replace(find, () => replace),
  );
}
