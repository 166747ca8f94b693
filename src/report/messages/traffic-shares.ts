// Percentages of a production rule's traffic, as text.
import type { VersionShare } from '../../domain/common/report/history.ts';

/** `100 %`; a share that is there but tiny is never shown as none. */
export function formatShare(share: number | null): string {
  if (share === null) return 'nothing';
  const rounded = Math.round(share);
  if (rounded === 0 && share > 0) return '< 1 %';
  if (rounded === 100 && share < 100) return '> 99 %';
  return `${rounded} %`;
}

/** `blue 90 %, green 10 %`. Where the rules differ: `blue 0 % to 100 %`. `null`: no version has traffic. */
export const formatSplit = (versions: readonly VersionShare[]): string | null =>
  versions.length === 0
    ? null
    : versions.map((version) => `${version.role} ${formatRange(version)}`).join(', ');

export const formatRange = ({ least, most }: Pick<VersionShare, 'least' | 'most'>): string =>
  least === most ? formatShare(most) : `${formatShare(least)} to ${formatShare(most)}`;
