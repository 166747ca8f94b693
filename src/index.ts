import { readState, saveState } from './adapters/runner/io.ts';

// A reader of the log that goes away (a pipe that closes) must not end a release half-way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// main and post are the same file: what main leaves in the state tells the two apart.
if (readState('is-post') === null) {
  saveState('is-post', 'true');
  await (await import('./main.ts')).main();
} else {
  await (await import('./post.ts')).post();
  // A request that is still on its way must not keep a cancelled job waiting; the timer itself keeps nothing.
  setTimeout(() => process.exit(), 1000).unref();
}
