// A release that ends after its lease and before its first rule: nobody holds a cookie of its group.
import { describe, expect, test } from '@jest/globals';
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { sessionRisks } from '../../src/domain/task-sets/preflight/sessions.ts';
import { cookiesUntilMs } from '../../src/domain/task-sets/sessions/known.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { notedSessions } from '../../src/domain/task-sets/tags/sessions.ts';
import { cleanRun, commandPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, type Run, type RunOptions } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { finish } from '../support/finished.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aMemory, aPlan } from '../support/worlds.ts';

const request = aPlan();
const next = aPlan({ release: { id: '102-shop', runId: 102 }, ignored: ['quarantined'] });
const sticky = (): FakeAws =>
  anAws('good', (state) => {
    withSessions(state, 600);
  });

/** The number of the first step with this reason, in an undisturbed release. */
function stepOf(reason: string): number {
  const { steps } = runRelease(sticky(), request);
  return steps.findIndex((step) => step.reason === reason);
}
/** The number of the write of the lease. */
function leaseWrite(): number {
  const { writes } = runRelease(sticky(), request);
  return writes.findIndex((write) => write.kind === 'tag-service' && 'switched-at' in write.tags) + 1;
}

const cuts = ({ writes }: Run): number =>
  writes.filter(
    (write) => write.kind === 'write-rule' && !isSticky({ ...write.rule, actions: write.actions }),
  ).length;
const groupsOf = (aws: FakeAws): readonly string[] =>
  (notedSessions(aws.observe('x'))?.groups ?? []).map(({ group }) => group).toSorted();
const risksOf = (aws: FakeAws): readonly string[] =>
  sessionRisks(sceneOf(next, aws.observe('102-shop'), aMemory()));

function played(options: RunOptions, end: (aws: FakeAws, main: Run) => Run | null) {
  const aws = sticky();
  const main = runRelease(aws, request, options);
  expect(main.writes.some((write) => write.kind === 'tag-service' && 'switched-at' in write.tags)).toBe(true);
  const run = end(aws, main);
  if (run === null) throw new Error('it had written nothing');
  expect(run.violations).toEqual([]);
  expect(run.ending?.result).toBe('rolled-back');
  return { aws, run };
}

const itself = (_aws: FakeAws, main: Run): Run => main;
const post = (aws: FakeAws, main: Run): Run | null => finish(aws, request, main);

describe('a group that nobody was sent to', () => {
  test.each([
    ['its own run, cancelled after the lease', { cancelAtStep: stepOf('switching') }, itself],
    ['the post step, the run killed after the lease', { killAfterWrite: leaseWrite() }, post],
  ] as const)('is free at once after %s', (_what, options, end) => {
    const { aws, run } = played(options, end);
    expect(groupsOf(aws)).toEqual(['a']);
    expect(cuts(run)).toBe(0);
    expect(risksOf(aws)).toEqual([]);
    expect(cleanRun(aws, next).ending?.result).toBe('released');
  });

  test.each([
    ['the post step, the first rule about to be sent', { dieBefore: (step: Run['steps'][number]) => step.reason === 'switching' }, post], // prettier-ignore
    ['the post step, the run killed after the first rule', { killAfterWrite: leaseWrite() + 1 }, post],
    ['a process that knows nothing', { killAfterWrite: leaseWrite() }, (aws: FakeAws) => cleanRun(aws, commandPlan('rollback'))], // prettier-ignore
    ['its own run, cancelled after the first rule', { cancelAtStep: stepOf('switching') + 1 }, itself],
  ] as const)('counts as used after %s', (_what, options, end) => {
    const { aws } = played(options, end);
    expect(groupsOf(aws)).toEqual(['a', 'b']);
    expect(risksOf(aws)).toHaveLength(1);
  });

  test('keeps the time of older cookies, which a release had accepted', () => {
    const aws = sticky();
    expect(cleanRun(aws, aPlan()).ending?.result).toBe('released');
    const before = notedSessions(aws.observe('x'))?.groups.find(({ group }) => group === 'a')?.untilMs;
    const risky = { ...next, ignored: ['idle-group-cookies' as const] };
    const main = runRelease(aws, risky, { dieBefore: ({ reason }) => reason === 'switching' });
    expect([before == null, main.memory.unopened?.untilMs]).toEqual([false, before]);
    expect(cookiesUntilMs(sceneOf(risky, aws.observe(risky.release.id), main.memory), a)).toBe(before);
  });
});
