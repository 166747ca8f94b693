// One workflow run releases a service in two places of the same names. GitHub shows each of them on its own.
import { expect } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { rollbackInputs } from '../support/command-steps.ts';
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
        const other = await startSandbox({ ...worldIn(spec), ...spec, pageSize: 2, containers: 'inside' });
        try {
          const { AWS_ENDPOINT_URL = '', AWS_REGION = '' } = other.env();
          const environment = { AWS_ENDPOINT_URL, AWS_REGION };
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
        } finally {
          await other.stop();
        }
      },
    );
});
