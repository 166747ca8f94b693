// The answers of probes, and what memory keeps of them.
import type { Barrier } from './barring.ts';
import type { CheckMemories } from './check-memory.ts';

export interface ProbeAnswer {
  /** `null`: no answer came. */
  readonly status: number | null;
  /** Whether the connection was established. If not, the network is the likely cause. */
  readonly hasConnected: boolean;
  readonly ms: number;
  /** Why there is no answer: `timed out after 5 s`, `connection refused`. */
  readonly error: string | null;
  /** The first 200 characters of the body. */
  readonly excerpt: string;
}

export interface Probed {
  readonly url: string;
  /** Which statuses pass. */
  readonly codes: string;
  readonly answer: ProbeAnswer;
}

export interface ProbeMemory {
  readonly lastMs: number | null;
  readonly failuresInRow: number;
  readonly passesInRow: number;
  /** Whether any request ever got a connection. */
  readonly hasConnected: boolean;
  readonly lastFailure: string | null;
  /** The last round failed with 403 and 429 only, or with 429 only: a firewall or a rate limit may bar this runner. */
  readonly barredBy: Barrier | null;
  /** Requests that were sent, and how many of them failed. */
  readonly asked: number;
  readonly failed: number;
}

export interface SmokeMemory extends ProbeMemory {
  readonly startedAtMs: number | null;
  /** No input asks for it and the runner can't reach green. Target health alone decides, and the report shows that. */
  readonly isSkipped: boolean;
}

export interface BaselineMemory extends ProbeMemory {
  /** `unusable`: production could not be probed on blue either, so probes don't judge green. */
  readonly verdict: 'unknown' | 'passed' | 'unusable';
}

export const noProbe: ProbeMemory = {
  lastMs: null,
  failuresInRow: 0,
  passesInRow: 0,
  hasConnected: false,
  lastFailure: null,
  barredBy: null,
  asked: 0,
  failed: 0,
};

/** What all tasks of blue said of their open connections, at one moment. */
export interface CountedConnections {
  readonly atMs: number;
  readonly asked: number;
  /** How many of them gave a number. */
  readonly answered: number;
  /** Of these together. */
  readonly open: number;
  /** Why one of the others gave none. `null`: all did. */
  readonly why: string | null;
}

/** What memory keeps of all probes of a run. */
export interface ProbeMemories extends CheckMemories {
  readonly smoke: SmokeMemory;
  /** Production before the switch. A probe that fails there must not judge green. */
  readonly baseline: BaselineMemory;
  readonly bakeProbe: ProbeMemory;
  /** Green's own targets, asked what production was asked. */
  readonly ownProbe: ProbeMemory;
  readonly afterRollbackProbe: ProbeMemory;
  /** Usual paths that blue answers, and not as it answers any path. `null`: not asked. */
  readonly bluePaths: readonly string[] | null;
  /** What the tasks of blue answered just before the switch. `null`: none was asked. */
  readonly connections: CountedConnections | null;
}

/** Whether blue was answered 403 before the switch: by a firewall, since it served. */
export const wasBlueBarred = ({ baseline, proof }: Pick<ProbeMemories, 'baseline' | 'proof'>): boolean =>
  baseline.barredBy === 'firewall' || proof.wasBarred;
