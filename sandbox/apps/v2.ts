// Version 2 of the demo's web app as a container's process.
import { runContainer } from './container.ts';
import { createV2 } from './web-v2.ts';

await runContainer(createV2(process.env));
