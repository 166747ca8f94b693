// What preflight finds before the first write.
import type { RiskCode, WarningCode } from '../../common/request/risk-codes.ts';

/** An error always refuses a release. A risk refuses it unless the run accepts its code. */
export type PreflightFinding = { readonly kind: 'error'; readonly sentence: string } | RiskFinding;

export interface RiskFinding {
  readonly kind: 'risk';
  readonly code: RiskCode;
  readonly sentence: string;
}

/** It doesn't stop a release. */
export interface Warning {
  readonly code: WarningCode;
  readonly sentence: string;
}

export const errors = (sentences: readonly string[]): readonly PreflightFinding[] =>
  sentences.map((sentence) => ({ kind: 'error', sentence }));

export const risk = (code: RiskCode, sentence: string): RiskFinding => ({ kind: 'risk', code, sentence });

export const warning = (code: WarningCode, sentence: string): Warning => ({ code, sentence });
