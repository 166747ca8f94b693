// Every example workflow, played from its file: its `with:` blocks resolved as a runner does, and handed to the bundle.
import { afterAll, describe, expect, test } from '@jest/globals';
import { isEventName, triggerOf, type Trigger } from '../../sandbox/runner/events.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { acceptance, type AcceptanceOptions, type Stage } from '../support/acceptance.ts';
import { openStage, type Inputs, type RunOptions } from '../support/acceptance-stage.ts';
import { expectServing, nextRun } from '../support/command-steps.ts';
import { checkout, commit, exampleWorld, mergedCommit, twoServices } from '../support/example-worlds.ts';
import type { Value } from '../support/actions-expression.ts';
import { playWorkflow, type OurStep } from '../support/workflow-run.ts';
import { aloneCommand, oneCase } from '../support/picked.ts';
import { expectOneDeployment, expectReleased } from '../support/example-reports.ts';
import { exampleFiles, readExample, type Workflow } from '../support/workflows.ts';
import { inputNames, settings, type InputName } from '../../src/settings/table.ts';
import { commands } from '../../src/domain/common/request/request.ts';

const workspace = checkout();
afterAll(() => {
  workspace.remove();
});

/** Nothing but durations: the examples leave blue warm for a quarter of an hour. */
const quick = { 'bake-time': '2s', 'warm-time': '2s', 'probe-interval': '1s' };
const quicker = ({ inputs }: OurStep): Record<string, string> =>
  inputs['command'] === 'plan' ? inputs : { ...inputs, ...quick };

const readmeTestListener =
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/0a1b2c3d4e5f6a7b/8c9d0e1f2a3b4c5d';

/** What somebody writes in place of capitals and example names (`placeholders.test.ts`). */
function filledIn({ world, sandbox }: Stage): Record<string, string> {
  const listener = (name: string): string => world().listeners.find((one) => one.name === name)?.arn ?? name;
  const hasApi = world().listeners.some(({ name }) => name === 'api');
  return {
    WEB_TEST_LISTENER_ARN: listener('test'),
    API_TEST_LISTENER_ARN: listener('api-test'),
    TEST_LISTENER_ARN: listener('test'),
    [readmeTestListener]: listener('test'),
    'cluster: shop': 'cluster: demo',
    'https://shop.example.com/basket': sandbox.listenerUrl('http'),
    CLUSTER: 'demo',
    'web-staging': 'web',
    ACCOUNT: '123456789012',
    REGION: 'eu-west-1',
    'https://shop.example.com': sandbox.listenerUrl('http'),
    ...(hasApi ? { 'https://api.example.com': sandbox.listenerUrl('api') } : {}),
  };
}

const ofJob = ({ environment }: OurStep): RunOptions =>
  environment === null ? {} : { jobEnvironment: environment };

type Played = Awaited<ReturnType<typeof playWorkflow<ActionResult>>>;

/** The first event of the file. Pull request 1 is open, and 2 was merged by squash. */
function triggerFor({ sandbox }: Stage, { file, events }: Workflow): Trigger {
  const { repository, others } = sandbox.github;
  const [name = ''] = Object.keys(events);
  if (!isEventName(name)) throw new Error(`${file}: nothing is known of the event ${name}`);
  const main = others.mergePull(2, 'squash', mergedCommit);
  return triggerOf(name, { repository, main, pull: 1, head: commit });
}

type Run = (step: OurStep, options: RunOptions) => Promise<ActionResult>;
type Playings = RunOptions & { readonly typed?: Readonly<Record<string, string>> };

/** All jobs of the file, for the event that it names, or with what somebody typed, and with their permissions alone. */
async function play(
  stage: Stage,
  file: string,
  { typed = {}, ...more }: Playings = {},
  run: Run = (step, options) => stage.release(quicker(step), options),
): Promise<Played> {
  const workflow = await readExample(file, filledIn(stage));
  const trigger = triggerFor(stage, workflow);
  const { eventName, sha, ref, event } = trigger;
  const { repository } = stage.sandbox.github;
  const github = { event_name: eventName, sha, ref, repository, event: event as Value };
  const options = { pull: null, workspace: workspace.folder, trigger, ...more };
  const played = await playWorkflow(workflow, { github, inputs: typed }, (step) => {
    stage.sandbox.github.grant(step.permissions);
    return run(step, { ...options, ...ofJob(step) });
  });
  for (const { job, end } of played)
    expect([file, job, end.log.match(/^::\w+ .*permissions: .*$/m)?.[0]]).toEqual([file, job, undefined]);
  return played;
}

