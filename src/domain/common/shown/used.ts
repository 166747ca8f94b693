// Whether users were on a release that has no production traffic any more. Its task set may be gone.
import type { Stamp } from './order.ts';

/** The last switch that the tags of the service note. It had begun by then. */
export interface LastSwitch {
  /** `ecs-svc/<digits>`: what it switched to. */
  readonly set: string;
  readonly atMs: number;
  /** The run that held the service when the tags were read. `null`: none. */
  readonly runId: number | null;
}

export interface Used {
  readonly sinceMs: number;
  /** Its own run saw traffic on it. Otherwise only its tags say that the switch began, which is just before the first rule. */
  readonly isSeen: boolean;
}

interface Known {
  /** When its comment says that it got the traffic. `null`: it doesn't say. */
  readonly shownMs: number | null;
  /** When the tags say so, and its task set is known. `null`: they don't. */
  readonly taggedMs: number | null;
  /** What its comment shows, while its own run has not reported its end there. `null`: it has, or there is none. */
  readonly inProgress: Pick<Stamp, 'runId' | 'begunMs'> | null;
  readonly lastSwitch: LastSwitch | null;
}

/** `null`: nothing says that its switch began. */
export function usedSince({ shownMs, taggedMs, inProgress, lastSwitch }: Known): Used | null {
  if (shownMs !== null) return { sinceMs: shownMs, isSeen: true };
  const sinceMs = taggedMs ?? switchedBy(inProgress, lastSwitch);
  return sinceMs === null ? null : { sinceMs, isSeen: false };
}

/** The run held the service, and switched after it had begun: so it switched to this release. */
function switchedBy(run: Known['inProgress'], lastSwitch: LastSwitch | null): number | null {
  if (run === null || lastSwitch === null) return null;
  return lastSwitch.runId === run.runId && lastSwitch.atMs >= run.begunMs ? lastSwitch.atMs : null;
}
