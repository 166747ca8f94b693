// What one run was asked to do.
import type { ListenerArn, RuleArn, TargetGroupArn } from '../values/arn.ts';

import type { RollbackWorkflow } from '../environment/rollback-workflow.ts';
import type { JsonObject } from '../values/json.ts';
import type { TerraformPlan } from '../terraform/plan.ts';
import type { Drain } from '../tasks/drain.ts';
import type { CapacityProvider } from '../tasks/view.ts';
import type { FindingCode } from './risk-codes.ts';
import type { Check } from '../checks/check.ts';
import type { Migration, MigrationAnswer, SchemaFiles } from '../migrations/migration.ts';

/** The checked inputs of one run. Durations are whole seconds. */
export interface Request {
  readonly command: Command;
  readonly goal: Goal;
  readonly cluster: string;
  readonly service: string;
  readonly release: ReleaseIdentity;
  readonly revision: RevisionRequest;
  /** Whether images in registries that can be asked are registered by their digest. */
  readonly pinsImages: boolean;
  readonly traffic: TrafficRequest;
  readonly smoke: SmokeSettings;
  /** Smoke tests of the service's own, in order. */
  readonly checks: readonly Check[];
  /** The change of the database that the release brings. `null`: none. */
  readonly migration: Migration | null;
  /** What a release may not change without a migration. `null`: it brings one, or names no files. */
  readonly schemaFiles: SchemaFiles | null;
  readonly readyTimeoutSeconds: number;
  readonly bake: BakeSettings;
  /** The CloudWatch alarms that judge green in the bake. */
  readonly alarms: readonly string[];
  readonly warmSeconds: number;
  /** The scale at which blue is kept after the bake, in percent. 100: unchanged. */
  readonly warmScalePercent: number;
  /** How blue is scaled down once its warm time is over. `null`: it is deleted at once. */
  readonly drain: Drain | null;
  /** Where each task of blue answers how many connections it has open. `null`: none is asked. */
  readonly connectionsPath: string | null;
  /** Whether this run waits for the end of the warm time, or leaves the teardown to a later run. */
  readonly teardown: 'wait' | 'defer';
  /** Whether a rollback waits until it may delete the green that it keeps (`teardown: wait` is written out). */
  readonly isKeptGreenAwaited: boolean;
  /** What to do if somebody else changes the production weights after the switch. */
  readonly onDrift: 'stop' | 'restore';
  /** The input `time-limit`. 0: no limit. */
  readonly timeLimitSeconds: number;
  /** When the job or its credentials end. No wait may outlast it. `null`: not known. */
  readonly timeLimit: TimeLimit | null;
  /** Whether the job runs on a runner that GitHub hosts: it reaches no private address. */
  readonly isHosted: boolean;
  /** How long the post step may finish what main left (milliseconds since 1970). `null`: this is main. */
  readonly finishByMs: number | null;
  readonly overrides: SettingsOverrides;
  /** rollback, teardown: continue despite a refusal. */
  readonly isForced: boolean;
  /** The risks that a release accepts (the setting `ignore`). */
  readonly ignored: readonly FindingCode[];
  /** What a cancelled run does. */
  readonly onCancel: 'rollback' | 'keep';
  /** What the run could not take from the config file. */
  readonly notes: readonly string[];
}

/** When something that the run depends on ends, and what it is. */
export interface TimeLimit {
  readonly endsMs: number;
  readonly why: string;
}

export const commands = [
  'deploy',
  'stage',
  'promote',
  'rollback',
  'teardown',
  'sweep',
  'status',
  'plan',
] as const;
export type Command = (typeof commands)[number];

/** Inputs of single commands. */
export interface Goal {
  /** stage: how long green waits for its promotion. */
  readonly stageExpirySeconds: number;
  /** promote: the release to promote. `null`: the one that is staged. */
  readonly promoted: string | null;
  /** promote: the commit that has to be staged. `null`: any. */
  readonly expectedCommit: string | null;
  /** promote: whether an expired green is created again and passes all gates. */
  readonly isRestaging: boolean;
  /** rollback: how long green is kept for inspection. 0: it is deleted. */
  readonly keepRolledBackSeconds: number;
  /** rollback: the revision to return to. `null`: the one before the live one. */
  readonly rollbackTo: string | null;
  /** rollback: why, in words. A forward-only release requires it. */
  readonly writtenReason: string | null;
  /** deploy, stage, teardown: how a try of a migration ended, which nobody saw. */
  readonly migrationAnswer: MigrationAnswer | null;
  /** plan: the Terraform plan to check. `null`: none. */
  readonly terraformPlan: TerraformPlan | null;
}

export interface ReleaseIdentity {
  /** Run ID and service: the same for every attempt of the run. */
  readonly id: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly repository: string;
  readonly commit: string;
  readonly runUrl: string;
  readonly pull: number | null;
  /** The GitHub environment that shows the release. `null`: none. */
  readonly environment: string | null;
  /** The workflow that rolls back by hand. `null`: none is known. */
  readonly rollbackWorkflow: RollbackWorkflow | null;
}

/** Which task definition, before the live set is known. */
export interface RevisionRequest {
  readonly source: RevisionSource;
  /** Container name → image. An empty name stands for the only (or the load balanced) container. */
  readonly images: readonly ImageRequest[];
}
export type RevisionSource =
  | { readonly kind: 'live' }
  | {
      readonly kind: 'document';
      readonly path: string;
      readonly content: JsonObject;
      /** Phrases that follow the file's name: members that RegisterTaskDefinition doesn't list. */
      readonly warnings: readonly string[];
    }
  /** An ARN, `family` (its newest active revision) or `family:revision`. Images are set in it, as in any base. */
  | { readonly kind: 'existing'; readonly reference: string };
export interface ImageRequest {
  readonly container: string;
  readonly image: string;
}

export interface TrafficRequest {
  /** Empty: discovered automatically, from the rules that hold the live group. */
  readonly productionListeners: readonly ListenerArn[];
  readonly productionRules: readonly RuleArn[];
  readonly testListener: ListenerArn | null;
  readonly testRule: RuleArn | null;
  /** Both groups of the pair. Empty: a rule has to hold both. */
  readonly targetGroups: readonly TargetGroupArn[];
}

export interface SmokeSettings {
  /** Empty: the path of the target group's health check, if green can be reached. */
  readonly paths: readonly string[];
  readonly url: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly passes: number;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
}

export interface BakeSettings {
  readonly seconds: number;
  readonly probeUrl: string | null;
  readonly probeIntervalSeconds: number;
  readonly probeFailures: number;
}

/** Settings of green from inputs. What is `null` or empty is copied from blue. */
export interface SettingsOverrides {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: 'ENABLED' | 'DISABLED' | null;
  readonly launchType: string | null;
  readonly capacityProviders: readonly CapacityProvider[];
  readonly platformVersion: string | null;
  /** The container behind the load balancer. `null`: as blue's, or the one that the task definition shows. */
  readonly containerName: string | null;
  /** Its port behind the load balancer, likewise. */
  readonly containerPort: number | null;
}

/** What a rollback past an irreversible step needs. */
export const isForcedWithReason = ({ isForced, goal }: Pick<Request, 'isForced' | 'goal'>): boolean =>
  isForced && goal.writtenReason !== null;
