// A job that lacks one permission: one warning names it, and everything else works.
import { payloadOf } from '../../src/domain/common/report/deployments.ts';
import { expect } from '@jest/globals';
import { readOnly, type TokenPermissions } from '../../sandbox/github/permissions.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { RunOptions } from '../support/acceptance-stage.ts';
import { endOf, expectAllOn, released } from '../support/bad-luck.ts';
import { rollbackInputs, statusInputs, sweepInputs } from '../support/command-steps.ts';
import {
  allPermissions,
  annotationsIn,
  byHand,
  commentOn,
  deferredRelease,
  leaveDeployment,
  quickRelease,
  statesOf,
  webKey,
} from '../support/shown-on-github.ts';

const { contents, deployments, actions } = allPermissions;
const pulls = allPermissions['pull-requests'];

interface Row {
  readonly lacks: string;
  readonly permissions: TokenPermissions;
  /** What the one warning names. `null`: there is none. */
  readonly names: string | null;
  readonly hasComment?: boolean;
  readonly hasDeployment?: boolean;
}

const defined = (given: Record<string, 'read' | 'write' | undefined>): TokenPermissions =>
  Object.fromEntries(Object.entries(given).filter(([, access]) => access !== undefined));

const ofPulls = (access?: 'read', more: TokenPermissions = {}): TokenPermissions => ({
  ...defined({ contents, deployments, actions, 'pull-requests': access }),
  ...more,
});

const rows: readonly Row[] = [
  { lacks: 'nothing', permissions: allPermissions, names: null },
  {
    ...{ lacks: 'pull-requests', permissions: ofPulls(), names: 'pull-requests: write' },
    hasComment: false,
  },
  {
    ...{ lacks: 'pull-requests: write', permissions: ofPulls('read'), names: 'pull-requests: write' },
    hasComment: false,
  },
  // Enough to comment, but not to find the pull request of a commit.
  {
    ...{ lacks: 'pull-requests, but may write issues', permissions: ofPulls(undefined, { issues: 'write' }) },
    ...{ names: 'pull-requests: write', hasComment: false },
  },
  {
    lacks: 'deployments',
    permissions: defined({ contents, actions, 'pull-requests': pulls }),
    ...{ names: 'deployments: write', hasDeployment: false },
  },
  {
    lacks: 'deployments: write',
    permissions: defined({ contents, actions, 'pull-requests': pulls, deployments: 'read' }),
    ...{ names: 'deployments: write', hasDeployment: false },
  },
  // Nothing to compare with. A release that has it: `other-pulls-refused`.
  { lacks: 'contents', permissions: defined({ deployments, actions, 'pull-requests': pulls }), names: null },
  // An earlier run can't go on once this one holds the service, so it need not be asked.
  { lacks: 'actions', permissions: defined({ contents, deployments, 'pull-requests': pulls }), names: null },
];

/** A push of what pull request 2 has brought. */
function pushed({ sandbox: { github } }: Stage): RunOptions {
  github.others.openPull({ number: 2, headSha: 'c'.repeat(40), headRef: 'two', fork: null });
  return { pull: null, environment: { GITHUB_SHA: github.others.mergePull(2, 'squash') } };
}

chapter('a release whose job', () => {
  for (const { lacks, permissions, names, hasComment = true, hasDeployment = true } of rows)
    // Covers: permission-alone
    acceptance(
      `may do all but: ${lacks}`,
      { world: { ...webService(), github: { permissions } }, hasTraffic: false },
      async (stage) => {
        const run = await stage.release(quickRelease, pushed(stage));
        expect(endOf(run)).toEqual(released);
        expectAllOn(stage, 'web-b');
        const warning = expect.stringMatching(`^::warning .*permissions: ${names ?? ''}`);
        expect(annotationsIn(run)).toEqual(names === null ? [] : [warning]);
        expect(run.summary).toContain('### ✅ `web` in `demo`: released');
        expect(commentOn(stage, 2).includes(': released')).toBe(hasComment);
        expect(statesOf(stage)).toEqual(hasDeployment ? ['success'] : []);
      },
    );

  // Covers: permission-alone
  acceptance(
    'may write issues, and whose event names the pull request, has its comment',
    { world: { ...webService(), github: { permissions: ofPulls(undefined, { issues: 'write' }) } } },
    async (stage) => {
      const run = await stage.release(quickRelease);
      expect([endOf(run), annotationsIn(run)]).toEqual([released, []]);
      expect(commentOn(stage)).toContain(': released');
    },
  );

  // Covers: permission-alone, left-deployments
  acceptance(
    'may not read runs closes the Deployment of an earlier run that vanished all the same',
    {
      world: {
        ...webService(),
        github: { permissions: defined({ contents, deployments, 'pull-requests': pulls }) },
      },
      hasTraffic: false,
    },
    async (stage) => {
      stage.sandbox.github.grant(allPermissions);
      await leaveDeployment(stage, payloadOf(`${String(stage.runId - 1)}-web`, webKey));
      stage.sandbox.github.grant(defined({ contents, deployments, 'pull-requests': pulls }));
      const run = await stage.release(quickRelease);
      expect([endOf(run), annotationsIn(run)]).toEqual([released, []]);
      expect(statesOf(stage)).toEqual(['inactive', 'success']);
    },
  );
});

