// Who am I: what credential set-ups and preflights ask.
import { read } from './context.ts';
import type { AwsContext, Operations } from './context.ts';

function getCallerIdentity({ settings }: AwsContext): object {
  return {
    UserId: 'AROASANDBOX:sandbox',
    Account: settings.accountId,
    Arn: `arn:aws:sts::${settings.accountId}:assumed-role/deployer/sandbox`,
  };
}

export const stsOperations: Operations = { GetCallerIdentity: read(getCallerIdentity) };

const ns = 'com.amazonaws.sts';

/** STS has no client among the dependencies, so the one operation is described here, in the clients' own form. */
export const stsSchemas = {
  GetCallerIdentity$: [
    9,
    ns,
    'GetCallerIdentity',
    0,
    [3, ns, 'GetCallerIdentityRequest', 0, [], []],
    [3, ns, 'GetCallerIdentityResponse', 0, ['UserId', 'Account', 'Arn'], [0, 0, 0]],
  ],
} as const;
