// What preflight finds before the first write.

export interface PreflightFinding {
  /** `error`: a release is always refused. `risk`: it is refused unless the run is forced. */
  readonly kind: 'error' | 'risk';
  readonly sentence: string;
}

export const errors = (sentences: readonly string[]): readonly PreflightFinding[] =>
  sentences.map((sentence) => ({ kind: 'error', sentence }));

export const risks = (sentences: readonly string[]): readonly PreflightFinding[] =>
  sentences.map((sentence) => ({ kind: 'risk', sentence }));

export const sentencesOf = (
  findings: readonly PreflightFinding[],
  wanted: PreflightFinding['kind'],
): readonly string[] => findings.flatMap(({ kind, sentence }) => (kind === wanted ? [sentence] : []));
