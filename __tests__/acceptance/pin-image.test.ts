// Images of Amazon ECR are registered by their digest, so that every task runs what was tested.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { stageInputs } from '../support/command-steps.ts';

const repository = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web';
const image = `${repository}:v2`;

const world = (): SandboxSpec => {
  const spec = webService();
  const app = spec.apps?.['web:v2'];
  return { ...spec, apps: { ...spec.apps, ...(app === undefined ? {} : { [image]: app }) } };
};
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
  });

  // Covers: image-pin-denied
  acceptance('keeps its tag if the registry may not be asked, and the log says so', staged, async (stage) => {
    stage.sandbox.faults.add({ operation: 'DescribeImages', kind: 'access-denied', always: true });
    const run = await stage.release({ ...stageInputs, image });
    expect(run.outputs['result']).toBe('staged');
    expect(registered(stage)).toContain(`"${image}"`);
    expect(run.log).toContain(`image ${image} is not pinned to its digest: ecr:DescribeImages: AccessDenied`);
  });

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
});
