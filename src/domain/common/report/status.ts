// What the command status reports of a service.

import type { Quarantine } from '../revision/quarantine.ts';

/** How a service stands: what the command status tells, in every place. */
export interface Status {
  readonly rules: readonly RuleStatus[];
  readonly taskSets: readonly SetStatus[];
  /** When production was switched to what is live; `null`: no tag says it, for that release is over. */
  readonly switchedAt: string | null;
  /** Until when what is live is watched under real traffic; `null`: no bake is under way. */
  readonly bakeUntil: string | null;
  /** Until when, and at what scale, blue is kept; `null`: no lease is written. */
  readonly lease: { readonly until: string; readonly scalePercent: number } | null;
  /** `<n>:<run id>.<attempt>` of the run that took the service last; `null`: none did. */
  readonly fence: string | null;
  /** Why the live release can't be taken back; `null`: it can. */
  readonly forwardOnly: string | null;
  /** The fastest way back there is and how long it takes, or why there is none. */
  readonly rollbackReady: string;
  /** What was taken back for being bad, the last one first: its release is refused without `force`. */
  readonly quarantined: readonly Quarantine[];
  /** A green that was taken back and is kept for a look; `null`: none. */
  readonly keptGreen: { readonly id: string; readonly until: string } | null;
}

export interface RuleStatus {
  readonly rule: string;
  readonly isTest: boolean;
  readonly weights: Readonly<Record<string, number>>;
}

export interface SetStatus {
  readonly arn: string;
  readonly id: string;
  readonly revision: string;
  readonly role: 'blue' | 'green' | 'staged' | 'kept' | 'other';
  readonly isLive: boolean;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  readonly running: number;
  readonly wanted: number;
  readonly healthy: number;
  readonly release: string | null;
  /** Of the version that it runs, as its release knew it. */
  readonly commit: string | null;
  readonly createdAt: string;
  /** Of a staged one: until when it waits for its promotion. */
  readonly expiresAt: string | null;
}

export const describeBake = (until: Status['bakeUntil']): string =>
  until === null ? 'none under way' : `under way until ${until}`;

/** What a release of the same content would hear. */
export const describeQuarantine = (quarantined: readonly Quarantine[]): string =>
  quarantined.length === 0
    ? 'nothing'
    : quarantined
        .map(
          ({ runId, hash }) =>
            `what run ${String(runId)} released (revision hash ${hash}…), unless with force`,
        )
        .join('; ');

export const formatWeights = (weights: RuleStatus['weights']): string =>
  Object.entries(weights)
    .map(([group, weight]) => `${group} ${String(weight)}`)
    .join(', ');
