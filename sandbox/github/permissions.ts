// What a job's token may do: `permissions` of the workflow.

/** As a workflow names them. A permission that is left out is `none`, as soon as one is given. */
export type TokenPermissions = Readonly<Partial<Record<PermissionName, 'read' | 'write'>>>;

type PermissionName =
  'actions' | 'checks' | 'contents' | 'deployments' | 'issues' | 'pull-requests' | 'statuses';

/** What a pull request from a fork, or one of Dependabot, gets at most, whatever its workflow asks for. */
export const readOnly: TokenPermissions = {
  ...{ actions: 'read', checks: 'read', contents: 'read', deployments: 'read' },
  ...{ issues: 'read', 'pull-requests': 'read', statuses: 'read' },
};

/** By the beginning of an operation's id. The comments of a pull request are those of its issue, so either is enough. */
const needed: readonly (readonly [RegExp, readonly PermissionName[]])[] = [
  [/^issues\//, ['issues', 'pull-requests']],
  [/^pulls\/|^repos\/list-pull-requests-associated/, ['pull-requests']],
  [/^repos\/.*deployment/, ['deployments']],
  [/^repos\/compare-commits/, ['contents']],
  [/^actions\//, ['actions']],
  [/^checks\//, ['checks']],
  [/^repos\/.*commit-status/, ['statuses']],
];

/**
 * Why the token may not do this, as GitHub names what would do. `null`: it may. As "Permissions required for GitHub Apps" of
 * GitHub's documentation lists them, for a private repository: in a public one, reading needs none.
 */
export function missingPermission(
  granted: TokenPermissions | null,
  operation: string,
  isWrite: boolean,
): string | null {
  const names = needed.find(([form]) => form.test(operation))?.[1];
  if (granted === null || names === undefined) return null;
  const isEnough = (name: PermissionName): boolean =>
    granted[name] === 'write' || (granted[name] === 'read' && !isWrite);
  const access = isWrite ? 'write' : 'read';
  return names.some(isEnough) ? null : names.map((name) => `${name.replace('-', '_')}=${access}`).join('; ');
}
