// Whose credentials these are.
import type { Identity } from '../../domain/common/environment/identity.ts';
import type { IdentityPort } from '../../ports.ts';
import type { AwsClients } from '../aws/clients.ts';

/** Sent once in a run. Every call gets the same answer. */
export function identityPort(clients: Pick<AwsClients, 'sts'>): IdentityPort {
  let asked: Promise<Identity | null> | undefined;
  return { whoAmI: () => (asked ??= ask(clients)) };
}

/** STS may be out of reach where ECS isn't, e.g. without an endpoint in the VPC. Then nobody knows. */
async function ask(clients: Pick<AwsClients, 'sts'>): Promise<Identity | null> {
  try {
    const { sdk, client } = await clients.sts();
    const { Account, Arn } = await client.send(new sdk.GetCallerIdentityCommand({}));
    return Account === undefined || Arn === undefined ? null : { account: Account, arn: Arn };
  } catch {
    return null;
  }
}
