// Percentages of a production rule's traffic, as text.
/** `100 %`; a share that is there but tiny is never shown as none. */
export function formatShare(share: number | null): string {
  if (share === null) return 'nothing';
  const rounded = Math.round(share);
  if (rounded === 0 && share > 0) return '< 1 %';
  if (rounded === 100 && share < 100) return '> 99 %';
  return `${rounded} %`;
}
