// Files of the workspace.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Files that inputs may name. Never throws: a failure is a value. */
export interface Files {
  read(path: string): FileReading;
}
type FileReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly because: string };

/** Files on disk. Relative paths start at `root`, which is `GITHUB_WORKSPACE`. */
export const filesIn = (root: string): Files => ({
  read: (name) => {
    try {
      const bytes = readFileSync(path.resolve(root, name));
      return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
      return { kind: 'unreadable', because: reasons[code ?? ''] ?? String(error) };
    }
  },
});

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a directory',
  EACCES: 'the runner has no permission to read it',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};
