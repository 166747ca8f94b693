// Answers that nobody carried out, in the words of the call's own protocol.
import { randomUUID } from 'node:crypto';
import type { DisturbanceKind } from './disturbances.ts';
import type { Protocol, WireCall } from './wire-call.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Words {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

type Refusal = Extract<
  DisturbanceKind,
  'throttled' | 'server-error' | 'unavailable' | 'access-denied' | 'expired-token' | 'html' | 'empty'
>;

const aws: Readonly<Record<Exclude<Refusal, 'html' | 'empty'>, (isJson: boolean, call: WireCall) => Words>> =
  {
    throttled: (isJson) => ({
      code: isJson ? 'ThrottlingException' : 'Throttling',
      status: 400,
      message: 'Rate exceeded',
    }),
    'server-error': (isJson) => ({
      code: isJson ? 'ServerException' : 'InternalFailure',
      status: 500,
      message: 'The request processing has failed because of an unknown error.',
    }),
    unavailable: (isJson) => ({
      code: isJson ? 'ServiceUnavailableException' : 'ServiceUnavailable',
      status: 503,
      message: 'The request has failed due to a temporary failure of the server.',
    }),
    'access-denied': (isJson, { name }) => ({
      code: isJson ? 'AccessDeniedException' : 'AccessDenied',
      status: isJson ? 400 : 403,
      message: `User: arn:aws:sts::123456789012:assumed-role/deployer/test is not authorized to perform: ${name} because no identity-based policy allows the action`,
    }),
    'expired-token': (isJson) => ({
      code: isJson ? 'ExpiredTokenException' : 'ExpiredToken',
      status: isJson ? 400 : 403,
      message: 'The security token included in the request is expired',
    }),
  };

/** GitHub's own: the secondary limit with the time to wait, 5xx pages, a token that may not, one that is over. */
const gitHub: Readonly<
  Record<Exclude<Refusal, 'html' | 'empty'>, readonly [number, string, Readonly<Record<string, string>>]>
> = {
  throttled: [
    429,
    'You have exceeded a secondary rate limit. Please wait a few minutes.',
    { 'retry-after': '60' },
  ],
  'server-error': [500, 'Server Error', {}],
  unavailable: [503, 'Service Unavailable', {}],
  'access-denied': [403, 'Resource not accessible by integration', {}],
  'expired-token': [401, 'Bad credentials', {}],
};

const contentTypes: Readonly<Record<Protocol, string>> = {
  'aws-json': 'application/x-amz-json-1.1',
  'aws-query': 'text/xml',
  github: 'application/json; charset=utf-8',
};

export function refusalOf(kind: Refusal, call: WireCall): Answer {
  const type = { 'content-type': contentTypes[call.protocol] };
  if (kind === 'empty') return { status: 200, headers: type, body: '' };
  if (kind === 'html')
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><html><head><title>Welcome</title></head><body>Sign in to go on.</body></html>',
    };
  if (call.protocol === 'github') {
    const [status, message, headers] = gitHub[kind];
    const body = JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest' });
    return { status, headers: { ...type, ...headers }, body };
  }
  const isJson = call.protocol === 'aws-json';
  const words = aws[kind](isJson, call);
  const requestId = randomUUID();
  return {
    status: words.status,
    headers: { ...type, 'x-amzn-requestid': requestId },
    body: isJson ? jsonError(words) : xmlError(words, requestId),
  };
}

const jsonError = ({ code, message }: Words): string => JSON.stringify({ __type: code, message });

const xmlError = ({ code, status, message }: Words, requestId: string): string =>
  `<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><Error>` +
  `<Type>${status >= 500 ? 'Receiver' : 'Sender'}</Type><Code>${code}</Code><Message>${message}</Message>` +
  `</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
