// What the command plan reports of a Terraform plan.
import { formatCount, formatFew } from '../values/count.ts';
import type { NamedService } from '../terraform/mentions.ts';

/** What an apply would change of services of this action. Only addresses, ARNs and weights of the plan are shown. */
export interface PlannedApply {
  /** Changes of the plan that are about this service. */
  readonly findings: readonly ApplyFinding[];
  /** Changes of the plan that are about none of the judged services, as far as ARNs show. */
  readonly others: number;
  /** Terraform left changes to a later plan, for example because of `-target`. */
  readonly isPartial: boolean;
  /** Without the target groups of the service, no listener or rule is recognized as one of its own. */
  readonly knowsGroups: boolean;
  /** Other services that were judged too. */
  readonly neighbors: readonly NamedService[];
  /** Those whose rules an apply would move and of which no test rule is known. One of these rules may be for tests. */
  readonly withoutTestRule: readonly NamedService[];
  /** What was not judged, and why it may matter. */
  readonly unjudged: readonly Unjudged[];
}

export interface ChangeName {
  /** Terraform's address of the resource, with its module. */
  readonly address: string;
  /** `null`: the apply creates the resource, or it has no ARN. */
  readonly arn: string | null;
}

export interface ApplyFinding extends ChangeName {
  /** `null`: the service of the inputs. */
  readonly service: NamedService | null;
  /** What the apply would do. */
  readonly sentence: string;
  /** The apply would move production traffic, or leave users without an answer. */
  readonly movesProduction: boolean;
}

/** Services that were not judged, and the changes that may be about them. */
interface Unjudged {
  /** Services, clusters or accounts, and why each was not judged. */
  readonly what: readonly string[];
  /** The changes that may be about them. */
  readonly changes: readonly ChangeName[];
}

export const formatNamed = ({ service, cluster }: NamedService): string =>
  `service ${service} in cluster ${cluster}`;

const formatName = ({ address, arn }: ChangeName): string => `${address}${arn === null ? '' : ` (${arn})`}`;

const formatFinding = ({ service, sentence, ...change }: ApplyFinding): string =>
  `${formatName(change)}: ${service === null ? '' : `for ${formatNamed(service)}: `}${sentence}`;

/** What would move production. Empty: nothing. */
export const applyProblems = (apply: PlannedApply | null): readonly string[] =>
  (apply?.findings ?? []).filter(({ movesProduction }) => movesProduction).map(formatFinding);

/** The other services whose production it would move. */
export const neighborsMoved = (apply: PlannedApply | null): readonly string[] => [
  ...new Set(
    (apply?.findings ?? []).flatMap(({ movesProduction, service }) =>
      movesProduction && service !== null ? formatNamed(service) : [],
    ),
  ),
];

/** The most changes that a warning lists. */
const mostListed = 20;

/** One warning for everything that was not judged. Empty: all was. */
export function applyWarnings(apply: PlannedApply | null): readonly string[] {
  return (apply?.unjudged ?? []).map(({ what, changes }) => {
    const listed = formatFew(changes.map(formatName), mostListed);
    return `not judged for ${what.join(' and ')}. These changes may be about them: ${listed}`;
  });
}

/** Everything else, one line each. */
export function applyLines(apply: PlannedApply | null): readonly string[] {
  if (apply === null) return [];
  const { findings, isPartial, knowsGroups, withoutTestRule } = apply;
  return [
    ...findings.filter(({ movesProduction }) => !movesProduction).map(formatFinding),
    ...withoutTestRule.map(
      (one) => `no test rule of ${formatNamed(one)} is known, so all its rules count as production`,
    ),
    ...(isPartial
      ? [
          'the plan is not complete, for example because of -target. Check the plan of the rest too before you apply it',
        ]
      : []),
    ...(knowsGroups
      ? []
      : [
          'the target groups of this service are not known, so no listener and no rule of the plan was checked for it',
        ]),
    describeOthers(apply),
  ];
}

function describeOthers({ findings, others, knowsGroups, neighbors }: PlannedApply): string {
  const counted = formatCount(others, 'other change');
  const also = neighbors.map((one) => ` or ${formatNamed(one)}`).join('');
  if (findings.length === 0 && knowsGroups)
    return `an apply would change nothing of this service${also} (${counted})`;
  return `${counted} of the plan ${others === 1 ? 'is' : 'are'} not about this service${also}, as far as ARNs show`;
}
