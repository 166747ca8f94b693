// What Node keeps of the programs that it has compiled once: a test run starts the same ones some thousand times.
import { resolve } from 'node:path';

/** For the environment of a child process. Node compares contents, so it compiles a changed program again. */
export const compileCache: Readonly<Record<string, string>> = {
  NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../.tmp/compile-cache'),
};
