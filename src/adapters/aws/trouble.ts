// What an error of the SDK means: denied, refused, busy, or lost.
import { describeFault } from '../../domain/common/environment/credentials.ts';
import type { Variables } from '../../domain/common/environment/variables.ts';
import { withoutStop } from '../../domain/common/values/sentence.ts';
import {
  isOfCredentials,
  isThrottling,
  type Trouble,
  type TroubleKind,
} from '../../domain/common/values/trouble.ts';
import { hasLeftTheProcess, routeOfFailed } from './answers.ts';

/** The call to AWS that an error has to name. */
interface AwsCall {
  /** The IAM action, e.g. `ecs:CreateTaskSet`. */
  readonly action: string;
  /** The ARN or name that the call is about. */
  readonly resource: string;
  readonly isWrite: boolean;
}

/** The parts of an SDK error that show what happened. Each may be missing, since anything can be thrown. */
interface SdkError {
  readonly name?: string | undefined;
  /** Of Node's network errors, e.g. `ECONNRESET`. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly $metadata?: { readonly httpStatusCode?: number } | undefined;
  readonly $response?: { readonly statusCode?: number } | undefined;
}

/** What is known after a call failed. Never throws, whatever `thrown` is. */
export function troubleFrom(thrown: unknown, call: AwsCall, environment: Variables = process.env): Trouble {
  const error = sdkErrorOf(thrown);
  const code = codeOf(error);
  const setup = setupTrouble(error, environment);
  if (setup !== null) return { kind: 'refused', action: call.action, resource: call.resource, ...setup };
  const kind = kindOf(error, code, { isWrite: call.isWrite, hasLeft: hasLeftTheProcess(thrown) });
  const route = routeOfFailed(thrown);
  const named = kind === 'denied' ? namedInDenial(error.message ?? '') : {};
  return {
    kind,
    action: call.action,
    resource: call.resource,
    code,
    message: `${messageOf(error, code)}${route === null ? '' : ` (called ${route})`}`,
    ...named,
  };
}

function sdkErrorOf(thrown: unknown): SdkError {
  if (typeof thrown !== 'object' || thrown === null) return { name: 'Error', message: String(thrown) };
  const { name, code, message, $metadata, $response } = thrown as SdkError;
  return { name: textOf(name), code: textOf(code), message: textOf(message), $metadata, $response };
}

/** The SDK passes on whatever a body holds in place of a text. */
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The code of a network error says more than its name, which is `TimeoutError` even for a reset. */
function codeOf(error: SdkError): string {
  const isNetwork = error.name === 'Error' || error.name === 'TimeoutError';
  return (isNetwork ? error.code : undefined) ?? error.name ?? 'UnknownError';
}

function statusOf(error: SdkError): number {
  return error.$metadata?.httpStatusCode ?? error.$response?.statusCode ?? 0;
}

function messageOf(error: SdkError, code: string): string {
  // The further lines are hints for developers of the SDK.
  const said = (error.message ?? '').split('\n', 1)[0] ?? '';
  if (code === 'ENOTFOUND') return `${said} (is the region correct?)`;
  if (code === 'AbortError' || code === 'TimeoutError') return 'no response in time';
  if (code === 'SyntaxError') return `HTTP ${statusOf(error)} with a response that is not from AWS (${said})`;
  if (code.startsWith('HPE_')) return `the response is not HTTP (${said})`;
  return said === '' ? code : said;
}

const askForCredentials =
  'Run aws-actions/configure-aws-credentials before this step (with OIDC the job needs ' +
  '`permissions: id-token: write`), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
const askForLonger =
  'Give the job credentials that last longer (role-duration-seconds of aws-actions/configure-aws-credentials).';
const askForRegion =
  'Set AWS_REGION, or set aws-region of aws-actions/configure-aws-credentials before this step.';

/** Faults of the job, not of the account. AWS returns 403 for some of them, but no policy would fix them. */
function setupTrouble(error: SdkError, environment: Variables): Pick<Trouble, 'code' | 'message'> | null {
  const said = error.message ?? '';
  const withFault = (code: string, advice: string): string =>
    [describeFault(code, environment), advice].filter((sentence) => sentence !== null).join(' ');
  if (said.startsWith('Region is missing')) {
    return { code: 'NoRegion', message: `No AWS region is set. ${askForRegion}` };
  }
  // The SDK passes on the error of the file system.
  const unreadable = /^(?:ENOENT|EACCES|EPERM|EISDIR)\b.*/.exec(said)?.[0];
  if (unreadable !== undefined) {
    const whose = withFault('NoCredentials', 'An earlier step has to write the file.');
    return {
      code: 'NoCredentials',
      message: `A file of the AWS credentials can't be read (${withoutStop(unreadable)}). ${whose}`,
    };
  }
  if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError') {
    return {
      code: 'NoCredentials',
      message: `No AWS credentials were found. ${withFault('NoCredentials', askForCredentials)} (${withoutStop(said)})`,
    };
  }
  if (/not authorized to perform:? sts:AssumeRole/i.test(said)) {
    const advice = 'Allow this job in the trust policy of the role.';
    return {
      code: 'RoleNotAssumed',
      message: `${withoutStop(said)}. ${withFault('RoleNotAssumed', advice)}`,
    };
  }
  if (error.name !== undefined && isOfCredentials(error.name)) {
    const advice = error.name.startsWith('Expired') ? askForLonger : askForCredentials;
    return {
      code: error.name,
      message: `AWS does not accept the credentials: ${withoutStop(said)}. ${withFault(error.name, advice)}`,
    };
  }
  return null;
}

function kindOf(
  error: SdkError,
  code: string,
  { isWrite, hasLeft }: { readonly isWrite: boolean; readonly hasLeft: boolean },
): TroubleKind {
  const status = statusOf(error);
  const unknown = isWrite ? 'lost' : 'busy';
  if (wasThrottled(error, status)) return 'busy';
  // What a proxy answers shows nothing about the call, whatever its status.
  if (code === 'NotFromAws') return hasLeft ? unknown : 'busy';
  if (/^(AccessDenied|Unauthorized)/.test(code) || status === 403) return 'denied';
  if (neverConnected.has(code) || code === 'EndlessPages') return 'busy';
  if (!hasLeft) return isPassing(code) ? 'busy' : 'refused';
  if (status === 503 || /ServiceUnavailable/.test(code)) return 'busy';
  // No HTTP answer, one that can't be read, or a 5xx: the call may have been carried out.
  return status < 400 || status >= 500 ? unknown : 'refused';
}

/** ECS sends `ThrottlingException` (`Rate exceeded`), although its model doesn't list it (fact 19). */
function wasThrottled(error: SdkError, status: number): boolean {
  return status === 429 || isThrottling(error.name ?? '') || /Rate exceeded/i.test(error.message ?? '');
}

/** No connection to AWS existed, so nothing was sent. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ERR_PROXY_TUNNEL',
]);

/** Of what never left the process, only a failed fetch of credentials may succeed the next time. */
const isPassing = (code: string): boolean =>
  /^(ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|AbortError|TimeoutError|HPE_\w+)$/.test(code);

/** AWS names the missing permission, which may belong to another action: `iam:PassRole`, `ecs:TagResource`. */
function namedInDenial(message: string): Partial<Pick<Trouble, 'action' | 'resource'>> {
  const found = /not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(message);
  const [, action, resource] = found ?? [];
  return {
    ...(action === undefined ? {} : { action }),
    ...(resource === undefined ? {} : { resource: resource.replace(/[.,]$/, '') }),
  };
}
