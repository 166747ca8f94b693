// One workflow run releases a service in two places of the same names. GitHub shows each of them on its own.
import { expect } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { promoteInputs, rollbackInputs, stageInputs } from '../support/command-steps.ts';
import { annotationsIn, byHand, statesOf, webKey } from '../support/shown-on-github.ts';

const deploy: Inputs = {
  ...{ image: 'web:v2', environment: 'production', teardown: 'defer', 'warm-time': '10m' },
  ...{ 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' },
};

/** The comments of this action, by their marker. */
const commentsIn = (stage: Stage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    stage.sandbox.github
      .state()
      .comments.map(({ body }) => [/^<!-- ecs-blue-green:(\S+) -->/.exec(body)?.[1] ?? '', body]),
  );

/** The usual world in another place: what its revisions name is of the same account. */
function worldIn(spec: SandboxSpec): SandboxSpec {
  const world = JSON.stringify(webService());
  const { accountId = '123456789012' } = spec;
  return JSON.parse(world.replaceAll('123456789012', accountId)) as SandboxSpec;
}

/** Plays with the same service in another place. `environment`: of a job there. */
async function beside(
  spec: SandboxSpec,
  play: (other: Sandbox, environment: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const other = await startSandbox({ ...worldIn(spec), ...spec, pageSize: 2, containers: 'inside' });
  try {
    const { AWS_ENDPOINT_URL = '', AWS_REGION = '' } = other.env();
    await play(other, { AWS_ENDPOINT_URL, AWS_REGION });
  } finally {
    await other.stop();
  }
}

chapter('one run for two places with a service of the same name', () => {
  for (const [what, spec, there] of [
    ['regions', { region: 'us-east-1' }, 'us-east-1/123456789012/demo/web'],
    ['accounts', { accountId: '210987654321' }, 'eu-west-1/210987654321/demo/web'],
  ] as const satisfies readonly (readonly [string, SandboxSpec, string])[])
    // Covers: two-places
    acceptance(
      `has a comment and a Deployment for each of two ${what}, and a rollback changes one of each`,
      { world: webService(), hasTraffic: false, tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
      async (stage) => {
        await beside(spec, async (_, environment) => {
          expect(endOf(await stage.release(deploy))).toEqual(released);
          const first = commentsIn(stage);
          const second = await stage.release(deploy, { environment });
          expect(endOf(second)).toEqual(released);
          const both = commentsIn(stage);
          expect(both).toEqual({ ...first, [there]: expect.stringContaining('`web` in `demo`: released') });
          expect(both[there]).toContain(`in ${there.replace('/', ', account ').replace('/demo/web', '')}.`);
          expect(annotationsIn(second).join()).toContain(
            'the active Deployment of environment production is of web in demo in eu-west-1, account 123456789012.',
          );

          const rollback = { ...rollbackInputs, reason: 'v2 sells nothing' };
          await stage.release(rollback, byHand(stage));
          const after = commentsIn(stage);
          expect(after).toEqual({ [webKey]: expect.stringContaining('rolled back'), [there]: both[there] });
          expect(statesOf(stage)).toEqual(['failure', 'success']);

          await stage.release(rollback, { ...byHand(stage, 2), environment });
          expect(commentsIn(stage)).toEqual({
            [webKey]: after[webKey],
            [there]: expect.stringContaining('rolled back'),
          });
          expect(statesOf(stage)).toEqual(['failure', 'failure']);
        });
      },
    );

  const east = 'us-east-1/123456789012/demo/web';

  // Covers: two-places
  acceptance(
    'shows the job that could not observe its service on its own, until the next attempt does',
    { world: webService(), hasTraffic: false, setsLeft: 2, tagsLeft: ['fence', 'blue', 'lease', 'rules'] },
    async (stage) => {
      await beside({ region: 'us-east-1' }, async (other, environment) => {
        expect(endOf(await stage.release(deploy))).toEqual(released);
        const { [webKey]: here } = commentsIn(stage);
        other.faults.add({ operation: 'DescribeServices', kind: 'access-denied', always: true });
        expect(endOf(await stage.release(deploy, { environment }))).toMatchObject({ result: 'refused' });
        expect(commentsIn(stage)).toEqual({
          [webKey]: here,
          'demo/web': expect.stringContaining('not released, nothing was changed'),
        });
        expect(statesOf(stage)).toEqual(['success', 'failure']);

        other.faults.clear();
        expect(endOf(await stage.release(deploy, { environment, attempt: 2 }))).toEqual(released);
        expect(commentsIn(stage)).toEqual({
          [webKey]: here,
          [east]: expect.stringContaining('`web` in `demo`: released'),
        });
        expect(statesOf(stage)).toEqual(['success', 'failure', 'success']);
      });
    },
  );

  // Covers: two-places
  acceptance(
    'stages in both, and a promotion of one is shown there alone',
    { world: webService(), hasTraffic: false, setsLeft: 2, tagsLeft: ['fence'] },
    async (stage) => {
      await beside({ region: 'us-east-1' }, async (_, environment) => {
        const staged = { ...stageInputs, image: 'web:v2', environment: 'production' };
        await stage.release(staged);
        await stage.release(staged, { environment });
        const { [webKey]: here } = commentsIn(stage);
        const promote = { ...promoteInputs, environment: 'production' };
        expect(endOf(await stage.release(promote, { ...byHand(stage), environment }))).toEqual(released);
        expect(here).toContain('staged, waiting for promotion');
        expect(commentsIn(stage)).toEqual({
          [webKey]: here,
          [east]: expect.stringContaining('`web` in `demo`: released'),
        });
        expect(statesOf(stage)).toEqual(['inactive', 'success']);
      });
    },
  );
});
