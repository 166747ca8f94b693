// Terraform plans as `terraform show -json` writes them, with secrets in every place that may hold one.
import type { Json, JsonObject } from '../../src/domain/common/values/json.ts';

export const secret = 'Sesame-open-77';

interface PlannedResource {
  readonly address: string;
  readonly actions?: readonly string[];
  readonly before?: JsonObject | null;
  readonly after?: JsonObject | null;
  readonly unknown?: JsonObject;
}

/** The JSON of a plan with these changes. */
export const terraformPlan = (resources: readonly PlannedResource[], more: JsonObject = {}): JsonObject => ({
  format_version: '1.2',
  terraform_version: '1.13.4',
  variables: { db_password: { value: secret } },
  planned_values: { outputs: { token: { sensitive: true, type: 'string', value: secret } }, root_module: {} },
  resource_drift: [],
  resource_changes: resources.map(resourceChange),
  prior_state: { format_version: '1.0', values: { outputs: { token: { value: secret } } } },
  configuration: {
    provider_config: { aws: { name: 'aws', full_name: 'registry.terraform.io/hashicorp/aws' } },
  },
  timestamp: '2026-11-27T00:00:00Z',
  applyable: true,
  complete: true,
  errored: false,
  ...more,
});

function resourceChange({
  address,
  actions = ['update'],
  before,
  after,
  unknown,
}: PlannedResource): JsonObject {
  const [, module, type = '', name = ''] = /^((?:module\.[^.]+\.)*)(\w+)\.([\w-]+)/.exec(address) ?? [];
  return {
    address,
    ...(module === '' || module === undefined ? {} : { module_address: module.slice(0, -1) }),
    mode: 'managed',
    type,
    name,
    provider_name: `registry.terraform.io/hashicorp/${type.split('_')[0] ?? ''}`,
    change: {
      actions,
      before: before === undefined || before === null ? null : { ...before, user_data: secret },
      after: after === undefined || after === null ? null : { ...after, user_data: secret },
      after_unknown: unknown ?? {},
      before_sensitive: { user_data: true },
      after_sensitive: { user_data: true },
    },
  };
}

/** The block `default_action` or `action` with these weights, behind a login. */
export const forwardTo = (weights: Readonly<Record<string, number>>, stickySeconds = 0): readonly Json[] => [
  { type: 'authenticate-oidc', order: 1, authenticate_oidc: [{ client_id: 'shop', client_secret: secret }] },
  {
    type: 'forward',
    order: 2,
    target_group_arn: '',
    forward: [
      {
        target_group: Object.entries(weights).map(([arn, weight]) => ({ arn, weight })),
        stickiness: [{ enabled: stickySeconds > 0, duration: Math.max(1, stickySeconds) }],
      },
    ],
  },
];
