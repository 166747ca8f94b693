// What the runner runs after the job. It shares all code with index.ts, and starts only the post step.
import { startPost } from './action.ts';

await startPost();
