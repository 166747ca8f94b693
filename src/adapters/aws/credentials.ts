// Where the SDK takes its credentials from, in the order of the AWS CLI.
import type { ECSClientConfig } from '@aws-sdk/client-ecs';
import { readAwsEnvironment } from '../../domain/common/environment/credentials.ts';
import { checkingCredentials } from './answers.ts';
import type { Proxies } from '../../domain/common/environment/proxy.ts';

/** The SDK's own chain would take a profile before keys, and the default profile before a web identity. */
export function credentialConfig(env: NodeJS.ProcessEnv, proxies: Proxies): ECSClientConfig {
  const clientPlugins = pluginsFor(proxies);
  const { source } = readAwsEnvironment(env);
  switch (source) {
    case 'keys':
      return { credentials: () => Promise.resolve(keysIn(env)) };
    case 'web-identity':
      return {
        credentials: async (caller) => {
          const { fromTokenFile } = await import('./web-identity.ts');
          return await fromTokenFile({ clientPlugins })(caller);
        },
      };
    case 'sdk':
      return { ...{ clientPlugins } };
  }
}

function keysIn(env: NodeJS.ProcessEnv) {
  const { AWS_SESSION_TOKEN: sessionToken, AWS_CREDENTIAL_EXPIRATION: expiration } = env;
  return {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    ...(sessionToken ? { sessionToken } : {}),
    ...(expiration ? { expiration: new Date(expiration) } : {}),
  };
}

/** For the clients that the SDK creates to assume a role. Without it, STS's answers are any page with status 200. */
const pluginsFor = (proxies: Proxies) => [
  {
    applyToStack: (middlewareStack: { add(middleware: never, options: object): void }) =>
      void checkingCredentials({ middlewareStack }, proxies),
  },
];
