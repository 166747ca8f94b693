// Which AWS credentials and region of the environment are used, and what is wrong with them.
import { variable, type Variables } from './variables.ts';

/**
 * keys: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. web-identity: AWS_ROLE_ARN with a token file. sdk: whatever the SDK
 * finds: the profile, the default profile of the files, the container, the instance.
 */
type CredentialSource = 'keys' | 'web-identity' | 'sdk';

export interface AwsEnvironment {
  readonly source: CredentialSource;
  /** Where the credentials come from, for the log. */
  readonly description: string;
  /** What has to be set in the environment, so that the SDK reads what was meant. `null`: to be removed, since it is empty. */
  readonly corrected: Readonly<Record<string, string | null>>;
  readonly problems: readonly string[];
}

const keyNames = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
const tokenNames = ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'] as const;
const regionNames = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;
const containerNames = [
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
] as const;

/**
 * The sources in the order of the AWS CLI. The SDK would take AWS_PROFILE before keys in the environment, and the default
 * profile of the credentials file before a web identity in the environment.
 */
export function readAwsEnvironment(variables: Variables): AwsEnvironment {
  const names = Object.keys(variables).filter((name) => name.startsWith('AWS_'));
  const all = withProfile(
    Object.fromEntries(names.map((name) => [name, variable(variables, name) ?? undefined])),
  );
  const changed = Object.entries(all).filter(([name, value]) => value !== variables[name]);
  const source = sourceOf(all);
  return {
    source,
    description: describeSource(source, all),
    corrected: Object.fromEntries(changed.map(([name, value]) => [name, value ?? null])),
    problems: [
      ...lineProblems(all),
      ...regionProblems(all),
      ...halfProblems(source, all),
      ...roleProblems(source, all),
    ],
  };
}

/** A variable of the AWS CLI that the SDK doesn't read. */
const withProfile = (all: Variables): Variables =>
  all['AWS_PROFILE'] === undefined && all['AWS_DEFAULT_PROFILE'] !== undefined
    ? { ...all, AWS_PROFILE: all['AWS_DEFAULT_PROFILE'] }
    : all;

const isSet = (all: Variables, name: string): boolean => (all[name] ?? '') !== '';

function sourceOf(all: Variables): CredentialSource {
  if (keyNames.every((name) => isSet(all, name))) return 'keys';
  if (isSet(all, 'AWS_PROFILE')) return 'sdk';
  return tokenNames.every((name) => isSet(all, name)) ? 'web-identity' : 'sdk';
}

function describeSource(source: CredentialSource, all: Variables): string {
  const others = (names: readonly string[]): string => {
    const set = names.filter((name) => isSet(all, name));
    return set.length === 0 ? '' : `; not used: ${set.join(', ')}`;
  };
  const fromToken = ['AWS_ROLE_ARN', ...containerNames];
  if (source === 'keys') return `AWS_ACCESS_KEY_ID${others(['AWS_PROFILE', ...fromToken])}`;
  if (source === 'web-identity') return `the web identity of AWS_ROLE_ARN${others(containerNames)}`;
  if (isSet(all, 'AWS_PROFILE'))
    return `the profile "${all['AWS_PROFILE'] ?? ''}" of AWS_PROFILE${others(fromToken)}`;
  return 'the default profile, the container or the instance of the runner';
}

/** The value isn't shown: it may be a secret. */
const lineProblems = (all: Variables): readonly string[] =>
  Object.entries(all).flatMap(([name, value]) =>
    /[\r\n]/.test(value ?? '')
      ? [
          `${name} has a line break in its value: write it in one line, e.g. in the secret that it comes from.`,
        ]
      : [],
  );

/** Such as us-gov-west-1. `eu-west-1a` is one of its zones. */
const isRegion = (text: string): boolean => /^(fips-)?[a-z]{2,}(-[a-z]+)+-\d+(-fips)?$/.test(text);

const regionProblems = (all: Variables): readonly string[] =>
  regionNames.flatMap((name) => {
    const region = all[name];
    return region === undefined || isRegion(region) || /[\r\n]/.test(region)
      ? []
      : [`${name} is "${region}", which is not the code of a region: write e.g. eu-west-1.`];
  });

/** STS would only say that the request is not valid. */
function roleProblems(source: CredentialSource, { AWS_ROLE_ARN: role = '' }: Variables): readonly string[] {
  if (source !== 'web-identity' || /^arn:aws[\w-]*:iam::\d{12}:role\/./.test(role) || /[\r\n]/.test(role))
    return [];
  return [
    `AWS_ROLE_ARN is "${role}", which is not the ARN of a role: write e.g. arn:aws:iam::123456789012:role/deploy.`,
  ];
}

/** The SDK would silently look for credentials elsewhere. The AWS CLI stops, too. */
function halfProblems(source: CredentialSource, all: Variables): readonly string[] {
  const missing = keyNames.find((name) => !isSet(all, name));
  const given = keyNames.find((name) => isSet(all, name));
  const ofKeys =
    given === undefined || missing === undefined
      ? []
      : [
          `${missing} is missing, but ${given} is set: set both, or neither. An empty secret is ` +
            'often a misspelled name, or a pull request of a fork.',
        ];
  const isLost =
    source === 'sdk' &&
    !isSet(all, 'AWS_PROFILE') &&
    isSet(all, 'AWS_WEB_IDENTITY_TOKEN_FILE') &&
    !isSet(all, 'AWS_ROLE_ARN');
  return isLost
    ? [...ofKeys, 'AWS_ROLE_ARN is missing, but AWS_WEB_IDENTITY_TOKEN_FILE is set: set both, or neither.']
    : ofKeys;
}

/** Which variable a refusal of AWS is about, as a sentence. Its value may be a secret. `null`: none of the environment. */
export function describeFault(code: string, variables: Variables): string | null {
  const source = sourceOf(variables);
  if (source === 'keys') return faultOfKeys(code, variables);
  const origin = originOf(source, variables);
  return origin === '' ? null : `The credentials come from ${origin}.`;
}

function originOf(source: CredentialSource, variables: Variables): string {
  if (source === 'web-identity') return tokenNames.join(' and ');
  if (isSet(variables, 'AWS_PROFILE')) return describeSource(source, variables);
  return containerNames.filter((name) => isSet(variables, name)).join(' and ');
}

function faultOfKeys(code: string, variables: Variables): string | null {
  const [key = '', hasToken] = [variables['AWS_ACCESS_KEY_ID'], isSet(variables, 'AWS_SESSION_TOKEN')];
  if (/^Signature|^InvalidSignature/.test(code))
    return 'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID.';
  if (code.startsWith('Expired'))
    return `${hasToken ? 'AWS_SESSION_TOKEN' : 'AWS_ACCESS_KEY_ID'} has expired.`;
  if (code === 'IncompleteSignature') return 'AWS_ACCESS_KEY_ID does not have the form of a key.';
  if (!/^InvalidClientTokenId$|^UnrecognizedClient/.test(code)) return null;
  if (key.startsWith('ASIA') && !hasToken)
    return 'AWS_SESSION_TOKEN is missing, and AWS_ACCESS_KEY_ID is the key of a session (ASIA…), which needs it.';
  if (key.startsWith('AKIA') && hasToken)
    return 'AWS_SESSION_TOKEN is set, but AWS_ACCESS_KEY_ID is the key of a user (AKIA…), which has none: leave it empty.';
  return `AWS_ACCESS_KEY_ID${hasToken ? ' or AWS_SESSION_TOKEN' : ''} is not valid, or not any more.`;
}
