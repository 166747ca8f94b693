import { describe, expect, test } from '@jest/globals';
import { describeFault, readAwsEnvironment } from '../../src/domain/common/environment/credentials.ts';
import type { Variables } from '../../src/domain/common/environment/variables.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
const token = {
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deploy',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
};
const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' };
const profile = { AWS_PROFILE: 'staging' };

describe('the credentials that are used', () => {
  test.each<[fact: string, variables: Variables, source: string, description: RegExp]>([
    ['keys alone', keys, 'keys', /^AWS_ACCESS_KEY_ID$/],
    ['keys before a profile', { ...keys, ...profile }, 'keys', /not used: AWS_PROFILE$/],
    [
      'keys before the profile of the AWS CLI',
      { ...keys, AWS_DEFAULT_PROFILE: 'x' },
      'keys',
      /not used: AWS_PROFILE$/,
    ],
    [
      'keys before everything else',
      { ...container, ...token, ...profile, ...keys },
      'keys',
      /not used: AWS_PROFILE, AWS_ROLE_ARN, AWS_CONTAINER_CREDENTIALS_FULL_URI$/,
    ],
    [
      'a profile before a web identity',
      { ...token, ...profile },
      'sdk',
      /"staging" .*not used: AWS_ROLE_ARN/,
    ],
    ['a web identity before the default profile', token, 'web-identity', /web identity of AWS_ROLE_ARN$/],
    ['a web identity before a container', { ...token, ...container }, 'web-identity', /not used: AWS_CONT/],
    ['a role without a token is none', { AWS_ROLE_ARN: token.AWS_ROLE_ARN }, 'sdk', /default profile/],
    ['nothing of the environment', {}, 'sdk', /default profile, the container or the instance/],
    [
      'empty values are none',
      { ...profile, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: ' ' },
      'sdk',
      /staging/,
    ],
  ])('are %s', (_fact, variables, source, description) => {
    const read = readAwsEnvironment(variables);
    expect(read).toMatchObject({ source, problems: [] });
    expect(read.description).toMatch(description);
  });
});

describe('white space in the environment', () => {
  test('is removed at the ends of every AWS variable', () => {
    const given = {
      AWS_REGION: 'eu-west-1\n',
      AWS_ACCESS_KEY_ID: ' AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret\r\n',
      AWS_PROFILE: ' \n',
      AWS_ENDPOINT_URL: 'http://localhost',
      OTHER: ' x ',
    };
    expect(readAwsEnvironment(given)).toMatchObject({
      source: 'keys',
      problems: [],
      corrected: {
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_PROFILE: null,
      },
    });
  });

  test('leaves what has none as it is', () => {
    expect(readAwsEnvironment({ ...keys, AWS_REGION: 'eu-west-1' }).corrected).toEqual({});
  });

  test('removes what is empty, such as the variable of a repository that does not exist', () => {
    const { corrected, problems } = readAwsEnvironment({ ...keys, AWS_REGION: '', AWS_SESSION_TOKEN: '' });
    expect([corrected, problems]).toEqual([{ AWS_REGION: null, AWS_SESSION_TOKEN: null }, []]);
  });

  test('gives the profile of the AWS CLI to the SDK', () => {
    expect(readAwsEnvironment({ AWS_DEFAULT_PROFILE: 'x' }).corrected).toEqual({ AWS_PROFILE: 'x' });
  });
});

