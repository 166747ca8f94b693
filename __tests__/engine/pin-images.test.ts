import { expect, test } from '@jest/globals';
import { createPinner } from '../../src/engine/revision/pin-images.ts';
import { createImageReader } from '../../src/engine/revision/registries.ts';
import type { RegistryPort } from '../../src/ports.ts';
import { aPlan } from '../support/worlds.ts';

const image = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:v2';
const digest = `sha256:${'ab'.repeat(32)}`;
const content = { containerDefinitions: [{ name: 'web', image }] };

function aRegistry(): RegistryPort & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    digestOf: ({ repository, reference }) => {
      asked.push(`${repository}:${reference}`);
      return Promise.resolve({ kind: 'digest', digest });
    },
  };
}

test('a registry is asked once in a run, so that a tag that moves changes nothing', async () => {
  const registry = aRegistry();
  const pin = createPinner(createImageReader(registry, aPlan()), aPlan());
  const both = [await pin(content), await pin(content)];
  expect(registry.asked).toEqual(['web:v2']);
  expect(both[1]).toEqual(both[0]);
  expect(both[0]).toMatchObject({
    asksRegistry: true,
    content: { containerDefinitions: [{ image: image.replace(':v2', `@${digest}`) }] },
  });
});

test('no registry is asked if the request turns it off', async () => {
  const registry = aRegistry();
  const request = aPlan({ pinsImages: false });
  expect(await createPinner(createImageReader(registry, request), request)(content)).toMatchObject({
    asksRegistry: false,
    content,
  });
  expect(registry.asked).toEqual([]);
});
