// Reads what the environment says of AWS and of proxies, and corrects it for the packages that read it themselves.
import { readAwsEnvironment, type AwsEnvironment } from '../../domain/common/environment/credentials.ts';
import { proxiesIn, proxyVariables, type Proxies } from '../../domain/common/environment/proxy.ts';

export interface Environment {
  readonly aws: AwsEnvironment;
  readonly proxies: Proxies;
}

/** `env` is changed: AWS_* values lose white space around them, or are removed if they are empty, and proxies are written in the form that all packages read. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const aws = readAwsEnvironment(env);
  setAll(env, aws.corrected);
  const proxies = proxiesIn(env);
  setAll(env, proxyVariables(proxies, addressesIn(env)));
  return { aws, proxies };
}

function setAll(env: NodeJS.ProcessEnv, values: Readonly<Record<string, string | null | undefined>>): void {
  for (const [name, value] of Object.entries(values))
    if (value === undefined || value === null) Reflect.deleteProperty(env, name);
    else env[name] = value;
}

/** The addresses of GitHub and of AWS that are known ahead. */
const addressesIn = (env: NodeJS.ProcessEnv): readonly URL[] =>
  Object.entries(env).flatMap(([name, value]) => {
    const isAddress = name === 'GITHUB_API_URL' || name.startsWith('AWS_ENDPOINT_URL');
    return (isAddress ? URL.parse(value ?? '') : null) ?? [];
  });
