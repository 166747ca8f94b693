// What to do about a 401 or 403 of GitHub. Few of them are missing permissions of the job.

/** What GitHub says, and what helps. The first that fits applies. */
const known: readonly (readonly [RegExp, string])[] = [
  [/\blocked\b/i, 'Unlock the conversation of the pull request, or set comment to false.'],
  [
    /\barchived\b/i,
    'An archived repository is read-only. Unarchive it, or run without comment and environment.',
  ],
  [
    /\bSAML\b|single sign-on/i,
    'Authorize the token for the single sign-on of the organization, or pass the token of the job (github.token).',
  ],
  [
    /\bIP allow list\b|IP address/i,
    "Add the address of the runner to the organization's IP allow list, or use a runner whose address is on it.",
  ],
  [/bad credentials/i, 'The token is wrong or has expired. Pass the token of the job (github.token).'],
  [
    /personal access token/i,
    'Pass the token of the job (github.token), or one that the organization allows and that may write to this repository.',
  ],
  [/\bsuspended\b/i, 'The account of the token is suspended. Use another token.'],
  [/\bblocked\b/i, 'The owner of the repository has blocked the account of the token. Use another token.'],
];

/** What helps. `null`: the job lacks a permission. */
export const otherReason = (said: string): string | null =>
  known.find(([pattern]) => pattern.test(said))?.[1] ?? null;

export const adviceOnPermission = (permission: string): string =>
  `The job needs "permissions: ${permission}"${
    permission.endsWith('write')
      ? '; a pull request from a fork or from Dependabot always gets a read-only token.'
      : '.'
  }`;
