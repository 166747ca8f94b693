// A failed call to AWS.
/**
 * `denied`: permissions are missing. `refused`: AWS rejects the call, and would again. `busy`: throttled or never sent, so
 * nothing was done, or a read without a usable answer. `lost`: no answer of AWS came, so the write may have been carried
 * out. `reverted`: AWS accepted the write several times, and something else undid it each time.
 */
export type TroubleKind = 'denied' | 'refused' | 'busy' | 'lost' | 'reverted';

export interface Trouble {
  readonly kind: TroubleKind;
  /** The IAM action, e.g. `ecs:CreateTaskSet`. */
  readonly action: string;
  /** The ARN or name that the call was about. */
  readonly resource: string;
  /** The SDK's error name, e.g. `InvalidParameterException`. */
  readonly code: string;
  readonly message: string;
}

const ofCredentials: ReadonlySet<string> = new Set([
  'NoRegion',
  'NoCredentials',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidIdentityToken',
  'InvalidIdentityTokenException',
  'InvalidSignatureException',
  'RoleNotAssumed',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/** A fault of the job, not of the account: no policy would fix it. The message of the trouble says what would. */
export const isOfCredentials = (code: string): boolean => ofCredentials.has(code);

/** The names that the services of AWS have for "too many calls" (fact 19). */
export const isThrottling = (code: string): boolean =>
  /Throttl|RequestLimitExceeded|TooManyRequests|SlowDown/i.test(code);
