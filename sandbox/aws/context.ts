import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { FullSpec } from '../spec.ts';
import type { LogStore } from './logs/store.ts';
import type { AwsState, Placement, TaskOwner, TaskState } from './state.ts';

/** Settings that can be changed while the sandbox runs. */
export interface Settings {
  delays: FullSpec['delays'];
  unknowns: FullSpec['unknowns'];
  capacity: number | null;
  pageSize: number | null;
  /** Where the client runs: inside or outside of the VPC. */
  readonly runner: FullSpec['runner'];
  /** Subnet → the letter of its zone. */
  readonly subnets: FullSpec['subnets'];
  zoneCapacity: FullSpec['zoneCapacity'];
  readonly region: string;
  readonly accountId: string;
  /** The images of the apps with their digests, as of now. */
  readonly images: () => ReadonlyMap<string, string>;
  /** What containers have written. */
  readonly logs: LogStore;
}

/** Why a task could not be placed, as `failures` of RunTask says it. */
export interface PlacementFailure {
  readonly arn: string | null;
  readonly reason: string;
}

/** What an operation does to the rest of the sandbox. */
export interface Effects {
  /** Says that rules changed: load balancer nodes follow, groups come into use. */
  readonly rulesChanged: () => void;
  /** Places a task of no service. */
  readonly placeTask: (placement: Placement, owner: TaskOwner) => TaskState | PlacementFailure;
  readonly stopTask: (task: TaskState, reason: string) => void;
}

/** Of what is changed before there is anything that could follow. */
export const noEffects: Effects = {
  rulesChanged: () => undefined,
  placeTask: () => ({ arn: null, reason: 'AGENT' }),
  stopTask: () => undefined,
};

/** What an operation works on. */
export interface AwsContext extends Effects {
  /** For writes the state as it is; for reads possibly an older copy (`delays.consistency`). */
  readonly state: AwsState;
  readonly settings: Settings;
  /** For which the request was signed. Not set: the sandbox's own. */
  readonly region?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One operation of a service. The wire layer decodes, checks and encodes by the SDK's own schema of that name. */
export interface Operation {
  readonly isWrite: boolean;
  readonly run: (context: AwsContext, input: never) => object;
  /** Members that the SDK doesn't know are let through in both directions (fact 21b). */
  readonly keepsUnknownMembers?: true;
}
export type Operations = Readonly<Record<string, Operation>>;

export function read(run: Operation['run']): Operation {
  return { isWrite: false, run };
}

export function write(run: Operation['run']): Operation {
  return { isWrite: true, run };
}

export function hexId(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

export function uuid(): string {
  return randomUUID();
}

/** A task set's id, `ecs-svc/` and 19 digits (fact 13). */
export function taskSetId(): string {
  const digits = Array.from({ length: 18 }, () => String(randomInt(10))).join('');
  return `ecs-svc/${String(randomInt(1, 10))}${digits}`;
}

export function ecsArn(settings: Settings, resource: string): string {
  return `arn:aws:ecs:${settings.region}:${settings.accountId}:${resource}`;
}

export function elbArn(settings: Settings, resource: string): string {
  return `arn:aws:elasticloadbalancing:${settings.region}:${settings.accountId}:${resource}`;
}

/** The part of a name-or-ARN that names the thing. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
