// What one command could not report to GitHub, the next command that reads the service corrects.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, isAllOn, released } from '../support/bad-luck.ts';
import {
  promoteInputs,
  rollbackInputs,
  stageInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import { tagOf } from '../support/rollback-steps.ts';
import {
  byHand,
  commentOn,
  deferredRelease,
  environment,
  ofPull,
  statesOf,
  withV3,
} from '../support/shown-on-github.ts';
import { withTrueComments } from '../support/true-comment.ts';
import { vanishAt } from '../support/vanish.ts';

const acceptance = withTrueComments(play);

/** As a person does, in GitHub's pages or with a script. */
async function makeInactive({ sandbox: { github } }: Stage, id: number): Promise<void> {
  const answer = await fetch(`${github.url}/repos/${github.repository}/deployments/${String(id)}/statuses`, {
    method: 'POST',
    headers: { authorization: 'token x', 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'inactive', description: 'by hand' }),
  });
  expect(answer.status).toBe(201);
}

/** Whether nothing was written for the second time. */
async function changesNothing(stage: Stage, again: () => Promise<unknown>): Promise<void> {
  const shown = (): string => JSON.stringify([commentOn(stage), statesOf(stage)]);
  const before = shown();
  await again();
  expect(shown()).toBe(before);
}

/** A rollback of the release of pull request 1. GitHub answers nothing until its end. */
async function rolledBackUnseen(stage: Stage): Promise<void> {
  expect(endOf(await stage.release(deferredRelease))).toEqual(released);
  stage.sandbox.github.faults.add({ kind: 'server-error', on: 'all' });
  await stage.release(rollbackInputs, byHand(stage, 1));
  stage.sandbox.github.faults.clear();
  expect([commentOn(stage).includes(': released'), statesOf(stage)]).toEqual([true, ['success']]);
}

