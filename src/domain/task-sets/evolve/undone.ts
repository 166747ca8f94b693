// What a run could not finish because AWS refused it.
import type { Memory } from '../model/memory.ts';

/** The writes that AWS refused for good, one per line, each with the missing permission or the reason. */
export const leftUndone = ({ abandoned }: Memory): readonly string[] =>
  Object.entries(abandoned)
    .filter(([, { needsScaleZero }]) => !needsScaleZero)
    .map(
      ([key, { trouble }]) =>
        `${key}: ${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}` +
        (trouble.kind === 'denied' ? `; allow ${trouble.action} for the role of this job` : ''),
    );
