// What is only risky about a release: its codes, and which of them a run accepts.
import { traitsOf } from './commands.ts';
import type { Request } from './request.ts';

/** The values of the setting `ignore`. */
export const riskCodes = [
  'shared-live-group',
  'idle-group-cookies',
  'no-launch-type',
  'bake-outlasts-job',
  'quarantined',
  'commit-unknown',
] as const;
export type RiskCode = (typeof riskCodes)[number];

/** A release accepts what it names, so that nothing switches off every check for ever. A rollback by hand is forced as a whole. */
export const isAccepted = (request: Request, code: RiskCode): boolean =>
  traitsOf(request).rollsBack ? request.isForced : request.ignored.includes(code);

/** How somebody accepts it who has read the finding. */
export const describeIgnore = (code: RiskCode): string => `To release anyway, set ignore: ${code}.`;
