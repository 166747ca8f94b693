// The post step, which the runner always starts after the job's steps.
import { readState, saveState, strangeStates } from './adapters/runner/io.ts';
import { awsPorts } from './adapters/ports.ts';
import { runner } from './adapters/runner/runner.ts';
import { traitsOf } from './domain/common/request/commands.ts';
import { parseBeginning } from './domain/common/report/releases.ts';
import { finishRelease } from './engine/finish.ts';
import { parseHandover } from './engine/handover.ts';
import { createObserver } from './engine/observe.ts';
import { closeRelease } from './engine/close.ts';
import { hasWaitedOut, parseMainEnding, type MainEnding } from './report/main-ending.ts';
import { parseShown } from './report/answers/warnings.ts';
import { wire, readInputsAgain } from './wiring.ts';
import { messageOf } from './errors.ts';

/** How long the post step may work on AWS. An in-flight write and reporting come on top; all of it ends within a minute. */
const finishMs = 40_000;

/**
 * Finishes what main could not. If main was killed or crashed, post does what the situation requires and reports the
 * end. If main ended but could not report, post only reports. Never rejects: the job's result stands.
 */
export async function post(): Promise<void> {
  warnOfStrangeState();
  const ending = parseMainEnding(readState('ending'));
  const hasBegun = readState('release-id') !== null;
  if (!hasBegun || (ending?.isReported === true && !ending.isCrash)) return;
  if (ending !== null && !ending.isCrash && hasWaitedOut(ending)) {
    runner.info(
      'GitHub did not answer the main step in time, so the post step does not try again. The next command for this service closes what is still open there.',
    );
    return;
  }
  try {
    await close(ending);
  } catch (error) {
    const what = messageOf(error);
    runner.warn(`The post step could not report the end, and changed nothing in AWS: ${what}`);
  }
}

/** State that main didn't write counts as missing: post then changes nothing on its account. */
function warnOfStrangeState(): void {
  const names = strangeStates();
  if (names.length === 0) return;
  runner.annotate(
    'warning',
    'Saved state not used',
    `The main step of this run did not write the saved state ${names.join(', ')}, so the post step does not use it. ` +
      'If this run was killed, run the command status to see where traffic is, and run the job again to continue.',
  );
}

async function close(ending: MainEnding | null): Promise<void> {
  const inputs = readInputsAgain(readState('config'));
  const { request: asked, clients, reporting } = await wire(inputs, true);
  const request = { ...asked, finishByMs: reporting.clock.now() + finishMs };
  const ports = awsPorts(clients, request);
  const deployment = Number(readState('deployment') ?? Number.NaN);
  const context = {
    ...reporting,
    save: saveState,
    deployment: Number.isNaN(deployment) ? null : deployment,
    main: parseBeginning(readState('beginning')),
    shown: parseShown(readState('warned')),
  };
  const handover = traitsOf(request).isFinishedByPost ? parseHandover(readState('handover')) : null;
  const isCrash = ending?.isCrash === true;
  try {
    const observe = createObserver(ports, request);
    if (handover !== null && (ending === null || isCrash))
      await finishRelease(request, { ports, observe }, { handover, crash: ending }, context);
    else await closeRelease(request, observe, { ending }, context);
  } finally {
    clients.destroy();
  }
}