const endsOf = (played: Played): readonly string[] =>
  played.map(({ inputs, end }) => `${inputs['command'] ?? 'deploy'}: ${end.outputs['result'] ?? ''}`);

/** The runner is outside of the VPC, and green was tested all the same. */
const expectTested = (played: Played): void => {
  for (const { end } of played)
    expect(end.log).toMatch(/smoke passed: 3 of 3 passes in a row at the test rule/);
};

const commentedPulls = ({ sandbox }: Stage): readonly number[] =>
  sandbox.github.state().comments.map(({ pull }) => pull);

/** A release whose runner vanishes while blue is warm. */
async function leftWarm(stage: Stage, inputs: Inputs, options: RunOptions): Promise<ActionResult> {
  const running = stage.start({ ...inputs, 'warm-time': '10m' }, { ...options, isPostSkipped: true });
  await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
  running.kill('SIGKILL');
  return running.result;
}

const unreadBy = (command: string): readonly InputName[] =>
  inputNames.filter((name) => !settings[name].commands.some((one) => one === command));

/** The inputs, and a wrong value for each that the command doesn't read. */
const withNonsense = (inputs: Inputs): Inputs => ({
  ...inputs,
  ...Object.fromEntries(unreadBy(inputs['command'] ?? '').map((name) => [name, '-?-'])),
});

const nonsenseRun =
  (stage: Stage): Run =>
  (step, options) =>
    stage.release(withNonsense(quicker(step)), options);

/** How each command of operate.yml has to end. */
const ends = (command: string): readonly (string | undefined)[] => [
  command,
  {
    plan: 'planned',
    stage: 'staged',
    promote: 'released',
    teardown: 'torn-down',
    sweep: 'swept',
    status: 'status',
    rollback: 'rolled-back',
  }[command],
];

const withTests = {
  world: exampleWorld({ hasTestListener: true }),
  testRules: ['test:default'],
} satisfies AcceptanceOptions;

interface Playing {
  readonly options: AcceptanceOptions;
  readonly body: (stage: Stage) => Promise<void>;
}

