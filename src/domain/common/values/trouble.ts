// A failed call to AWS.
/**
 * `denied`: permissions are missing. `refused`: AWS rejects the call, and would again. `busy`: throttled or 5xx, nothing
 * was done. `lost`: no answer came, so the call may have been carried out. `reverted`: AWS accepted the call several times,
 * and something else undid it each time.
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
