// Files of the workspace.
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Files that inputs may name. Never throws: a failure is a value. */
export interface Files {
  read(path: string, limit?: SizeLimit): FileReading;
}
type FileReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly because: string };

/** The names in a folder of the workspace, sorted. Empty: it can't be read. */
export function namesIn(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(path.resolve(root, folder)).toSorted();
  } catch {
    return [];
  }
}

export const notInWorkspace =
  'is not a file in the workspace: check the path, and that actions/checkout ran before this step';

export interface SizeLimit {
  readonly bytes: number;
  /** Why a larger file is refused. */
  readonly why: string;
}

/** ECS accepts a task definition of 64 KiB. Comments and indentation come on top. */
const usual: SizeLimit = { bytes: 1024 * 1024, why: 'it is larger than 1 MiB' };

/**
 * Files on disk. Relative paths start at `root`, which is `GITHUB_WORKSPACE`. A workflow may name a file elsewhere, but a
 * link in the workspace is text of the repository, and of a pull request: it must not choose what is read of the runner.
 */
export const filesIn = (root: string): Files => ({
  read: (name, limit = usual) => {
    try {
      const file = path.resolve(root, name);
      const real = realpathSync(file);
      if (isIn(path.resolve(root), file) && !isIn(realpathSync(root), real))
        return { kind: 'unreadable', because: linksOut };
      const bytes = bytesOf(real, limit);
      if (typeof bytes === 'string') return { kind: 'unreadable', because: bytes };
      return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
      return { kind: 'unreadable', because: reasons[code ?? ''] ?? String(error) };
    }
  },
});

const linksOut =
  'a symbolic link on its path leads out of the workspace (copy the file into the workspace in an earlier step)';

function isIn(folder: string, file: string): boolean {
  const within = path.relative(folder, file);
  return within !== '..' && !within.startsWith(`..${path.sep}`) && !path.isAbsolute(within);
}

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a directory',
  ELOOP: 'its symbolic links form a circle',
  EACCES: 'the runner has no permission to read it',
  ENXIO: 'it is not a regular file',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

/** The content, or why it isn't read. Opening a pipe doesn't wait for its writer. */
function bytesOf(file: string, limit: SizeLimit): Uint8Array | string {
  const fd = openSync(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) return 'it is a directory';
    if (!stat.isFile()) return 'it is not a regular file';
    return stat.size > limit.bytes ? limit.why : (readWithin(fd, limit, stat.size) ?? limit.why);
  } finally {
    closeSync(fd);
  }
}

/** The size of a file may be wrong: it grows, or it is one of the kernel's. `null`: there is more than the limit. */
function readWithin(fd: number, limit: SizeLimit, expected: number): Uint8Array | null {
  let bytes = new Uint8Array(Math.max(expected, 1024) + 1);
  let length = 0;
  for (;;) {
    const read = readSync(fd, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length > limit.bytes) return null;
    if (length === bytes.length) bytes = grown(bytes, limit.bytes + 1);
  }
}

function grown(bytes: Uint8Array, atMost: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(bytes.length * 2, atMost));
  larger.set(bytes);
  return larger;
}
