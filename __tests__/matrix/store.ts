// Where results are kept between runs of the matrix: one folder for each bundle, so that another bundle starts without any.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Of every file in `dist`, in order: the same for the same bundle, whenever it was built. */
export function bundleHash(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(path.join(folder, 'dist'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .toSorted();
  for (const file of files) hash.update(path.relative(folder, file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

export interface Store {
  /** As it was written; null: nothing is kept under that name. */
  readonly read: (name: string) => unknown;
  readonly write: (name: string, value: unknown) => void;
  readonly folder: string;
}

const fileName = (name: string): string => `${name.replaceAll(/[^\w.-]/g, '_')}.json`;

export function storeIn(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  return {
    folder,
    read: (name) => {
      try {
        return JSON.parse(readFileSync(path.join(folder, fileName(name)), 'utf8')) as unknown;
      } catch {
        return null;
      }
    },
    write: (name, value) => {
      writeFileSync(path.join(folder, fileName(name)), JSON.stringify(value));
    },
  };
}