chapter('a rollback by hand whose job', () => {
  const afterRollback = ['fence', 'rolled-back', 'quarantined'];
  for (const [lacks, permissions, states, isShown] of [
    ['pull-requests', ofPulls(), ['failure'], false],
    ['deployments', defined({ contents, actions, 'pull-requests': pulls }), ['success'], true],
    ['actions', defined({ contents, deployments, 'pull-requests': pulls }), ['failure'], true],
  ] as const)
    // Covers: permission-alone, shown-refused
    acceptance(
      `may do all but: ${lacks}`,
      { world: webService(), hasTraffic: false, tagsLeft: afterRollback },
      async (stage) => {
        expect(endOf(await stage.release(deferredRelease))).toEqual(released);
        stage.sandbox.github.grant(permissions);
        const run = await stage.release(rollbackInputs, byHand(stage));
        expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'rolled-back' });
        const warning = expect.stringMatching(`^::warning .*permissions: ${lacks}: write`);
        expect(annotationsIn(run)).toEqual(lacks === 'actions' ? [] : [warning]);
        expect(statesOf(stage)).toEqual(states);
        expect(commentOn(stage).includes(': rolled back')).toBe(isShown);
      },
    );
});

/** With its post step: the comment and the Deployment stay in progress. */
async function killedWhileWarm(stage: Stage): Promise<void> {
  const running = stage.start({ ...quickRelease, 'warm-time': '10m' }, { isPostSkipped: true });
  await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
  running.kill('SIGKILL');
  await running.result;
}

chapter('a sweep whose job', () => {
  for (const [lacks, permissions, names] of [
    ['pull-requests', ofPulls(), 'pull-requests: write'],
    ['deployments', defined({ contents, actions, 'pull-requests': pulls }), 'deployments: write'],
    ['actions', defined({ contents, deployments, 'pull-requests': pulls }), 'actions: read'],
  ] as const)
    // Covers: permission-alone
    acceptance(
      `may do all but: ${lacks}`,
      {
        world: webService(),
        hasTraffic: false,
        tagsLeft: ['fence', 'swept-at', 'lease', 'rules'],
        setsLeft: 2,
      },
      async (stage) => {
        await killedWhileWarm(stage);
        stage.sandbox.github.grant(permissions);
        const sweep = { ...sweepInputs, environment: 'production' };
        const run = await stage.release(sweep, byHand(stage));
        expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'swept' });
        expect(annotationsIn(run)).toEqual([expect.stringMatching(`^::warning .*permissions: ${names}`)]);
      },
    );
});

// Covers: permission-alone
acceptance(
  'a status whose job may not read runs says so in one warning',
  { world: webService(), hasTraffic: false, tagsLeft: ['fence', 'lease', 'rules'], setsLeft: 2 },
  async (stage) => {
    await killedWhileWarm(stage);
    stage.sandbox.github.grant(defined({ contents, deployments, 'pull-requests': pulls }));
    const run = await stage.release(statusInputs, byHand(stage));
    expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'status' });
    expect(annotationsIn(run)).toEqual([expect.stringContaining('permissions: actions: read')]);
  },
);

chapter('a run whose token is read-only by design', () => {
  const head = { sha: 'b'.repeat(40) };
  const ofFork = {
    number: 1,
    pull_request: { number: 1, head: { ...head, repo: { full_name: 'eve/shop' } } },
  };
  const ofOurs = {
    ...ofFork,
    pull_request: { number: 1, head: { ...head, repo: { full_name: 'acme/shop' } } },
  };
  for (const [whose, event, more] of [
    ['a fork', ofFork, {}],
    [
      'a fork that was deleted',
      { ...ofFork, pull_request: { number: 1, head: { ...head, repo: null } } },
      {},
    ],
    ['Dependabot', ofOurs, { GITHUB_ACTOR: 'dependabot[bot]' }],
  ] as const)
    // Covers: fork-token
    acceptance(
      `since the pull request is of ${whose}: one notice, and the summary`,
      { world: { ...webService(), github: { permissions: readOnly } }, hasTraffic: false },
      async (stage) => {
        const trigger = { eventName: 'pull_request', event };
        const run = await stage.release(quickRelease, { trigger, environment: more });
        expect(endOf(run)).toEqual(released);
        const by = whose === 'Dependabot' ? whose : 'a fork';
        expect(annotationsIn(run)).toEqual([
          expect.stringMatching(`^::notice .*pull request from ${by} gets a token that can't write`),
        ]);
        expect(run.summary).toContain('### ✅ `web` in `demo`: released');
        expect([commentOn(stage), statesOf(stage)]).toEqual(['', []]);
      },
    );

  // Covers: fork-token
  acceptance(
    'no longer, since the workflow runs on pull_request_target: its permissions are its own, and named',
    { world: { ...webService(), github: { permissions: readOnly } }, hasTraffic: false },
    async (stage) => {
      const trigger = { eventName: 'pull_request_target', event: ofFork };
      const run = await stage.release(quickRelease, { trigger });
      expect(endOf(run)).toEqual(released);
      expect(annotationsIn(run).toSorted()).toEqual([
        expect.stringContaining('permissions: pull-requests: write'),
        expect.stringContaining('permissions: deployments: write'),
      ]);
    },
  );
});
