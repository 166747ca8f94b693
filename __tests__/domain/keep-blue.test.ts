import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { after, baking, cleanRun as run, commandPlan, kinds, said, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import type { Behaviour } from '../support/fake-state.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

const both = '1 ACTIVE, 2 PRIMARY; live: 2';

function turn(aws: FakeAws, behaviour: Behaviour): void {
  aws.meddle((state) => {
    state.sets = state.sets.map((set) => (set.n === 2 ? { ...set, behaviour } : set));
  });
}

/** A release whose green behaves like this from the first look of its warm time on, until `recovers` looks later. */
function illWhileWarm(
  request: Request,
  recovers = Infinity,
): ReturnType<typeof runRelease> & { aws: FakeAws } {
  const aws = anAws();
  let looks = 0;
  let [isIll, isWell] = [false, false];
  const done = runRelease(aws, request, {
    dieBefore: ({ phase }) => {
      looks += phase === 'warm' ? 1 : 0;
      return false;
    },
    meddle: () => {
      if (looks > 0 && !isIll) {
        isIll = true;
        turn(aws, 'unhealthy');
      }
      if (looks > recovers && !isWell) {
        isWell = true;
        turn(aws, 'good');
      }
    },
  });
  return { ...done, aws };
}

describe('blue of a green that became unhealthy while blue was warm', () => {
  const request = aPlan({ warmSeconds: 60 });

  test('is kept beyond its lease, and the run ends red and names the rollback', () => {
    const done = illWhileWarm(request);
    expect([done.ending?.result, done.reason, done.violations]).toEqual(['failed', 'left-alone', []]);
    expect(standing(done.aws)).toBe(both);
    expect(kinds(done)).not.toContain('delete');
    expect(said(done)).toMatch(
      /^Not torn down: task set ecs-svc\/2 has 0 healthy targets and needs 1, so blue ecs-svc\/1 .* is kept/,
    );
    expect(said(done)).toContain('Run the command rollback');
  });

  test('is deleted after all when green recovers within two minutes', () => {
    const done = illWhileWarm(request, 8);
    expect([done.ending?.result, standing(done.aws)]).toEqual(['released', '2 PRIMARY; live: 2']);
  });

  test('is what a rollback then returns to', () => {
    const { aws } = illWhileWarm(request);
    expect(run(aws, commandPlan('rollback')).ending?.result).toBe('rolled-back');
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });
});

describe('a teardown', () => {
  function warmAndIll(): FakeAws {
    const aws = warm();
    turn(aws, 'unhealthy');
    aws.nowMs += 20_000;
    return aws;
  }

  test('of a release whose green is unhealthy changes nothing, and names the rollback', () => {
    const aws = warmAndIll();
    const done = run(aws, commandPlan('teardown'));
    expect([done.ending?.result, done.writes, standing(aws)]).toEqual(['refused', [], both]);
    expect(said(done)).toMatch(
      /blue ecs-svc\/1 .* may be the only rollback target\. Run the command rollback/,
    );
  });

  test('is done all the same with force', () => {
    const aws = warmAndIll();
    const done = run(aws, commandPlan('teardown', { isForced: true }));
    expect([done.ending?.result, standing(aws)]).toEqual(['torn-down', '2 PRIMARY; live: 2']);
  });

  test('keeps blue when green becomes unhealthy during the teardown', () => {
    const aws = warm();
    const done = runRelease(aws, commandPlan('teardown'), {
      meddle: (_step, { state }) => {
        if (state.tags.fence?.includes(':200.') === true) turn(aws, 'unhealthy');
      },
    });
    expect([done.ending?.result, done.reason, standing(aws)]).toEqual(['failed', 'left-alone', both]);
    expect(done.violations).toEqual([]);
  });

  test('waits for the bake of another run to end', () => {
    const aws = baking();
    const until = Date.parse(aws.state.tags['bake-until'] ?? '');
    let firstMs = 0;
    aws.fault = () => {
      firstMs = firstMs === 0 ? aws.nowMs : firstMs;
      return null;
    };
    const done = run(aws, commandPlan('teardown'));
    expect(done.steps[0]?.reason).toBe('waiting-for-bake');
    expect(firstMs).toBeGreaterThan(until);
    expect([done.ending?.result, standing(aws)]).toEqual(['torn-down', '2 PRIMARY; live: 2']);
  });

  test('after a deferred release of its own workflow run does not wait', () => {
    const aws = after(aPlan({ teardown: 'defer', warmSeconds: 900 }));
    const own = commandPlan('teardown', { release: { id: '100-shop', runId: 100 } });
    const done = run(aws, own);
    expect(done.steps.map(({ reason }) => reason)).not.toContain('waiting-for-bake');
    expect(done.ending?.result).toBe('torn-down');
  });
});
