// Whose credentials a run uses.

export interface Identity {
  readonly account: string;
  /** The ARN of a user, or of the session of a role. */
  readonly arn: string;
}

/** `account 111122223333, role deploy`. */
export function describeIdentity({ account, arn }: Identity): string {
  const [, kind = '', name = ''] = /:(assumed-role|user|federated-user)\/(?:.+\/)?([^/]+)/.exec(arn) ?? [];
  if (kind === 'assumed-role')
    return `account ${account}, role ${/:assumed-role\/([^/]+)/.exec(arn)?.[1] ?? ''}`;
  return `account ${account}, ${name === '' ? arn : `${kind.replace('-', ' ')} ${name}`}`;
}
