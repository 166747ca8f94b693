// The effect of one change of a Terraform plan.
import type { ApplyFinding } from '../../common/report/apply.ts';
import type { TerraformChange, WrittenMember } from '../../common/terraform/plan.ts';

export type Effect = Pick<ApplyFinding, 'sentence' | 'movesProduction'>;

export const moves = (sentence: string): Effect => ({ sentence, movesProduction: true });
export const changes = (sentence: string): Effect => ({ sentence, movesProduction: false });

/** `deletes` or `replaces`; `null`: the resource stays. */
export const endOf = ({ kind }: TerraformChange): 'deletes' | 'replaces' | null =>
  kind === 'delete' ? 'deletes' : kind === 'replace' ? 'replaces' : null;

/** The members of a list that the change writes. */
export const writtenAmong = (
  { written }: TerraformChange,
  members: readonly WrittenMember[],
): readonly WrittenMember[] => members.filter((member) => written.includes(member));

/** Resources of a provider whose members aren't known, for example `awscc`. */
export const isUnreadable = ({ type, kind }: TerraformChange): boolean =>
  kind === 'update' && !type.startsWith('aws_');

export const unreadable = (what: string): string =>
  `changes ${what} through a type of resource that this check can't read. Compare the weights in the plan with those that are live.`;
