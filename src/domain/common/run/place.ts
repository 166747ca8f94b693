// Whether the account and region of a run are those of the ARNs that its inputs name.
import { describeIdentity, type Identity } from '../environment/identity.ts';
import type { Request } from '../request/request.ts';

interface Place {
  readonly account: string;
  /** `null`: not known. */
  readonly region: string | null;
}

/** The account and region of an ARN. `null`: it names none, or isn't one. */
export function placeOf(arn: string): Place | null {
  const [, region, account] = /^arn:aws[\w-]*:[\w-]+:([\w-]+):(\d{12}):/.exec(arn) ?? [];
  return region === undefined || account === undefined ? null : { account, region };
}

/** Why this place can't be meant, as part of a sentence. `null`: no input names another one. */
export function describeElsewhere(request: Request, here: Place): string | null {
  const others = arnsIn(request).filter((arn) => isElsewhere(placeOf(arn), here));
  if (others.length === 0) return null;
  const byPlace = Map.groupBy(others, (arn) => formatPlace(placeOf(arn) ?? here));
  const named = [...byPlace].map(([there, arns]) => `${arns.join(', ')} in ${there}`).join(', and ');
  const what = others.length === 1 ? 'correct the input' : 'correct each of these inputs';
  return (
    `the AWS credentials are of ${formatPlace(here)}, but the settings name ${named}. ` +
    `Give this job the credentials and the region of that account, or ${what}`
  );
}

/** For a run whose first reads failed: whose credentials they are, and whether others were meant. */
export function describeCredentials(request: Request, identity: Identity): readonly string[] {
  const elsewhere = describeElsewhere(request, { account: identity.account, region: null });
  const whose = `The AWS credentials are those of ${describeIdentity(identity)}.`;
  return elsewhere === null ? [whose] : [whose, `${elsewhere.replace(/^t/, 'T')}.`];
}

const isElsewhere = (there: Place | null, { account, region }: Place): boolean =>
  there !== null && (there.account !== account || (region !== null && there.region !== region));

const formatPlace = ({ account, region }: Place): string =>
  `account ${account}${region === null ? '' : ` in ${region}`}`;

const arnsIn = ({ cluster, traffic, revision, goal }: Request): readonly string[] => [
  cluster,
  ...traffic.productionListeners,
  ...traffic.productionRules,
  ...traffic.targetGroups,
  ...[traffic.testListener, traffic.testRule, goal.rollbackTo].filter((arn) => arn !== null),
  ...(revision.source.kind === 'existing' ? [revision.source.reference] : []),
];
