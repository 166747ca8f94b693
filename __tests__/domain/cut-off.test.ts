// What status, and a rollback, say of a blue whose target group no rule holds any more.
import { describe, expect, test } from '@jest/globals';
import { cutOut } from '../../src/domain/common/load-balancer/sessions.ts';
import { holds } from '../../src/domain/common/load-balancer/traffic.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { rollbackAhead } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { after, commandPlan, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, type Run } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { a, aMemory, aPlan } from '../support/worlds.ts';

const warm = aPlan({ teardown: 'defer', warmSeconds: 3600 });
const saidBy = (aws: FakeAws, command: 'status' | 'rollback'): string => said(run(aws, command));
const run = (aws: FakeAws, command: 'status' | 'rollback'): Run => runRelease(aws, commandPlan(command));
const stepsOf = ({ steps }: Run): string => steps.map(({ because }) => because).join('\n');

/** Something else left one group in each rule. Nobody has sessions. */
function takenOut(): FakeAws {
  const aws = after(warm);
  aws.meddle((state) => {
    state.rules = state.rules.map((rule) => ({ ...rule, actions: cutOut(rule.actions, a, []) }));
  });
  return aws;
}

/** A teardown was killed after its cut. */
function cut(hasOwnCookies: boolean): FakeAws {
  const aws = after(warm, undefined, 'good', (state) => {
    withSessions(state, 600);
  });
  aws.hasOwnCookies = hasOwnCookies;
  runRelease(aws, commandPlan('teardown', { release: { id: '150-shop', runId: 150 } }), {
    dieBefore: ({ act }) => act.kind === 'delete',
  });
  return aws;
}

describe('a blue whose group no rule holds', () => {
  test.each([
    ['that something else took out is not said to be cut', takenOut, 'any more'],
    ['that a teardown has cut is said to be cut', () => cut(false), 'since its sessions were cut'],
  ])('%s, by status and by the log of the rollback alike', (_what, world, since) => {
    const aws = world();
    expect(aws.state.rules.some((rule) => holds(rule, a))).toBe(false);
    const isHeld = `no rule holds the target group of blue ${since}`;
    expect(saidBy(aws, 'status')).toContain(`yes, after health checks: ${isHeld}`);
    const seen = sceneOf(commandPlan('rollback'), aws.observe('x'), aMemory());
    expect(rollbackAhead(seen)).toContain(`takes some health checks, because ${isHeld}`);
    const back = run(aws, 'rollback');
    expect(stepsOf(back)).toContain(`${since}: it joins`);
    expect([back.ending?.result, aws.live().map(({ n }) => n)]).toEqual(['rolled-back', [1]]);
  });

  test('that ELB lets nobody bring in again: status says why, and what to run, and so does the refusal', () => {
    const aws = cut(true);
    const way =
      'No rule holds its target group since its sessions were cut. Run the command teardown, then rollback, which releases the version before again.';
    expect(saidBy(aws, 'status')).toContain(way);
    const back = run(aws, 'rollback');
    expect(said(back)).toContain(way);
    expect([back.ending?.result, back.writes, aws.live().map(({ n }) => n)]).toEqual(['refused', [], [2]]);
  });
});
