// A label that is elsewhere than the traffic.
import type { TaskSetArn } from './world.ts';

/** A task set without traffic that has the PRIMARY label, while another is live. `endedMs`: when it no longer had; `null`: it has. */
export interface IdlePrimary {
  readonly set: TaskSetArn;
  readonly begunMs: number;
  readonly endedMs: number | null;
}
