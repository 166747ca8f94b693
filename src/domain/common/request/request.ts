import type { ListenerArn, RuleArn, TargetGroupArn } from '../values/arn.ts';

import type { JsonObject } from '../values/json.ts';
import type { CapacityProvider } from '../tasks/view.ts';

/** What one run was asked to do: the inputs, checked, with nothing left to guess. Durations are whole seconds. */
export interface Request {
  readonly command: Command;
  readonly goal: Goal;
  readonly cluster: string;
  readonly service: string;
  readonly release: ReleaseIdentity;
  readonly revision: RevisionRequest;
  readonly traffic: TrafficRequest;
  readonly smoke: SmokeSettings;
  readonly readyTimeoutSeconds: number;
  readonly bake: BakeSettings;
  readonly warmSeconds: number;
  /** At what scale blue is kept after the bake, in percent; 100: as it was. */
  readonly warmScalePercent: number;
  /** Whether this run waits for the end of the warm time, or leaves the teardown to a later one. */
  readonly teardown: 'wait' | 'defer';
  /** What happens when somebody else changes the production weights after the switch. */
  readonly onDrift: 'stop' | 'restore';
  /** How long the run may take by its input; 0: nobody said. */
  readonly timeLimitSeconds: number;
  /** When the job or its credentials end, so that no wait may outlast it; `null`: not known. */
  readonly timeLimit: TimeLimit | null;
  /** The post step finishes what main left, until then (milliseconds since 1970); `null`: this is main. */
  readonly finishByMs: number | null;
  readonly overrides: SettingsOverrides;
  /** `true`: preflight findings that are only risky are said, not refused. */
  readonly isForced: boolean;
  /** What a cancelled run does: the way back that the moment calls for, or nothing. */
  readonly onCancel: 'rollback' | 'keep';
}

/** When something that a run depends on ends, in words for the one who wonders why it did not wait. */
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

/** What a command is told besides where and how: the rest of a plan is the same for all of them. */
export interface Goal {
  /** stage: how long a staged green waits for its promotion. */
  readonly stageExpirySeconds: number;
  /** promote: the release to promote; `null`: whichever is staged. */
  readonly promoted: string | null;
  /** promote: the commit that has to be the staged one; `null`: any. */
  readonly expectedCommit: string | null;
  /** promote: whether a green whose time is over is staged again, through all gates. */
  readonly isRestaging: boolean;
  /** rollback: how long the version that is taken back is kept for a look; 0: it is deleted. */
  readonly keepRolledBackSeconds: number;
  /** rollback: the revision to go back to; `null`: the one before the live one. */
  readonly rollbackTo: string | null;
  /** rollback: why a forward-only release is taken back all the same; `null`: nobody said. */
  readonly writtenReason: string | null;
}

export interface ReleaseIdentity {
  /** Run id + service: the same for every attempt of the run. */
  readonly id: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly repository: string;
  readonly commit: string;
  readonly runUrl: string;
  readonly pull: number | null;
}

/** Which task definition, before the live set is known. */
export interface RevisionRequest {
  readonly source: RevisionSource;
  /** Container name → image. An empty name stands for the only (or the load balanced) container. */
  readonly images: readonly ImageRequest[];
}
export type RevisionSource =
  | { readonly kind: 'live' }
  | { readonly kind: 'document'; readonly path: string; readonly content: JsonObject }
  /** An ARN, `family` (its newest active revision) or `family:revision`. */
  | { readonly kind: 'existing'; readonly reference: string };
export interface ImageRequest {
  readonly container: string;
  readonly image: string;
}

export interface TrafficRequest {
  /** Empty: found from the rules that hold the live group. */
  readonly productionListeners: readonly ListenerArn[];
  readonly productionRules: readonly RuleArn[];
  readonly testListener: ListenerArn | null;
  readonly testRule: RuleArn | null;
  /** Both groups of the pair, or none: then a rule must hold both. */
  readonly targetGroups: readonly TargetGroupArn[];
}

export interface SmokeSettings {
  /** Empty: the path of the target group's own health check, tried only where green can be reached. */
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

/** Settings of green that inputs gave; what is `null` or empty is copied from blue. */
export interface SettingsOverrides {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: 'ENABLED' | 'DISABLED' | null;
  readonly launchType: string | null;
  readonly capacityProviders: readonly CapacityProvider[];
  readonly platformVersion: string | null;
  /** The container that the load balancer talks to, where it can't be copied from blue. */
  readonly containerName: string | null;
}
