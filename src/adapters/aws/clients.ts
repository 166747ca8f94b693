// The SDK clients of a run.
import http from 'node:http';
import https from 'node:https';
import { ECSClient } from '@aws-sdk/client-ecs';
import type { ECSClientConfig } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { STSClient } from '@aws-sdk/client-sts';
import { watchAttempts } from './attempts.ts';
import { attemptLimitMs, checkingAnswers } from './answers.ts';
import { credentialConfig } from './credentials.ts';
import { proxiesIn, proxyVariables, type Proxies } from '../../domain/common/environment/proxy.ts';

type ElbSdk = typeof import('../elb/client.ts');
type ScalingSdk = typeof import('../scaling/client.ts');
type CloudWatchSdk = typeof import('../cloudwatch/client.ts');
type EcrSdk = typeof import('../ecr/client.ts');
type LogsSdk = typeof import('../logs/client.ts');
type StsSdk = typeof import('../sts/client.ts');

/** Clients of one service, which differ in how often a request may be sent. */
export interface Clients<C> {
  /** Reads: retried on throttling, 5xx and broken connections. */
  readonly reader: C;
  /** Writes: sent once. The SDK would repeat a write after a broken connection, although it may have been carried out. */
  readonly writer: C;
}

export interface AwsClients {
  readonly ecs: Clients<ECSClient> & {
    /** Only for CreateTaskSet: its clientToken makes a repeat safe (fact 12). */
    readonly repeater: ECSClient;
  };
  /** Loads this part of the SDK on first use: the first call of a run needs only ECS. */
  elb(): Promise<Clients<ElasticLoadBalancingV2Client> & { readonly sdk: ElbSdk }>;
  scaling(): Promise<Clients<ApplicationAutoScalingClient> & { readonly sdk: ScalingSdk }>;
  cloudWatch(): Promise<{ readonly reader: CloudWatchClient; readonly sdk: CloudWatchSdk }>;
  /** For the registries of a region. */
  ecr(region: string): Promise<{ readonly reader: ECRClient; readonly sdk: EcrSdk }>;
  /** For the log groups of a region. Only a failed task loads it. */
  logs(region: string): Promise<{ readonly reader: CloudWatchLogsClient; readonly sdk: LogsSdk }>;
  sts(): Promise<{ readonly client: STSClient; readonly sdk: StsSdk }>;
  /** Closes kept-alive connections, so that the process can end. */
  destroy(): void;
}

interface ClientOptions {
  /** How often a read is tried. */
  readonly attempts?: number | undefined;
  /** The proxies of the environment, before it was rewritten for other packages. */
  readonly proxies?: Proxies;
}

const readAttempts = 6;
const repeatAttempts = 3;
/** Of a read for a report, which is asked again if its answer is empty. */
const hastyAttempts = 2;

/**
 * Clients for AWS that share one set of credentials (one call to STS) and one pool of connections. Region, credentials
 * and endpoints come from the usual places (environment, profile, `AWS_ENDPOINT_URL*`). If one is missing, the first
 * call rejects with a `PortError`. `environment` holds the region.
 */
export function createAwsClients(
  environment: NodeJS.ProcessEnv = process.env,
  { attempts = readAttempts, proxies = proxiesIn(environment) }: ClientOptions = {},
): AwsClients {
  /** The age of each attempt is kept, and only an answer of AWS counts. */
  const watched = <C extends Parameters<typeof checkingAnswers>[0]>(client: C): C =>
    watchAttempts(checkingAnswers(client, proxies));
  const reader = watched(new ECSClient({ ...baseConfig(environment, proxies), maxAttempts: attempts }));
  const shared = sharedConfig(reader);
  const once = { ...shared, maxAttempts: 1 };
  const often = { ...shared, maxAttempts: attempts };
  return {
    ecs: {
      reader,
      writer: watched(new ECSClient(once)),
      repeater: watched(new ECSClient({ ...shared, maxAttempts: repeatAttempts })),
    },
    elb: remembered(async () => {
      const sdk = await import('../elb/client.ts');
      const { ElasticLoadBalancingV2Client: Client } = sdk;
      return { sdk, reader: watched(new Client(often)), writer: watched(new Client(once)) };
    }),
    scaling: remembered(async () => {
      const sdk = await import('../scaling/client.ts');
      const { ApplicationAutoScalingClient: Client } = sdk;
      return { sdk, reader: watched(new Client(often)), writer: watched(new Client(once)) };
    }),
    cloudWatch: remembered(async () => {
      const sdk = await import('../cloudwatch/client.ts');
      return { sdk, reader: watched(new sdk.CloudWatchClient(often)) };
    }),
    ecr: async (region) => {
      const sdk = await import('../ecr/client.ts');
      return { sdk, reader: watched(new sdk.ECRClient({ ...often, region })) };
    },
    logs: async (region) => {
      const sdk = await import('../logs/client.ts');
      const settings = { ...shared, maxAttempts: hastyAttempts, region };
      return { sdk, reader: watched(new sdk.CloudWatchLogsClient(settings)) };
    },
    sts: remembered(async () => {
      const sdk = await import('../sts/client.ts');
      return { sdk, client: watched(new sdk.STSClient(once)) };
    }),
    // All clients share the handler, so this closes the connections of all.
    destroy: () => {
      reader.destroy();
    },
  };
}

function baseConfig(environment: NodeJS.ProcessEnv, proxies: Proxies): ECSClientConfig {
  // AWS_DEFAULT_REGION is a variable of the AWS CLI. The SDK doesn't read it.
  const region = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
  const agent = { keepAlive: true, maxSockets: 50, proxyEnv: proxyVariables(proxies, []) };
  return {
    ...common,
    // The SDK reads the credentials from the environment of the process.
    ...credentialConfig(process.env, proxies),
    ...(region === undefined || region === '' ? {} : { region }),
    requestHandler: {
      connectionTimeout: attemptLimitMs,
      requestTimeout: attemptLimitMs,
      throwOnRequestTimeout: true,
      // requestTimeout ends with the headers. The limit for the body is in answers.ts.
      // The SDK ignores proxies. Node's own agents know them.
      httpAgent: new http.Agent(agent),
      httpsAgent: new https.Agent(agent),
    },
  };
}

const common = { retryMode: 'standard', customUserAgent: 'ecs-blue-green' } as const;

/** Without it, each client would resolve credentials and open connections of its own. */
function sharedConfig(first: ECSClient) {
  const { region, credentials, requestHandler } = first.config;
  return { ...common, region, credentials, requestHandler };
}

function remembered<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}
