// Credentials that the SDK fetches from STS: only an answer of STS counts, and a fetch has an end.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAwsClients } from '../../../src/adapters/aws/clients.ts';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';
import type { TaskSetArn } from '../../../src/domain/task-sets/model/world.ts';
import type { PortError } from '../../../src/errors.ts';
import { closeServer, listenOn } from '../../../sandbox/wire/http.ts';
import { rejection } from './rejection.ts';

type Reply = (response: http.ServerResponse) => void;
let reply: Reply = () => undefined;
let asked = 0;
const sts = http.createServer((request, response) => {
  asked += 1;
  request.resume().on('end', () => {
    reply(response);
  });
});
const before = { ...process.env };
const home = mkdtempSync(path.join(tmpdir(), 'credentials-'));

beforeAll(async () => {
  const token = path.join(home, 'token');
  writeFileSync(token, 'jwt');
  for (const known of Object.keys(process.env))
    if (known.startsWith('AWS_')) Reflect.deleteProperty(process.env, known);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_STS: await listenOn(sts, '127.0.0.1'),
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deploy',
    AWS_WEB_IDENTITY_TOKEN_FILE: token,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
  });
});
afterAll(async () => {
  for (const known of Object.keys(process.env)) Reflect.deleteProperty(process.env, known);
  Object.assign(process.env, before);
  rmSync(home, { recursive: true });
  await closeServer(sts);
});
beforeEach(() => {
  asked = 0;
});

const ecs = () => ecsPort(createAwsClients({ AWS_REGION: 'eu-west-1' }), { cluster: 'shop', service: 'web' });
const write = () => ecs().deleteTaskSet(arn<TaskSetArn>('arn:set/1'));

const page =
  (status: number, body: string): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(body);
  };
const error = (code: string, message: string): Reply =>
  page(
    400,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>` +
      `<RequestId>r-1</RequestId></ErrorResponse>`,
  );

describe.each<[what: string, strange: Reply]>([
  ['a page of a proxy', page(200, '<html><body>Sign in</body></html>')],
  ['an empty page', page(200, '')],
  ['a page with status 403', page(403, '<html>Blocked</html>')],
  [
    'bytes that are not HTTP',
    (response) => {
      response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n');
    },
  ],
])('%s in place of credentials', (_what, strange) => {
  test('leaves reads to be repeated, and shows that a write was not sent', async () => {
    reply = strange;
    const troubles = [await rejection(ecs().readStoppedTasks()), await rejection(write())] as PortError[];
    expect(troubles.map(({ trouble }) => trouble.kind)).toEqual(['busy', 'busy']);
    expect(asked).toBe(2);
  });
});

test('credentials whose answer drips have an end', async () => {
  reply = (response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => {
      clearInterval(drip);
    });
  };
  const { trouble } = (await rejection(ecs().readStoppedTasks())) as PortError;
  expect(trouble).toMatchObject({ kind: 'busy', code: 'TimeoutError' });
});

test('a role that may not be assumed is a fault of its trust policy, not of a permission', async () => {
  reply = error('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  const { trouble } = (await rejection(ecs().readStoppedTasks())) as PortError;
  expect(trouble).toMatchObject({ kind: 'refused', code: 'RoleNotAssumed' });
  expect(trouble.message).toBe(
    'Not authorized to perform sts:AssumeRoleWithWebIdentity. The credentials come from AWS_WEB_IDENTITY_TOKEN_FILE ' +
      'and AWS_ROLE_ARN. Allow this job in the trust policy of the role.',
  );
});

describe('the credentials that sign', () => {
  const files = {
    AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'credentials'),
    AWS_CONFIG_FILE: path.join(home, 'none'),
  };
  const keys = { AWS_ACCESS_KEY_ID: 'AKIDKEYS', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };
  const profile = (name: string, key: string): string =>
    `[${name}]\naws_access_key_id = ${key}\naws_secret_access_key = s\n`;
  const added = new Set<string>();
  const having = (env: Record<string, string>): void => {
    writeFileSync(
      files.AWS_SHARED_CREDENTIALS_FILE,
      profile('default', 'AKIDDEFAULT') + profile('other', 'AKIDOTHER'),
    );
    for (const [name, value] of Object.entries({ ...files, ...env })) {
      process.env[name] = value;
      added.add(name);
    }
  };
  afterEach(() => {
    for (const name of added) Reflect.deleteProperty(process.env, name);
  });
  const signing = async (): Promise<string> => {
    const clients = createAwsClients({ AWS_REGION: 'eu-west-1' });
    const { accessKeyId } = await clients.ecs.writer.config.credentials();
    return accessKeyId;
  };

  test('are the keys of the environment, whatever AWS_PROFILE names', async () => {
    having({ ...keys, AWS_PROFILE: 'other' });
    expect(await signing()).toBe('AKIDKEYS');
    const clients = createAwsClients({ AWS_REGION: 'eu-west-1' });
    expect(await clients.ecs.reader.config.credentials()).toMatchObject({ sessionToken: 't' });
  });

  test('are those of the profile without keys', async () => {
    having({ AWS_PROFILE: 'other' });
    expect(await signing()).toBe('AKIDOTHER');
  });

  test('are those of the web identity, whatever the default profile holds', async () => {
    having({});
    reply = (response) => {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(assumed);
    };
    expect(await signing()).toBe('ASIAASSUMED');
    expect(asked).toBe(1);
  });
});

const assumed =
  `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAASSUMED</AccessKeyId>` +
  `<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>` +
  `</Credentials></AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>` +
  `</AssumeRoleWithWebIdentityResponse>`;
