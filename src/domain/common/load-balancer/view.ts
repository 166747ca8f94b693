// Load balancers, target groups and listener rules, as an observation shows them.
import type { TargetGroupArn, LoadBalancerArn, ListenerArn, RuleArn } from '../values/arn.ts';
import type { Json } from '../values/json.ts';

export interface Endpoint {
  readonly id: string;
  readonly port: number;
}

export interface TargetGroupView {
  readonly arn: TargetGroupArn;
  readonly name: string;
  readonly targetType: string;
  readonly protocol: string;
  readonly port: number;
  /** In which version of HTTP its targets get requests and health checks: `HTTP1`, `HTTP2` or `GRPC`. */
  readonly protocolVersion: string;
  readonly healthCheck: HealthCheck;
  readonly healthIntervalSeconds: number;
  readonly deregistrationDelaySeconds: number;
  /** Whether it has stickiness of its own (cookie AWSALB). `null`: not read. */
  readonly isSticky: boolean | null;
  /** Its attributes as ELB names them, e.g. `slow_start.duration_seconds`. Empty: not read. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly loadBalancers: readonly LoadBalancerArn[];
  readonly targets: readonly TargetView[];
}

/** What one page of target groups holds. Attributes would take a call for every group of the account. */
export type CandidateGroup = Pick<
  TargetGroupView,
  'arn' | 'name' | 'targetType' | 'protocol' | 'port' | 'loadBalancers'
>;

/** How the load balancer asks targets whether they are healthy. */
export interface HealthCheck {
  readonly protocol: string;
  /** `null`: the port of the target itself. */
  readonly port: number | null;
  /** Of `HTTP` and `HTTPS` health checks; `null` for others. */
  readonly path: string | null;
  /** Which statuses pass, as ELB writes them: `200`, `200,302` or `200-399`. */
  readonly codes: string;
  readonly timeoutSeconds: number;
  /** How many checks in a row make a target healthy, and unhealthy. */
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

export interface TargetView extends Endpoint {
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining' | 'unavailable';
  readonly reason: string | null;
  readonly description: string | null;
  /** A zonal shift keeps traffic away from it, although it may be healthy. */
  readonly isShiftedAway: boolean;
}

export interface LoadBalancerView {
  readonly arn: LoadBalancerArn;
  /** `application`, `network` or `gateway`. */
  readonly type: string;
  readonly dnsName: string;
  /** Whether only what is in the VPC, or connected to it, reaches it. */
  readonly isInternal: boolean;
  /** The Availability Zones in which it has a node. Empty: not known. */
  readonly zones: readonly ZoneView[];
}

export interface ZoneView {
  /** E.g. `eu-west-1a`. */
  readonly name: string;
  /** Ids of its subnets there. */
  readonly subnets: readonly string[];
}

/** How a write names a rule: a default action belongs to its listener, every other rule has an ARN (fact 23). */
export type RuleRef =
  | { readonly kind: 'default'; readonly listener: ListenerArn }
  | { readonly kind: 'rule'; readonly rule: RuleArn };

export interface RuleView {
  readonly ref: RuleRef;
  readonly listener: ListenerArn;
  readonly loadBalancer: LoadBalancerArn;
  readonly listenerPort: number;
  /** `HTTP` or `HTTPS`. */
  readonly listenerProtocol: string;
  /** `null` for a default action. */
  readonly priority: number | null;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** Conditions other than host and path, e.g. `http-header`. */
  readonly otherConditions: readonly string[];
  readonly actions: readonly RuleAction[];
}

export type RuleAction = ForwardAction | OtherAction;

export interface ForwardAction {
  readonly type: 'forward';
  readonly order: number | null;
  readonly groups: readonly WeightedGroup[];
  /** `null`: the rule has no stickiness block, so none is written. */
  readonly stickiness: Stickiness | null;
}

export interface Stickiness {
  readonly enabled: boolean;
  readonly durationSeconds: number | null;
}

export interface WeightedGroup {
  readonly group: TargetGroupArn;
  readonly weight: number;
}

/** Authenticate, redirect, fixed response: written back exactly as AWS returned it. */
interface OtherAction {
  readonly type: 'other';
  readonly kind: string;
  readonly raw: Json;
}
