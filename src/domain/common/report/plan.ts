// What the command plan reports: the changes that a deploy would make.

import type { CapacityProvider, Network } from '../tasks/view.ts';
import type { Json } from '../values/json.ts';
import type { PlannedApply } from './apply.ts';

/** What a deploy with these inputs would find and do; nothing of it has been written. */
export interface DryRun {
  /** What stands in the way; empty: the release would begin. */
  readonly problems: readonly string[];
  /** What is only risky, and refused: each names its code for `ignore`. */
  readonly risks: readonly string[];
  /** What `ignore` accepts. */
  readonly acceptedRisks: readonly string[];
  /** Whether the release would begin. */
  readonly isReleasable: boolean;
  readonly revision: PlannedRevision | null;
  readonly rules: readonly PlannedRule[];
  /** `null`: no task set would be created. */
  readonly creates: PlannedGreen | null;
  readonly deletes: readonly PlannedDelete[];
  /** Tags that would be written on the service, without their prefix. */
  readonly serviceTags: readonly string[];
  readonly isScalingSuspended: boolean;
  /** How green would be tested, or why it wouldn't be. */
  readonly smoke: string;
  /** Where sessions are, until when, and how many seconds of them would be cut. Empty: no rule is sticky. */
  readonly sessions: readonly string[];
  /** How the health checks of the pair differ. */
  readonly healthChecks: readonly string[];
  /** What auto scaling would do during the release. */
  readonly scaling: readonly string[];
  /** What could not be read and isn't required, and a clock that is wrong. */
  readonly notes: readonly string[];
  readonly times: PlannedTimes;
  readonly rollback: string;
  /** Who else is, or was, at the service. */
  readonly otherRuns: readonly string[];
  readonly permissions: Permissions;
  /** What an apply of the named Terraform plan would change. `null`: none is named. */
  readonly apply: PlannedApply | null;
  /** Terraform that adds what the service lacks, line by line. Empty: it lacks nothing that Terraform could add. */
  readonly snippet: readonly string[];
  /** How the release would end, all being well; `null`: it would not begin. */
  readonly end: string | null;
}

export interface PlannedRevision {
  /** `web:41`; `null`: nothing is live. */
  readonly from: string | null;
  /** `web:42`; `null`: it would be registered, and AWS gives the number. */
  readonly to: string | null;
  readonly family: string;
  readonly source: string;
  /** Why nothing would be registered; `null`: something would. */
  readonly registeredBecause: string | null;
  readonly changes: readonly string[] | null;
  /** What else is worth knowing of it, a sentence each. */
  readonly notes: readonly string[];
}

export interface PlannedRule {
  readonly rule: string;
  readonly isTest: boolean;
  /** Weight by the name of the target group. */
  readonly from: Readonly<Record<string, number>>;
  readonly to: Readonly<Record<string, number>>;
  /** Target groups that the rule does not hold yet. */
  readonly attached: readonly string[];
}

export interface PlannedGreen {
  readonly targetGroup: string;
  readonly container: string;
  readonly port: number;
  readonly tasks: number;
  readonly settings: PlannedSettings;
}

/** Absent is `null`: ECS decides. */
interface PlannedSettings {
  readonly launchType: string | null;
  readonly capacityProviders: readonly CapacityProvider[] | null;
  readonly platformVersion: string | null;
  readonly network: Network | null;
  readonly serviceRegistries: readonly Json[];
}

export interface PlannedDelete {
  readonly arn: string;
  readonly set: string;
  readonly what: string;
  readonly when: 'before the switch' | 'after the warm time';
}

/** How long a release takes, phase by phase, and where each number comes from. */
export interface PlannedTimes {
  readonly phases: readonly PlannedTime[];
  /** Seconds of the whole, without what starting green takes; and with every limit used up. */
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

export interface PlannedTime {
  readonly phase: string;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  readonly words: string;
  readonly from: string;
}

export interface Permissions {
  /** IAM actions that the release uses when all goes well, sorted. */
  readonly used: readonly string[];
  /** Further actions that only a rollback uses. */
  readonly onRollback: readonly string[];
}
