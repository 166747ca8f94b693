import { describe, expect, test } from '@jest/globals';
import { leftTheProcess } from '../../../src/adapters/aws/answers.ts';
import { troubleFrom } from '../../../src/adapters/aws/trouble.ts';
import type { TroubleKind } from '../../../src/domain/common/values/trouble.ts';

const failure = (name: string, status?: number, message = 'said AWS', code?: string): Error =>
  Object.assign(new Error(message), {
    name,
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
  });
const kind = (thrown: unknown, isWrite: boolean): TroubleKind =>
  troubleFrom(thrown, { action: 'ecs:Some', resource: 'web', isWrite }).kind;

describe.each<[why: string, thrown: unknown, either: TroubleKind]>([
  ['no credentials', failure('CredentialsProviderError'), 'refused'],
  ['no region', failure('Error', undefined, 'Region is missing'), 'refused'],
  ['a member that can not be serialized', new TypeError('value.getTime is not a function'), 'refused'],
  ['a fetch of credentials that was cut off', failure('Error', undefined, 'reset', 'ECONNRESET'), 'busy'],
  ['a fetch of credentials that took too long', failure('TimeoutError'), 'busy'],
  ['a thrown string', 'oops', 'refused'],
  ['nothing', undefined, 'refused'],
])('what never left the process: %s', (_why, thrown, either) => {
  test(`is ${either} for a read and for a write`, () => {
    expect([kind(thrown, false), kind(thrown, true)]).toEqual([either, either]);
  });
});

describe.each<[why: string, thrown: unknown, read: TroubleKind, write: TroubleKind]>([
  ['ECS denies', failure('AccessDeniedException', 400), 'denied', 'denied'],
  ['ELB denies', failure('AccessDenied', 403), 'denied', 'denied'],
  ['EC2 denies', failure('UnauthorizedOperation', 403), 'denied', 'denied'],
  ['any other 403', failure('Forbidden', 403), 'denied', 'denied'],
  ['throttled by ECS', failure('ThrottlingException', 400, 'Rate exceeded'), 'busy', 'busy'],
  ['throttled by ELB', failure('Throttling', 400, 'Rate exceeded'), 'busy', 'busy'],
  ['a rate under another name', failure('ClientException', 400, 'Rate exceeded'), 'busy', 'busy'],
  ['status 429', failure('Whatever', 429), 'busy', 'busy'],
  ['service unavailable', failure('ServiceUnavailable', 503), 'busy', 'busy'],
  ['a server fault', failure('ServerException', 500), 'busy', 'lost'],
  ['a gateway that gave up', failure('UnknownError', 504), 'busy', 'lost'],
  ['a proxy page with status 502', failure('SyntaxError', 502), 'busy', 'lost'],
  ['an answer that can not be parsed', failure('SyntaxError', 200), 'busy', 'lost'],
  ['a proxy page with status 200', failure('NotFromAws', 200), 'busy', 'lost'],
  ['a proxy page with status 403', failure('NotFromAws', 403), 'busy', 'lost'],
  [
    'an answer that is not HTTP',
    failure('Error', undefined, 'Parse', 'HPE_INVALID_CONSTANT'),
    'busy',
    'lost',
  ],
  ['an error that nobody knows', failure('Surprise'), 'busy', 'lost'],
  ['reset', failure('Error', undefined, 'socket hang up', 'ECONNRESET'), 'busy', 'lost'],
  [
    'the SDK names a reset',
    failure('TimeoutError', undefined, 'read ECONNRESET', 'ECONNRESET'),
    'busy',
    'lost',
  ],
  ['hung up without a code', failure('Error', undefined, 'socket hang up'), 'busy', 'lost'],
  ['out of time', failure('TimeoutError'), 'busy', 'lost'],
  ['aborted', failure('AbortError'), 'busy', 'lost'],
  ['not listening', failure('Error', undefined, 'connect', 'ECONNREFUSED'), 'busy', 'busy'],
  ['a name not found', failure('Error', undefined, 'getaddrinfo', 'ENOTFOUND'), 'busy', 'busy'],
  ['a proxy refuses the way', failure('Error', undefined, 'tunnel', 'ERR_PROXY_TUNNEL'), 'busy', 'busy'],
  ['the request is wrong', failure('InvalidParameterException', 400), 'refused', 'refused'],
  ['a message that speaks of time', failure('ClientException', 400, 'it timed out'), 'refused', 'refused'],
  ['expired credentials', failure('ExpiredToken', 403), 'refused', 'refused'],
  [
    'an error whose message is not a text',
    Object.assign(failure('ClientException', 400), { message: { text: 'no' } }),
    ...(['refused', 'refused'] as const),
  ],
  ['pages without an end', failure('EndlessPages'), 'busy', 'busy'],
])('%s', (_why, thrown, read, write) => {
  test(`is ${read} for a read`, () => {
    expect(kind(leftTheProcess(thrown), false)).toBe(read);
  });
  test(`is ${write} for a write`, () => {
    expect(kind(leftTheProcess(thrown), true)).toBe(write);
  });
});

const call = { action: 'ecs:RegisterTaskDefinition', resource: 'web', isWrite: true };

test('a denial names the action and the resource that AWS says is missing', () => {
  const said =
    'User: arn:aws:sts::1:assumed-role/deploy/x is not authorized to perform: iam:PassRole on resource: ' +
    'arn:aws:iam::1:role/task because no identity-based policy allows the iam:PassRole action';
  expect(troubleFrom(failure('AccessDeniedException', 400, said), call)).toMatchObject({
    action: 'iam:PassRole',
    resource: 'arn:aws:iam::1:role/task',
    code: 'AccessDeniedException',
  });
});

test('a denial without details names the call', () => {
  expect(troubleFrom(failure('AccessDenied', 403, 'no'), call)).toMatchObject({
    action: 'ecs:RegisterTaskDefinition',
    resource: 'web',
  });
});

test('missing credentials say which step is missing', () => {
  const { code, message } = troubleFrom(failure('CredentialsProviderError'), call);
  expect(code).toBe('NoCredentials');
  expect(message).toMatch(/configure-aws-credentials.*AWS_ACCESS_KEY_ID/);
});

test.each([
  "ENOENT: no such file or directory, open '/token'",
  "EACCES: permission denied, open '/token'",
  'EISDIR: illegal operation on a directory, read',
])('a file of the credentials that cannot be read is named with its variable: %s', (said) => {
  const variables = {
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/x',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
  };
  const { kind, code, message } = troubleFrom(failure('Error', undefined, said), call, variables);
  expect([kind, code]).toEqual(['refused', 'NoCredentials']);
  expect(message).toBe(
    `A file of the AWS credentials can't be read (${said}). The credentials come from AWS_WEB_IDENTITY_TOKEN_FILE and ` +
      'AWS_ROLE_ARN. An earlier step has to write the file.',
  );
});

test('a missing region says what to set', () => {
  const { code, message } = troubleFrom(failure('Error', undefined, 'Region is missing'), call);
  expect(code).toBe('NoRegion');
  expect(message).toMatch(/AWS_REGION/);
});

test('a response from a proxy is reported as not from AWS', () => {
  const { message } = troubleFrom(failure('SyntaxError', 502, "Unexpected token '<'\n  a hint"), call);
  expect(message).toBe("HTTP 502 with a response that is not from AWS (Unexpected token '<')");
});

test('a network error has its network code', () => {
  expect(troubleFrom(failure('Error', undefined, 'connect', 'ECONNREFUSED'), call).code).toBe('ECONNREFUSED');
});
