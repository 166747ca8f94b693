// What a rollback meets at night: fewer rules named than were moved, risks, a label that hangs, somebody who undoes it.
import { describe, expect, test } from '@jest/globals';
import { handCommand } from '../../src/domain/common/load-balancer/by-hand.ts';
import { healthyOthers } from '../../src/domain/task-sets/health/readiness.ts';
import { moveWeight, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';

import { rollbackAhead, rollbackReadyIn } from '../../src/domain/task-sets/status/rollback-ready.ts';
import {
  after,
  another,
  cleanRun as run,
  commandPlan,
  kinds,
  released,
  said,
  scaled,
  stagePlan,
  warm,
} from '../support/commands.ts';
import { deferred } from '../support/command-stories.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aForward, aMemory, aPlan, aRule, b, listener } from '../support/worlds.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';

describe('a rollback', () => {
  test('moves every rule that the release moved, though its inputs name fewer', () => {
    const aws = warm();
    const done = run(aws, commandPlan('rollback', { traffic: { productionListeners: [listener(80)] } }));
    expect([done.ending?.result, standing(aws)]).toEqual(['rolled-back', '1 PRIMARY; live: 1']);
    expect(aws.state.rules.every((rule) => weightOf(rule, b) === 0)).toBe(true);
  });

  test('that is a re-release is not refused for what is only risky', () => {
    const aws = released();
    aws.meddle((state) => {
      withSessions(state, 600);
      const untils = `a=${new Date(aws.nowMs + 600_000).toISOString().slice(0, 19)}Z b=open`;
      state.tags = { ...state.tags, sessions: `sticky:80=600 sticky:10=600 sticky:443=600 ${untils}` };
    });
    const sticky = commandPlan('rollback');
    expect(run(aws, { ...sticky, command: 'deploy' }).ending?.result).toBe('refused');
    expect(run(aws, sticky).ending?.result).toBe('released');
  });

  test('that is a re-release is not what the next rollback rolls back to the failed version', () => {
    const aws = released();
    run(aws, commandPlan('rollback'));
    expect(aws.sets().map(({ tags }) => tags['previous-revision'])).toEqual([undefined]);
  });

  test('moves traffic a second after it began to label, when the label gets no answer', () => {
    const aws = warm();
    const beganMs = aws.nowMs;
    let movedMs = 0;
    aws.fault = (write) => {
      if (write.kind === 'write-rule' && movedMs === 0) movedMs = aws.nowMs;
      if (write.kind !== 'label') return null;
      aws.nowMs += write.withinMs ?? 5000;
      return { kind: 'lost' };
    };
    const done = run(aws, commandPlan('rollback'));
    expect(movedMs - beganMs).toBeLessThan(1500);
    expect(kinds(done).slice(0, 2)).toEqual(['label', 'write-rule']);
    expect(standing(aws)).toMatch(/live: 1$/);
  });

  test('keeps scale-in suspended next to a green that is kept for inspection, and records it in the tag', () => {
    const aws = warm(scaled);
    run(aws, commandPlan('rollback', {}, { keepRolledBackSeconds: 3600 }));
    expect(aws.state.scaling?.scaleInSuspended).toBe(true);
    expect(aws.state.tags.scaling).toBe('in:0 out:0 scheduled:1');
  });
});

test('a rollback that somebody undoes as often as it is written gives up after two minutes, with the commands', () => {
  const aws = warm();
  const beganMs = aws.nowMs;
  const done = runRelease(aws, commandPlan('rollback'), {
    meddle: (_step, at) => {
      undo(at);
    },
  });
  expect([done.ending?.result, done.reason]).toEqual(['failed', 'drift']);
  expect(aws.nowMs - beganMs).toBeLessThan(150_000);
  expect(said(done)).toMatch(
    /for 2m00s somebody else has undone the rollback[\s\S]*aws elbv2 modify-listener/,
  );
  expect(done.violations).toEqual([]);
});

/** Infrastructure code that puts the first rule where it believes it belongs, whoever holds the service. */
function undo(aws: FakeAws): void {
  aws.meddle((state) => {
    state.rules = state.rules.map((rule, index) =>
      index === 0 && weightOf(rule, a) > 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
    );
  });
}

describe('next to a green that was created and never switched to, a rollback', () => {
  /** Run 100 is live, and nothing of its release is left; run 300 died with its green ready. */
  function bothThere(): FakeAws {
    const aws = released();
    aws.state.wayBackTo = null;
    runRelease(aws, another(commandPlan('deploy'), 300), {
      dieBefore: ({ reason }) => reason === 'smoke-testing',
    });
    aws.state.wayBackTo = 1;
    return aws;
  }

  test('takes that one back first, and says that it moved no traffic', () => {
    const aws = bothThere();
    const done = run(aws, commandPlan('rollback'));
    expect([done.ending?.result, standing(aws)]).toEqual(['rolled-back', '2 PRIMARY; live: 2']);
    expect(said(done)).toContain(
      'This run found no traffic on it, and moved none. Production traffic is split between blue',
    );
  });

  test('says so beforehand, and status does too', () => {
    const world = bothThere().observe('200-shop');
    const scene = (command: 'rollback' | 'status'): Scene => sceneOf(commandPlan(command), world, aMemory());
    expect(rollbackAhead(scene('rollback'))).toMatch(
      /^ends the release in progress \(ecs-svc\/3 .*\), which has no traffic; production stays on ecs-svc\/2/,
    );
    expect(rollbackReadyIn(scene('status')).words).toMatch(/it ends the release in progress \(ecs-svc\/3/);
  });

  test('leaves that one to a teardown to name, which has nothing to tear down', () => {
    const done = run(bothThere(), commandPlan('teardown'));
    expect([done.ending?.result, done.writes]).toEqual(['torn-down', []]);
    expect(said(done)).toMatch(/ecs-svc\/3 .* is still there \(ACTIVE\): left by /);
  });

  test('does the same where the release before had left its teardown to others', () => {
    const aws = deferred();
    aws.state.wayBackTo = null;
    runRelease(aws, another(commandPlan('deploy'), 300), {
      dieBefore: ({ reason }) => reason === 'smoke-testing',
    });
    const done = run(aws, commandPlan('rollback'));
    expect([done.ending?.result, aws.live().map(({ n }) => n)]).toEqual(['rolled-back', [2]]);
  });

  test.each([
    ['is refused: the second person asked for the same', {}, 'refused', [2]],
    ['rolls back what is live if it names the revision', { rollbackTo: 'web:1' }, 'released', [4]],
  ])('run once more by another run %s', (_what, goal, result, live) => {
    const aws = bothThere();
    run(aws, commandPlan('rollback'));
    const again = commandPlan('rollback', { release: { id: '201-shop-rollback', runId: 201 } }, goal);
    expect([run(aws, again).ending?.result, aws.live().map(({ n }) => n)]).toEqual([result, live]);
  });
});

test.each(['fails-live', 'dies-live'] as const)(
  'after a bake that returned users from a green that %s, a rollback by another run goes no version further back',
  (behaviour) => {
    const aws = released();
    aws.candidate = behaviour;
    const bake = runRelease(aws, another(aPlan(), 300));
    expect([bake.ending?.result, aws.live().map(({ n }) => n)]).toEqual(['rolled-back', [2]]);
    aws.nowMs += 3_600_000;
    const done = run(aws, commandPlan('rollback', { release: { id: '400-shop-rollback', runId: 400 } }));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toMatch(/green ecs-svc\/3.* was already rolled back, and production is on ecs-svc\/2/);
  },
);

test('weights that somebody gives green before it is proven are returned to blue immediately, and reported as such', () => {
  const aws = anAws();
  let isDone = false;
  const done = runRelease(aws, aPlan(), {
    meddle: (_step, { state }) => {
      if (isDone || state.sets.length < 2) return;
      isDone = true;
      undo(aws);
    },
  });
  expect([done.ending?.result, done.reason, standing(aws)]).toEqual([
    'rolled-back',
    'exposed-before-switch',
    '1 PRIMARY; live: 1',
  ]);
  expect(said(done)).toContain(
    'somebody else gave green task set ecs-svc/2 production weight before it passed its gates (HTTP:80 default action)',
  );
  expect(done.violations).toEqual([]);
});

describe('after a rollback that had to make a task set', () => {
  /** Run 200 released web:1 again in place of web:2, which is kept warm for a later run to remove. */
  function backAnew(): FakeAws {
    const aws = released();
    run(aws, commandPlan('rollback', { teardown: 'defer', warmSeconds: 900 }, { writtenReason: 'too slow' }));
    return aws;
  }
  const again = commandPlan('rollback', { release: { id: '201-shop-rollback', runId: 201 } });

  test('another one is refused at once: further back leads only where somebody says', () => {
    const aws = backAnew();
    aws.nowMs += 60_000;
    const done = run(aws, again);
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toMatch(
      /release 200-shop-rollback already rolled back from .* to ecs-svc\/3 .*Name the revision to roll back to with rollback-to/,
    );
  });

  test('status says the same', () => {
    const aws = backAnew();
    const scene = sceneOf(commandPlan('status'), aws.observe('300-shop'), aMemory());
    expect(rollbackReadyIn(scene).words).toMatch(
      /^no: the live version comes from a rollback that replaced ecs-svc\/2 .*name the revision to roll back to/,
    );
  });

  test('its end had said that it was one, and why, though it left the teardown to others', () => {
    const aws = released();
    const request = commandPlan(
      'rollback',
      { teardown: 'defer', warmSeconds: 900 },
      { writtenReason: 'too slow' },
    );
    expect(said(run(aws, request))).toMatch(/It is the rollback that run \S+ was asked for \(too slow\)/);
  });
});

test('a staged green is no rollback target: status offers no command that would send users to it', () => {
  const aws = after(stagePlan());
  const world = aws.observe('300-shop');
  const scene = sceneOf(commandPlan('status'), world, aMemory());
  expect(healthyOthers(world, scene.roles)).toEqual([]);
});

test('a command that moves a rule with a login by hand keeps the secret that ELB never returns', () => {
  const login = { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { ClientId: 'shop' } };
  const forward = aForward([
    [a, 0],
    [b, 1],
  ]);
  const rule = aRule([], { actions: [{ type: 'other', kind: 'authenticate-oidc', raw: login }, forward] });
  expect(handCommand(rule, rule.actions)).toContain('"ClientId":"shop","UseExistingClientSecret":true');
});
