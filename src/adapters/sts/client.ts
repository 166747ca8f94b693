// STS. It is imported lazily: no call of a release waits for it.
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
