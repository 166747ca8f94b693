// ECR. It is imported lazily: only a release with an image there needs it.
export { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
