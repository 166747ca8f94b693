// Amazon ECR: the images that the sandbox's apps name, each with the digest of its last push.
import type { DescribeImagesRequest } from '@aws-sdk/client-ecr';
import { read } from './context.ts';
import type { AwsContext, Operations } from './context.ts';
import { AwsError } from './error.ts';

function describeImages({ settings }: AwsContext, input: DescribeImagesRequest): object {
  const account = input.registryId ?? settings.accountId;
  const repository = `${account}.dkr.ecr.${settings.region}.amazonaws.com/${input.repositoryName ?? ''}`;
  const images = settings.images();
  if (![...images.keys()].some((image) => image.startsWith(`${repository}:`)))
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${input.repositoryName ?? ''}' does not exist in the registry with id '${account}'`,
    );
  const details = (input.imageIds ?? []).map(({ imageTag = '' }) => {
    const digest = images.get(`${repository}:${imageTag}`);
    if (digest === undefined)
      throw new AwsError(
        'ImageNotFoundException',
        `The image with imageId {imageTag:'${imageTag}'} does not exist`,
      );
    return {
      registryId: account,
      repositoryName: input.repositoryName,
      imageDigest: digest,
      imageTags: [imageTag],
    };
  });
  return { imageDetails: details };
}

export const ecrOperations: Operations = { DescribeImages: read(describeImages) };
