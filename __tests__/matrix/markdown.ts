// Tables of results for people; the formatting is prettier's.

export const tableLine = (cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

interface Summed {
  readonly isGood: boolean;
  readonly sent: number;
  readonly failed: number;
  readonly seconds: number;
}

/** Cells, good ones, requests, failed requests, and the longest way to an end. */
export function sums(verdicts: readonly Summed[]): readonly string[] {
  const sum = (of: (verdict: Summed) => number): string =>
    verdicts.reduce((total, verdict) => total + of(verdict), 0).toLocaleString('en');
  const longest = Math.max(0, ...verdicts.map(({ seconds }) => seconds));
  return [
    String(verdicts.length),
    sum(({ isGood }) => (isGood ? 1 : 0)),
    sum(({ sent }) => sent),
    sum(({ failed }) => failed),
    `${String(Math.round(longest))} s`,
  ];
}
