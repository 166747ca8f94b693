// Version 1 of the demo's web app as a container's process.
import { runContainer } from './container.ts';
import { createV1 } from './web-v1.ts';

await runContainer(createV1(process.env));
