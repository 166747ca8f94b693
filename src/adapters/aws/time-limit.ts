// When this run has to end: its job, its credentials, or the input time-limit.
import { isHosted } from '../../domain/common/environment/hosted.ts';
import type { TimeLimit } from '../../domain/common/request/request.ts';
import type { AwsClients } from './clients.ts';

type Environment = Readonly<Record<string, string | undefined>>;
interface Credentials {
  readonly accessKeyId: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

const hourMs = 3_600_000;
/** The maximum of a job on a GitHub-hosted runner, minus time for the steps before this one. */
const hostedMs = 6 * hourMs - 15 * 60_000;

/**
 * When the job or its credentials end, whichever is first. `null`: no end is known. `givenSeconds`: the input
 * `time-limit`, 0 for no limit. Never rejects: if there are no credentials, the first call to AWS says what to do.
 */
export async function readTimeLimit(
  clients: Pick<AwsClients, 'ecs'>,
  env: Environment,
  startedMs: number,
  givenSeconds: number,
): Promise<TimeLimit | null> {
  const credentials = await clients.ecs.reader.config.credentials().catch(() => null);
  const known = [
    givenLimit(startedMs, givenSeconds),
    jobLimit(env, startedMs),
    credentials && credentialsLimit(credentials, env, startedMs),
  ];
  const limits = known.filter((limit) => limit !== null).toSorted((one, other) => one.endsMs - other.endsMs);
  return limits[0] ?? null;
}

const givenLimit = (startedMs: number, seconds: number): TimeLimit | null =>
  seconds === 0 ? null : { endsMs: startedMs + seconds * 1000, why: 'that is the time-limit of this step' };

const jobLimit = (env: Environment, startedMs: number): TimeLimit | null =>
  isHosted(env)
    ? { endsMs: startedMs + hostedMs, why: 'a job on a GitHub-hosted runner lasts 6 hours at most' }
    : null;

/** Credentials that the SDK renews (instance profile, container, renewed token file) have no end. */
function credentialsLimit(
  { accessKeyId, sessionToken, expiration }: Credentials,
  env: Environment,
  startedMs: number,
): TimeLimit | null {
  const isFixed = accessKeyId === env['AWS_ACCESS_KEY_ID'] || isHosted(env);
  if (!isFixed) return null;
  const endsMs = expiration === undefined ? Number.NaN : timeOf(expiration, env);
  if (!Number.isNaN(endsMs)) return { endsMs, why: 'the credentials of this job end then' };
  if (sessionToken === undefined || sessionToken === '') return null;
  return {
    endsMs: startedMs + hourMs,
    why:
      'the credentials do not say when they end, so the hour of a default role session is assumed ' +
      '(set AWS_CREDENTIAL_EXPIRATION for this step if it is another time)',
  };
}

/** An output of configure-aws-credentials may be in quotes, which the SDK parses as an invalid date. */
const timeOf = (expiration: Date, env: Environment): number =>
  Number.isNaN(expiration.getTime())
    ? Date.parse((env['AWS_CREDENTIAL_EXPIRATION'] ?? '').replaceAll('"', ''))
    : expiration.getTime();
