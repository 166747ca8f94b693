import { describe, expect, test } from '@jest/globals';
import { createStepLog } from '../../src/report/log.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { summaryOf } from '../../src/report/messages/summary.ts';
import { recordingRunner } from '../support/reporting.ts';
import { unasked, unreached } from './skipped-stories.ts';
import { aStep, ended, told, type Frame } from './stories.ts';

/** Green's group takes only gRPC, so no test is ever begun. */
const unaskable = unreached.map((frame): Frame => ({
  ...frame,
  memory: { ...frame.memory, smoke: { ...frame.memory.smoke, startedAtMs: null, isSkipped: false } },
  world: {
    ...frame.world,
    groups: frame.world.groups.map((group) => ({ ...group, protocolVersion: 'GRPC' })),
  },
}));

const cases = [
  ['cannot reach green', unreached, /10\.0\.42\.0:8080\/health timed out .* This runner can't reach the VPC/],
  ['cannot ask it', unaskable, /only target health decides: target group b takes only gRPC/],
] as const;

describe.each(cases)('a smoke test that is skipped because this runner %s', (_why, frames, words) => {
  const [before, bake] = [told(frames.slice(0, 1), unasked), told(frames, unasked)];
  const over = ended(bake, { result: 'released', reason: 'released' }, 500);

  test('is in comment and summary, also after the switch and at the end', () => {
    for (const text of [commentOf(before), commentOf(bake), commentOf(over), summaryOf(over)]) {
      expect(text).toContain('⚠️ **Smoke test skipped**: ');
      expect(text.replaceAll('`', '')).toMatch(words);
    }
  });

  test('does not look passed among the phases', () => {
    for (const text of [commentOf(bake), commentOf(over), summaryOf(over)]) {
      expect(text).toContain('| ⏭️&nbsp;smoke | ');
      expect(text).toContain('skipped: only target health decides: ');
    }
  });

  test('is a warning of the log, once', () => {
    const runner = recordingRunner();
    const log = createStepLog(runner);
    log.step(told([], unasked), before, { ...aStep('smoke', 'smoke-testing'), kind: 'wait' });
    log.step(before, bake, { ...aStep('bake', 'baking'), kind: 'wait' });
    const given = runner.lines.filter((line) => line.startsWith('warning: '));
    expect(given).toEqual([expect.stringMatching(/^warning: The smoke test is skipped: only target health/)]);
  });
});
