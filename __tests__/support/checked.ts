// What the acceptance tests of checks share: versions that know their commit, and releases with checks.
import { webService } from '../../sandbox/seeds.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { Inputs } from './acceptance-stage.ts';
import { v2 } from './bad-luck.ts';

/** Of every run of a case. */
export const commit = 'b'.repeat(40);

/** The usual world. `/version` of v1 answers with the commit `before`, that of v2 with the run's. `env`: more variables of v2. */
export function knownVersions(
  env: Readonly<Record<string, string>> = {},
  options: WebServiceOptions = {},
  before = 'a'.repeat(40),
): SandboxSpec {
  const spec = webService(options);
  const app = (file: string, more: Readonly<Record<string, string>>): object => ({
    command: ['node', `sandbox/apps/${file}.ts`],
    env: more,
  });
  return {
    ...spec,
    apps: {
      ...spec.apps,
      'web:v1': app('v1', { COMMIT: before }),
      'web:v2': app('v2', { COMMIT: commit, ...env }),
    },
  };
}

/** A release with these checks. */
export const checkedBy = (...checks: readonly object[]): Inputs => ({
  ...v2,
  'smoke-passes': '1',
  checks: JSON.stringify(checks),
});

/** The proof of the switch. */
export const versionCheck = { name: 'version', path: '/version', json: { commit: '${commit}' } };
