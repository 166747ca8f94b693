// What preflight finds before the first write.
import type { FindingCode, WarningCode } from '../../common/request/risk-codes.ts';

/** An error always refuses a release. A risk refuses it unless the run accepts its code. */
export type PreflightFinding = { readonly kind: 'error'; readonly sentence: string } | RiskFinding;

export interface RiskFinding {
  readonly kind: 'risk';
  /** That of a warning only where the service asks for it. */
  readonly code: FindingCode;
  readonly sentence: string;
}

/** It doesn't stop a release. */
export interface Warning {
  readonly code: WarningCode;
  readonly sentence: string;
}

export const errors = (sentences: readonly string[]): readonly PreflightFinding[] =>
  sentences.map((sentence) => ({ kind: 'error', sentence }));

export const risk = (code: FindingCode, sentence: string): RiskFinding => ({ kind: 'risk', code, sentence });

export const warning = (code: WarningCode, sentence: string): Warning => ({ code, sentence });
