// What the command plan reports of a Terraform plan.

/** What an apply would change of the service. Only addresses, ARNs and weights of the plan are shown. */
export interface PlannedApply {
  readonly findings: readonly ApplyFinding[];
  /** Changes of the plan that are not about this service, as far as ARNs show. */
  readonly others: number;
  /** Terraform could not plan everything: an apply may change more. */
  readonly isPartial: boolean;
}

export interface ApplyFinding {
  /** Terraform's address of the resource, with its module. */
  readonly address: string;
  /** `null`: the apply creates the resource, or it has no ARN. */
  readonly arn: string | null;
  readonly sentence: string;
  /** The apply would move production traffic, or leave users without an answer. */
  readonly movesProduction: boolean;
}

const formatFinding = ({ address, arn, sentence }: ApplyFinding): string =>
  `${address}${arn === null ? '' : ` (${arn})`}: ${sentence}`;

/** What would move production. Empty: nothing. */
export const applyProblems = (apply: PlannedApply | null): readonly string[] =>
  (apply?.findings ?? []).filter(({ movesProduction }) => movesProduction).map(formatFinding);

/** Everything else, one line each. */
export function applyLines(apply: PlannedApply | null): readonly string[] {
  if (apply === null) return [];
  const { findings, others, isPartial } = apply;
  const counted = others === 1 ? '1 other change' : `${String(others)} other changes`;
  return [
    ...findings.filter(({ movesProduction }) => !movesProduction).map(formatFinding),
    ...(isPartial ? ['Terraform could not plan everything, so an apply may change more than this'] : []),
    findings.length === 0
      ? `an apply would change nothing of this service (${counted})`
      : `${counted} of the plan are not about this service, as far as ARNs show`,
  ];
}
