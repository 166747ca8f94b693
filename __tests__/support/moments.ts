// Moments in which a test acts, however busy the machine is.
import type { Stage } from './acceptance-stage.ts';
import { isAllOn } from './serving.ts';

/**
 * Acts after each write that reaches AWS: it has been carried out, and its answer has not left yet. So whoever wrote sees
 * what the test did with its next look.
 */
export function afterWrites(stage: Stage, act: () => void): void {
  // AWS carries a write out in the turn in which it calls its witnesses.
  stage.sandbox.onWrite(() => {
    queueMicrotask(act);
  });
}

/** Acts after the write that makes this so. Rejects after a minute, or when `act` throws. */
export async function onceWritten(
  stage: Stage,
  what: string,
  isSo: () => boolean,
  act: () => void,
): Promise<void> {
  const done = Promise.withResolvers<undefined>();
  let hasActed = false;
  const look = (): void => {
    if (hasActed || !isSo()) return;
    hasActed = true;
    act();
    done.resolve(undefined);
  };
  afterWrites(stage, () => {
    try {
      look();
    } catch (error) {
      done.reject(error);
    }
  });
  await Promise.race([done.promise, stage.until(what, () => hasActed)]);
}

/** Acts once the last production rule leads to this group. */
export const onceSwitched = (stage: Stage, act: () => void, group = 'web-b'): Promise<void> =>
  onceWritten(stage, 'the switch', () => isAllOn(stage, group), act);

/** Acts once the next such call has been carried out. */
export function onceCalled(stage: Stage, operation: string, act: () => void): Promise<void> {
  const before = stage.calls(operation).length;
  const isSo = (): boolean =>
    stage
      .calls(operation)
      .slice(before)
      .some((call) => call.wasCarriedOut);
  return onceWritten(stage, operation, isSo, act);
}
