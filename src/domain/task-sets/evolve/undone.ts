// What a run could not do because AWS refused it.
import { describeTrouble } from '../../common/run/refusal.ts';
import type { Memory } from '../model/memory.ts';
import { formatWriteKey } from '../model/write-key.ts';

/** The abandoned writes, one per line, each with the reason or the missing permission. */
export const leftUndone = ({ abandoned }: Memory): readonly string[] =>
  abandoned
    .filter(({ needsScaleZero }) => !needsScaleZero)
    .map(
      ({ key, trouble }) =>
        `${formatWriteKey(key)}: ${describeTrouble(trouble)}` +
        (trouble.kind === 'denied' ? `; allow ${trouble.action} for the role of this job` : ''),
    );
