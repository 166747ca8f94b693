// A runner that vanishes at one of its writes. Nothing here needs a test runner: scripts use it as well.
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { Running, Stage } from './acceptance-stage.ts';

/** Ends what hangs. The last writes of a release with sessions come after some 45 s on a machine with nothing else to do. */
const arrivalMs = 120_000;

/** The write that a runner dies of: the operation, and the how manyeth call of it. */
export interface LastWrite {
  readonly operation: string;
  readonly nth: number;
}

/** `before`: the write had arrived and was not carried out. `after`: it was, and its answer never came. */
export type Moment = 'before' | 'after';

/**
 * Kills the run at this write; no post step follows if it was started so. Resolves when it is gone. `start` has to
 * start it after the fault is armed. Throws when the run ends without that write.
 */
export async function vanishAt(
  stage: Stage,
  last: LastWrite,
  moment: Moment,
  start: () => Running,
): Promise<ActionResult> {
  const { faults } = stage.sandbox;
  const { operation, nth } = last;
  const which = { operation, nth };
  const hold = faults.add({ ...which, kind: 'hold', when: moment });
  // What was sent by a process that is gone by now is refused when it is let go: it never lands.
  const drop = moment === 'before' ? [faults.add({ ...which, kind: 'error', message: 'never arrived' })] : [];
  const run = start();
  let hasEnded = false;
  void run.result.finally(() => {
    hasEnded = true;
  });
  const hits = (): number => faults.list().find(({ id }) => id === hold)?.hits ?? 0;
  await stage.until(`${operation} number ${nth}`, () => hits() > 0 || hasEnded, arrivalMs);
  if (hits() !== 1) throw new Error(`the run ended without its ${operation} number ${nth}`);
  const held = (): boolean =>
    stage
      .calls(operation)
      .some((call) => call.outcome === 'pending' && call.wasCarriedOut === (moment === 'after'));
  await stage.until(`the write is held ${moment} it is carried out`, held);
  run.kill('SIGKILL');
  const result = await run.result;
  for (const fault of [hold, ...drop]) faults.remove(fault);
  return result;
}
