// What probes answered, and what is remembered of it.
export interface ProbeAnswer {
  /** `null`: no answer came. */
  readonly status: number | null;
  readonly ms: number;
  /** Why there is no answer: `timed out after 5 s`, `connection refused`. */
  readonly error: string | null;
  /** The first 200 characters of the body. */
  readonly excerpt: string;
}

export interface Probed {
  readonly url: string;
  readonly answer: ProbeAnswer;
}

export interface ProbeMemory {
  readonly lastMs: number | null;
  readonly failuresInRow: number;
  readonly passesInRow: number;
  /** Whether any request ever got an answer, good or bad. */
  readonly hasAnswered: boolean;
  readonly lastFailure: string | null;
}

export interface SmokeMemory extends ProbeMemory {
  readonly startedAtMs: number | null;
  /** Nobody asked for it and green can't be reached from here: target health alone decides, and that is said. */
  readonly isSkipped: boolean;
}

export interface BaselineMemory extends ProbeMemory {
  /** `unusable`: production could not be probed on blue either, so probes will not judge green. */
  readonly verdict: 'unknown' | 'passed' | 'unusable';
}

export const noProbe: ProbeMemory = {
  lastMs: null,
  failuresInRow: 0,
  passesInRow: 0,
  hasAnswered: false,
  lastFailure: null,
};

/** What is remembered of all probes of a run. */
export interface ProbeMemories {
  readonly smoke: SmokeMemory;
  /** Production before the switch: what fails there already must not judge green. */
  readonly baseline: BaselineMemory;
  readonly bakeProbe: ProbeMemory;
  readonly afterRollbackProbe: ProbeMemory;
}
