// A Terraform plan, reduced to what can touch a service. The rest of its JSON may hold secrets and is not kept.
import { isJsonArray, type Json, type JsonObject } from '../values/json.ts';
import { tagPrefix } from '../values/tag-prefix.ts';
import { conditionsIn, hasTrue, type PlannedConditions } from './conditions.ts';
import { forwardIn, type PlannedForward } from './forward.ts';
import { listAt, objectAt, textAt } from './members.ts';

export interface TerraformPlan {
  readonly changes: readonly TerraformChange[];
  /** Terraform left changes to a later plan, for example because of `-target`. */
  readonly isPartial: boolean;
}

/** One resource that an apply would change. */
export interface TerraformChange {
  readonly address: string;
  readonly type: string;
  readonly kind: 'create' | 'update' | 'replace' | 'delete';
  /** The ARNs by which AWS knows the resource now. Empty: the apply creates it, or it has none. */
  readonly arns: readonly string[];
  /** Names and ARNs of other resources that it names, now or after the apply. */
  readonly refersTo: readonly string[];
  /** Its members that an apply would write, among those that matter to a service. */
  readonly written: readonly WrittenMember[];
  readonly before: PlannedState;
  readonly after: PlannedState;
  /** How many tags of this action it would remove. */
  readonly lostTags: number;
}

interface PlannedState {
  /** `null`: the resource has no actions. */
  readonly forward: PlannedForward | null;
  readonly desiredCount: number | null;
  readonly priority: number | null;
  readonly conditions: PlannedConditions;
  /** Of an auto scaling target. */
  readonly maxCapacity: number | null;
  /** A task definition that is not deregistered when Terraform replaces it. */
  readonly isKept: boolean;
}

/** The members that are named in a finding. No other name or value of the plan is shown. */
const knownMembers = [
  ...['port', 'protocol', 'certificate_arn', 'ssl_policy', 'mutual_authentication'],
  ...['condition', 'priority', 'health_check', 'deregistration_delay', 'stickiness', 'slow_start'],
  ...['load_balancing_algorithm_type', 'internal', 'subnets', 'subnet_mapping', 'security_groups'],
  ...['desired_count', 'task_definition', 'load_balancer', 'network_configuration', 'launch_type'],
  ...['capacity_provider_strategy', 'platform_version', 'service_registries', 'deployment_controller'],
  ...['deployment_configuration', 'deployment_circuit_breaker', 'service_connect_configuration'],
  ...['force_new_deployment', 'scale', 'min_capacity', 'max_capacity', 'suspended_state'],
] as const;
export type WrittenMember = (typeof knownMembers)[number];

const references = [
  ...['listener_arn', 'load_balancer_arn', 'target_group_arn', 'resource_id', 'service', 'task_set_id'],
] as const;

type Reading = { readonly plan: TerraformPlan } | { readonly problem: string };

/** The plan in the output of `terraform show -json`, or a phrase that says what the file is instead. */
export function readTerraformPlan(json: Json): Reading {
  const plan = objectAt(json);
  const version = textAt(plan?.['format_version']);
  if (plan === null || version === null) return { problem: 'has no format_version' };
  if (!/^1\.\d+$/.test(version))
    return {
      problem: `has the format_version ${/^[\d.]{1,20}$/.test(version) ? version : 'of another tool'}, and this action reads version 1`,
    };
  if (plan['resource_changes'] === undefined && plan['planned_values'] === undefined)
    return { problem: 'is a state, not a plan' };
  if (plan['errored'] === true)
    return {
      problem:
        'is of a plan that Terraform could not finish, and does not show all changes (fix what Terraform reports first)',
    };
  const items = plan['resource_changes'] ?? [];
  if (!isJsonArray(items) || !items.every(isReadable))
    return { problem: 'holds changes of a form that this action does not know, so they would go unchecked' };
  const changes = items.flatMap((item) => changeIn(objectAt(item)) ?? []);
  return { plan: { changes, isPartial: plan['complete'] === false } };
}

/** What can't be read must not count as no change. */
function isReadable(item: Json): boolean {
  const change = objectAt(objectAt(item)?.['change']);
  const actions = change?.['actions'];
  const isWord = (one: Json): boolean => typeof one === 'string';
  return change !== null && isJsonArray(actions) && actions.every(isWord);
}

function changeIn(resource: JsonObject | null): TerraformChange | null {
  const change = objectAt(resource?.['change']);
  const kind = kindOf(listAt(change?.['actions']));
  if (resource === null || change === null || kind === null) return null;
  const [before, after] = [objectAt(change['before']), objectAt(change['after'])];
  const unknown = objectAt(change['after_unknown']);
  const writes = (name: string): boolean =>
    isWritten(before?.[name] ?? null, after?.[name] ?? null, unknown?.[name] ?? null);
  return {
    address: textAt(resource['address']) ?? 'a resource without an address',
    type: textAt(resource['type']) ?? '',
    kind,
    arns: [before?.['arn'], before?.['id']].flatMap((id) => firstOf(textAt(id)) ?? []).filter(isArn),
    refersTo: references.flatMap((name) => [before, after].flatMap((state) => textAt(state?.[name]) ?? [])),
    written: knownMembers.filter(writes),
    before: stateIn(before, null),
    after: stateIn(after, unknown),
    lostTags: kind === 'update' ? lostTags(before, after, unknown) : 0,
  };
}

/** The id of an `awscc_ecs_service` is its ARN and its cluster. That of an `aws_ecs_task_set` begins with no ARN. */
const firstOf = (id: string | null): string | null => id?.split(/[|,]/, 1)[0] ?? null;

const isArn = (text: string): boolean => /^arn:[\w-]+:[\w-]+:[\w-]*:\d*:[\w./:-]+$/.test(text);

/** They change nothing in AWS. An action that Terraform may add later counts as an update. */
const idle: readonly Json[] = ['no-op', 'read', 'forget'];

function kindOf(actions: readonly Json[]): TerraformChange['kind'] | null {
  const [creates, deletes] = [actions.includes('create'), actions.includes('delete')];
  if (creates && deletes) return 'replace';
  if (creates) return 'create';
  if (deletes) return 'delete';
  return actions.every((action) => idle.includes(action)) ? null : 'update';
}

/** A member that is only known after the apply is written, even if `after` doesn't show it. */
const isWritten = (before: Json, after: Json, unknown: Json): boolean =>
  hasTrue(unknown) || JSON.stringify(before) !== JSON.stringify(after);

function stateIn(state: JsonObject | null, unknown: JsonObject | null): PlannedState {
  const numberAt = (name: string): number | null => {
    const value = state?.[name];
    return typeof value === 'number' ? value : null;
  };
  return {
    forward: forwardIn(state, unknown),
    desiredCount: numberAt('desired_count'),
    priority: numberAt('priority'),
    conditions: conditionsIn(state, unknown),
    maxCapacity: numberAt('max_capacity'),
    isKept: state?.['skip_destroy'] === true,
  };
}

/** `tags_all` also holds the tags of the provider. It may be known only after the apply; then `tags` says enough. */
function lostTags(before: JsonObject | null, after: JsonObject | null, unknown: JsonObject | null): number {
  const name = unknown?.['tags_all'] === true ? 'tags' : 'tags_all';
  const kept = objectAt(after?.[name]) ?? {};
  const had = Object.keys(objectAt(before?.[name]) ?? {});
  return had.filter((key) => key.startsWith(tagPrefix) && !(key in kept)).length;
}
