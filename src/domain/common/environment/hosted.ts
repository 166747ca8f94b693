// Where the job runs.

/** Whether GitHub hosts the runner. It reaches no private address, unless somebody has connected it to the VPC. */
export const isHosted = (env: Readonly<Record<string, string | undefined>>): boolean =>
  env['RUNNER_ENVIRONMENT'] === 'github-hosted';
