// The sentences of a story.
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import { formatWriteKey, writeKey } from '../../src/domain/task-sets/model/write-key.ts';
import { formatScaling } from '../../src/domain/task-sets/roles/writes.ts';
import { noon } from '../support/worlds.ts';
import { weightsIn } from './account.ts';
import { runName, type Flight } from './state.ts';

/** Time in stories counts from the start. */
export const clock = (ms: number): string => `${String(Math.round((ms - noon) / 1000))} s:`;

export const turnWords = (request: Request, step: Step, reads: string, nowMs: number): string => {
  const act =
    step.act.kind === 'end'
      ? `ends ${step.act.result}`
      : step.act.kind === 'wait'
        ? 'waits'
        : step.act.kind === 'probe'
          ? `probes (${step.act.purpose})`
          : step.act.kind === 'check'
            ? `checks (${step.act.purpose})`
            : step.act.kind === 'look'
              ? `reads ${step.act.parts.join(', ')} again`
              : `sends ${writeWordsShort(step.act)}`;
  return `${clock(nowMs)} Run ${runName(request)}${reads} ${act} (${step.reason}: ${step.because}).`;
};

function writeWordsShort(write: Write): string {
  if (write.kind === 'write-rule') {
    const { a, b } = weightsIn(write.actions);
    return `rule ${String(write.rule.listenerPort)} := a ${String(a ?? '-')}, b ${String(b ?? '-')}`;
  }
  if (write.kind === 'tag-service') return `tags ${shortly(JSON.stringify(write.tags))}`;
  if (write.kind === 'write-scaling') return `scaling ${formatScaling(write.state)}`;
  return shortly(formatWriteKey(writeKey(write)));
}
/** Without the long names that say the same for every set. */
const shortly = (text: string): string =>
  text.replaceAll(/arn:[^"\s]*\/(?=ecs-svc)/g, '').replaceAll('"', '');
export const what = ({ write }: Flight): string => writeWordsShort(write);
