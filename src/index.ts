import { readState, saveState } from './action-io.ts';

// main and post are the same file: what main leaves in the state tells the two apart.
if (readState('is-post') === null) {
  saveState('is-post', 'true');
  await (await import('./main.ts')).main();
} else {
  await (await import('./post.ts')).post();
}
