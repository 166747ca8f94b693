import { describe, expect, test } from '@jest/globals';
import { createImageReader } from '../../src/engine/revision/registries.ts';
import { createLostImagesReader } from '../../src/engine/revision/lost-images.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import type { FoundImage } from '../../src/domain/common/revision/image.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { PortError } from '../../src/errors.ts';
import { aMemory, aPlan, aSet, aWorld } from '../support/worlds.ts';

const registryName = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const digest = `sha256:${'ab'.repeat(32)}`;
const image = `${registryName}/web@${digest}`;
const live = aSet(1, { status: 'PRIMARY', tags: { 'previous-revision': 'web:9' } });

interface Asked {
  readonly request?: Request;
  readonly answer?: FoundImage;
  readonly revisions?: (reference: string) => Promise<null>;
}

async function notesOf({ request = aPlan({ command: 'status' }), answer, revisions }: Asked) {
  const asked: string[] = [];
  const read = createLostImagesReader(
    {
      images: createImageReader(
        {
          digestOf: ({ repository, reference }) => {
            asked.push(`${repository} ${reference}`);
            return Promise.resolve(answer ?? { kind: 'missing' });
          },
        },
        request,
      ),
      timing: { within: <T>(_ms: number, result: Promise<T>) => result } as never,
      revisions:
        revisions ??
        ((reference) =>
          Promise.resolve({
            arn: reference,
            status: 'ACTIVE',
            tags: {},
            content: {
              containerDefinitions: [
                { name: 'web', image },
                { name: 'proxy', image: 'public.ecr.aws/envoy:1' },
              ],
            },
          } as never)),
    },
    request,
  );
  const { roles } = sceneOf(request, aWorld({ taskSets: [live] }), aMemory());
  return { notes: await read(roles), again: await read(roles), asked };
}

describe('an image that its registry has lost', () => {
  test('is named for what is live and for the version before, asked for once in a run', async () => {
    const { notes, again, asked } = await notesOf({});
    expect(notes).toEqual([
      expect.stringMatching(
        /^image \S+ of .* was not found in its registry: no task of it can start any more/,
      ),
      expect.stringMatching(
        /^image \S+ of revision web:9, the version before, .* name another revision with rollback-to$/,
      ),
    ]);
    expect(again).toEqual(notes);
    expect(asked).toEqual([`web ${digest}`]);
  });

  test('of the version before is not looked for by a release, which makes a version before of its own', async () => {
    expect((await notesOf({ request: aPlan({ command: 'deploy' }) })).asked).toEqual([`web ${digest}`]);
  });

  test.each([
    ['rollback', aPlan({ command: 'rollback' })],
    ['teardown', aPlan({ command: 'teardown' })],
    ['sweep', aPlan({ command: 'sweep' })],
    ['status, if pinning is turned off', aPlan({ command: 'status', pinsImages: false })],
  ])('is not looked for by %s', async (_command, request) => {
    expect(await notesOf({ request })).toEqual({ notes: [], again: [], asked: [] });
  });
});

test.each<FoundImage>([
  { kind: 'digest', digest },
  { kind: 'unknown', because: 'ecr:DescribeImages: AccessDenied' },
])('nothing is said of an image whose registry answers $kind', async (answer) => {
  expect((await notesOf({ answer })).notes).toEqual([]);
});

test('nothing is said where the revision cannot be read, and nothing fails', async () => {
  const denied = new PortError({
    kind: 'refused',
    action: 'ecs:DescribeTaskDefinition',
    resource: 'web:1',
    code: 'AccessDeniedException',
    message: 'not allowed',
  });
  expect((await notesOf({ revisions: () => Promise.reject(denied) })).notes).toEqual([]);
});
