// Tasks, as an observation shows them.
import type { Endpoint } from '../load-balancer/view.ts';

export interface CapacityProvider {
  /** Name of the capacity provider. */
  readonly name: string;
  /** Its weight. `null`: ECS decides. */
  readonly weight: number | null;
  /** Tasks that it gets at least. `null`: ECS decides. */
  readonly base: number | null;
}

export interface Network {
  /** Ids of the subnets. */
  readonly subnets: readonly string[];
  /** Ids of the security groups. */
  readonly securityGroups: readonly string[];
  /** `ENABLED` or `DISABLED`; `null` leaves it to ECS. */
  readonly assignPublicIp: string | null;
}

export interface TaskView {
  readonly arn: string;
  readonly lastStatus: string;
  /** `null`: ECS does not show it. */
  readonly createdAtMs: number | null;
  /** The target's ID (IPv4 address or instance ID) and port; `null` while the task has no such address. */
  readonly endpoint: Endpoint | null;
  /** The same by its IPv6 address, which is its target in a group of IP address type `ipv6` (fact 36). */
  readonly ipv6Endpoint: Endpoint | null;
  /** Its Availability Zone. `null`: ECS doesn't show it. */
  readonly zone: string | null;
  /** The image of each container, where ECS shows it. */
  readonly images: readonly ContainerImage[];
}

export interface ContainerImage {
  /** The container's name. */
  readonly name: string;
  readonly digest: string;
  /** The revision names the image by its digest, so that no other can be pulled. */
  readonly isPinned: boolean;
}

/** A task of the service that has not stopped, even if its task set is gone. */
export interface ServiceTask {
  readonly arn: string;
  /** The ID of its task set. Empty: ECS does not show it. */
  readonly startedBy: string;
  /** `RUNNING`, `DEACTIVATING`, `STOPPING`, … */
  readonly lastStatus: string;
}

export interface StoppedTask {
  readonly arn: string;
  /** The ID of its task set, `ecs-svc/<digits>`. */
  readonly startedBy: string;
  readonly stopCode: string | null;
  readonly stoppedReason: string;
  /** `null`: ECS does not show it. */
  readonly createdAtMs: number | null;
  /** When it began to stop. From then on, ECS replaces it. */
  readonly endingAtMs: number;
  readonly stoppedAtMs: number;
  readonly containers: readonly StoppedContainer[];
}

interface StoppedContainer {
  readonly name: string;
  readonly exitCode: number | null;
  readonly reason: string | null;
  /** Whether its own health check failed. */
  readonly isUnhealthy: boolean;
  /** Of its image. `null`: ECS shows none. */
  readonly digest: string | null;
}

export interface ServiceEvent {
  readonly atMs: number;
  readonly message: string;
}
