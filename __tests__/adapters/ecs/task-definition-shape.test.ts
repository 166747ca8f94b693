// What is checked comes from the SDK's model, so every member of it is.
import { describe, expect, test } from '@jest/globals';
import { taskDefinitionShape } from '../../../src/adapters/ecs/task-definition-shape.ts';
import { misfitsOf, type Path, type Shape } from '../../../src/domain/common/revision/shape.ts';
import type { Json } from '../../../src/domain/common/values/json.ts';

const shape = taskDefinitionShape();

/** Every place of a shape, with a document that holds a value there and nothing else. */
function placesIn(at: Shape, path: Path = []): readonly { readonly path: Path; readonly wanted: Shape }[] {
  const here = { path, wanted: at };
  if (at.kind === 'list') return [here, ...placesIn(at.item, [...path, 0])];
  if (at.kind === 'map') return [here, ...placesIn(at.item, [...path, 'any'])];
  if (at.kind !== 'object') return [here];
  return [here, ...[...at.members].flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

const documentWith = (path: Path, value: Json): Json =>
  path.reduceRight<Json>((inner, part) => (typeof part === 'number' ? [inner] : { [part]: inner }), value);

const good: Readonly<Record<Shape['kind'], Json>> = {
  text: 'x',
  number: 1,
  boolean: true,
  any: 'x',
  list: [],
  map: {},
  object: {},
};

const places = placesIn(shape).filter(({ path }) => path.length > 0);
const typesAt = (document: Json): readonly string[] =>
  misfitsOf(shape, document).flatMap((one) => (one.kind === 'type' ? [one.path.join('.')] : []));

describe('the shape of a task definition', () => {
  test('has the members of RegisterTaskDefinition, at every depth, with their types', () => {
    const found = new Map(places.map(({ path, wanted }) => [path.join('.'), wanted.kind]));
    expect(found.size).toBeGreaterThan(150);
    expect(Object.fromEntries(found)).toMatchObject({
      family: 'text',
      enableFaultInjection: 'boolean',
      'ephemeralStorage.sizeInGiB': 'number',
      'containerDefinitions.0.command.0': 'text',
      'containerDefinitions.0.dockerLabels.any': 'text',
      'containerDefinitions.0.restartPolicy.ignoredExitCodes.0': 'number',
      'containerDefinitions.0.linuxParameters.tmpfs.0.mountOptions.0': 'text',
      'volumes.0.efsVolumeConfiguration.authorizationConfig.iam': 'text',
    });
    expect([...found.values()]).not.toContain('any');
  });

  test('accepts a value of the right type in every place', () => {
    for (const { path, wanted } of places) expect(typesAt(documentWith(path, good[wanted.kind]))).toEqual([]);
  });

  test('finds a value of any other type in every place', () => {
    for (const { path, wanted } of places)
      for (const wrong of Object.values(good))
        if (JSON.stringify(wrong) !== JSON.stringify(good[wanted.kind]))
          expect(typesAt(documentWith(path, wrong))).toEqual([path.join('.')]);
  });

  test('has the words of every member that takes only some', () => {
    const found = places.flatMap(({ path, wanted }) =>
      wanted.kind === 'text' && wanted.words !== null ? [path.join('.')] : [],
    );
    expect(found).toHaveLength(21);
    expect(found).toEqual(
      expect.arrayContaining(['requiresCompatibilities.0', 'containerDefinitions.0.portMappings.0.protocol']),
    );
  });

  test('knows no member that the model does not list', () => {
    for (const { path, wanted } of places.filter((one) => one.wanted.kind === 'object'))
      expect(
        wanted.kind === 'object' && misfitsOf(shape, documentWith(path, { quantumPorts: 1 })),
      ).toContainEqual(expect.objectContaining({ kind: 'unknown', path, member: 'quantumPorts' }));
  });
});
