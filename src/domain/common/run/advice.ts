// What to do about a failed call: one advice, which fits what happened.
import { isOfCredentials, type Trouble } from '../values/trouble.ts';
import { withoutStop } from '../values/sentence.ts';

/** The call that failed, and what AWS says, without a full stop. */
export const describeFailedCall = ({ action, resource, code, message }: Trouble): string =>
  `${action} on ${resource} failed: ${code}: ${withoutStop(message)}`;

/** Empty: the message says it. */
export function adviceOn({ kind, code, action, resource }: Trouble): string {
  if (isOfCredentials(code)) return '';
  switch (kind) {
    case 'denied':
      return `Allow ${action} on ${resource} for the role of this job.`;
    case 'busy':
    case 'lost':
      return 'Check the region, the endpoint and the network of the runner.';
    case 'refused':
      return 'Fix what AWS reports.';
  }
}
