import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nock from 'nock';
import { createAwsClients } from '../../../src/adapters/aws/clients.ts';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import { loadBalancerPort } from '../../../src/adapters/elb/port.ts';
import type { LoadBalancerArn } from '../../../src/domain/common/values/arn.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';
import type { PortError } from '../../../src/errors.ts';
import { onEcs, onElb, region } from './wire.ts';
import { rejection } from './rejection.ts';
import type { TaskSetArn } from '../../../src/domain/task-sets/model/world.ts';

const name = { cluster: 'shop', service: 'web' };
const green = arn<TaskSetArn>('arn:aws:ecs:eu-west-1:1:task-set/shop/web/ecs-svc/2');
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

const before = { ...process.env };
let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'clients-'));
  for (const known of Object.keys(process.env))
    if (known.startsWith('AWS_')) Reflect.deleteProperty(process.env, known);
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: path.join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'credentials'),
  });
});
afterEach(() => {
  for (const known of Object.keys(process.env)) Reflect.deleteProperty(process.env, known);
  Object.assign(process.env, before);
  rmSync(home, { recursive: true });
});

test('no region is said with what to set', async () => {
  Object.assign(process.env, keys);
  const { trouble } = (await rejection(ecsPort(createAwsClients({}), name).readService())) as PortError;
  expect(trouble).toMatchObject({ kind: 'refused', code: 'NoRegion' });
});

test('no credentials are said with the step that is missing', async () => {
  const clients = createAwsClients({ AWS_REGION: region });
  const { trouble } = (await rejection(ecsPort(clients, name).readService())) as PortError;
  expect(trouble).toMatchObject({ kind: 'refused', code: 'NoCredentials' });
  expect(trouble.message).toContain('aws-actions/configure-aws-credentials');
});

test('an empty AWS_REGION leaves the word to AWS_DEFAULT_REGION', async () => {
  Object.assign(process.env, keys);
  const clients = createAwsClients({ AWS_REGION: '', AWS_DEFAULT_REGION: region });
  onEcs('DescribeServices', { services: [], failures: [{ reason: 'MISSING' }] });
  await expect(ecsPort(clients, name).readService()).resolves.toBeNull();
});

test('credentials are fetched once for all clients', async () => {
  const token = path.join(home, 'token');
  writeFileSync(token, 'jwt');
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deploy',
    AWS_WEB_IDENTITY_TOKEN_FILE: token,
  });
  const credentials =
    `<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
    `<SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials>`;
  nock(`https://sts.${region}.amazonaws.com`)
    .post('/')
    .reply(
      200,
      `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>${credentials}` +
        `</AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>` +
        `</AssumeRoleWithWebIdentityResponse>`,
      { 'content-type': 'text/xml' },
    );
  const clients = createAwsClients();
  onEcs('DescribeServices', { services: [], failures: [{ reason: 'MISSING' }] });
  await ecsPort(clients, name).readService();
  onElb('DescribeListeners', '<Listeners/>');
  await loadBalancerPort(clients).readRules(arn<LoadBalancerArn>('arn:lb/shop'));
  onEcs('UpdateServicePrimaryTaskSet', { taskSet: { taskSetArn: 'arn:set/1' } });
  await ecsPort(clients, name).labelPrimary(green, null);
});

test('a write that hangs is given up after 5 s, and counts as lost', async () => {
  Object.assign(process.env, keys);
  const port = ecsPort(createAwsClients({ AWS_REGION: region }), name);
  nock(`https://ecs.${region}.amazonaws.com`).post('/').delay(60_000).reply(200, '{}');
  const started = performance.now();
  const { trouble } = (await rejection(port.labelPrimary(green, null))) as PortError;
  expect(trouble.kind).toBe('lost');
  expect(performance.now() - started).toBeLessThan(9_000);
  nock.abortPendingRequests();
});

test('only the modules that are imported lazily load the SDKs that the first call does not need', () => {
  const folder = path.join(import.meta.dirname, '../../../src');
  const files = readdirSync(folder, { encoding: 'utf8', recursive: true }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const sources = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')] as const);
  const having = (pattern: RegExp): string[] =>
    sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);
  const loads = /^(import|export) (?!type)[^;]*'@aws-sdk\/client-(ecr|elastic|application|sts)/m;
  expect(having(loads)).toEqual([
    'adapters/ecr/client.ts',
    'adapters/elb/client.ts',
    'adapters/scaling/client.ts',
    'adapters/sts/client.ts',
  ]);
  expect(having(/^(import|export) (?!type)[^;]*'[^']*(ecr|elb|scaling|sts)\/client\.ts'/m)).toEqual([]);
});
