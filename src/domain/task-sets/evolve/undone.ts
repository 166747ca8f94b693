// What a run could not do: AWS refused it, or what justifies it could not be read.
import { describeFailedCall } from '../../common/run/advice.ts';
import type { Memory } from '../model/memory.ts';
import { formatWriteKey } from '../model/write-key.ts';

/** The abandoned writes, one per line, each with the reason or the missing permission. */
export const leftUndone = ({ abandoned }: Memory): readonly string[] =>
  abandoned
    .filter(({ needsScaleZero }) => !needsScaleZero)
    .map(
      ({ key, trouble, isUnread }) =>
        `${formatWriteKey(key)}: ${isUnread ? 'left for the next teardown, sweep or deploy, since ' : ''}${describeFailedCall(trouble)}` +
        (trouble.kind === 'denied' ? `; allow ${trouble.action} for the role of this job` : ''),
    );
