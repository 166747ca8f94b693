// Images of Amazon ECR are registered by their digest, so that every task runs what was tested.
import { expect } from '@jest/globals';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { nextRun, stageInputs, statusInputs } from '../support/command-steps.ts';

const repository = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web';
const image = `${repository}:v2`;

const world = (name = image): SandboxSpec => {
  const spec = webService();
  const app = spec.apps?.['web:v2'];
  return { ...spec, apps: { ...spec.apps, ...(app === undefined ? {} : { [name]: app }) } };
};
/** With a second revision, whose image was never pushed. */
const registeredWorld: SandboxSpec = {
  ...world(),
  taskDefinitions: [...(world().taskDefinitions ?? []), webTaskDefinition(`${repository}:gone`)],
};
const mutable = (name: string): RegExp =>
  new RegExp(`^::warning::mutable-tag: image ${name} has a tag that usually changes`, 'm');
const registered = (stage: Stage): string =>
  JSON.stringify(stage.calls('RegisterTaskDefinition')[0]?.request);
const staged = { world: world(), hasTraffic: false, setsLeft: 2 };

chapter('an image in Amazon ECR', () => {
  // Covers: image-pinned
  acceptance('is registered by its digest, asked for once, and its tasks start', staged, async (stage) => {
    const run = await stage.release({ ...stageInputs, image });
    expect(run.outputs['result']).toBe('staged');
    expect(stage.calls('DescribeImages')).toHaveLength(1);
    expect(registered(stage)).toMatch(new RegExp(`"${repository}@sha256:[0-9a-f]{64}"`));
    expect(run.log).toContain(`image ${image} is pinned to sha256:`);
    expect(run.log).not.toContain('mutable-tag');
  });

  // Covers: image-pin-denied, mutable-tag
  acceptance(
    'keeps its tag if the registry may not be asked, and the log says so and warns of a tag that changes',
    { ...staged, world: world(`${repository}:main`) },
    async (stage) => {
      const main = `${repository}:main`;
      stage.sandbox.faults.add({ operation: 'DescribeImages', kind: 'access-denied', always: true });
      const run = await stage.release({ ...stageInputs, image: main });
      expect(run.outputs['result']).toBe('staged');
      expect(registered(stage)).toContain(`"${main}"`);
      expect(run.log).toContain(
        `image ${main} is not pinned to its digest: ecr:DescribeImages: AccessDenied`,
      );
      expect(run.log).toMatch(mutable(main));

      // Another registry can't be asked.
      const plan = await stage.release({ command: 'plan', image: 'ghcr.io/acme/web:latest' }, nextRun(stage));
      expect(plan.log).toMatch(mutable('ghcr.io/acme/web:latest'));
      for (const text of [plan.summary, stage.sandbox.github.state().comments.at(-1)?.body])
        expect(text).toMatch(/\*\*Revision\*\*[^*]*mutable-tag: image/);
      expect(plan.log).not.toMatch(/auto scaling: .*mutable-tag/);
    },
  );

  // Covers: image-not-pushed
  acceptance(
    'is refused before the first write if it was not pushed',
    { ...staged, setsLeft: 1, registrations: 0, tagsLeft: [] },
    async (stage) => {
      const run = await stage.release({ ...stageInputs, image: `${repository}:v3` });
      expect(run.outputs['result']).toBe('refused');
      expect(run.log).toContain(`image "${repository}:v3" is not in its registry: push it before this step`);
      expect(stage.calls().filter(({ isWrite }) => isWrite)).toEqual([]);
    },
  );

  // Covers: image-not-pushed
  acceptance(
    'of a registered revision that is in no registry refuses the release before a write',
    { ...staged, world: registeredWorld, setsLeft: 1, registrations: 0, tagsLeft: [] },
    async (stage) => {
      const run = await stage.release({ ...stageInputs, image: '', 'task-definition': 'web:2' });
      expect(run.outputs['result']).toBe('refused');
      expect(run.log).toContain(
        `image "${repository}:gone" of web:2 is not in its registry, so no task of it can start`,
      );
      expect(stage.calls().filter(({ isWrite }) => isWrite)).toEqual([]);
    },
  );

  // Covers: image-lost
  acceptance(
    'that its registry has lost, although the live version runs it, is named by status and before the next release',
    { world: world(), setsLeft: 2, registrations: 2 },
    async (stage) => {
      const released = await stage.release({ image, 'bake-time': '0', 'warm-time': '0' });
      expect(released.outputs['result']).toBe('released');
      stage.sandbox.control.deleteImage({ image });
      const lost =
        /image \S+\/web@sha256:\w+ of \S+ \(web:2\) was not found in its registry: no task of it can start any more/;
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(status.log).toMatch(lost);
      expect(status.summary.replaceAll('`', '')).toMatch(lost);
      const next = await stage.release({ ...stageInputs, image: 'web:v1' }, nextRun(stage));
      expect(next.outputs['result']).toBe('staged');
      expect(next.log).toMatch(lost);
    },
  );
});