/** What each file is played on, and how it has to end. */
const playings: Readonly<Record<string, Playing>> = {
  'plan.yml': {
    options: { ...withTests, tagsLeft: [] },
    async body(stage) {
      expect(endsOf(await play(stage, 'plan.yml'))).toEqual(['plan: planned']);
      expect(stage.writes()).toEqual([]);
      const [comment] = stage.sandbox.github.state().comments;
      expect(comment?.body).toContain('planned, nothing was written');
    },
  },
  'deploy.yml': {
    options: withTests,
    async body(stage) {
      const played = await play(stage, 'deploy.yml');
      expect(endsOf(played)).toEqual(['deploy: released']);
      expectTested(played);
      await expectServing(stage, 'web-b', 'v2');
      const [deployment] = stage.sandbox.github.state().deployments;
      expect([deployment?.sha, deployment?.statuses[0]?.state]).toEqual([mergedCommit, 'success']);
      expect(commentedPulls(stage)).toEqual([2]);
    },
  },
  'deploy-pull-request.yml': {
    options: withTests,
    async body(stage) {
      const played = await play(stage, 'deploy-pull-request.yml');
      expect(endsOf(played)).toEqual(['deploy: released']);
      expectTested(played);
      await expectServing(stage, 'web-b', 'v2');
      expect(commentedPulls(stage)).toEqual([1]);
      expectOneDeployment(stage, 'staging');
    },
  },
  'README.md': {
    options: withTests,
    async body(stage) {
      const played = await play(stage, 'README.md');
      expect(endsOf(played)).toEqual(['deploy: released']);
      expectTested(played);
      await expectServing(stage, 'web-b', 'v2');
      expect(commentedPulls(stage)).toEqual([2]);
      expectReleased(stage);
    },
  },
  // Covers: promote-release-id
  'stage-and-promote.yml': {
    options: withTests,
    async body(stage) {
      const played = await play(stage, 'stage-and-promote.yml');
      expect(endsOf(played)).toEqual(['stage: staged', 'promote: released']);
      expect(played[1]?.inputs['release-id']).toBe(played[0]?.end.outputs['release-id']);
      expectOneDeployment(stage, 'production');
      await expectServing(stage, 'web-b', 'v2');
    },
  },
  'rollback.yml': {
    options: { ...withTests, tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async body(stage) {
      await play(stage, 'deploy.yml', {}, (step, options) => leftWarm(stage, quicker(step), options));
      expect(endsOf(await play(stage, 'rollback.yml', nextRun(stage)))).toEqual(['rollback: rolled-back']);
      // GitHub makes none for the job, so this is that of the release.
      const shown = stage.sandbox.github
        .state()
        .deployments.map(({ sha, statuses }) => [sha, statuses[0]?.state]);
      expect(shown).toEqual([[mergedCommit, 'failure']]);
      expect(commentedPulls(stage)).toEqual([2]);
      expect(stage.sandbox.github.state().comments[0]?.body).toContain('### ⏪ `web` in `demo`: rolled back');
      await expectServing(stage, 'web-a', 'v1');
    },
  },
  // Covers: one-step
  'operate.yml': {
    options: {
      ...withTests,
      registrations: 2,
      tagsLeft: ['fence', 'rolled-back', 'quarantined', 'swept-at'],
    },
    async body(stage) {
      const asked = new Set<string>();
      const operate = async (command: string, image = 'web:v2', run = nonsenseRun(stage)): Promise<void> => {
        asked.add(command);
        const runId = stage.runId + asked.size;
        const [step] = await play(stage, 'operate.yml', { runId, typed: { command, image } }, run);
        expect(step?.end.log).toContain(
          `inputs that the command ${command} does not read: ${unreadBy(command).join(', ')}`,
        );
        if (step?.end.exitCode !== null)
          expect([command, step?.end.outputs['result']]).toEqual(ends(command));
      };
      for (const command of ['plan', 'stage', 'promote', 'teardown', 'sweep', 'status'])
        await operate(command);
      await expectServing(stage, 'web-b', 'v2');
      await operate('deploy', 'web:v1', (step, options) =>
        leftWarm(stage, withNonsense(quicker(step)), options),
      );
      await operate('rollback');
      await expectServing(stage, 'web-b', 'v2');
      expect([...asked].toSorted()).toEqual(commands.toSorted());
    },
  },
};

// Covers: examples
describe('an example workflow does what it says, with users on the service', () => {
  for (const [file, { options, body }] of Object.entries(playings)) acceptance(file, options, body);

  /** These are about more than one service, or leave words of their own behind: users and ends are what counts. */
  const alone: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
    'matrix.yml': async (stage) => {
      const played = await play(stage, 'matrix.yml');
      expect(played.map(({ inputs, end }) => [inputs['service'], end.outputs['result']])).toEqual([
        ['web', 'released'],
        ['api', 'released'],
      ]);
      expectTested(played);
      expect(stage.service('api').taskSets.map(({ targetGroup }) => targetGroup)).toEqual(['api-b']);
      expect(stage.service('web').taskSets.map(({ targetGroup }) => targetGroup)).toEqual(['web-b']);
    },
    'sweep.yml': async (stage) => {
      for (const end of endsOf(await play(stage, 'sweep.yml'))) expect(end).toBe('sweep: swept');
    },
  };

  for (const [file, body] of Object.entries(alone))
    oneCase(
      file,
      async () => {
        const stage = await openStage({ world: twoServices() });
        try {
          await body(stage);
          const summary = await stage.traffic?.stop();
          expect(summary?.failuresByReason).toEqual({});
        } catch (error) {
          process.stderr.write(`\n━━━ ${file}\n${stage.report()}\nTo play it alone: ${aloneCommand(file)}\n`);
          throw error;
        } finally {
          await stage.close();
        }
      },
      300_000,
    );

  test('every example is played', () => {
    expect(exampleFiles.filter((file) => !(file in playings) && !(file in alone))).toEqual([]);
  });
});
