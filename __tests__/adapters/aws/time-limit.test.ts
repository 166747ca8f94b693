import { expect, test } from '@jest/globals';
import { readTimeLimit } from '../../../src/adapters/aws/time-limit.ts';
import type { AwsClients } from '../../../src/adapters/aws/clients.ts';

const started = Date.parse('2026-03-01T12:00:00Z');
const hour = 3_600_000;
type Credentials = Awaited<ReturnType<AwsClients['ecs']['reader']['config']['credentials']>>;

const clientsWith = (credentials: Credentials | Error): Pick<AwsClients, 'ecs'> =>
  ({
    ecs: {
      reader: {
        config: {
          credentials: () =>
            credentials instanceof Error ? Promise.reject(credentials) : Promise.resolve(credentials),
        },
      },
    },
  }) as unknown as Pick<AwsClients, 'ecs'>;

const keys = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 's' };
const fixed = { AWS_ACCESS_KEY_ID: keys.accessKeyId };
const hosted = { RUNNER_ENVIRONMENT: 'github-hosted' };
const session = { ...keys, sessionToken: 't' };
const endIn = (hours: number): Credentials => ({ ...session, expiration: new Date(started + hours * hour) });
const hoursOf = async (
  credentials: Credentials | Error,
  env: NodeJS.ProcessEnv,
  given = 0,
): Promise<number | null> => {
  const limit = await readTimeLimit(clientsWith(credentials), env, started, given);
  return limit === null ? null : (limit.endsMs - started) / hour;
};

test.each<[string, Credentials | Error, NodeJS.ProcessEnv, number | null]>([
  ['keys of a user end nothing', keys, fixed, null],
  ['the job of a hosted runner ends, less what earlier steps took', keys, { ...fixed, ...hosted }, 5.75],
  ['fixed credentials end when they say', endIn(2), fixed, 2],
  ['whichever is first: the credentials', endIn(2), { ...fixed, ...hosted }, 2],
  ['whichever is first: the job', endIn(12), { ...fixed, ...hosted }, 5.75],
  ['a session that does not say when it ends is taken to last an hour', session, fixed, 1],
  ['the credentials of an instance are renewed by the SDK', endIn(1), {}, null],
  ['those of a token on a hosted runner are not', endIn(1), hosted, 1],
  [
    'a time in quotes, as an output gives it, is read',
    { ...session, expiration: new Date('"x"') },
    { ...fixed, AWS_CREDENTIAL_EXPIRATION: '"2026-03-01T16:00:00.000Z"' },
    4,
  ],
  ['a time that is none counts as not said', { ...session, expiration: new Date('x') }, fixed, 1],
  ['credentials that can not be had are told elsewhere', new Error('none'), {}, null],
])('%s', async (_name, credentials, env, hours) => {
  expect(await hoursOf(credentials, env)).toBe(hours);
});

test('what the input says that the step may take counts where it is the first to end', async () => {
  expect(await hoursOf(keys, {}, 1800)).toBe(0.5);
  expect(await hoursOf(endIn(2), { ...fixed, ...hosted }, 1800)).toBe(0.5);
  expect(await hoursOf(endIn(2), { ...fixed, ...hosted }, 4 * 3600)).toBe(2);
});

test('an assumed end is said to be assumed, with what to set', async () => {
  const limit = await readTimeLimit(clientsWith(session), fixed, started, 0);
  expect(limit?.why).toContain('is assumed (set AWS_CREDENTIAL_EXPIRATION for this step');
});
