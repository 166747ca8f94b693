/** A refusal in AWS's own words. `status` is the HTTP status; both wire formats carry `code` and `message`. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** ECS says ClientException for most of what it refuses. */
export function clientError(message: string): AwsError {
  return new AwsError('ClientException', message);
}

/** Services that answer in JSON have another name for it (fact 19). */
export function throttling(service: string, message = 'Rate exceeded'): AwsError {
  const isXml = service === 'elasticloadbalancing' || service === 'sts';
  return new AwsError(isXml ? 'Throttling' : 'ThrottlingException', message);
}
