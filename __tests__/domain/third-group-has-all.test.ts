// Somebody gives all of production to a third group. No command takes it back, and none says that it has, or that it would.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { baking, commandPlan, said, warm, warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { sweepPlan } from '../support/sweeps.ts';
import { a, aRule, b, c } from '../support/worlds.ts';

const where = 'Production traffic goes to target group c, where this service has no task set.';
const untrue =
  /back where it was|moved it to blue|stays on|rollback ready: yes|group a gets it|rollback returns/;

function lead(aws: FakeAws): FakeAws {
  aws.meddle((state) => {
    state.rules = [aRule([[a, 0], [b, 0], [c, 1]])]; // prettier-ignore
  });
  return aws;
}

describe('while a third group has all of production', () => {
  const commands: readonly Request[] = [
    ...(['deploy', 'stage', 'rollback', 'teardown', 'status'] as const).map((one) => commandPlan(one)),
    sweepPlan(),
  ];
  test.each(commands.map((request) => [request.command, request] as const))(
    '%s says where it is, and promises nothing',
    (_command, request) => {
      for (const start of [warm, baking]) {
        const run = runRelease(lead(start()), request);
        expect(run.violations).toEqual([]);
        expect(said(run)).toContain(where);
        expect(said(run)).not.toMatch(untrue);
      }
    },
  );

  test.each(['smoke', 'switch', 'bake', 'warm'] as const)(
    'a release in its %s says so too, and changes nothing more',
    (phase) => {
      const aws = anAws();
      let isLed = false;
      const run = runRelease(aws, warmPlan(), {
        onStep: (step) => {
          if (isLed || step.phase !== phase) return;
          isLed = true;
          lead(aws);
        },
      });
      expect([run.ending?.result, run.reason, run.violations]).toEqual(['failed', 'drift', []]);
      expect(said(run)).toContain(where);
      expect(said(run)).not.toMatch(untrue);
    },
  );
});