describe('a problem', () => {
  test.each<[fact: string, variables: Variables, words: readonly RegExp[]]>([
    [
      'a line break within a value, which is not shown',
      { ...keys, AWS_SECRET_ACCESS_KEY: 'sec\nret' },
      [/^AWS_SECRET_ACCESS_KEY has a line break in its value(?!.*sec\nret)/],
    ],
    ['a region with a line break', { AWS_REGION: 'eu-\nwest-1' }, [/^AWS_REGION has a line break/]],
    ['a name instead of a region', { AWS_REGION: 'Ireland' }, [/^AWS_REGION is "Ireland".*eu-west-1/]],
    ['a zone instead of a region', { AWS_REGION: 'eu-west-1a' }, [/^AWS_REGION is "eu-west-1a".*eu-west-1/]],
    ['a city instead of a region', { AWS_REGION: 'ireland' }, [/^AWS_REGION is "ireland"/]],
    ['a region in quotes', { AWS_DEFAULT_REGION: '"eu-west-1"' }, [/^AWS_DEFAULT_REGION is/]],
    ['a key without its secret', { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }, [/^AWS_SECRET_ACCESS_KEY is missing/]],
    [
      'a secret without its key',
      { AWS_SECRET_ACCESS_KEY: 'x', AWS_PROFILE: 'p' },
      [/^AWS_ACCESS_KEY_ID is missing/],
    ],
    ['a token without its role', { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, [/^AWS_ROLE_ARN is missing/]],
    [
      'half of the keys next to half of a web identity',
      { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_WEB_IDENTITY_TOKEN_FILE: '/token' },
      [/^AWS_SECRET_ACCESS_KEY is missing/, /^AWS_ROLE_ARN is missing/],
    ],
    [
      'the name of a role in place of its ARN',
      { AWS_ROLE_ARN: 'deploy', AWS_WEB_IDENTITY_TOKEN_FILE: '/token' },
      [/^AWS_ROLE_ARN is "deploy", which is not the ARN of a role: write e\.g\. arn:/],
    ],
    [
      'several at once',
      { AWS_REGION: 'x y', AWS_ACCESS_KEY_ID: 'a\rb' },
      [/^AWS_ACCESS_KEY_ID has/, /^AWS_REGION is/, /^AWS_SECRET_ACCESS_KEY is missing/],
    ],
  ])('is %s', (_fact, variables, words) => {
    const { problems } = readAwsEnvironment(variables);
    expect(problems).toHaveLength(words.length);
    for (const [index, word] of words.entries()) expect(problems[index]).toMatch(word);
  });
});

describe('the variable that a refusal of AWS is about', () => {
  const session = { ...keys, AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE' };
  const user = { ...keys, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' };
  const withToken = { AWS_SESSION_TOKEN: 'of-a-session' };

  test.each<[code: string, variables: Variables, words: RegExp]>([
    ['SignatureDoesNotMatch', keys, /^AWS_SECRET_ACCESS_KEY does not/],
    ['InvalidSignatureException', keys, /^AWS_SECRET_ACCESS_KEY does not/],
    ['ExpiredTokenException', { ...session, ...withToken }, /^AWS_SESSION_TOKEN has expired/],
    ['IncompleteSignature', keys, /^AWS_ACCESS_KEY_ID does not/],
    ['InvalidClientTokenId', user, /^AWS_ACCESS_KEY_ID is not valid/],
    [
      'UnrecognizedClientException',
      { ...session, ...withToken },
      /^AWS_ACCESS_KEY_ID or AWS_SESSION_TOKEN is/,
    ],
    ['UnrecognizedClientException', session, /^AWS_SESSION_TOKEN is missing/],
    ['UnrecognizedClientException', { ...user, ...withToken }, /^AWS_SESSION_TOKEN is set/],
    ['RoleNotAssumed', token, /from AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN\.$/],
    [
      'NoCredentials',
      { ...profile, ...token },
      /from the profile "staging" of AWS_PROFILE; not used: AWS_ROLE_ARN\.$/,
    ],
    ['NoCredentials', container, /from AWS_CONTAINER_CREDENTIALS_FULL_URI\.$/],
  ])('of %s with %j is named, without its value', (code, variables, words) => {
    const fault = describeFault(code, variables);
    expect(fault).toMatch(words);
    for (const secret of ['secret', 'of-a-session', 'AKIAEXAMPLE']) expect(fault).not.toContain(secret);
  });

  test.each<[code: string, variables: Variables]>([
    ['NoCredentials', {}],
    ['ExpiredToken', { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }],
    ['RoleNotAssumed', keys],
    ['NoCredentials', { AWS_PROFILE: '' }],
  ])('is none of %s with %j', (code, variables) => {
    expect(describeFault(code, variables)).toBeNull();
  });
});
