// What the command plan reports of a Terraform plan.
import { formatCount } from '../values/count.ts';

/** What an apply would change of the service. Only addresses, ARNs and weights of the plan are shown. */
export interface PlannedApply {
  /** Changes of the plan that are about this service. */
  readonly findings: readonly ApplyFinding[];
  /** Changes of the plan that are not about this service, as far as ARNs show. */
  readonly others: number;
  /** Terraform left changes to a later plan, for example because of `-target`. */
  readonly isPartial: boolean;
  /** Without the target groups of the service, no listener or rule is recognized as one of its own. */
  readonly knowsGroups: boolean;
}

export interface ApplyFinding {
  /** Terraform's address of the resource, with its module. */
  readonly address: string;
  /** `null`: the apply creates the resource, or it has no ARN. */
  readonly arn: string | null;
  /** What the apply would do. */
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
  const { findings, others, isPartial, knowsGroups } = apply;
  const counted = formatCount(others, 'other change');
  const areOthers = `${counted} of the plan ${others === 1 ? 'is' : 'are'} not about this service, as far as ARNs show`;
  return [
    ...findings.filter(({ movesProduction }) => !movesProduction).map(formatFinding),
    ...(isPartial
      ? [
          'the plan is not complete, for example because of -target. Check the plan of the rest too before you apply it',
        ]
      : []),
    ...(knowsGroups
      ? []
      : [
          'the target groups of this service are not known, so no listener and no rule of the plan was checked',
        ]),
    findings.length === 0 && knowsGroups
      ? `an apply would change nothing of this service (${counted})`
      : areOthers,
  ];
}
