// What the runner runs as the job's step. Post has a file of its own, so that no missing state can start a release.
import { startMain } from "./action.js";
await startMain();
