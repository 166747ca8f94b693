// The codes of findings that a run may accept.

/** What refuses a release unless `ignore` names it. */
export const riskCodes = [
  'shared-live-group',
  'idle-group-cookies',
  'kept-green',
  'no-launch-type',
  'bake-outlasts-job',
  'quarantined',
  'commit-unknown',
  'service-registry',
  'zone-not-enabled',
  'zonal-shift',
  'alarm-red',
  'blue-fails-on-new-schema',
] as const;
export type RiskCode = (typeof riskCodes)[number];

/** What is only reported. `ignore` silences it. */
export const warningCodes = [
  'health-checks-differ',
  'attributes-differ',
  'slow-health-check',
  'long-deregistration',
  'no-grace-period',
  'slow-start',
  'cross-zone-off',
  'one-zone',
  'zone-rebalancing',
  'single-task',
  'spot-only-blue',
  'target-quota',
  'works-untested',
  'hosted-runner',
  'alarm-without-data',
  'alarm-one-group',
  'alarm-too-slow',
  'sweep-overdue',
  'contract-not-done',
  'migration-not-declared',
] as const;
export type WarningCode = (typeof warningCodes)[number];

/** The values of the setting `ignore`. */
export const findingCodes = [...riskCodes, ...warningCodes] as const;
export type FindingCode = (typeof findingCodes)[number];
