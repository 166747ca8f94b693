// What the command plan reports: the changes that a deploy would make.

import type { CapacityProvider, Network } from '../tasks/view.ts';
import type { FleetHours } from '../tasks/hours.ts';
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
  /** The revision that would be released. `null`: it could not be determined. */
  readonly revision: PlannedRevision | null;
  /** How each rule would change. */
  readonly rules: readonly PlannedRule[];
  /** `null`: no task set would be created. */
  readonly creates: PlannedGreen | null;
  /** Task sets that would be deleted. */
  readonly deletes: readonly PlannedDelete[];
  /** Tags that would be written on the service, without their prefix. */
  readonly serviceTags: readonly string[];
  /** Whether scale-in would be suspended during the release. */
  readonly isScalingSuspended: boolean;
  /** How green would be tested, or why it wouldn't be. */
  readonly smoke: string;
  /** Where sessions are, until when, and how many seconds of them would be cut. Empty: no rule is sticky. */
  readonly sessions: readonly string[];
  /** What doesn't stop a release: each begins with its code. */
  readonly warnings: readonly string[];
  /** What auto scaling would do during the release. */
  readonly scaling: readonly string[];
  /** What could not be read and isn't required, and a clock that is wrong. */
  readonly notes: readonly string[];
  /** How long the release would take. */
  readonly times: PlannedTimes;
  /** What both versions would take at the same time. `null`: no version is live, or nothing would be created. */
  readonly overlap: PlannedOverlap | null;
  /** How a rollback would work. */
  readonly rollback: string;
  /** Who else is, or was, at the service. */
  readonly otherRuns: readonly string[];
  /** The IAM actions that the release uses. */
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
  /** Family of the task definition. */
  readonly family: string;
  /** Where the revision comes from. */
  readonly source: string;
  /** Why nothing would be registered; `null`: something would. */
  readonly registeredBecause: string | null;
  /** Differences to the live revision, a line each. `null`: nothing is live. */
  readonly changes: readonly string[] | null;
  /** What else is worth knowing of it, a sentence each. */
  readonly notes: readonly string[];
}

export interface PlannedRule {
  /** The rule, as messages name it. */
  readonly rule: string;
  /** Whether it is a test rule. */
  readonly isTest: boolean;
  /** Weight by the name of the target group, before the switch. */
  readonly from: Readonly<Record<string, number>>;
  /** Weight by the name of the target group, after the switch. */
  readonly to: Readonly<Record<string, number>>;
  /** Target groups that the rule does not hold yet. */
  readonly attached: readonly string[];
}

export interface PlannedGreen {
  /** Name of the target group that green would register at. */
  readonly targetGroup: string;
  /** The container that gets the traffic. */
  readonly container: string;
  /** The port of that container. */
  readonly port: number;
  /** How many tasks green would have. */
  readonly tasks: number;
  /** What green would be created with. */
  readonly settings: PlannedSettings;
}

/** Absent is `null`: ECS decides. */
interface PlannedSettings {
  /** Launch type of its tasks. */
  readonly launchType: string | null;
  /** Its capacity providers. */
  readonly capacityProviders: readonly CapacityProvider[] | null;
  /** Platform version of its tasks. */
  readonly platformVersion: string | null;
  /** Subnets, security groups and public address. */
  readonly network: Network | null;
  /** Service registries, as ECS describes them. */
  readonly serviceRegistries: readonly Json[];
}

export interface PlannedDelete {
  /** ARN of the task set. */
  readonly arn: string;
  /** Id of the task set. */
  readonly set: string;
  /** What the task set is. */
  readonly what: string;
  /** When it would be deleted. */
  readonly when: 'before the switch' | 'after the warm time';
}

/** How long a release takes, phase by phase, and where each number comes from. */
export interface PlannedTimes {
  /** The phases in their order. */
  readonly phases: readonly PlannedTime[];
  /** Seconds of the whole, without what starting green takes. */
  readonly leastSeconds: number;
  /** Seconds of the whole with every limit used up. */
  readonly mostSeconds: number;
}

export interface PlannedTime {
  /** Name of the phase. */
  readonly phase: string;
  /** Seconds of the phase if nothing has to be waited for longer. */
  readonly leastSeconds: number;
  /** Seconds of the phase at most. */
  readonly mostSeconds: number;
  /** The same in words. */
  readonly words: string;
  /** The setting or the fact that the numbers come from. */
  readonly from: string;
}

export interface Permissions {
  /** IAM actions that the release uses when all goes well, sorted. */
  readonly used: readonly string[];
  /** Further actions that only a rollback uses. */
  readonly onRollback: readonly string[];
}

/** What green takes before the switch, and blue after it. */
export interface PlannedOverlap {
  /** If nothing has to be waited for longer. */
  readonly least: FleetHours;
  /** With every limit used up. */
  readonly most: FleetHours;
  /** The same in words, with the settings that change it and what is not known. */
  readonly words: string;
}
