// Members of a task definition file that take only some words.
import { describe, expect, test } from '@jest/globals';
import { readDocument } from '../../src/inputs/revision/document.ts';

describe('a word that ECS does not list', () => {
  const written = (members: object, container: object): string =>
    JSON.stringify({
      family: 'web',
      ...members,
      containerDefinitions: [{ name: 'web', image: 'web:v1', ...container }],
    });

  test.each<readonly [object, object, string]>([
    [{ networkMode: 'AWSVPC' }, {}, 'has "AWSVPC" at networkMode (line 1)'],
    [{ requiresCompatibilities: ['fargate'] }, {}, 'Write "FARGATE".'],
    [{ runtimePlatform: { cpuArchitecture: 'X86-64' } }, {}, 'Write "X86_64".'],
    [{}, { portMappings: [{ containerPort: 8080, protocol: 'TCP' }] }, 'ECS may refuse it. Write "tcp".'],
    [{}, { dependsOn: [{ containerName: 'web', condition: 'HEALTY' }] }, 'Write "HEALTHY".'],
    [{}, { linuxParameters: { devices: [{ hostPath: '/a', permissions: ['rw'] }] } }, 'Known are mknod, '],
    [{}, { logConfiguration: { logDriver: 'pass word' } }, 'has text at containerDefinitions[0].log'],
  ])('is a warning: %j %j', async (members, container, sentence) => {
    const text = written(members, container);
    expect(await readDocument('web.json', text)).toMatchObject({
      problems: [],
      warnings: [expect.stringContaining(sentence)],
    });
  });

  test('is no warning if it is a placeholder, which is refused', async () => {
    const { warnings } = await readDocument('web.json', written({ networkMode: '${MODE}' }, {}));
    expect(warnings).toEqual([]);
  });
});
