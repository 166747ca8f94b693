// Releases in which something was skipped, or left to a later run.
import type { Report } from '../../src/domain/common/report/report.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { aFrame, aStep, ended, gatesPassed, goodFrames, shopPlan, told } from './stories.ts';

export const unasked = { ...shopPlan, smoke: { ...shopPlan.smoke, paths: [] } };
const skipped: Partial<Memory> = {
  ...gatesPassed,
  smoke: {
    ...gatesPassed.smoke!,
    passesInRow: 0,
    hasConnected: false,
    isSkipped: true,
    lastFailure: 'http://10.0.42.0:8080/health timed out after 5 s',
  },
};
/** No input asks for a smoke test, and the runner doesn't reach the VPC. */
export const unreached = [
  aFrame(49, aStep('smoke', 'smoke-testing'), { memory: skipped }),
  aFrame(60, aStep('bake', 'baking'), { isSwitched: true, memory: skipped }),
];

const over = { result: 'released', reason: 'released', message: 'Released: it serves.' } as const;

export const skippedGallery: Readonly<Record<string, Report>> = {
  'baking without a smoke test': told(unreached, unasked),
  'released, with blue left to a later run': ended(told(goodFrames.slice(0, 7)), over, 400),
};
