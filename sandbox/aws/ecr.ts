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
  const own = [...images].filter(([image]) => image.startsWith(`${repository}:`));
  const details = (input.imageIds ?? []).map(({ imageTag, imageDigest }) => {
    const found = own.filter(
      ([image, digest]) =>
        (imageDigest === undefined || digest === imageDigest) &&
        (imageTag === undefined || image === `${repository}:${imageTag}`),
    );
    if (found[0] === undefined)
      throw new AwsError(
        'ImageNotFoundException',
        `The image with imageId {imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'} does not exist within the repository with name '${input.repositoryName ?? ''}' in the registry with id '${account}'`,
      );
    return {
      registryId: account,
      repositoryName: input.repositoryName,
      imageDigest: found[0][1],
      imageTags: found.map(([image]) => image.slice(repository.length + 1)),
    };
  });
  return { imageDetails: details };
}

export const ecrOperations: Operations = { DescribeImages: read(describeImages) };
