import { expect, test } from '@jest/globals';
import { registryPort } from '../../../src/adapters/ecr/port.ts';
import { onEcr, testClients } from '../aws/wire.ts';

/** In another region than the one of the run. */
const image = { account: '111122223333', region: 'us-east-1', repository: 'team/web', reference: 'v2' };
const digest = `sha256:${'ab'.repeat(32)}`;
const port = () => registryPort(testClients());

test('a digest is read from the registry of the image, in its region', async () => {
  const sent = onEcr('DescribeImages', { imageDetails: [{ imageDigest: digest, imageTags: ['v2'] }] });
  expect(await port().digestOf(image)).toEqual({ kind: 'digest', digest });
  expect(sent.map(({ body }) => body)).toEqual([
    { registryId: '111122223333', repositoryName: 'team/web', imageIds: [{ imageTag: 'v2' }] },
  ]);
});

test('an image that is named by its digest is asked for by it', async () => {
  const sent = onEcr('DescribeImages', { imageDetails: [{ imageDigest: digest }] });
  expect(await port().digestOf({ ...image, reference: digest })).toEqual({ kind: 'digest', digest });
  expect(sent[0]?.body).toMatchObject({ imageIds: [{ imageDigest: digest }] });
});

test.each(['ImageNotFoundException', 'RepositoryNotFoundException'])(
  '%s says that it is missing',
  async (error) => {
    onEcr('DescribeImages', { status: 400, error });
    expect(await port().digestOf(image)).toEqual({ kind: 'missing' });
  },
);

test('a missing permission leaves it unknown, and is named', async () => {
  const message =
    'User: x is not authorized to perform: ecr:DescribeImages on resource: arn:aws:ecr:us-east-1:111122223333:repository/team/web';
  onEcr('DescribeImages', { status: 400, error: 'AccessDeniedException', message });
  expect(await port().digestOf(image)).toEqual({
    kind: 'unknown',
    because: `ecr:DescribeImages: AccessDeniedException: ${message}`,
  });
});
