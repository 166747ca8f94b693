// The entry point of the action, for main and post.
import { readState, saveState } from './adapters/runner/io.ts';

// If the reader of the log goes away (a closed pipe), the release must continue.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// main and post run the same file. The state that main saves distinguishes them.
if (readState('is-post') === null) {
  saveState('is-post', 'true');
  await (await import('./main.ts')).main();
} else {
  await (await import('./post.ts')).post();
  // An in-flight request must not keep a cancelled job running. The timer doesn't keep the process alive.
  setTimeout(() => process.exit(), 1000).unref();
}