function expectRolledBackByFirst(stage: Stage): void {
  expect(commentOn(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
  expect(commentOn(stage)).toContain(`[Run ${String(stage.runId + 1)}]`);
}

chapter('a rollback while GitHub is down', () => {
  const afterwards = ['fence', 'rolled-back', 'quarantined'];

  // Covers: shown-later
  acceptance(
    'is shown by the teardown that comes next, once',
    { world: webService(), tagsLeft: afterwards },
    async (stage) => {
      await rolledBackUnseen(stage);
      const run = await stage.release(teardownInputs, byHand(stage, 2));
      expect(endOf(run)).toMatchObject({ exitCode: 0 });
      expectRolledBackByFirst(stage);
      expect(commentOn(stage)).toMatch(/\*\*All production traffic is on ecs-svc\/\d+ \(web:1\)/);
      expect(statesOf(stage)).toEqual(['failure']);
      await changesNothing(stage, () => stage.release(teardownInputs, byHand(stage, 3)));
    },
  );

  // Covers: shown-later
  acceptance(
    'is shown by the sweep that comes next, once',
    { world: webService(), tagsLeft: [...afterwards, 'swept-at'] },
    async (stage) => {
      await rolledBackUnseen(stage);
      const run = await stage.release(sweepInputs, byHand(stage, 2));
      expect(endOf(run)).toMatchObject({ exitCode: 0 });
      expectRolledBackByFirst(stage);
      expect(statesOf(stage)).toEqual(['failure']);
      await changesNothing(stage, () => stage.release(sweepInputs, byHand(stage, 3)));
    },
  );

  // Covers: shown-later, claims-true
  acceptance(
    'is shown by the next release, of another pull request',
    { world: withV3(), tagsLeft: afterwards, registrations: 2 },
    async (stage) => {
      await rolledBackUnseen(stage);
      const run = await stage.release(
        { ...deferredRelease, image: 'web:v3', 'warm-time': '0' },
        ofPull(stage, 2),
      );
      expect(endOf(run)).toEqual(released);
      expectRolledBackByFirst(stage);
      expect(commentOn(stage)).toMatch(/\*\*All production traffic is on ecs-svc\/\d+ \(web:3\)/);
      expect(statesOf(stage)).toEqual(['failure', 'success']);
      await changesNothing(stage, () => stage.release(teardownInputs, byHand(stage, 3)));
    },
  );
});

chapter('a release while GitHub is down', () => {
  for (const [command, inputs] of [
    ['teardown', teardownInputs],
    ['sweep', sweepInputs],
  ] as const)
    // Covers: shown-gone, claims-true
    acceptance(
      `is shown by the ${command} that comes next, although the task set that it replaced is gone, once`,
      {
        world: withV3(),
        tagsLeft: ['fence', ...(command === 'sweep' ? ['swept-at'] : [])],
        registrations: 2,
      },
      async (stage) => {
        const short = { ...deferredRelease, 'warm-time': '0' };
        expect(endOf(await stage.release(short))).toEqual(released);
        stage.sandbox.github.faults.add({ kind: 'server-error', on: 'all' });
        expect(endOf(await stage.release({ ...short, image: 'web:v3' }, ofPull(stage, 2)))).toEqual(released);
        stage.sandbox.github.faults.clear();
        expect([commentOn(stage).includes(': released'), statesOf(stage)]).toEqual([true, ['success']]);

        await stage.release(inputs, byHand(stage, 3));
        expect(commentOn(stage)).toContain('### ⏭️ `web` in `demo`: replaced by #2');
        expect(commentOn(stage)).toMatch(/\*\*All production traffic is on ecs-svc\/\d+ \(web:3\)/);
        expect(statesOf(stage)).toEqual(['inactive']);
        await changesNothing(stage, () => stage.release(inputs, byHand(stage, 4)));
      },
    );
});

chapter('a release that is killed after its bake', () => {
  // Covers: shown-later, claims-true
  acceptance(
    'is shown as live by the sweep that ends its lease',
    { world: webService(), tagsLeft: ['fence', 'swept-at'] },
    async (stage) => {
      const inputs = { ...deferredRelease, 'warm-time': '3s', teardown: 'wait' };
      await vanishAt(stage, { operation: 'DeleteTaskSet', nth: 1 }, 'before', () =>
        stage.start(inputs, { isPostSkipped: true }),
      );
      const leaseMs = (): number => Date.parse(tagOf(stage, 'lease-until') ?? '');
      await stage.until('the end of the lease', () => leaseMs() < Date.now());
      await stage.release({ ...sweepInputs, environment }, byHand(stage, 1));
      await stage.until('blue is gone', () => stage.service().taskSets.length === 1);
      expect(statesOf(stage)).toEqual(['success']);
      expect(commentOn(stage)).not.toContain('<!-- in progress');
    },
  );
});

chapter('a release that is cancelled in its bake while GitHub hangs', () => {
  for (const [command, inputs, end] of [
    ['teardown', teardownInputs, 'rolled back'],
    ['sweep', sweepInputs, 'rolled back, and its run ended without a report'],
  ] as const)
    // Covers: shown-used
    acceptance(
      `is shown by the ${command} that comes next: users were on it, and were returned`,
      { world: webService(), tagsLeft: ['fence', ...(command === 'sweep' ? ['swept-at'] : [])] },
      async (stage) => {
        const running = stage.start({ ...deferredRelease, 'bake-time': '60s' });
        await stage.until('green bakes', () => commentOn(stage).includes(': green serves and is monitored'));
        stage.sandbox.github.faults.add({ kind: 'slow', on: 'all', delayMs: 600_000 });
        running.kill('SIGINT');
        expect(endOf(await running.result)).toMatchObject({ exitCode: 1 });
        expect(isAllOn(stage, 'web-a')).toBe(true);
        stage.sandbox.github.faults.clear();
        expect([commentOn(stage).includes('<!-- in progress'), statesOf(stage)]).toEqual([
          true,
          ['in_progress'],
        ]);

        await stage.release({ ...inputs, environment }, byHand(stage, 1));
        const comment = commentOn(stage);
        expect(comment).toContain(`### ⏪ \`web\` in \`demo\`: ${end}\n`);
        expect(comment).toMatch(
          /Users were on \S+ from \S+ UTC\. Production has left it since; when is not known\./,
        );
        expect(comment).toMatch(/\*\*All production traffic is on ecs-svc\/\d+ \(web:1\)/);
        expect(comment).not.toContain('<!-- in progress');
        expect(statesOf(stage)).toEqual(['failure']);
      },
    );
});

chapter('a deploy that a rollback interrupts', () => {
  // Covers: shown-later, claims-true
  acceptance(
    'stays shown as rolled back once it has stood down',
    { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      const running = stage.start({ ...deferredRelease, 'bake-time': '60s' });
      await stage.until('green bakes', () => commentOn(stage).includes(': green serves and is monitored'));
      await stage.release(rollbackInputs, byHand(stage, 1));
      expect(endOf(await running.result)).toMatchObject({ result: 'stood-down' });
      expect(commentOn(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(statesOf(stage)).toEqual(['failure']);
    },
  );
});

chapter('a live release whose Deployment is wrong', () => {
  const aLive = { world: webService(), tagsLeft: ['fence'] };

  // Covers: shown-live-again
  acceptance(
    'is shown as a success by a teardown: it was promoted while GitHub was down',
    aLive,
    async (stage) => {
      await stage.release({ ...stageInputs, environment });
      stage.sandbox.github.faults.add({ kind: 'server-error', on: 'all' });
      const promote = { ...promoteInputs, environment, 'warm-time': '10m', teardown: 'defer' };
      expect(endOf(await stage.release(promote, byHand(stage, 1)))).toEqual(released);
      stage.sandbox.github.faults.clear();
      expect(statesOf(stage)).toEqual(['inactive']);
      await stage.release(teardownInputs, byHand(stage, 2));
      expect(statesOf(stage)).toEqual(['success']);
      expect(commentOn(stage)).toContain('### ✅ `web` in `demo`: live, and blue is gone');
      await changesNothing(stage, () => stage.release(teardownInputs, byHand(stage, 3)));
    },
  );

  // Covers: shown-live-again, claims-true
  acceptance(
    'is shown as a success by a teardown: its run was cancelled after the bake',
    aLive,
    async (stage) => {
      const running = stage.start({ ...deferredRelease, 'warm-time': '5m', teardown: 'wait' });
      await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
      running.kill('SIGINT');
      expect(endOf(await running.result)).toMatchObject({ exitCode: 1 });
      await stage.release(teardownInputs, byHand(stage, 1));
      expect(statesOf(stage)).toEqual(['success']);
      await changesNothing(stage, () => stage.release(teardownInputs, byHand(stage, 2)));
    },
  );

  // Covers: shown-live-again
  acceptance('is shown as a success by a teardown: somebody made it inactive', aLive, async (stage) => {
    expect(endOf(await stage.release(deferredRelease))).toEqual(released);
    const [deployment] = stage.sandbox.github.state().deployments;
    await makeInactive(stage, deployment?.id ?? 0);
    expect(statesOf(stage)).toEqual(['inactive']);
    await stage.release(teardownInputs, byHand(stage, 1));
    expect(statesOf(stage)).toEqual(['success']);
  });
});
