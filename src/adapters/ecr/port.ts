// Which digest an image has in Amazon ECR, if it is there.
import type { EcrImage, FoundImage } from '../../domain/common/revision/image.ts';
import { PortError } from '../../errors.ts';
import type { RegistryPort } from '../../ports.ts';
import { reading } from '../aws/calls.ts';
import type { AwsClients } from '../aws/clients.ts';

/** The first call for each region loads or makes a client. */
export const registryPort = (clients: Pick<AwsClients, 'ecr'>): RegistryPort => ({
  async digestOf(image) {
    try {
      return await askFor(clients, image);
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      const { action, code, message } = error.trouble;
      if (/^(Image|Repository)NotFoundException$/.test(code)) return { kind: 'missing' };
      return { kind: 'unknown', because: `${action}: ${code}: ${message}` };
    }
  },
});

async function askFor(clients: Pick<AwsClients, 'ecr'>, image: EcrImage): Promise<FoundImage> {
  const { account, region, repository, reference } = image;
  const arn = `arn:aws:ecr:${region}:${account}:repository/${repository}`;
  const digest = await reading('ecr:DescribeImages', arn, async () => {
    const { sdk, reader } = await clients.ecr(region);
    const id = reference.startsWith('sha256:') ? { imageDigest: reference } : { imageTag: reference };
    const input = { registryId: account, repositoryName: repository, imageIds: [id] };
    const { imageDetails } = await reader.send(new sdk.DescribeImagesCommand(input));
    return imageDetails?.[0]?.imageDigest;
  });
  return digest === undefined ? { kind: 'missing' } : { kind: 'digest', digest };
}
