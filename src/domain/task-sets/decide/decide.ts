// The next step of every command. What starts a release doesn't load the deciders of sweep: `releasing.ts`.
import type { Decide } from '../dry-run/imagine.ts';
import { refuseElsewhere } from '../commands/elsewhere.ts';
import { backOff, endOfCancel, settle, standDown } from '../forward/guards.ts';
import type { Decider } from '../roles/scene.ts';
import { endSwept, markSweep, sweepOn } from '../sweep/sweep.ts';
import { decideBy, decideReleasing } from './releasing.ts';

const sweeping: readonly Decider[] = [
  refuseElsewhere,
  standDown,
  endOfCancel,
  settle,
  backOff,
  // It takes the fence itself, and only if there is something to do: a sweep must not end a run in progress.
  sweepOn,
  // After the work: the tag records that a sweep has seen this service.
  markSweep,
  endSwept,
];

/** The next step. Pure and total: the same request, world and memory give the same step. */
export const decideNextStep: Decide = (request, world, memory) =>
  request.command === 'sweep'
    ? decideBy(sweeping, request, world, memory)
    : decideReleasing(request, world, memory);
