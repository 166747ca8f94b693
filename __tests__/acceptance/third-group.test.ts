// A person or infrastructure code gives a third target group a share of production: no text claims that a version has all of it.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, productionRules, released } from '../support/bad-luck.ts';
import { rollbackInputs, sweepInputs, teardownInputs } from '../support/command-steps.ts';
import { byHand, commentOn, deferredRelease, quickRelease, statesOf } from '../support/shown-on-github.ts';
import { trueComment, withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

/** This share in percent of a rule, and the rest to the version that has it. No test user gets through its login. */
function giveThird(stage: Stage, share = 10): void {
  const isOnBlue = (stage.rule('login').weights['web-a'] ?? 0) > 0;
  const [blue, green] = isOnBlue ? [100 - share, 0] : [0, 100 - share];
  const groups = { 'web-a': blue, 'web-b': green, 'admin-a': share };
  const actions = [{ type: 'authenticate-oidc' } as const, { type: 'forward', groups } as const];
  stage.sandbox.control.setActions({ rule: 'login', actions });
}

const split = (role: string): RegExp =>
  new RegExp(
    String.raw`Production traffic is split between ${role}ecs-svc/\d+ \(web:\d\) and target group admin-a, where this service has no task set\.`,
  );
const trafficIn = (json: string | undefined): unknown =>
  (JSON.parse(json ?? '{}') as { readonly traffic?: unknown }).traffic;

chapter('a third group that gets a tenth of a rule', () => {
  // Covers: third-group-shown, claims-true
  acceptance(
    'in the bake is shown at once, in the comment, the log and the end of the run',
    { world: webService(), tagsLeft: ['fence', 'swept-at'] },
    async (stage) => {
      const running = stage.start({ ...quickRelease, 'bake-time': '45s' });
      await stage.until('the bake', () => commentOn(stage).includes('green serves and is monitored'));
      giveThird(stage);
      await stage.until('the comment', () => split('green ').test(commentOn(stage)));
      expect(commentOn(stage)).toContain('(**10 %** to other target groups)');
      giveThird(stage, 40);
      await stage.until('its new share', () =>
        commentOn(stage).includes('(**40 %** to other target groups)'),
      );
      expect(commentOn(stage)).toContain('green serves and is monitored');
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(new RegExp(`^traffic: ${split('green ').source}$`, 'm'));
      expect(run.log).toMatch(new RegExp(`Released: .* ${split('green ').source}`));
      expect(trueComment(stage)).toMatch(split('green '));
      expect(stage.sandbox.github.state().deployments[0]?.statuses[0]).toMatchObject({
        state: 'success',
        description: expect.stringMatching(
          /^Released: ecs-svc\/\d+ is live, but not with all production traffic\.$/,
        ),
      });
      expect(trafficIn(run.outputs['result-json'])).toMatchObject({
        sentence: expect.stringMatching(split('green ')),
        isOnGreen: false,
      });
      expect(run.outputs['live-task-set-arn']).toBe(stage.service().taskSets[0]?.arn);
      // A later command has nothing to correct.
      const before = commentOn(stage);
      await stage.release(sweepInputs, byHand(stage));
      expect(commentOn(stage)).toBe(before);
    },
  );

  // Covers: third-group-shown, claims-true
  acceptance(
    'in the warm time is shown by the next command, once, and a rollback leaves it its share',
    { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined', 'swept-at'] },
    async (stage) => {
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      expect(commentOn(stage)).toContain('**All production traffic is on green');
      giveThird(stage);
      await stage.release(sweepInputs, byHand(stage));
      const comment = trueComment(stage);
      expect(comment).toContain('### ⚠️ `web` in `demo`: only partly live');
      expect(comment).toContain(
        'leads a part of production elsewhere. No command of this action changes that part.',
      );
      expect(comment).toContain('**Rollback**: blue is kept.');
      expect(statesOf(stage)).toEqual(['success']);
      await stage.release(sweepInputs, byHand(stage, 2));
      expect(commentOn(stage)).toBe(comment);
      giveThird(stage, 40);
      await stage.release(sweepInputs, byHand(stage, 3));
      expect(trueComment(stage)).toContain('(**40 %** to other target groups)');
      expect(trueComment(stage)).not.toContain('10 %');
      const run = await stage.release(rollbackInputs, byHand(stage, 4));
      expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'rolled-back' });
      expect(run.log).toMatch(
        new RegExp(`Green has no production traffic any more, .*\\. ${split('blue ').source}`),
      );
      expect(trueComment(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(trueComment(stage)).toMatch(split(''));
      expect(stage.rule('login').weights).toEqual({ 'web-a': 60, 'web-b': 0, 'admin-a': 40 });
    },
  );
});

// Covers: third-group-shown, claims-true
acceptance(
  'a rule that leads to another group alone, or answers its requests, is shown by the next command until it leads back',
  { world: webService(), tagsLeft: ['fence', 'swept-at'] },
  async (stage) => {
    expect(endOf(await stage.release(quickRelease))).toEqual(released);
    const login = { type: 'authenticate-oidc' } as const;
    const lead = (...actions: Parameters<typeof stage.sandbox.control.setActions>[0]['actions']): void => {
      stage.sandbox.control.setActions({ rule: 'login', actions: [login, ...actions] });
    };
    lead({ type: 'forward', groups: { 'admin-a': 1 } });
    const run = await stage.release(sweepInputs, byHand(stage));
    expect(run.log).toMatch(split(''));
    expect(trueComment(stage)).toContain('### ⚠️ `web` in `demo`: only partly live');
    expect(trueComment(stage)).toMatch(split(''));
    lead({ type: 'forward', groups: { 'web-a': 0, 'web-b': 1 } });
    await stage.release(sweepInputs, byHand(stage, 2));
    expect(trueComment(stage)).toContain('### ✅ `web` in `demo`: live');
    lead({ type: 'fixed-response', statusCode: 503, body: 'closed' });
    await stage.release(sweepInputs, byHand(stage, 3));
    expect(trueComment(stage)).toMatch(
      /^\*\*Production traffic is on ecs-svc\/\d+ \(web:2\), but HTTPS:\d+ host login\.example\.com \(rule 10\) sends requests to no target group\./m,
    );
    expect(statesOf(stage)).toEqual(['success']);
  },
);

// Covers: third-group-not-rolled-back, claims-true
acceptance(
  'that has all of production: a rollback and a teardown change nothing and fail, until a rule leads to blue again',
  // Nothing answers in the other group.
  { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'], hasDowntime: true },
  async (stage) => {
    expect(endOf(await stage.release(deferredRelease))).toEqual(released);
    const lead = (groups: Readonly<Record<string, number>>): void => {
      const forward = { type: 'forward', groups } as const;
      for (const rule of productionRules)
        stage.sandbox.control.setActions({
          rule,
          actions: rule === 'login' ? [{ type: 'authenticate-oidc' }, forward] : [forward],
        });
    };
    lead({ 'web-a': 0, 'web-b': 0, 'admin-a': 1 });
    const { taskSets } = stage.service();
    for (const [later, inputs] of [rollbackInputs, teardownInputs].entries()) {
      const run = await stage.release(inputs, byHand(stage, 1 + later));
      expect(endOf(run)).toMatchObject({ exitCode: 1, result: 'refused' });
      expect(run.log).toContain(
        'Production traffic goes to target group admin-a, where this service has no task set.',
      );
      expect(run.log).toMatch(
        /To return users to (?:blue )?ecs-svc\/\d+ \(web:1\), which is ready, give its target group web-a the weight/,
      );
      expect(run.log).not.toMatch(/Rolled back|rollback: ends/);
      expect(trueComment(stage)).toContain('### ⚠️ `web` in `demo`: no longer live');
    }
    expect(stage.service().taskSets.map(({ arn }) => arn)).toEqual(taskSets.map(({ arn }) => arn));
    lead({ 'web-a': 1, 'web-b': 0, 'admin-a': 0 });
    const run = await stage.release(rollbackInputs, byHand(stage, 3));
    expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'rolled-back' });
    expect(trueComment(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
  },
);
