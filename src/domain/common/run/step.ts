// Phases, endings and probes: what a step is, whatever kind of service it is about.

import type { ReasonCode } from './reason.ts';

/** Where the release stands, as people see it. */
export type Phase =
  | 'preflight'
  | 'prepare'
  | 'start'
  | 'ready'
  | 'smoke'
  | 'switch'
  | 'bake'
  | 'warm'
  | 'teardown'
  | 'rollback'
  | 'end';

/** What every step says about itself. */
export interface StepHeader {
  readonly phase: Phase;
  readonly reason: ReasonCode;
  /** A sentence for the log. */
  readonly because: string;
}

/**
 * blue-paths: blue, for what green is asked in addition. connections: each task of blue, for the connections that it has open.
 * own, own-smoke: green's own targets, asked what production, or the address of the smoke test, answered with 403 or 429.
 */
export type ProbePurpose =
  'blue-paths' | 'connections' | 'smoke' | 'own-smoke' | 'baseline' | 'bake' | 'own' | 'after-rollback';

export interface ProbeRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Which statuses pass, as ELB writes them: `200-299`. */
  readonly codes: string;
  readonly certificate: CertificateCheck;
}

/**
 * verified: as a browser does. any-name: by a known authority, for whatever name; an address that AWS gave has no
 * certificate of its own. any: not verified, as a load balancer does with its targets.
 */
type CertificateCheck = 'verified' | 'any-name' | 'any';

export type EndResult =
  | 'released'
  | 'staged'
  | 'rolled-back'
  | 'repaired'
  | 'torn-down'
  | 'swept'
  | 'status'
  | 'planned'
  | 'failed'
  | 'refused'
  | 'stood-down';

/** How a run ends. */
export interface Ending {
  readonly kind: 'end';
  readonly result: EndResult;
  /** What happened, to which resource, where traffic is now, what to do next. */
  readonly message: string;
  /** More lines: preflight problems, leftovers, commands. */
  readonly details: readonly string[];
  /** sweep: what it did not change, and why, a sentence each. Not set: nothing. */
  readonly leftAlone?: readonly string[];
  /** Commands to paste into a shell. Not set: there are none. */
  readonly commands?: readonly string[];
}

/** Everything that an ending lists below its message. */
export const linesOf = ({
  details,
  leftAlone = [],
  commands = [],
}: Pick<Ending, 'details' | 'leftAlone' | 'commands'>): readonly string[] => [
  ...leftAlone.map((sentence) => `left alone: ${sentence}`),
  ...details,
  ...commands,
];
