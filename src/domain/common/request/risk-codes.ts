// The codes of what is only risky about a release.

/** The values of the setting `ignore`. */
export const riskCodes = [
  'shared-live-group',
  'idle-group-cookies',
  'kept-green',
  'no-launch-type',
  'bake-outlasts-job',
  'quarantined',
  'commit-unknown',
] as const;
export type RiskCode = (typeof riskCodes)[number];
